//! Several indexes that are asked together. They are only read, and each counts and ranks by itself; an article that several hold is
//! answered by the first.

use crate::config::Config;
use crate::ui::Problems;
use anyhow::Result;
use archive::article::ArticleId;
use archive::index::{Archive, Facet, Hit, Remark, Sort, Tally, TopHits};
use archive::query::Query;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;
use std::iter::Peekable;
use std::ops::Deref;
use std::vec::IntoIter;

/// The indexes that were named, in this order; one at least.
pub(crate) struct Archives(Vec<Archive>);

impl Deref for Archives {
    type Target = [Archive];

    fn deref(&self) -> &[Archive] {
        &self.0
    }
}

impl Archives {
    /// Opens the indexes that were named, else the nearest.
    pub(crate) fn open(config: &Config, problems: &Problems) -> Result<Archives> {
        let mut archives = Vec::new();
        for path in config.indexes()? {
            let archive = super::query_args::open(&path, config, problems)?;
            archives.push(archive.asked_after(&archives)?);
        }
        Ok(Archives(archives))
    }

    /// How many articles answer.
    pub(crate) fn count(&self, query: &Query) -> Result<u64> {
        count(self, query)
    }

    /// The values of a field among the answers.
    pub(crate) fn tally(&self, counted: Facet, query: &Query) -> Result<Tally> {
        self.summed(|archive| Ok(archive.tally(counted, query)?.into_iter()))
    }

    /// The sum of what is counted in each.
    pub(crate) fn summed<K: Eq + Hash, C: IntoIterator<Item = (K, u64)>>(
        &self,
        counts: impl Fn(&Archive) -> Result<C>,
    ) -> Result<HashMap<K, u64>> {
        let mut sum = HashMap::new();
        for archive in self.iter() {
            for (value, count) in counts(archive)? {
                *sum.entry(value).or_default() += count;
            }
        }
        Ok(sum)
    }

    /// The hits of all in one order. Scores are those of each index: how rare a word is, differs from one to the other.
    pub(crate) fn search(&self, query: &Query, wanted: TopHits) -> Result<Vec<Hit>> {
        if let [archive] = &self.0[..] {
            return Ok(archive.search(query, wanted)?);
        }
        let of_each = TopHits {
            offset: 0,
            limit: wanted.offset.saturating_add(wanted.limit),
            ..wanted
        };
        let mut lists = Vec::new();
        for archive in self.iter() {
            lists.push(archive.search(query, of_each)?.into_iter().peekable());
        }
        let merged = std::iter::from_fn(|| next(&mut lists, wanted.sort));
        let ranked = merged.zip(1..).map(|(hit, rank)| Hit { rank, ..hit });
        Ok(ranked.skip(wanted.offset).take(wanted.limit).collect())
    }

    /// The first index that has an article of this identity, or of this beginning of one.
    pub(crate) fn having(&self, typed: &str) -> Result<Option<(&Archive, ArticleId)>> {
        for archive in self.iter() {
            if let Some(id) = super::show::resolved(archive, typed)? {
                return Ok(Some((archive, id)));
            }
        }
        Ok(None)
    }
}

/// How many articles of some indexes answer.
pub(crate) fn count(archives: &[Archive], query: &Query) -> Result<u64> {
    let mut sum = 0;
    for archive in archives {
        sum += archive.count(query)? as u64;
    }
    Ok(sum)
}

/// What there is to say of a query: what every one of some indexes says.
pub(crate) fn remarks(archives: &[Archive], query: &Query) -> Result<Vec<Remark>> {
    let mut of_each = Vec::new();
    for archive in archives {
        of_each.push(archive.remarks(query)?);
    }
    let Some((first, others)) = of_each.split_first() else {
        return Ok(Vec::new());
    };
    // What is offered in its place is of each index.
    let matter = |remark: &Remark| remark.message.split(';').next().map(str::to_string);
    let is_said =
        |remark: &Remark, remarks: &Vec<Remark>| remarks.iter().any(|other| matter(other) == matter(remark));
    let by_all = |remark: &&Remark| others.iter().all(|remarks| is_said(remark, remarks));
    Ok(first.iter().filter(by_all).cloned().collect())
}

/// The next hit of several lists that are in order: of equal ones that of the first list.
fn next(lists: &mut [Peekable<IntoIter<Hit>>], sort: Sort) -> Option<Hit> {
    let heads = lists.iter_mut().enumerate();
    let heads = heads.filter_map(|(list, hits)| Some((list, HitRank::of(hits.peek()?))));
    let (list, _) = heads.min_by(|(_, one), (_, other)| one.before(other, sort))?;
    lists[list].next()
}

/// What orders hits.
struct HitRank {
    score: f32,
    date: String,
}

impl HitRank {
    fn of(hit: &Hit) -> HitRank {
        HitRank {
            score: hit.score,
            date: hit.article.published_on(),
        }
    }

    /// Which of two comes first; those without a date come last.
    fn before(&self, other: &HitRank, sort: Sort) -> Ordering {
        match sort {
            Sort::Relevance => other.score.total_cmp(&self.score),
            Sort::Newest => other.date.cmp(&self.date),
            Sort::Oldest => (self.date.is_empty(), &self.date).cmp(&(other.date.is_empty(), &other.date)),
        }
    }
}
