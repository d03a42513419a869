//! How many of the articles that answer a query have each value of a field.

use crate::article::{ActorType, ArticleId};
use crate::calendar::{Date, Moment};
use crate::error::Result;
use crate::index::Archive;
pub use crate::index::dictionary::{Tally, most_frequent_first};
use crate::index::identities::Identities;
use crate::index::plan::{ANY_KIND, Code, Column, Label, Plan};
use crate::index::store::Naming;
use crate::index::user_actors;
use crate::lexicon::curation::outlets::key;
use crate::query::Query;
use std::collections::BTreeMap;

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The outlets.
    Outlet,
    /// The sites.
    Domain,
    /// The languages.
    Lang,
    /// The actors.
    Actor,
    /// The actors that are persons.
    Person,
    /// The actors that are organisations.
    Org,
    /// The actors that are places.
    Place,
    /// The actors that are countries.
    Country,
    /// The authors.
    Author,
    /// The agencies.
    Agency,
    /// The sections.
    Section,
    /// The keywords.
    Tag,
    /// The kinds of page.
    Kind,
    /// The doubts.
    Doubt,
    /// The years of publication.
    Year,
    /// The months of publication.
    Month,
    /// The dates of publication.
    Date,
    /// The dates of which the texts speak.
    Mentions,
    /// The days on which they were added, in the time zone of the machine.
    Added,
}

impl Facet {
    /// All that can be counted, with its name.
    pub(super) const ALL: [(Facet, &'static str); 19] = [
        (Facet::Outlet, "outlet"),
        (Facet::Domain, "domain"),
        (Facet::Lang, "lang"),
        (Facet::Actor, "actor"),
        (Facet::Person, "person"),
        (Facet::Org, "org"),
        (Facet::Place, "place"),
        (Facet::Country, "country"),
        (Facet::Author, "author"),
        (Facet::Agency, "agency"),
        (Facet::Section, "section"),
        (Facet::Tag, "tag"),
        (Facet::Kind, "kind"),
        (Facet::Doubt, "doubt"),
        (Facet::Year, "year"),
        (Facet::Month, "month"),
        (Facet::Date, "date"),
        (Facet::Mentions, "mentions"),
        (Facet::Added, "added"),
    ];

    /// The names of all that can be counted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Facet::ALL.into_iter().map(|(_, name)| name)
    }

    /// What is counted under a name.
    pub fn named(name: &str) -> Option<Facet> {
        let named = Facet::ALL.into_iter().find(|(_, own)| *own == name);
        named.map(|(counted, _)| counted)
    }

    /// The name under which it is asked for.
    pub fn name(self) -> &'static str {
        let own = Facet::ALL.into_iter().find(|(counted, _)| *counted == self);
        own.map_or("", |(_, name)| name)
    }

    fn column(self) -> Column {
        match self {
            Facet::Outlet => Column::Label(Label::Outlet),
            Facet::Domain => Column::Label(Label::Domain),
            Facet::Lang => Column::Code(Code::Lang),
            Facet::Actor | Facet::Person | Facet::Org | Facet::Place | Facet::Country => {
                Column::Code(Code::Actor)
            }
            Facet::Author => Column::Label(Label::Author),
            Facet::Agency => Column::Label(Label::Agency),
            Facet::Section => Column::Label(Label::Section),
            Facet::Tag => Column::Label(Label::Tag),
            Facet::Kind => Column::Code(Code::Kind),
            Facet::Doubt => Column::Code(Code::Doubt),
            Facet::Year | Facet::Month | Facet::Date => Column::Code(Code::Date),
            Facet::Mentions => Column::Code(Code::Mentioned),
            Facet::Added => Column::Code(Code::Added),
        }
    }

    /// What a stored value counts as; nothing where it is not of this kind.
    pub(super) fn value(self, stored: &str) -> Option<String> {
        let of_type = |kind: ActorType| ActorType::of(stored) == Some(kind);
        let counts = match self {
            Facet::Person => of_type(ActorType::Person),
            Facet::Org => of_type(ActorType::Org),
            Facet::Place => of_type(ActorType::Place),
            Facet::Country => of_type(ActorType::Country),
            Facet::Kind => stored != ANY_KIND,
            Facet::Year => return period(stored, 4),
            Facet::Month => return period(stored, 7),
            Facet::Added => return Some(stored.parse::<Moment>().ok()?.local_day().to_string()),
            _ => true,
        };
        counts.then(|| stored.to_string())
    }

    /// Whether identities of actors are counted.
    pub fn is_of_actors(self) -> bool {
        self.column() == Column::Code(Code::Actor)
    }
}

/// The year (4) or the month (7) of a date that is known so finely.
fn period(stored: &str, length: usize) -> Option<String> {
    let date = Date::parse(stored)?;
    let (first, last) = (date.first()?.to_string(), date.last()?.to_string());
    (first.get(..length)? == last.get(..length)?).then(|| first[..length].to_string())
}

impl Archive {
    /// The values of a field among the answers of a query.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn tally(&self, counted: Facet, query: &Query) -> Result<Tally> {
        if counted == Facet::Outlet {
            return self.tally_outlets(query);
        }
        if !counted.is_of_actors() {
            return self.tally_by(counted, query, &|stored| counted.value(stored));
        }
        let identities = self.identities()?;
        let split = identities.split_articles();
        let mut tally = if split.is_empty() {
            self.tally_by(counted, query, &|stored| {
                counted.value(&identities.of(stored, "")?)
            })?
        } else {
            self.tally_split(counted, query, identities, split)?
        };
        self.tally_added(counted, query, identities, &mut tally)?;
        Ok(tally)
    }

    /// Counts the actors that the user added also where only the words of the text name them.
    fn tally_added(
        &self,
        counted: Facet,
        query: &Query,
        identities: &Identities,
        tally: &mut Tally,
    ) -> Result<()> {
        for (actor, names) in identities.added().by_actor() {
            let Some(value) = counted.value(actor) else {
                continue;
            };
            let Some(in_text) = user_actors::plan(&*self.store, names)? else {
                continue;
            };
            let stored = identities.stored(actor).into_iter().collect();
            let anywhere = Plan::Any(vec![in_text, Plan::Values(Code::Actor, stored, 1.0)]);
            let both = Plan::All(vec![self.meaning(query)?.plan, anywhere]);
            match self.store.count(&both)? {
                0 => {}
                articles => drop(tally.insert(value, articles)),
            }
        }
        Ok(())
    }

    /// The actors among the answers of a query where somebody was split off in some articles: these are counted one by one.
    fn tally_split(
        &self,
        counted: Facet,
        query: &Query,
        identities: &Identities,
        split: &[ArticleId],
    ) -> Result<Tally> {
        let answers = self.meaning(query)?.plan;
        let split_off = Plan::Articles(split.to_vec(), 0.0);
        let others = answers.clone().but_for(split_off.clone());
        let naming = |stored: &str| counted.value(&identities.of(stored, "")?);
        let mut tally = self.store.tally(&others, counted.column(), &naming)?;
        let mut articles = Vec::new();
        self.store
            .each_id(&Plan::All(vec![answers, split_off]), &mut |id| articles.push(id))?;
        for article in &articles {
            let actors = identities.of_split(&*self.store, article)?;
            for actor in actors.iter().filter_map(|actor| counted.value(actor)) {
                *tally.entry(actor).or_default() += 1;
            }
        }
        Ok(tally)
    }

    /// The periods of the dates of a field among the answers of a query. An article counts once in a period; a date that
    /// the naming does not place counts nowhere.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn tally_dates(
        &self,
        counted: Facet,
        query: &Query,
        period: impl Fn(Date) -> Option<String> + Sync,
    ) -> Result<Tally> {
        self.tally_by(counted, query, &|stored| Date::parse(stored).and_then(&period))
    }

    /// How many of the answers of a query have a date of a field that lies so.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn count_dated(
        &self,
        counted: Facet,
        query: &Query,
        lies: impl Fn(Date) -> bool + Sync,
    ) -> Result<u64> {
        let placed = |date| lies(date).then(String::new);
        let tally = self.tally_dates(counted, query, placed)?;
        Ok(tally.into_values().sum())
    }

    pub(super) fn tally_by(&self, counted: Facet, query: &Query, naming: Naming) -> Result<Tally> {
        self.store
            .tally(&self.meaning(query)?.plan, counted.column(), naming)
    }

    /// The outlets among the answers of a query, those that are one counted as one.
    fn tally_outlets(&self, query: &Query) -> Result<Tally> {
        let outlets = self.identities()?.outlets();
        let naming = |stored: &str| Some(outlets.name(stored).to_string());
        let tally = self.tally_by(Facet::Outlet, query, &naming)?;
        Ok(without_twins(tally))
    }
}

/// The counts of names that differ by case and signs alone under the most frequent of them, of equal ones the first.
fn without_twins(tally: Tally) -> Tally {
    let mut twins: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
    for (name, count) in tally {
        twins.entry(key(&name)).or_default().push((name, count));
    }
    let one = |mut names: Vec<(String, u64)>| {
        names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let all = names.iter().map(|(_, count)| count).sum();
        names.into_iter().next().map(|(name, _)| (name, all))
    };
    twins.into_values().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_are_counted_under_the_most_frequent() {
        let tally = Tally::from([
            ("LE RELAIS".into(), 1),
            ("Le Relais".into(), 2),
            ("Fanal".into(), 1),
        ]);
        assert_eq!(
            without_twins(tally),
            Tally::from([("Le Relais".into(), 3), ("Fanal".into(), 1)])
        );
    }
}
