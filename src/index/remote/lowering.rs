//! Plans as queries of OpenSearch and Elasticsearch: text in, JSON out, and nothing asked.
//!
//! The engines score a word by BM25 with a rarity of their own: that of its commonest form, field by field. Ours is one for the word, over
//! forms and fields, so each clause is boosted by the one over the other. What is left of the engine's score is how often the word stands
//! there and how long the text is, which both reckon alike.

use super::fields;
use super::lookup::Lookup;
use crate::index::plan::{ANY_KIND, Code, Phrase, Plan, Scope, TextField, WordForm};
use crate::index::proximity::Nearness;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// As many values are taken by one clause: the engines' limit.
const TERMS: usize = 65_536;
/// Two sides with more forms than these are not looked for by spans, of which the engines take about a thousand.
const SPANS: usize = 400;
/// How soon further occurrences of a word count no more, as Lucene has it.
const K1: f32 = 1.2;

/// What scores are made of: in how many articles what stands, and the factor that the engine leaves in its scores.
pub(super) struct Scores {
    /// In how many articles each.
    pub counts: HashMap<Lookup, u64>,
    /// 2.2 where the engine multiplies by k1 + 1, else 1.
    pub factor: f32,
}

impl Scores {
    fn count(&self, lookup: &Lookup) -> u64 {
        self.counts.get(lookup).copied().unwrap_or(0)
    }

    fn with(&self, field: TextField, form: &str) -> u64 {
        self.count(&Lookup::Word(field, form.into()))
    }

    /// How rare something is that stands in so many articles.
    fn rarity(&self, articles: u64) -> f32 {
        let all = self.count(&articles_at_all());
        rarity(all, articles.min(all))
    }

    /// How rare the engine takes a form to be in a field.
    fn own_rarity(&self, field: TextField, articles: u64) -> f32 {
        rarity(self.count(&Lookup::Having(field)).max(articles), articles)
    }

    /// The boost that makes this of the engine's own rarity.
    fn boost(&self, weight: f32, own: f32) -> f32 {
        match own > 0.0 {
            true => weight * (1.0 + K1) / (own * self.factor),
            false => 0.0,
        }
    }
}

fn rarity(all: u64, articles: u64) -> f32 {
    let (all, articles) = (all as f32, articles as f32);
    (1.0 + (all - articles + 0.5) / (articles + 0.5)).ln()
}

fn articles_at_all() -> Lookup {
    Lookup::Value(Code::Kind, ANY_KIND.into())
}

/// What has to be known before a plan is scored.
pub(super) fn needed(plan: &Plan, lookups: &mut BTreeSet<Lookup>) {
    let mut words = |field: TextField, words: &[Vec<WordForm>]| {
        lookups.extend([articles_at_all(), Lookup::Having(field)]);
        lookups.extend(
            words
                .iter()
                .flatten()
                .map(|form| Lookup::Word(field, form.text.clone())),
        );
    };
    match plan {
        Plan::Word(scope, forms) => scope
            .iter()
            .for_each(|(field, _)| words(*field, std::slice::from_ref(forms))),
        Plan::Phrase(field, _, phrase) => words(*field, &phrase.words),
        Plan::All(plans) | Plan::Any(plans) => plans.iter().for_each(|plan| needed(plan, lookups)),
        Plan::Boost(plan, _) => needed(plan, lookups),
        Plan::Nothing
        | Plan::Articles(..)
        | Plan::Values(..)
        | Plan::Beginning(..)
        | Plan::Not(_)
        | Plan::Constant(..) => {}
    }
}

/// The query of a plan; without scores it only says which articles meet the plan.
pub(super) fn lowered(plan: &Plan, scores: Option<&Scores>) -> Value {
    match plan {
        // Alone, what is left out leaves out everything that there is to be found.
        Plan::Nothing | Plan::Not(_) => json!({ "match_none": {} }),
        Plan::Articles(ids, score) => {
            let ids: Vec<Value> = ids.iter().map(|id| id.to_hex().into()).collect();
            constant(terms("id", &ids), *score)
        }
        Plan::Values(code, values, score) => {
            let values = values.iter().filter(|value| value.len() <= fields::LONGEST);
            let values: Vec<Value> = values.map(|value| value.as_str().into()).collect();
            constant(terms(code.name(), &values), *score)
        }
        Plan::Word(scope, forms) => word(scope, forms, scores),
        Plan::Beginning(scope, beginning) => any(scope
            .iter()
            .map(|(field, weight)| {
                let prefix = json!({ "prefix": { fields::of_text(*field): { "value": beginning } } });
                constant(prefix, *weight)
            })
            .collect()),
        Plan::Phrase(field, weight, asked) => phrase(*field, *weight, asked, scores),
        Plan::All(plans) => all(plans, scores),
        Plan::Any(plans) => any(plans.iter().map(|plan| lowered(plan, scores)).collect()),
        Plan::Boost(plan, factor) => json!({ "bool": { "must": [lowered(plan, scores)], "boost": factor } }),
        Plan::Constant(plan, score) => constant(lowered(plan, None), *score),
    }
}

fn all(plans: &[Plan], scores: Option<&Scores>) -> Value {
    let (mut must, mut filter, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for plan in plans {
        match plan {
            Plan::Not(plan) => without.push(lowered(plan, None)),
            Plan::Values(_, _, 0.0) | Plan::Articles(_, 0.0) | Plan::Constant(_, 0.0) => {
                filter.push(lowered(plan, None))
            }
            plan if scores.is_none() => filter.push(lowered(plan, None)),
            plan => must.push(lowered(plan, scores)),
        }
    }
    if must.is_empty() && filter.is_empty() {
        return json!({ "match_none": {} });
    }
    let mut parts = serde_json::Map::new();
    for (name, list) in [("must", must), ("filter", filter), ("must_not", without)] {
        if !list.is_empty() {
            parts.insert(name.into(), list.into());
        }
    }
    json!({ "bool": parts })
}

fn any(mut parts: Vec<Value>) -> Value {
    match parts.len() {
        0 => json!({ "match_none": {} }),
        1 => parts.remove(0),
        _ => json!({ "bool": { "should": parts, "minimum_should_match": 1 } }),
    }
}

fn constant(query: Value, score: f32) -> Value {
    json!({ "constant_score": { "filter": query, "boost": score } })
}

/// What has one of some values, however many.
pub(super) fn terms(field: &str, values: &[Value]) -> Value {
    match values {
        [] => json!({ "match_none": {} }),
        [value] => json!({ "term": { field: { "value": value } } }),
        values => any(values
            .chunks(TERMS)
            .map(|some| json!({ "terms": { field: some } }))
            .collect()),
    }
}

/// The articles of some languages, or of all but some.
enum Spoken {
    Any,
    In(Vec<String>),
    NotIn(Vec<String>),
}

/// The forms of words that count in the same articles.
struct Group<'f> {
    spoken: Spoken,
    words: Vec<Vec<&'f str>>,
}

impl Group<'_> {
    /// A query within the articles of the group.
    fn only(&self, query: Value) -> Value {
        match &self.spoken {
            Spoken::Any => query,
            Spoken::In(languages) => {
                json!({ "bool": { "must": [query], "filter": [{ "terms": { "lang": languages } }] } })
            }
            Spoken::NotIn(languages) => {
                json!({ "bool": { "must": [query], "must_not": [{ "terms": { "lang": languages } }] } })
            }
        }
    }
}

/// For each word the forms that count in a language.
fn counting<'f>(words: &'f [Vec<WordForm>], language: Option<&str>) -> Vec<Vec<&'f str>> {
    let mut counting = Vec::with_capacity(words.len());
    for forms in words {
        let own = forms.iter().filter(|form| form.counts_in(language));
        counting.push(own.map(|form| form.text.as_str()).collect());
    }
    counting
}

/// Words in their forms, apart by the languages in which these are some. No article is of two groups, and one without a word is of none.
fn groups(words: &[Vec<WordForm>]) -> Vec<Group<'_>> {
    let named = words.iter().flatten().filter_map(|form| form.languages.as_ref());
    let languages: BTreeSet<&str> = named
        .flat_map(|languages| languages.iter().map(String::as_str))
        .collect();
    let mut alike: BTreeMap<Vec<Vec<&str>>, Vec<String>> = BTreeMap::new();
    for language in &languages {
        alike
            .entry(counting(words, Some(language)))
            .or_default()
            .push((*language).into());
    }
    let others = match languages.is_empty() {
        true => Spoken::Any,
        false => Spoken::NotIn(languages.iter().map(|language| language.to_string()).collect()),
    };
    let mut groups: Vec<Group> = vec![Group {
        spoken: others,
        words: counting(words, None),
    }];
    groups.extend(alike.into_iter().map(|(words, languages)| Group {
        spoken: Spoken::In(languages),
        words,
    }));
    groups.retain(|group| group.words.iter().all(|forms| !forms.is_empty()));
    groups
}

/// One word in its forms over fields.
fn word(scope: &Scope, forms: &[WordForm], scores: Option<&Scores>) -> Value {
    let articles =
        |scores: &Scores, field: TextField| forms.iter().map(|form| scores.with(field, &form.text)).sum();
    let rarity = scores.map(|scores| {
        let most = scope.iter().map(|(field, _)| articles(scores, *field)).max();
        scores.rarity(most.unwrap_or(0))
    });
    let all = [forms.to_vec()];
    let of_group = |group: &Group| {
        let forms = &group.words[0];
        let clause = |(field, weight): &(TextField, f32)| {
            let mut asked = json!({ "query": forms.join("|") });
            if let Some((scores, rarity)) = scores.zip(rarity) {
                let commonest = forms
                    .iter()
                    .map(|form| scores.with(*field, form))
                    .max()
                    .unwrap_or(0);
                asked["boost"] = scores
                    .boost(weight * rarity, scores.own_rarity(*field, commonest))
                    .into();
            }
            json!({ "match": { fields::of_text(*field): asked } })
        };
        group.only(any(scope.iter().map(clause).collect()))
    };
    any(groups(&all).iter().map(of_group).collect())
}

/// Words near each other in a field.
fn phrase(field: TextField, weight: f32, asked: &Phrase, scores: Option<&Scores>) -> Value {
    let rarity = scores.map(|scores| {
        let of = |forms: &Vec<WordForm>| {
            scores.rarity(forms.iter().map(|form| scores.with(field, &form.text)).sum())
        };
        asked.words.iter().map(of).sum::<f32>() * weight
    });
    let of_group = |group: &Group| {
        let query = match asked.nearness {
            Nearness::Phrase(slop) => {
                let boost = scores.zip(rarity).map(|(scores, rarity)| {
                    let forms = group.words.iter().flatten();
                    scores.boost(rarity, own_rarity_of(scores, field, forms.copied()))
                });
                in_order(field, &group.words, slop, boost)
            }
            Nearness::Near(distance) => {
                let boost = scores.zip(rarity).map(|(scores, rarity)| {
                    let forms: BTreeSet<&str> = group.words.iter().flatten().copied().collect();
                    scores.boost(rarity, own_rarity_of(scores, field, forms.into_iter()))
                });
                near(field, group.words.split_at(asked.left), distance, boost)
            }
        };
        group.only(query)
    };
    any(groups(&asked.words).iter().map(of_group).collect())
}

/// How rare the engine takes a phrase to be: the sum over the forms that it has.
fn own_rarity_of<'f>(scores: &Scores, field: TextField, forms: impl Iterator<Item = &'f str>) -> f32 {
    let articles = forms.map(|form| scores.with(field, form));
    articles
        .filter(|articles| *articles > 0)
        .map(|articles| scores.own_rarity(field, articles))
        .sum()
}

/// Words one after another, moved by so many places altogether.
fn in_order(field: TextField, words: &[Vec<&str>], slop: u32, boost: Option<f32>) -> Value {
    let typed: Vec<String> = words.iter().map(|forms| forms.join("|")).collect();
    let mut asked = json!({ "query": typed.join(" "), "slop": slop });
    if let Some(boost) = boost {
        asked["boost"] = boost.into();
    }
    json!({ "match_phrase": { fields::of_text(field): asked } })
}

/// Two sides near each other, whichever stands first.
fn near(
    field: TextField,
    (left, right): (&[Vec<&str>], &[Vec<&str>]),
    distance: u32,
    boost: Option<f32>,
) -> Value {
    let forms: usize = left.iter().chain(right).map(Vec::len).sum();
    let orders = [(left, right), (right, left)];
    let ways = match distance.checked_sub(1) {
        None => return json!({ "match_none": {} }),
        Some(slop) if forms > SPANS && left.len() == 1 && right.len() == 1 => {
            orders.map(|(one, other)| in_order(field, &[one, other].concat(), slop, boost))
        }
        Some(slop) => orders.map(|(one, other)| {
            let mut span =
                json!({ "clauses": [side(field, one), side(field, other)], "slop": slop, "in_order": true });
            if let Some(boost) = boost {
                span["boost"] = boost.into();
            }
            json!({ "span_near": span })
        }),
    };
    json!({ "dis_max": { "queries": ways } })
}

/// The words of a side, one after another.
fn side(field: TextField, words: &[Vec<&str>]) -> Value {
    let word = |forms: &Vec<&str>| {
        let mut spans: Vec<Value> = forms
            .iter()
            .map(|form| json!({ "span_term": { fields::of_text(field): { "value": form } } }))
            .collect();
        match spans.len() {
            1 => spans.remove(0),
            _ => json!({ "span_or": { "clauses": spans } }),
        }
    };
    match words {
        [forms] => word(forms),
        words => {
            json!({ "span_near": { "clauses": words.iter().map(word).collect::<Vec<_>>(), "slop": 0, "in_order": true } })
        }
    }
}

#[cfg(test)]
mod tests;
