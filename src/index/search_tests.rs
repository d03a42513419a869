//! What a query finds: forms, folding, identities, dates, ranking.

mod values;

use super::contract::assert_agreement;
use super::tests::{actor, archive, article, dated, with};
use super::*;
use crate::query::{Field, Query, parse};

/// The titles of the hits, best first.
fn titles(archive: &Archive, query: &str) -> Vec<String> {
    let wanted = TopHits {
        offset: 0,
        limit: 10,
        sort: Sort::Relevance,
    };
    let hits = archive.search(&parse(query).query, wanted).expect(query);
    hits.into_iter().filter_map(|hit| hit.article.title).collect()
}

fn found(archive: &Archive, query: &str) -> usize {
    let query_of = parse(query).query;
    assert_agreement(archive, &query_of);
    let count = archive.count(&query_of).expect(query);
    assert_eq!(titles(archive, query).len(), count, "{query}");
    count
}

fn remarks(archive: &Archive, query: &str) -> Vec<String> {
    let remarks = archive.remarks(&parse(query).query).expect(query);
    remarks.into_iter().map(|remark| remark.message).collect()
}

/// Four articles on the Sahel.
fn sahel() -> (tempfile::TempDir, Archive) {
    let (folder, archive) = archive();
    let mut army = article(
        "L’armée malienne à Bamako",
        "Les Forces armées maliennes et l’État-major ont reçu l’O.N.U.",
    );
    army.published = Some(dated("2022-05-13"));
    army.actors = vec![actor(&army, "place:bamako", "Bamako", &["Bamako"])];
    let mut moscow = article(
        "Coopération",
        "Moscou envoie des instructeurs russes aux casques bleus du général Kazura.",
    );
    moscow.published = Some(dated("2022-06"));
    moscow.actors = vec![
        actor(&moscow, "country:RU", "Russie", &["russes"]),
        actor(
            &moscow,
            "person:jean-bosco-kazura",
            "Jean Bosco Kazura",
            &["Kazura"],
        ),
    ];
    let mut english = article(
        "The generals met",
        "The armies of Russia and Mali met. A general spoke of its helmets.",
    );
    english.language = Some("en".into());
    english.outlet = Some("Daily Post".into());
    english.actors = vec![actor(&english, "country:RU", "Russia", &["Russia"])];
    let mut section = article("Rubrique", "armée armée armée");
    section.kind = crate::article::Kind::Section;
    let archive = with(archive, &[army, moscow, english, section]);
    (folder, archive)
}

#[test]
fn queries_find_what_they_mean() {
    let (_folder, archive) = sahel();
    for (query, count) in [
        ("armée", 1),
        ("ARMEES", 1),
        ("l'armée malienne", 1),
        ("armee malienne", 1),
        ("\"armée maliennes\"", 0),
        ("\"Forces armées\"", 1),
        ("\"malienne armée\"", 0),
        ("\"malienne armée\"~2", 1),
        ("Etat-major", 1),
        ("état major", 1),
        ("ONU", 1),
        ("O.N.U.", 1),
        ("army", 1),
        ("general", 2),
        ("casque", 1),
        ("casque-bleus", 1),
        ("\"casque bleu\"", 0),
        ("mal*", 2),
        ("Kazuro~1", 1),
        ("Kazura NEAR/5 casques", 1),
        ("casques NEAR/5 Kazura", 1),
        ("Kazura NEAR/2 casques", 0),
        ("Moscou OR Bamako", 2),
        ("Mali -Russia", 0),
        ("NOT general", 1),
        ("title:generals", 1),
        ("body:Coopération", 0),
        ("outlet:Relais", 2),
        ("outlet:\"daily post\"", 1),
        ("author:cisse", 3),
        ("lang:en", 1),
        ("actor:Russia", 2),
        ("actor:russe", 2),
        ("actor:country:RU", 2),
        ("country:ru", 2),
        ("place:Bamako", 1),
        ("person:Kazura", 1),
        ("person:Russia", 0),
        ("date:2022-05", 1),
        ("date:2022", 2),
        ("date:>2022-05", 1),
        ("-has:date", 1),
        ("kind:section", 1),
        ("kind:any armée", 2),
        ("furniture:Kenya", 3),
        ("Kenya", 0),
        ("*", 3),
        ("😀", 0),
        ("Bamako 😀", 1),
        ("(", 0),
        ("path:pages", 3),
        ("id:zzz", 0),
    ] {
        assert_eq!(found(&archive, query), count, "{query}");
    }
}

#[test]
fn a_phrase_is_found_in_every_order_within_its_moves() {
    let words = ["kidal", "gao", "menaka", "hier", "encore"];
    let mut orders = vec![Vec::new()];
    for _ in words {
        let longer = |order: &Vec<usize>| {
            let rest: Vec<usize> = (0..words.len()).filter(|word| !order.contains(word)).collect();
            rest.into_iter()
                .map(|word| [order.clone(), vec![word]].concat())
                .collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    let texts: Vec<Article> = orders
        .iter()
        .map(|order| {
            article(
                "",
                &order
                    .iter()
                    .map(|word| words[*word])
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
        .collect();
    let (_folder, archive) = archive();
    let archive = with(archive, &texts);
    for slop in 0..8 {
        let moved = |order: &Vec<usize>, word: usize| {
            order.iter().position(|other| *other == word).unwrap() as i64 - word as i64
        };
        let within = |order: &&Vec<usize>| {
            let moves = (0..3).map(|word| moved(order, word));
            moves.clone().max().unwrap() - moves.min().unwrap() <= slop
        };
        let query = parse(&format!("\"kidal gao menaka\"~{slop}")).query;
        assert_eq!(
            archive.count(&query).unwrap(),
            orders.iter().filter(within).count(),
            "{slop}"
        );
    }
}

#[test]
fn a_phrase_in_several_forms_is_scored_by_its_words() {
    let (_folder, archive) = archive();
    let mut texts: Vec<Article> = (0..20)
        .map(|n| article("", &format!("Les soldats blessés du jour {n}.")))
        .collect();
    texts.push(article("", "Les otages libérés du jour."));
    let archive = with(archive, &texts);
    let best = |query: &str| {
        let wanted = TopHits {
            offset: 0,
            limit: 1,
            sort: Sort::Relevance,
        };
        archive.search(&parse(query).query, wanted).unwrap()[0].score
    };
    assert!(
        best("otage-libéré") > 2.0 * best("soldat-blessé"),
        "rare words count more"
    );
}

#[test]
fn names_and_words_do_not_mix() {
    let (_folder, archive) = archive();
    let spoken = |language: &str, text: &str| {
        let mut spoken = article("", text);
        spoken.language = Some(language.into());
        spoken
    };
    let mut sall = spoken("fr", "Macky Sall a quitté la salle avec le maire du Mali.");
    sall.actors = vec![actor(&sall, "person:macky-sall", "Macky Sall", &["Macky Sall"])];
    let archive = with(
        archive,
        &[
            sall,
            spoken("fr", "Touré a mal au dos après un tour de la ville."),
            spoken("fr", "Le gaz manque à Gaza, et les polices changent."),
            spoken("en", "The policy of the police changed; policies do."),
            spoken("es", "Para el ministro, el tour ya no importa."),
        ],
    );
    for (query, count) in [
        ("Touré", 1),
        ("toure", 1),
        ("tour", 2),
        ("mal", 1),
        ("Mali", 1),
        ("gaz", 1),
        ("Sall", 1),
        ("salles", 1),
        ("police", 2),
        ("policy", 1),
        ("paris", 0),
        ("Policy", 1),
        ("Policies", 1),
    ] {
        assert_eq!(found(&archive, query), count, "{query}");
    }
    let explained = archive.explained(&parse("polices").query).unwrap();
    assert_eq!(explained, ["polices 1 | police 1 (en es fr)"]);
    assert_eq!(
        remarks(&archive, "ministere"),
        ["no article says ministere; did you mean ministro?"]
    );
}

/// What is said of a query.
#[test]
fn a_title_counts_more_than_a_text() {
    let (_folder, archive) = archive();
    let text = article(
        "Autre chose",
        "Kazura parle. Il y a des mots et encore des mots ici.",
    );
    let title = article(
        "Kazura parle",
        "Rien que des mots et encore des mots, et rien d'autre ici.",
    );
    let archive = with(archive, &[text, title]);
    assert_eq!(titles(&archive, "Kazura"), ["Kazura parle", "Autre chose"]);
}

#[test]
fn dates_sort_and_those_without_come_last() {
    let (_folder, archive) = sahel();
    let sorted = |sort| -> Vec<Option<String>> {
        let wanted = TopHits {
            offset: 0,
            limit: 10,
            sort,
        };
        let hits = archive.search(&Query::All, wanted).unwrap();
        hits.into_iter()
            .map(|hit| hit.article.published.map(|p| p.date.to_string()))
            .collect()
    };
    let date = |text: &str| Some(text.to_string());
    assert_eq!(sorted(Sort::Newest), [date("2022-06"), date("2022-05-13"), None]);
    assert_eq!(sorted(Sort::Oldest), [date("2022-05-13"), date("2022-06"), None]);
}

#[test]
fn values_are_counted() {
    let (_folder, archive) = sahel();
    let outlets = archive.tally(Facet::Outlet, &Query::All).unwrap();
    assert_eq!((outlets["Le Relais"], outlets["Daily Post"]), (2, 1));
    let countries = archive.tally(Facet::Country, &Query::All).unwrap();
    assert_eq!((countries.len(), countries["country:RU"]), (1, 2));
    let months = archive.tally_dates(Facet::Date, &Query::All, |date| {
        date.to_string().get(..7).map(str::to_string)
    });
    assert_eq!(months.unwrap().len(), 2);
}

#[test]
fn a_snippet_marks_what_was_found() {
    let (_folder, archive) = sahel();
    let wanted = TopHits {
        offset: 0,
        limit: 1,
        sort: Sort::Relevance,
    };
    let query = Query::filter(Field::Actor, "Russia").and(parse("casque").query);
    let hit = archive.search(&query, wanted).unwrap().remove(0);
    let snippet = hit.snippets.last().unwrap();
    let marked: Vec<&str> = snippet
        .marks
        .iter()
        .map(|range| &snippet.text[range.clone()])
        .collect();
    assert_eq!(marked, ["russes", "casques"]);
}

#[test]
fn a_further_path_is_found() {
    let (_folder, archive) = archive();
    let first = article("A", "one");
    let mut second = first.clone();
    second.source.path = "other/copy.txt".into();
    let archive = with(archive, &[first, second]);
    assert_eq!(found(&archive, "path:other/copy.txt"), 1);
    assert_eq!(found(&archive, "path:pages"), 1);
}
