//! What the programs that train the models need beside the library: features, forests and taggers as they are inside. It is no part of
//! what the library promises and changes with the models; `src/bin/train` alone comes in by this door.

/// The judge of blocks: its features, its trees, and the weights of words.
pub mod clean {
    pub use crate::clean::features::{Feature, PageFeatures, second};
    pub use crate::clean::forest::{BatchScorer, Child, Forest, Tree, TreeNode};
    pub use crate::clean::judged;
    pub use crate::clean::model::{feature_names, name};
    pub use crate::clean::word_weights::{WordLogOdds, features as word_features, telling};
}

/// The judge of kinds.
pub mod kind {
    pub use crate::describe::kind::WordWeights;
    pub use crate::describe::training::{kind_features, kind_names};
}

/// The judges of facts: what each candidate shows.
pub mod facts {
    pub use crate::describe::ranker::{Features, RankedCandidate};
    pub use crate::describe::training::{Candidates, candidates};
}

/// The tagger of names, and the layers beside it.
pub mod tagger {
    pub use crate::describe::actors::gazetteer_match::find as known_names;
    pub use crate::describe::actors::tagger::views::{FEATURES, LEXICAL, keys, views};
    pub use crate::describe::actors::tagger::{
        EntityTag, NAME, ROWS, STEPS, TAGS, TRANSITIONS, Tagger, WIDTH, lines, may_follow, place, trained_on,
    };
    pub use crate::describe::actors::{Layers, actors_by};
    pub use crate::describe::tokens::TextTokens;
}

/// The hash of the draws, and the head of a file of weights.
pub mod files {
    pub use crate::hash::{GOLDEN, split_mix};
    pub use crate::weights::{features, file};
}
