//! How many articles have a value of one field together with a value of another.

use super::document::{doubt_name, kind_name};
use super::graph::Windows;
use super::{Archive, Facet, Window};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::query::Query;
use std::collections::{BTreeMap, BTreeSet};

/// Two values, and the number of articles that have them together.
pub type CrossTable = BTreeMap<(String, String), u64>;

/// A value of an article, and the character at which it stands where it stands in the text.
type Located = (String, Option<usize>);

impl Archive {
    /// Counts the articles that answer a query by the values that they have of two fields together: within a window of the text where
    /// both stand in it, else anywhere in the article.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn cross_table(
        &self,
        query: &Query,
        (one, other): (Facet, Facet),
        window: Window,
    ) -> Result<CrossTable> {
        let mut table = CrossTable::new();
        self.for_each_match(query, |article| -> std::result::Result<(), Error> {
            for pair in together(&article, (one, other), window) {
                *table.entry(pair).or_default() += 1;
            }
            Ok(())
        })?;
        Ok(table)
    }
}

impl Facet {
    /// Whether its values stand in the text, so that a window can hold them.
    pub fn stands_in_text(self) -> bool {
        self == Facet::Mentions || self.is_of_actors()
    }

    /// The values of an article, as [`Archive::tally`] counts them.
    fn located(self, article: &Article) -> Vec<Located> {
        let of_article = |values: &[String]| values.iter().map(|value| (value.clone(), None)).collect();
        let of_fact = |value: &Option<String>| value.iter().map(|value| (value.clone(), None)).collect();
        let counted = |stored: String| self.value(&stored).map(|value| (value, None));
        match self {
            Facet::Outlet => of_fact(&article.outlet),
            Facet::Domain => of_fact(&article.domain),
            Facet::Lang => of_fact(&article.language),
            Facet::Section => of_fact(&article.section),
            Facet::Author => of_article(&article.authors),
            Facet::Agency => of_article(&article.agencies),
            Facet::Tag => of_article(&article.tags),
            Facet::Kind => vec![(kind_name(article.kind), None)],
            Facet::Doubt => article
                .doubts
                .iter()
                .map(|doubt| (doubt_name(doubt), None))
                .collect(),
            Facet::Year | Facet::Month | Facet::Date => counted(article.published_on()).into_iter().collect(),
            Facet::Added => article
                .added
                .and_then(|added| counted(added.to_string()))
                .into_iter()
                .collect(),
            Facet::Mentions => {
                let dates = article.dates.iter();
                dates
                    .map(|date| (date.date.to_string(), Some(date.start)))
                    .collect()
            }
            Facet::Actor | Facet::Person | Facet::Org | Facet::Place | Facet::Country => {
                let actors = article
                    .actors
                    .iter()
                    .filter_map(|actor| Some((self.value(&actor.id)?, actor)));
                let mentions = actors
                    .flat_map(|(id, actor)| actor.mentions.iter().map(move |mention| (id.clone(), mention)));
                mentions.map(|(id, mention)| (id, Some(mention.start))).collect()
            }
        }
    }
}

/// The pairs of values of an article that stand together.
fn together(article: &Article, (one, other): (Facet, Facet), window: Window) -> BTreeSet<(String, String)> {
    let windows = Windows::of(article, window);
    let number = |place: Option<usize>| place.map(|place| windows.number(place));
    let mut pairs = BTreeSet::new();
    let others = other.located(article);
    for (value, place) in one.located(article) {
        for (its, its_place) in &others {
            let share = match (number(place), number(*its_place)) {
                (Some(window), Some(its_window)) => window == its_window,
                _ => true,
            };
            if share && (one != other || value != *its) {
                pairs.insert((value.clone(), its.clone()));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::MentionedDate;
    use crate::calendar::Date;
    use crate::index::tests::{actor, archive, article, dated, with};

    #[test]
    fn who_and_when_stand_in_one_table() {
        let (_folder, archive) = archive();
        let mut page = article(
            "Titre",
            "Kazura est venu le 20 octobre 2021. Diarra le 12 mai 2022.",
        );
        page.actors = vec![
            actor(&page, "person:kazura", "Kazura", &["Kazura"]),
            actor(&page, "person:diarra", "Diarra", &["Diarra"]),
        ];
        let text = "Titre\n\nKazura est venu le 20 octobre 2021. Diarra le 12 mai 2022.";
        page.dates = [("20 octobre 2021", "2021-10-20"), ("12 mai 2022", "2022-05-12")]
            .map(|(words, date)| {
                let start = text[..text.find(words).unwrap()].chars().count();
                MentionedDate {
                    text: words.into(),
                    date: Date::parse(date).unwrap(),
                    precision: crate::calendar::Precision::Day,
                    start,
                    end: start + words.chars().count(),
                }
            })
            .to_vec();
        page.published = Some(dated("2022-05-13"));
        let archive = with(archive, &[page]);
        let table = |one, other, window| {
            let table = archive.cross_table(&Query::All, (one, other), window).unwrap();
            table
                .into_iter()
                .map(|((one, other), count)| format!("{one} {other} {count}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            table(Facet::Person, Facet::Mentions, Window::Sentence),
            ["person:diarra 2022-05-12 1", "person:kazura 2021-10-20 1"]
        );
        assert_eq!(table(Facet::Person, Facet::Mentions, Window::Document).len(), 4);
        assert_eq!(
            table(Facet::Person, Facet::Month, Window::Document),
            ["person:diarra 2022-05 1", "person:kazura 2022-05 1"]
        );
        assert_eq!(table(Facet::Person, Facet::Person, Window::Sentence).len(), 0);
        for (counted, _) in Facet::ALL {
            let alone = archive.tally(counted, &Query::All).unwrap();
            let pairs = archive
                .cross_table(&Query::All, (counted, Facet::Lang), Window::Document)
                .unwrap();
            let values = pairs.into_keys().map(|(value, _)| value).collect::<BTreeSet<_>>();
            if counted != Facet::Lang {
                assert_eq!(
                    values,
                    alone.into_keys().collect(),
                    "{counted:?} is counted alike in both"
                );
            }
        }
    }
}
