//! The JSON of every kind of plan.

use super::*;
use crate::article::ArticleId;

fn form(text: &str, languages: &[&str]) -> WordForm {
    match languages {
        [] => WordForm::anywhere(text),
        some => WordForm {
            languages: Some(some.iter().map(|language| language.to_string()).collect()),
            ..WordForm::anywhere(text)
        },
    }
}

fn values(score: f32) -> Plan {
    Plan::Values(Code::Lang, vec!["fr".into(), "en".into()], score)
}

#[track_caller]
fn is(plan: &Plan, json: Value) {
    assert_eq!(lowered(plan, None), json);
}

#[test]
fn sets_are_filters_and_what_is_left_out_is_left_out() {
    let some = json!({ "constant_score": { "filter": { "terms": { "lang": ["fr", "en"] } }, "boost": 0.0 } });
    is(&values(0.0), some.clone());
    is(&Plan::Nothing, json!({ "match_none": {} }));
    is(&Plan::Not(Box::new(values(0.0))), json!({ "match_none": {} }));
    let id = ArticleId::of(b"a");
    is(
        &Plan::Articles(vec![id], 1.0),
        json!({ "constant_score": { "filter": { "term": { "id": { "value": id.to_hex() } } }, "boost": 1.0 } }),
    );
    is(
        &values(0.0).but_for(values(0.0)),
        json!({ "bool": { "filter": [some.clone()], "must_not": [some.clone()] } }),
    );
    is(&Plan::Any(vec![]), json!({ "match_none": {} }));
    is(
        &Plan::Boost(Box::new(values(0.0)), 3.0),
        json!({ "bool": { "must": [some], "boost": 3.0 } }),
    );
}

#[test]
fn more_values_than_one_clause_takes_are_several_clauses() {
    let many: Vec<Value> = (0..TERMS + 1).map(|number| number.to_string().into()).collect();
    let lists = terms("id", &many);
    let clauses = lists["bool"]["should"].as_array().expect("clauses");
    let lengths: Vec<usize> = clauses
        .iter()
        .map(|clause| clause["terms"]["id"].as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(lengths, [TERMS, 1]);
}

#[test]
fn forms_count_in_the_articles_of_their_languages() {
    let scope = vec![(TextField::Title, 2.0), (TextField::Body, 1.0)];
    let forms = vec![
        form("accord", &[]),
        form("accords", &["fr", "es"]),
        form("according", &["en"]),
    ];
    let asked = |forms: &str| {
        json!({ "bool": {
            "should": [{ "match": { "w.title": { "query": forms } } }, { "match": { "w.body": { "query": forms } } }],
            "minimum_should_match": 1,
        } })
    };
    let group = |forms: &str, kind: &str, languages: &[&str]| {
        let mut group = json!({ "bool": { "must": [asked(forms)] } });
        group["bool"][kind] = json!([{ "terms": { "lang": languages } }]);
        group
    };
    is(
        &Plan::Word(scope.clone(), forms),
        json!({ "bool": {
            "should": [
                group("accord", "must_not", &["en", "es", "fr"]),
                group("accord|according", "filter", &["en"]),
                group("accord|accords", "filter", &["es", "fr"]),
            ],
            "minimum_should_match": 1,
        } }),
    );
    is(&Plan::Word(scope, vec![form("accord", &[])]), asked("accord"));
}

#[test]
fn words_near_each_other_are_phrases_and_spans() {
    let phrase = |nearness| Phrase {
        words: vec![
            vec![form("pont", &[]), form("ponts", &[])],
            vec![form("mil", &[])],
        ],
        left: 1,
        nearness,
    };
    is(
        &Plan::Phrase(TextField::Body, 1.0, phrase(Nearness::Phrase(2))),
        json!({ "match_phrase": { "w.body": { "query": "pont|ponts mil", "slop": 2 } } }),
    );
    let term = |word: &str| json!({ "span_term": { "w.body": { "value": word } } });
    let (left, right) = (
        json!({ "span_or": { "clauses": [term("pont"), term("ponts")] } }),
        term("mil"),
    );
    let before = |one: &Value, other: &Value| json!({ "span_near": { "clauses": [one, other], "slop": 2, "in_order": true } });
    is(
        &Plan::Phrase(TextField::Body, 1.0, phrase(Nearness::Near(3))),
        json!({ "dis_max": { "queries": [before(&left, &right), before(&right, &left)] } }),
    );
}

#[test]
fn a_boost_makes_the_rarity_of_the_engine_ours() {
    let counts = HashMap::from([
        (articles_at_all(), 100),
        (Lookup::Having(TextField::Title), 90),
        (Lookup::Word(TextField::Title, "pont".into()), 4),
        (Lookup::Word(TextField::Title, "ponts".into()), 6),
    ]);
    let plan = Plan::Word(
        vec![(TextField::Title, 2.0)],
        vec![form("pont", &[]), form("ponts", &[])],
    );
    let mut lookups = BTreeSet::new();
    needed(&plan, &mut lookups);
    assert!(counts.keys().all(|lookup| lookups.contains(lookup)));
    for factor in [1.0, 2.2] {
        let scores = Scores {
            counts: counts.clone(),
            factor,
        };
        let boost = lowered(&plan, Some(&scores))["match"]["w.title"]["boost"]
            .as_f64()
            .expect("a boost") as f32;
        // Ten articles of a hundred have a form of it; the engine knows six of ninety.
        let expected = 2.0 * rarity(100, 10) * 2.2 / (rarity(90, 6) * factor);
        assert!((boost - expected).abs() < 1e-5, "{boost} {expected}");
    }
}
