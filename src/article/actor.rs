//! Whom and what a text names.

use crate::lexicon::actor_type::ActorType;
use serde::{Deserialize, Serialize};

/// The text whose characters the offsets of mentions count.
pub fn title_and_body(title: Option<&str>, body: &str) -> String {
    match title {
        Some(title) if !title.is_empty() => format!("{title}\n\n{body}"),
        _ => body.to_string(),
    }
}

/// An actor of one article: one identity, and all its mentions in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The identity, the same in every spelling and language: `person:oumar-diarra`, `country:ML`.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ActorType,
    /// The name under which it is shown.
    pub name: String,
    /// How many mentions it has.
    pub count: usize,
    /// The mentions.
    pub mentions: Vec<Mention>,
}

/// One place in the text that names an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The name as printed.
    pub text: String,
    /// The character at which it begins in `title + "\n\n" + body`, in the body alone where there is no title.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
    /// How it names the actor.
    pub form: MentionForm,
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By a name.
    Name,
    /// By an adjective or noun of origin: *malien* for Mali.
    Demonym,
    /// By the capital that stands for the government.
    Metonym,
    /// Inside a longer name: Rwanda in Rwanda Defence Force.
    Nested,
}
