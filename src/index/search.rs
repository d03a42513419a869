//! The articles that answer a query, the best first.

use super::outlets;
use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::Archive;
use crate::index::actor_lookup;
use crate::index::highlight::{Matcher, Part};
use crate::index::labels::NO_LABELS;
use crate::index::plan::{Plan, TextField, WordForm};
use crate::index::planner::{Meaning, Remark, Understood, meaning};
use crate::index::snippet::{Snippet, snippet};
use crate::index::store::TopHits;
use crate::query::Query;
use crate::text::folded;
use std::ops::ControlFlow;
use std::sync::PoisonError;

/// An article that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// How well it answers; 0 where hits are sorted by date.
    pub score: f32,
    /// The article.
    pub article: Article,
    /// Where it meets the query: in the title, if it does, and in the text.
    pub snippets: Vec<Snippet>,
}

impl Archive {
    /// The hits of a query.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, query: &Query, wanted: TopHits) -> Result<Vec<Hit>> {
        self.hits(self.meaning(query)?, wanted)
    }

    /// The hits of a query that is understood.
    pub(super) fn hits(&self, meaning: Meaning, wanted: TopHits) -> Result<Vec<Hit>> {
        let found = self.store.best(&meaning.plan, wanted)?;
        let matcher = Matcher::new(meaning.pattern);
        let mut hits = Vec::with_capacity(found.len());
        for (place, (score, record)) in found.into_iter().enumerate() {
            let article = self.hydrate(record)?;
            hits.push(Hit {
                rank: wanted.offset + place + 1,
                score,
                snippets: snippets(&article, &matcher),
                article,
            });
        }
        Ok(hits)
    }

    /// How many articles answer a query.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn count(&self, query: &Query) -> Result<usize> {
        Ok(self.store.count(&self.meaning(query)?.plan)? as usize)
    }

    /// Tells every article that answers a query, in the order of the index.
    ///
    /// # Errors
    /// If the index cannot be read, or what `each` fails with.
    pub fn for_each_match<E: From<crate::error::Error>>(
        &self,
        query: &Query,
        mut each: impl FnMut(Article) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut told = Ok(());
        self.store.each(&self.meaning(query)?.plan, &mut |record| {
            told = self.hydrate(record).map_err(E::from).and_then(&mut each);
            match told {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        told
    }

    /// Tells the identity of every article that answers a query.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn each_id(&self, query: &Query, mut each: impl FnMut(ArticleId)) -> Result<()> {
        self.store
            .each_id(&self.meaning(query)?.plan, &mut |id| each(self.shown(id)))
    }

    /// Tells every older version of an article, which is kept and not searched, and which version took its place, if one did.
    ///
    /// # Errors
    /// If the index cannot be read, or what `each` fails with.
    pub fn for_each_superseded<E: From<crate::error::Error>>(
        &self,
        mut each: impl FnMut(Article, Option<ArticleId>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut told = Ok(());
        self.store.each_superseded(&mut |record| {
            told = self.hydrate(record).map_err(E::from).and_then(|article| {
                let newer = self.newer(&article.id)?;
                each(article, newer)
            });
            match told {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        told
    }

    /// What finds the places of an article at which a query is met.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn matcher(&self, query: &Query) -> Result<Matcher> {
        Ok(Matcher::new(self.meaning(query)?.pattern))
    }

    /// What there is to say of a query: which of its values and words no article has, and who was taken where nobody has a name.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn remarks(&self, query: &Query) -> Result<Vec<Remark>> {
        Ok(self.meaning(query)?.remarks)
    }

    /// How a query is understood: a line a part, and a line for every word of it that is also the name of an actor.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn explained(&self, query: &Query) -> Result<Vec<String>> {
        let meaning = self.meaning(query)?;
        let mut lines = Vec::new();
        for part in meaning.parts {
            lines.push(match part {
                Understood::Line(line) => line,
                Understood::Words(fields, words) => self.counted(&fields, &words)?,
            });
        }
        lines.extend(meaning.remarks.into_iter().map(|remark| remark.message));
        let identities = self.identities()?;
        for word in actor_lookup::plain(query) {
            let actors = identities.meant(&actor_lookup::named(&*self.store, &folded(word))?, word);
            lines.extend(
                actors.iter().map(|actor| {
                    format!("{word} names {actor}: actor:\"{word}\" finds it under all its names")
                }),
            );
        }
        Ok(lines)
    }

    /// Words in their forms, each with the number of its articles, and its languages where it is not a form everywhere.
    fn counted(&self, fields: &[TextField], words: &[Vec<WordForm>]) -> Result<String> {
        let mut lists = Vec::new();
        for forms in words {
            let mut list = Vec::new();
            for form in forms {
                let scope = fields.iter().map(|field| (*field, 1.0)).collect();
                let articles = self.store.count(&Plan::Word(scope, vec![form.clone()]))?;
                let languages = form
                    .languages
                    .as_ref()
                    .map(|languages| format!(" ({})", languages.join(" ")));
                list.push(format!(
                    "{} {articles}{}",
                    form.text,
                    languages.unwrap_or_default()
                ));
            }
            lists.push(list.join(" | "));
        }
        Ok(lists.join(" + "))
    }

    pub(super) fn meaning(&self, query: &Query) -> Result<Meaning> {
        let mut last = self.last_meaning.lock().unwrap_or_else(PoisonError::into_inner);
        let meaning = match &*last {
            Some((asked, meaning)) if asked == query => meaning.clone(),
            _ => {
                let meaning = self.meaning_anew(query)?;
                *last = Some((query.clone(), meaning.clone()));
                meaning
            }
        };
        Ok(match self.answered_before.is_empty() {
            true => meaning,
            false => Meaning {
                plan: meaning.plan.without(&self.answered_before),
                ..meaning
            },
        })
    }

    fn meaning_anew(&self, query: &Query) -> Result<Meaning> {
        let identities = self.identities()?;
        let labels = if query.asks_labels() {
            self.labels()?
        } else {
            &NO_LABELS
        };
        let query = &outlets::under_all_names(query, identities.outlets());
        self.store.begin_guessing();
        loop {
            let meaning = meaning(&*self.store, query, (identities, labels));
            if !self.store.settle_guesses()? {
                return meaning;
            }
        }
    }
}

fn snippets(article: &Article, matcher: &Matcher) -> Vec<Snippet> {
    let reading = matcher.read(article);
    let of = |part: Part, text| {
        let places = reading.places.iter().filter(|place| place.part == part);
        let places: Vec<_> = places.cloned().collect();
        snippet(part, text, reading.words(part), &places)
    };
    let title = article.title.as_deref().map(|title| of(Part::Title, title));
    let title = title.filter(|snippet| !snippet.marks.is_empty());
    let body = (!article.body.is_empty()).then(|| of(Part::Body, &article.body));
    title.into_iter().chain(body).collect()
}
