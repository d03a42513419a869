//! Which actors a name means: an identity itself, else whoever is called exactly so in the articles or the built-in lists, and only where
//! nobody is, those of whose names it is a part.

use crate::article::ActorType;
use crate::error::Result;
use crate::index::dictionary::{Called, Dictionary};
use crate::index::plan::Code;
use crate::lexicon::Lexicon;
use crate::lexicon::words::slug;
use crate::query::{Field as Asked, Query, Term as Words};
use crate::text::nearest::nearest;
use crate::text::{folded, tokens};
use std::collections::BTreeSet;

/// The identity that is typed: with its type (`country:RU`), or the code of a country where countries are asked for (`ru`).
pub(super) fn identity(asked: Asked, typed: &str) -> Option<String> {
    let typed = typed.trim();
    let is_code = typed.len() == 2 && typed.bytes().all(|byte| byte.is_ascii_alphabetic());
    let country = ActorType::Country.id(&typed.to_uppercase());
    let known = || Lexicon::built_in().gazetteer.find(&country).is_some();
    if is_code && (asked == Asked::Country || asked == Asked::Actor && known()) {
        return Some(country);
    }
    let (kind, rest) = typed.split_once(':')?;
    let kind = ActorType::named(&kind.to_lowercase())?;
    Some(match kind {
        ActorType::Country => kind.id(&rest.to_uppercase()),
        _ => kind.id(&folded(rest)),
    })
}

/// The identities that have exactly this name, in the articles or in the built-in lists, or that end with it (`paul-kagame`), among the
/// actors of a type.
///
/// A country is called what the lists call it: in an article *Kigali* may stand for its government, but the name is the town's.
pub(super) fn called(dictionary: &dyn Dictionary, asked: Asked, name: &str) -> Result<BTreeSet<String>> {
    let name = folded(name.trim());
    let mut ids = named(dictionary, &name)?;
    for kind in ["person", "org", "place"] {
        let id = format!("{kind}:{}", slug(&name));
        if dictionary.with_value(Code::Actor, &id)? > 0 {
            ids.insert(id);
        }
    }
    ids.retain(|id| is_of(asked, id));
    let listed = Lexicon::built_in().gazetteer.named(&name);
    let of_lists = |id: &String| listed.iter().any(|entry| entry.id == *id);
    let stands_for = |id: &String| is_of(Asked::Country, id) && !of_lists(id);
    if !ids.iter().all(stands_for) {
        ids.retain(|id| !stands_for(id));
    }
    Ok(ids)
}

/// The identities that have exactly this folded name, in the articles or in the built-in lists.
pub(super) fn named(dictionary: &dyn Dictionary, name: &str) -> Result<BTreeSet<String>> {
    let known = Lexicon::built_in().gazetteer.named(name).into_iter();
    let mut ids: BTreeSet<String> = known.map(|entry| entry.id.clone()).collect();
    dictionary.each_name(Called::Exactly(name), &mut |_, id| {
        ids.insert(id.to_string());
        true
    })?;
    Ok(ids)
}

/// The words and phrases of a query that are looked for in the whole text.
pub(super) fn plain(query: &Query) -> Vec<&str> {
    match query {
        Query::Term(Words::Word(text) | Words::Phrase(text, _)) => vec![text],
        Query::And(list) | Query::Or(list) => list.iter().flat_map(plain).collect(),
        Query::Not(inner) | Query::Boost(inner, _) => plain(inner),
        _ => Vec::new(),
    }
}

/// The actors of a type one of whose names holds all the words of this one.
pub(super) fn containing(dictionary: &dyn Dictionary, asked: Asked, name: &str) -> Result<BTreeSet<String>> {
    let words: Vec<String> = tokens(name).map(|token| token.text).collect();
    let mut ids = BTreeSet::new();
    if words.is_empty() {
        return Ok(ids);
    }
    dictionary.each_name(Called::Anything, &mut |alias, id| {
        let holds =
            |word: &String| alias.contains(word.as_str()) && tokens(alias).any(|token| token.text == *word);
        if is_of(asked, id) && words.iter().all(holds) {
            ids.insert(id.to_string());
        }
        true
    })?;
    Ok(ids)
}

/// The name of an actor of a type that is most like one that nobody has.
pub(super) fn nearest_name(dictionary: &dyn Dictionary, asked: Asked, name: &str) -> Result<Option<String>> {
    let mut names = BTreeSet::new();
    dictionary.each_name(Called::Anything, &mut |alias, id| {
        names.extend(is_of(asked, id).then(|| alias.to_string()));
        true
    })?;
    Ok(nearest(name, names.iter().map(String::as_str)).map(str::to_string))
}

/// Whether an identity is of the type that a field asks for.
pub(super) fn is_of(asked: Asked, id: &str) -> bool {
    match asked {
        Asked::Person | Asked::Org | Asked::Place | Asked::Country => {
            ActorType::of(id).map(ActorType::name) == Some(asked.name())
        }
        _ => true,
    }
}
