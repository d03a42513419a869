//! What holds the articles of an index and answers plans.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::Version;
use crate::index::dictionary::{Dictionary, Tally};
use crate::index::plan::{Column, Plan};
use crate::index::record::StoredRecord;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Under which name a stored value is counted; nothing where it counts nowhere.
pub(super) type Naming<'n> = &'n (dyn Fn(&str) -> Option<String> + Sync);

/// Which hits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopHits {
    /// How many hits are left out before the first.
    pub offset: usize,
    /// How many there are at most.
    pub limit: usize,
    /// In which order.
    pub sort: Sort,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    Relevance,
    /// The newest first, those without a date last.
    Newest,
    /// The oldest first, those without a date last.
    Oldest,
}

/// Holds the articles of an index. Every function fails if they cannot be read.
pub trait Store: Dictionary {
    /// The best articles of a plan with their scores, in the order that is wanted, of equal ones the least identity first.
    fn best(&self, plan: &Plan, wanted: TopHits) -> Result<Vec<(f32, StoredRecord)>>;

    /// How many articles meet a plan.
    fn count(&self, plan: &Plan) -> Result<u64>;

    /// Tells every article that meets a plan while it is asked for more, in an order that stays while nothing is written.
    fn each(&self, plan: &Plan, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()>;

    /// Tells the identity of every article that meets a plan, in no order.
    fn each_id(&self, plan: &Plan, each: &mut dyn FnMut(ArticleId)) -> Result<()>;

    /// How many of the articles that meet a plan have values of each name in a column: an article counts once for a name.
    fn tally(&self, plan: &Plan, column: Column, naming: Naming) -> Result<Tally>;

    /// Tells every older version, which is kept and not searched, while it is asked for more, in an order that stays while nothing is
    /// written.
    fn each_superseded(&self, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()>;

    /// The identities from one to another of articles that are searched and of older versions.
    fn kept_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>>;

    /// The record of some article whose page names an actor.
    fn naming(&self, actor: &str) -> Result<Option<StoredRecord>>;

    /// The record of an identity, searched or an older version.
    fn record(&self, id: &ArticleId) -> Result<Option<(Version, StoredRecord)>>;
}
