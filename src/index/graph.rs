//! Which actors appear together: in one article, paragraph or sentence.

use crate::article::{ActorType, Article, title_and_body};
use crate::error::{Error, Result};
use crate::index::Archive;
use crate::query::Query;
use crate::text::{folded, sentences};
use std::collections::{BTreeMap, BTreeSet};

/// How near each other two actors are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// In one article.
    Document,
    /// In one paragraph.
    Paragraph,
    /// In one sentence.
    Sentence,
}

/// Actors, and which of them appear together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// The actors by identity.
    pub nodes: BTreeMap<String, Node>,
    /// The pairs, the lesser identity first.
    pub edges: BTreeMap<(String, String), Edge>,
}

/// An actor in the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The name under which it is shown.
    pub name: String,
    /// What it is.
    pub kind: ActorType,
    /// In how many articles it appears.
    pub articles: u64,
}

/// Two actors together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    /// In how many articles.
    pub articles: u64,
    /// The earliest date of these, where one is known.
    pub first: Option<String>,
    /// The latest.
    pub last: Option<String>,
}

impl Edge {
    /// Makes its dates reach to one.
    fn span(&mut self, date: &str) {
        if self.first.as_deref().is_none_or(|first| date < first) {
            self.first = Some(date.to_string());
        }
        if self.last.as_deref().is_none_or(|last| date > last) {
            self.last = Some(date.to_string());
        }
    }
}

impl Archive {
    /// The actors of the articles that answer a query, and which of them are together.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn graph(&self, query: &Query, window: Window) -> Result<Graph> {
        let mut graph = Graph::default();
        self.for_each_match(query, |article| -> std::result::Result<(), Error> {
            graph.add(&article, window);
            Ok(())
        })?;
        Ok(graph)
    }
}

impl Graph {
    /// The actors with this identity or, in any case and accents, this name.
    pub fn named(&self, name: &str) -> BTreeSet<String> {
        let wanted = folded(name);
        let is_one = |(id, node): &(&String, &Node)| **id == name || folded(&node.name) == wanted;
        let named = self.nodes.iter().filter(is_one);
        named.map(|(id, _)| id.clone()).collect()
    }

    /// Leaves the ego network of some actors: they, the actors with whom they appear, those with most articles together first and at
    /// most so many, and all ties between these.
    pub fn around(&mut self, centres: &BTreeSet<String>, most: usize) {
        let mut together: BTreeMap<&str, u64> = BTreeMap::new();
        for ((one, other), edge) in &self.edges {
            for (centre, neighbour) in [(one, other), (other, one)] {
                if centres.contains(centre) && !centres.contains(neighbour) {
                    *together.entry(neighbour).or_default() += edge.articles;
                }
            }
        }
        let mut kept = greatest(together.into_iter(), most);
        kept.extend(centres.iter().cloned());
        self.keep(&kept);
    }

    /// Leaves the actors that appear in most articles, so many at most, and the ties between them.
    pub fn top(&mut self, most: usize) {
        let articles = self.nodes.iter().map(|(id, node)| (id.as_str(), node.articles));
        let kept = greatest(articles, most);
        self.keep(&kept);
    }

    fn keep(&mut self, kept: &BTreeSet<String>) {
        self.nodes.retain(|id, _| kept.contains(id));
        self.edges
            .retain(|(one, other), _| kept.contains(one) && kept.contains(other));
    }

    /// Adds a graph of other articles.
    pub fn merge(&mut self, other: Graph) {
        for (id, node) in other.nodes {
            let articles = node.articles;
            let own = self.nodes.entry(id).or_insert(Node { articles: 0, ..node });
            own.articles += articles;
        }
        for (pair, edge) in other.edges {
            let own = self.edges.entry(pair).or_default();
            own.articles += edge.articles;
            for date in [edge.first, edge.last].into_iter().flatten() {
                own.span(&date);
            }
        }
    }

    /// Leaves out pairs that are together in fewer articles than `least`, and actors that are left without one.
    pub fn at_least(&mut self, least: u64) {
        self.edges.retain(|_, edge| edge.articles >= least);
        if least > 1 {
            let ends = self.edges.keys();
            let together: BTreeSet<String> = ends.flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
            self.nodes.retain(|id, _| together.contains(id));
        }
    }

    /// Adds an article.
    pub fn add(&mut self, article: &Article, window: Window) {
        for actor in &article.actors {
            let node = || Node {
                name: actor.name.clone(),
                kind: actor.kind,
                articles: 0,
            };
            self.nodes.entry(actor.id.clone()).or_insert_with(node).articles += 1;
        }
        let date = article
            .published
            .as_ref()
            .map(|published| published.date.to_string());
        for (left, right) in pairs(article, window) {
            let edge = self.edges.entry((left, right)).or_default();
            edge.articles += 1;
            if let Some(date) = &date {
                edge.span(date);
            }
        }
    }
}

/// Those with the greatest counts, so many at most; of equal ones the lesser.
fn greatest<'a>(counts: impl Iterator<Item = (&'a str, u64)>, most: usize) -> BTreeSet<String> {
    let mut counts: Vec<(&str, u64)> = counts.collect();
    counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    counts
        .into_iter()
        .take(most)
        .map(|(id, _)| id.to_string())
        .collect()
}

/// The pairs of actors of an article that share a window.
fn pairs(article: &Article, window: Window) -> BTreeSet<(String, String)> {
    let windows = Windows::of(article, window);
    let mut actors_of: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for actor in &article.actors {
        for mention in &actor.mentions {
            let window = windows.number(mention.start);
            actors_of.entry(window).or_default().insert(&actor.id);
        }
    }
    let mut pairs = BTreeSet::new();
    for actors in actors_of.values() {
        for (place, left) in actors.iter().enumerate() {
            pairs.extend(
                actors
                    .iter()
                    .skip(place + 1)
                    .map(|right| (left.to_string(), right.to_string())),
            );
        }
    }
    pairs
}

/// Into which windows the text of an article falls.
pub(super) struct Windows(Vec<usize>);

impl Windows {
    /// The windows of an article: one of the whole, or one a paragraph or sentence.
    pub(super) fn of(article: &Article, window: Window) -> Windows {
        let text = title_and_body(article.title.as_deref(), &article.body);
        Windows(match window {
            Window::Document => Vec::new(),
            Window::Paragraph => chars_of(&text, text.match_indices("\n\n").map(|(byte, _)| byte)),
            Window::Sentence => chars_of(&text, sentences(&text).map(|sentence| sentence.start)),
        })
    }

    /// The number of the window in which a character stands.
    pub(super) fn number(&self, character: usize) -> usize {
        self.0.partition_point(|start| *start <= character)
    }
}

/// Bytes of a text, in order, as characters.
fn chars_of(text: &str, bytes: impl Iterator<Item = usize>) -> Vec<usize> {
    let (mut last, mut chars) = (0, 0);
    bytes
        .map(|byte| {
            chars += text[last..byte].chars().count();
            last = byte;
            chars
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::{actor, article, dated};

    #[test]
    fn actors_are_together_by_window() {
        let mut page = article("Titre", "Kazura est à Bamako. Moscou le sait.\n\nParis aussi.");
        page.actors = vec![
            actor(&page, "person:kazura", "Kazura", &["Kazura"]),
            actor(&page, "place:bamako", "Bamako", &["Bamako"]),
            actor(&page, "place:moscow", "Moscou", &["Moscou"]),
            actor(&page, "place:paris", "Paris", &["Paris"]),
        ];
        page.published = Some(dated("2022-05-13"));
        for (window, edges) in [
            (Window::Document, 6),
            (Window::Paragraph, 3),
            (Window::Sentence, 1),
        ] {
            let mut graph = Graph::default();
            graph.add(&page, window);
            assert_eq!((graph.nodes.len(), graph.edges.len()), (4, edges), "{window:?}");
        }
        let mut graph = Graph::default();
        graph.add(&page, Window::Paragraph);
        let kazura = graph.named("KAZURA");
        assert_eq!(kazura, ["person:kazura".to_string()].into());
        graph.around(&kazura, 1);
        let nodes: Vec<&str> = graph.nodes.keys().map(String::as_str).collect();
        assert_eq!(
            (nodes, graph.edges.len()),
            (vec!["person:kazura", "place:bamako"], 1)
        );
        let mut graph = Graph::default();
        graph.add(&page, Window::Document);
        graph.top(3);
        assert_eq!((graph.nodes.len(), graph.edges.len()), (3, 3));
        let mut graph = Graph::default();
        graph.add(&page, Window::Sentence);
        let edge = &graph.edges[&("person:kazura".to_string(), "place:bamako".to_string())];
        assert_eq!(
            (edge.articles, edge.first.as_deref(), edge.last.as_deref()),
            (1, Some("2022-05-13"), Some("2022-05-13"))
        );
    }
}
