//! Which actors a name means: by the names under which the articles mention them, and by the built-in lists.

use crate::index::forms::each_with_prefix;
use crate::lexicon::Lexicon;
use crate::query::{Field as Asked, Query, Term};
use crate::text::{folded, tokens};
use std::collections::BTreeSet;
use tantivy::Searcher;
use tantivy::schema::Field;

/// The identities that a name, or an identity itself, means among the actors of a type.
pub fn meant(
    searcher: &Searcher,
    alias: Field,
    asked: Asked,
    name: &str,
) -> tantivy::Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    if let Some((kind, rest)) = name.split_once(':') {
        ids.insert(format!("{}:{rest}", kind.to_lowercase()));
        ids.insert(format!("{}:{}", kind.to_lowercase(), rest.to_uppercase()));
    }
    if asked == Asked::Country && name.len() == 2 {
        ids.insert(format!("country:{}", name.to_uppercase()));
    }
    let name = folded(name.trim());
    ids.extend(named(searcher, alias, &name)?);
    ids.retain(|id| is_of(asked, id));
    if ids.is_empty() || ids.iter().all(|id| is_of(Asked::Person, id)) {
        ids.extend(containing(searcher, alias, asked, &name, ids.is_empty())?);
    }
    Ok(ids)
}

/// The identities that have exactly this folded name, in the articles or in the built-in lists.
pub fn named(searcher: &Searcher, alias: Field, name: &str) -> tantivy::Result<BTreeSet<String>> {
    let known = Lexicon::built_in().gazetteer.named(name).into_iter();
    let mut ids: BTreeSet<String> = known.map(|entry| entry.id.clone()).collect();
    each_with_prefix(searcher, &[alias], &format!("{name}\u{1f}"), |term, _| {
        ids.extend(term.split('\u{1f}').nth(1).map(str::to_string));
        true
    })?;
    Ok(ids)
}

/// The words and phrases of a query that are looked for in the whole text.
pub fn plain(query: &Query) -> Vec<&str> {
    match query {
        Query::Term(Term::Word(text) | Term::Phrase(text, _)) => vec![text],
        Query::And(list) | Query::Or(list) => list.iter().flat_map(plain).collect(),
        Query::Not(inner) | Query::Boost(inner, _) => plain(inner),
        _ => Vec::new(),
    }
}

/// Persons, or where `any` actors of every type, whose name holds all the words.
fn containing(
    searcher: &Searcher,
    alias: Field,
    asked: Asked,
    name: &str,
    any: bool,
) -> tantivy::Result<BTreeSet<String>> {
    let words: Vec<String> = tokens(name).map(|token| token.text).collect();
    let mut ids = BTreeSet::new();
    if words.is_empty() {
        return Ok(ids);
    }
    each_with_prefix(searcher, &[alias], "", |term, _| {
        if let Some((alias, id)) = term.split_once('\u{1f}') {
            let wanted = is_of(asked, id) && (any || is_of(Asked::Person, id));
            let holds = |word: &String| {
                alias.contains(word.as_str()) && tokens(alias).any(|token| token.text == *word)
            };
            if wanted && words.iter().all(holds) {
                ids.insert(id.to_string());
            }
        }
        true
    })?;
    Ok(ids)
}

/// Whether an identity is of the type that a field asks for.
pub fn is_of(asked: Asked, id: &str) -> bool {
    match asked {
        Asked::Person | Asked::Org | Asked::Place | Asked::Country => {
            id.split(':').next() == Some(asked.name())
        }
        _ => true,
    }
}
