//! What a query asks of an article besides its words: who is in it, where it stood, when it was published.

use super::{Meant, Part, Planner, Remark, Understood, Words, meant, quoted, with_value};
use crate::article::ArticleId;
use crate::calendar::{Date, Moment};
use crate::error::Result;
use crate::index::dictionary::{Called, values};
use crate::index::highlight::Pattern;
use crate::index::plan::{Code, Plan, TextField};
use crate::index::{actor_lookup, user_actors};
use crate::lexicon::languages::language;
use crate::query::{DateRange, Field as Asked};
use crate::text::nearest::nearest;
use std::collections::BTreeSet;

/// As many actors are named where a part of a name means several.
const MOST_NAMED: usize = 5;

/// How nobody of a type is spoken of.
struct Whom(Asked);

impl std::fmt::Display for Whom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Asked::Person => "no person",
            Asked::Org => "no organisation",
            Asked::Place => "no place",
            Asked::Country => "no country",
            _ => "no actor",
        })
    }
}

impl Planner<'_> {
    pub(super) fn actor(&mut self, asked: Asked, term: &Words, name: &str) -> Part {
        let actors = self.actors(asked, term, name)?;
        let stored = actors.iter().flat_map(|actor| self.identities.stored(actor));
        let ids = stored.collect();
        let named: Vec<&str> = actors.iter().map(String::as_str).collect();
        let line = format!("{}: {}", asked.name(), named.join(" | "));
        self.parts.push(Understood::Line(line));
        let appears = self.appears(&actors, &ids)?;
        let by_actor = self.identities.added().by_actor();
        let added = actors.iter().filter_map(|actor| by_actor.get(actor));
        let added: Vec<String> = added.flatten().cloned().collect();
        let plan = match user_actors::plan(self.dictionary, &added)? {
            Some(in_text) => Plan::Any(vec![appears, in_text]),
            None => appears,
        };
        let pattern = Pattern::Actors(actors);
        Ok(Some(Meant { plan, pattern }))
    }

    /// The actors that a name means: an identity itself, else who is called exactly so, else, and that is said, who is called so in part.
    fn actors(&mut self, asked: Asked, term: &Words, name: &str) -> Result<BTreeSet<String>> {
        if let Words::Prefix(start) = term {
            return self.beginning_with(asked, start);
        }
        if let Some(id) = actor_lookup::identity(asked, name) {
            let actors = self.identities.meant(&[id.clone()].into(), "");
            match actors.is_empty() {
                true => self.say_unknown(&[id].into()),
                false => self.say_unknown(&actors),
            }
            return Ok(actors);
        }
        let exactly = actor_lookup::called(self.dictionary, asked, name)?;
        let mut actors = self.identities.meant(&exactly, name);
        actors.retain(|actor| actor_lookup::is_of(asked, actor) || !exactly.is_empty());
        if !actors.is_empty() {
            self.say_unknown(&actors);
            return Ok(actors);
        }
        let holding = actor_lookup::containing(self.dictionary, asked, name)?;
        let actors = self.identities.meant(&holding, "");
        let whom = Whom(asked);
        if actors.is_empty() {
            let near = actor_lookup::nearest_name(self.dictionary, asked, name)?;
            let near = near.map(|near| format!("{}:{}", asked.name(), quoted(&near)));
            let message = format!("{whom} is called {name}");
            self.remarks.push(Remark::wrong(meant(message, near)));
        } else {
            let taken: Vec<&str> = actors.iter().take(MOST_NAMED).map(String::as_str).collect();
            let more = match actors.len() - taken.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!(
                "{whom} is called exactly {name}; taken are {}{more}",
                taken.join(", ")
            );
            self.remarks.push(Remark::told(message));
        }
        Ok(actors)
    }

    /// Says of actors that are known from the lists that no article names any of them.
    fn say_unknown(&mut self, actors: &BTreeSet<String>) {
        if !actors.iter().any(|actor| self.is_known(actor)) {
            let names: Vec<&str> = actors.iter().map(String::as_str).collect();
            self.remarks
                .push(Remark::wrong(format!("no article names {}", names.join(", "))));
        }
    }

    /// Whether an article has an actor.
    fn is_known(&self, actor: &str) -> bool {
        let stored = self.identities.stored(actor);
        let has_articles = |id: &String| {
            let articles = self.dictionary.with_value(Code::Actor, id);
            articles.is_ok_and(|articles| articles > 0)
        };
        stored.iter().any(has_articles) || self.identities.added().by_actor().contains_key(actor)
    }

    /// The actors with a name that begins so.
    fn beginning_with(&mut self, asked: Asked, start: &str) -> Result<BTreeSet<String>> {
        let mut stored = BTreeSet::new();
        let start = crate::text::folded(start);
        self.dictionary
            .each_name(Called::Beginning(&start), &mut |_, id| {
                stored.insert(id.to_string());
                true
            })?;
        stored.retain(|id| actor_lookup::is_of(asked, id));
        Ok(self.identities.meant(&stored, ""))
    }

    /// The articles in which one of the actors appears: by the stored identities, but for the articles in which somebody was split
    /// off, which are looked at one by one.
    fn appears(&self, actors: &BTreeSet<String>, ids: &BTreeSet<String>) -> Result<Plan> {
        let stored = Plan::Values(Code::Actor, ids.iter().cloned().collect(), 1.0);
        let split = self.identities.split_articles();
        if split.is_empty() {
            return Ok(stored);
        }
        let mut meant = Vec::new();
        for article in split {
            let own = self.identities.of_split(self.dictionary, article)?;
            meant.extend((!own.is_disjoint(actors)).then_some(*article));
        }
        let others = stored.but_for(Plan::Articles(split.to_vec(), 0.0));
        Ok(Plan::Any(vec![others, Plan::Articles(meant, 1.0)]))
    }

    /// An identity, or the beginning of one.
    pub(super) fn id(&self, typed: &str) -> Result<Plan> {
        let Some((least, greatest)) = ArticleId::beginning_with(typed) else {
            return Ok(Plan::Nothing);
        };
        let found = self.dictionary.articles_between(least, greatest)?;
        Ok(Plan::Articles(found.into_iter().collect(), 1.0))
    }

    /// The words of a path, of the first place of an article or of a further one.
    pub(super) fn path(&mut self, term: &Words) -> Part {
        let exact = exact(term);
        let first = self.words(Some(Asked::Path), &[(TextField::Path, 1.0)], &exact, true)?;
        let said = (self.parts.len(), self.remarks.len());
        let further = self.words(Some(Asked::Path), &[(TextField::FurtherPath, 1.0)], &exact, true)?;
        self.parts.truncate(said.0);
        self.remarks.truncate(said.1);
        let (Some(first), Some(further)) = (first, further) else {
            return Ok(None);
        };
        let copies = self.dictionary.articles_at(&further.plan)?;
        if copies.is_empty() {
            return Ok(Some(first));
        }
        let further = Plan::Articles(copies.into_iter().collect(), 1.0);
        Ok(Some(Meant::unseen(Plan::Any(vec![first.plan, further]))))
    }

    /// The dates of a code that lie in a time.
    pub(super) fn dates(&mut self, code: Code, name: &str, range: &DateRange) -> Result<Plan> {
        self.parts.push(Understood::Line(format!("{name}: {range}")));
        self.lying(code, range, Date::parse)
    }

    /// The moments of ingest that lie in a time, by the days of the machine's time zone.
    pub(super) fn added_in(&mut self, range: &DateRange) -> Result<Plan> {
        self.parts.push(Understood::Line(format!("added: {range}")));
        self.lying(Code::Added, range, |moment| {
            moment
                .parse()
                .ok()
                .map(|moment: Moment| Date::Day(moment.local_day()))
        })
    }

    /// The articles whose value in a code is a date that lies in a time.
    fn lying(&self, code: Code, range: &DateRange, read: impl Fn(&str) -> Option<Date>) -> Result<Plan> {
        let mut lying = BTreeSet::new();
        self.dictionary.each_value(code, &mut |value, _| {
            if read(value).is_some_and(|date| range.holds(date)) {
                lying.insert(value.to_string());
            }
        })?;
        Ok(Plan::Values(code, lying.into_iter().collect(), 0.0))
    }

    /// A value that is taken whole; one that no article has is said.
    pub(super) fn value(&mut self, asked: Asked, code: Code, typed: &str) -> Result<Plan> {
        let value = typed.to_lowercase();
        if self.dictionary.with_value(code, &value)? == 0 {
            let mut values: Vec<String> = values(self.dictionary, code)?.into_keys().collect();
            values.sort_unstable();
            let known = |value: &&str| values.iter().any(|known| known == value);
            let language = || language(&value).filter(known).map(str::to_string);
            let near = || nearest(&value, values.iter().map(String::as_str)).map(str::to_string);
            let near = match asked {
                Asked::Lang => language(),
                _ => near(),
            };
            let name = asked.name();
            let message = match near {
                Some(near) => meant(
                    format!("no article has {name}:{typed}"),
                    Some(format!("{name}:{near}")),
                ),
                None => format!("no article has {name}:{typed}; there are {}", values.join(", ")),
            };
            self.remarks.push(Remark::wrong(message));
        }
        Ok(with_value(code, &value))
    }
}

fn exact(term: &Words) -> Words {
    match term {
        Words::Word(text) => Words::Phrase(text.clone(), 0),
        term => term.clone(),
    }
}
