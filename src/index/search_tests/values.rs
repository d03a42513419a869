//! What the values of a query find: identities, codes, and what no article has.

use super::*;

#[test]
fn an_exact_identity_wins() {
    let (_folder, archive) = archive();
    let mut london = article("London", "Le gouvernement du R.-U. et les Russes.");
    london.actors = vec![actor(&london, "country:GB", "Royaume-Uni", &["R.-U."])];
    let mut moscow = article("Moscou", "La Russie se tait.");
    moscow.actors = vec![actor(&moscow, "country:RU", "Russie", &["Russie"])];
    let mut golf = article("Golf", "Donald Trump au Trump Golf Links.");
    golf.actors = vec![
        actor(&golf, "person:donald-trump", "Donald Trump", &["Donald Trump"]),
        actor(
            &golf,
            "org:trump-golf-links",
            "Trump Golf Links",
            &["Trump Golf Links"],
        ),
    ];
    let mut kigali = article("Kigali", "Une rue de Kigali.");
    kigali.actors = vec![actor(&kigali, "place:kigali", "Kigali", &["Kigali"])];
    let mut rwanda = article("Rwanda", "Kigali dément.");
    rwanda.actors = vec![actor(&rwanda, "country:RW", "Rwanda", &["Kigali"])];
    let archive = with(archive, &[london, moscow, golf, kigali, rwanda]);
    for (query, count) in [
        ("country:RU", 1),
        ("country:ru", 1),
        ("actor:RU", 1),
        ("actor:ru", 1),
        ("actor:country:ru", 1),
        ("country:GB", 1),
        ("country:DE", 0),
        ("actor:Kigali", 1),
        ("country:Kigali", 1),
        ("actor:donald-trump", 1),
        ("actor:trump-golf-links", 1),
        ("person:Donald", 1),
        ("org:golf", 1),
        ("country:XX", 0),
    ] {
        assert_eq!(found(&archive, query), count, "{query}");
    }
    let codes = crate::lexicon::Lexicon::built_in().gazetteer.countries();
    for code in codes.filter(|code| !["RU", "GB", "RW"].contains(code)) {
        for query in [
            format!("country:{code}"),
            format!("actor:{}", code.to_lowercase()),
        ] {
            assert_eq!(found(&archive, &query), 0, "{query}");
        }
    }
    assert_eq!(remarks(&archive, "actor:Kigali"), [""; 0]);
    assert_eq!(
        remarks(&archive, "org:golf"),
        ["no organisation is called exactly golf; taken are org:trump-golf-links"]
    );
    assert_eq!(
        remarks(&archive, "person:\"Donald Trunp\""),
        ["no person is called Donald Trunp; did you mean person:\"donald trump\"?"]
    );
    assert_eq!(remarks(&archive, "country:XX"), ["no article names country:XX"]);
    let explained = archive.explained(&parse("org:golf").query).unwrap();
    assert!(
        explained.iter().any(|line| line.contains("called exactly golf")),
        "{explained:?}"
    );
}

#[test]
fn a_value_that_no_article_has_is_said() {
    let (_folder, archive) = sahel();
    for (query, said) in [
        ("lang:fr", None),
        (
            "lang:French",
            Some("no article has lang:French; did you mean lang:fr?"),
        ),
        (
            "lang:français",
            Some("no article has lang:français; did you mean lang:fr?"),
        ),
        (
            "lang:fr-FR",
            Some("no article has lang:fr-FR; did you mean lang:fr?"),
        ),
        (
            "lang:German",
            Some("no article has lang:German; there are en, fr"),
        ),
        (
            "kind:sections",
            Some("no article has kind:sections; did you mean kind:section?"),
        ),
        (
            "kind:foo",
            Some("no article has kind:foo; there are any, article, section"),
        ),
        (
            "-kind:foo",
            Some("no article has kind:foo; there are any, article, section"),
        ),
    ] {
        assert_eq!(remarks(&archive, query), Vec::from_iter(said), "{query}");
    }
}
