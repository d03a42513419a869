//! How many of the articles that answer a query have each value of a field.

use crate::article::ArticleId;
use crate::calendar::{Date, Moment};
use crate::describe::actors::ActorType;
use crate::error::Result;
use crate::index::added;
use crate::index::counting::{Naming, TallyCollector};
pub use crate::index::counting::{Tally, most_frequent_first};
use crate::index::decided::Identities;
use crate::index::{Archive, id_term};
use crate::query::Query;
use std::sync::Arc;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Occur, TermSetQuery};

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
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

impl Counted {
    /// All that can be counted, with its name and its column.
    pub(super) const ALL: [(Counted, &'static str, &'static str); 19] = [
        (Counted::Outlet, "outlet", "outlet"),
        (Counted::Domain, "domain", "domain"),
        (Counted::Lang, "lang", "lang"),
        (Counted::Actor, "actor", "actor"),
        (Counted::Person, "person", "actor"),
        (Counted::Org, "org", "actor"),
        (Counted::Place, "place", "actor"),
        (Counted::Country, "country", "actor"),
        (Counted::Author, "author", "author"),
        (Counted::Agency, "agency", "agency"),
        (Counted::Section, "section", "section"),
        (Counted::Tag, "tag", "tag"),
        (Counted::Kind, "kind", "kind"),
        (Counted::Doubt, "doubt", "doubt"),
        (Counted::Year, "year", "date"),
        (Counted::Month, "month", "date"),
        (Counted::Date, "date", "date"),
        (Counted::Mentions, "mentions", "mentioned"),
        (Counted::Added, "added", "added"),
    ];

    /// The names of all that can be counted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Counted::ALL.into_iter().map(|(_, name, _)| name)
    }

    /// What is counted under a name.
    pub fn named(name: &str) -> Option<Counted> {
        let named = Counted::ALL.into_iter().find(|(_, own, _)| *own == name);
        named.map(|(counted, _, _)| counted)
    }

    /// The name under which it is asked for.
    pub fn name(self) -> &'static str {
        self.name_and_column().0
    }

    fn column(self) -> &'static str {
        self.name_and_column().1
    }

    fn name_and_column(self) -> (&'static str, &'static str) {
        let own = Counted::ALL.into_iter().find(|(counted, _, _)| *counted == self);
        own.map_or(("", ""), |(_, name, column)| (name, column))
    }

    /// What a stored value counts as; nothing where it is not of this kind.
    pub(super) fn value(self, stored: &str) -> Option<String> {
        let of_type = |kind: ActorType| ActorType::of(stored) == Some(kind);
        let counts = match self {
            Counted::Person => of_type(ActorType::Person),
            Counted::Org => of_type(ActorType::Org),
            Counted::Place => of_type(ActorType::Place),
            Counted::Country => of_type(ActorType::Country),
            Counted::Kind => stored != super::schema::ANY_KIND,
            Counted::Year => return period(stored, 4),
            Counted::Month => return period(stored, 7),
            Counted::Added => return Some(stored.parse::<Moment>().ok()?.local_day().to_string()),
            _ => true,
        };
        counts.then(|| stored.to_string())
    }

    /// Whether identities of actors are counted.
    pub fn is_of_actors(self) -> bool {
        self.column() == "actor"
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
    pub fn tally(&self, counted: Counted, query: &Query) -> Result<Tally> {
        if counted == Counted::Outlet {
            return self.tally_outlets(query);
        }
        if !counted.is_of_actors() {
            return self.tally_by(counted, query, Arc::new(move |stored| counted.value(stored)));
        }
        let identities = self.identities()?.clone();
        let split = identities.split_articles();
        let mut tally = if split.is_empty() {
            let own = identities.clone();
            let naming = move |stored: &str| counted.value(&own.of(stored, "")?);
            self.tally_by(counted, query, Arc::new(naming))?
        } else {
            self.tally_split(counted, query, &identities, split)?
        };
        self.tally_added(counted, query, &identities, &mut tally)?;
        Ok(tally)
    }

    /// Counts the actors that the user added also where only the words of the text name them.
    fn tally_added(
        &self,
        counted: Counted,
        query: &Query,
        identities: &Identities,
        tally: &mut Tally,
    ) -> Result<()> {
        let failed = |error| self.unusable(error);
        let searcher = self.searcher();
        for (actor, names) in identities.added().by_actor() {
            let Some(value) = counted.value(actor) else {
                continue;
            };
            let Some(in_text) = added::query(&searcher, &self.fields, names).map_err(failed)? else {
                continue;
            };
            let stored = identities.stored(actor);
            let stored = stored
                .iter()
                .map(|id| Term::from_field_text(self.fields.actor, id));
            let anywhere = BooleanQuery::union(vec![in_text, Box::new(TermSetQuery::new(stored))]);
            let both = BooleanQuery::intersection(vec![self.meaning(query)?.query, Box::new(anywhere)]);
            match searcher
                .search(&both, &tantivy::collector::Count)
                .map_err(failed)?
            {
                0 => {}
                articles => drop(tally.insert(value, articles as u64)),
            }
        }
        Ok(())
    }

    /// The actors among the answers of a query where somebody was split off in some articles: these are counted one by one.
    fn tally_split(
        &self,
        counted: Counted,
        query: &Query,
        identities: &Identities,
        split: &[ArticleId],
    ) -> Result<Tally> {
        let failed = |error| self.unusable(error);
        let searcher = self.searcher();
        let meaning = self.meaning(query)?;
        let terms = split.iter().map(|id| id_term(self.fields.id, id));
        let split_off: Box<dyn tantivy::query::Query> = Box::new(TermSetQuery::new(terms));
        let with = |occur| {
            BooleanQuery::new(vec![
                (Occur::Must, meaning.query.box_clone()),
                (occur, split_off.box_clone()),
            ])
        };
        let own = identities.clone();
        let collector = TallyCollector {
            column: counted.column(),
            naming: Arc::new(move |stored| counted.value(&own.of(stored, "")?)),
        };
        let mut tally = searcher
            .search(&with(Occur::MustNot), &collector)
            .map_err(failed)?;
        for address in searcher
            .search(&with(Occur::Must), &DocSetCollector)
            .map_err(failed)?
        {
            let article = self.record_at(address)?.article().id;
            let actors = identities
                .of_split(&searcher, self.fields.id, &article)
                .map_err(failed)?;
            for actor in actors.iter().filter_map(|actor| counted.value(actor)) {
                *tally.entry(actor).or_default() += 1;
            }
        }
        Ok(tally)
    }

    /// The periods of the dates of a field among the answers of a query. An article counts once in a period; a date that
    /// the naming does not place counts nowhere.
    pub fn tally_dates(
        &self,
        counted: Counted,
        query: &Query,
        period: impl Fn(Date) -> Option<String> + Send + Sync + 'static,
    ) -> Result<Tally> {
        self.tally_by(
            counted,
            query,
            Arc::new(move |stored| Date::parse(stored).and_then(&period)),
        )
    }

    /// How many of the answers of a query have a date of a field that lies so.
    pub fn count_dated(
        &self,
        counted: Counted,
        query: &Query,
        lies: impl Fn(Date) -> bool + Send + Sync + 'static,
    ) -> Result<u64> {
        let placed = move |date| lies(date).then(String::new);
        let tally = self.tally_dates(counted, query, placed)?;
        Ok(tally.into_values().sum())
    }

    pub(super) fn tally_by(&self, counted: Counted, query: &Query, naming: Naming) -> Result<Tally> {
        let meaning = self.meaning(query)?;
        let collector = TallyCollector {
            column: counted.column(),
            naming,
        };
        let tally = self.searcher().search(&meaning.query, &collector);
        tally.map_err(|error| self.unusable(error))
    }
}
