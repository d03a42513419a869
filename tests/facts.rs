//! What pages say of their article, one trait of real pages at a time: who wrote it, what it is called, who publishes it, where its
//! text ends.

use archive::article::{Article, Kind};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::lexicon::Lexicon;
use archive::page::Page;
use archive::pipeline::{Context, article};

pub(crate) const FIRST: &str = "Les pêcheurs de Kolimba ont bloqué lundi l’entrée du port avec leurs pirogues pour protester contre la \
    nouvelle taxe sur le carburant.";
pub(crate) const SECOND: &str = "Selon le président de leur coopérative, Seydou Baradji, le litre de mélange a augmenté de quarante francs en \
    deux mois et les sorties en mer ne rapportent plus rien.";
pub(crate) const THIRD: &str = "Le préfet a promis de transmettre leurs doléances au ministère et de revenir avec une réponse avant la fin de la \
    semaine.";

fn read(name: &str, page: &str) -> Article {
    let page = Page::from_file(name, page.as_bytes().to_vec());
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &OutletNames::default(),
        corrections: &Corrections::default(),
        sites: &SiteTemplates::default(),
    };
    article(&page, context)
}

/// A page of HTML with a head and a body.
pub(crate) fn html(head: &str, body: &str) -> Article {
    read(
        "page.html",
        &format!("<html><head>{head}</head><body>{body}</body></html>"),
    )
}

/// A page of visible text: the lines above the text, and those below it.
pub(crate) fn text(above: &[&str], below: &[&str]) -> Article {
    let text = [FIRST, SECOND, THIRD];
    let lines: Vec<&str> = above.iter().chain(&text).chain(below).copied().collect();
    read("page.txt", &lines.join("\n\n"))
}

fn day(article: &Article) -> Option<String> {
    article.published.as_ref().map(|day| day.date.to_string())
}

#[test]
fn parts_with_headings_of_the_first_level_do_not_name_the_whole() {
    let page = html(
        "<title>Le prix du sel - La Lettre</title>",
        &format!(
            "<div><h1>Le prix du sel</h1><h3>Le grain coûte plus que le sac</h3><div><h1>I. Les marais</h1><p>{FIRST}</p>\
             <h1>II. Les acheteurs</h1><p>{SECOND}</p><p>{THIRD}</p></div></div>"
        ),
    );
    assert_eq!(page.title.as_deref(), Some("Le prix du sel"));
}

#[test]
fn a_post_is_signed_in_its_own_foot() {
    let page = html(
        "<title>Carnets : Le port sans bateaux</title><meta property=og:title content='Le port sans bateaux'>",
        &format!(
            "<div class=post><h3 class=post-title>Le port sans bateaux</h3><div class=post-body><p>{FIRST}</p><p>{SECOND}</p></div>\
             <div class=post-footer><span class=post-author>Publié par <span class=fn>Lamine Kobar</span></span> à \
             <abbr class=published title=2019-10-18T21:14:00Z>21:14</abbr></div></div>"
        ),
    );
    assert_eq!(page.authors, ["Lamine Kobar"]);
    assert_eq!(day(&page).as_deref(), Some("2019-10-18"));
}

#[test]
fn a_byline_may_be_a_line_inside_a_block() {
    let page = html(
        "<title>L’Hebdo -- Le gardien quitte le phare</title>",
        &format!(
            "<center><b>Le gardien quitte le phare</b><br>par Walter Gannick<br>3 mars 1998</center>{FIRST}<br><br>{SECOND}<br><br>{THIRD}"
        ),
    );
    assert_eq!(page.authors, ["Walter Gannick"]);
}

#[test]
fn the_place_behind_a_name_in_the_head_is_none_of_it() {
    let page = html(
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"La grève du port\",\"author\":\
         {\"@type\":\"Person\",\"name\":\"Blanca Sorrentes\u{200b} Villabrava. Corresponsal\"}}</script>",
        &format!("<h1>La grève du port</h1><p>{FIRST}</p><p>{SECOND}</p>"),
    );
    assert_eq!(page.authors, ["Blanca Sorrentes"]);
}

#[test]
fn a_credit_in_brackets_names_who_reported() {
    let page = text(
        &[
            "Kolimba Infos",
            "Kolimba : les pêcheurs bloquent le port",
            "3 mai 2022",
        ],
        &[
            "(Reportage Lamine Kobar, avec la contribution d’Awa Tendé à Dakar; version française Paul Merlin, édité par Jean Sagot)",
        ],
    );
    assert_eq!(page.authors, ["Lamine Kobar"]);
}

#[test]
fn the_text_ends_above_its_rights() {
    let notice = "Baobab Presse diffuse chaque jour quatre cents textes que nonante journaux et agences du continent lui confient ; \
        ce qu’ils disent leur appartient.";
    let page = text(
        &[
            "Niger: le port bloqué par les pêcheurs",
            "3 mai 2019",
            "Le Quotidien du Port (Niamey)",
            "Par Chidinma Okafor-Bello",
            "Niamey —",
        ],
        &[
            "Read the original article on Le Quotidien du Port.",
            "Copyright © 2019 Le Quotidien du Port. Tous droits réservés. Diffusé par Baobab Presse (baobab.example). Pour toute \
             correction et toute autorisation de reproduction, écrivez au journal, et non à nous qui ne faisons que diffuser.",
            notice,
        ],
    );
    assert_eq!(page.body, [FIRST, SECOND, THIRD].join("\n\n"));
    assert_eq!(page.authors, ["Chidinma Okafor-Bello"]);
    assert_eq!(page.outlet.as_deref(), Some("Le Quotidien du Port"));
}

#[test]
fn a_page_for_print_names_its_address_and_its_outlet() {
    let page = text(
        &[
            "Imprimer",
            "Fermer la fenêtre",
            "Kolimba Infos - Kolimba : les pêcheurs bloquent le port",
            "https://www.kolimba.example/article/port-bloque-2019",
            "Article publié le vendredi 18 octobre 2019",
        ],
        &["Imprimé le 04/02/2023"],
    );
    assert_eq!(
        page.title.as_deref(),
        Some("Kolimba : les pêcheurs bloquent le port")
    );
    assert_eq!(
        page.url.as_deref(),
        Some("https://www.kolimba.example/article/port-bloque-2019")
    );
}

#[test]
fn the_minutes_of_reading_are_no_text() {
    let page = text(
        &[
            "Kolimba : la colère des pêcheurs gagne la capitale",
            "Les pirogues bloquent toujours l’entrée du port, et le gouvernement cherche une issue avant la rentrée.",
            "Mis à jour le 3 mai 2022 à 10:12",
            "Lecture : 3 minutes.",
        ],
        &[],
    );
    assert!(!page.body.contains("Lecture"), "{}", page.body);
}

#[test]
fn a_span_of_time_is_no_date() {
    let page = text(
        &[
            "The port to shut for a month",
            "By Bea Ormond",
            "October 14, 2022",
        ],
        &[],
    );
    assert_eq!(page.title.as_deref(), Some("The port to shut for a month"));
}

#[test]
fn names_are_found_in_lines_of_many_forms() {
    for (byline, names) in [
        ("كتبت: مها الأمين قسم الله", vec!["مها الأمين قسم الله"]),
        ("Aus Agadez berichtet Henrike Sandvoss", vec!["Henrike Sandvoss"]),
        ("Ann Bell reports from Auyo", vec!["Ann Bell"]),
        ("Idaira Padrón Febles | La Restinga", vec!["Idaira Padrón Febles"]),
        ("Notre envoyé spécial Issa Ngarkoto", vec!["Issa Ngarkoto"]),
        (
            "Nelson Banca e Suncar Mané, em Bubaque",
            vec!["Nelson Banca", "Suncar Mané"],
        ),
    ] {
        let page = text(
            &[
                "Accueil",
                "Les pêcheurs bloquent le port de Kolimba",
                byline,
                "18 octobre 2019",
            ],
            &[
                "À La Restinga et à Bubaque, les habitants du port attendent eux aussi le préfet, qui a promis de venir cette semaine.",
            ],
        );
        assert_eq!(page.authors, names, "{byline}");
    }
}

#[test]
fn an_agency_is_credited_with_a_capital_too() {
    let page = text(
        &["Les pêcheurs bloquent le port de Kolimba", "18 octobre 2019"],
        &["Avec AFP et Reuters"],
    );
    assert_eq!(page.agencies, ["AFP", "Reuters"]);
}

#[test]
fn a_headline_and_a_sentence_are_an_article() {
    for parting in ["\n", "\n\n", "\n\n____________\n\n"] {
        let page = read(
            "page.txt",
            &format!("Les pêcheurs bloquent le port de Kolimba{parting}{FIRST}\n"),
        );
        assert_eq!(
            page.title.as_deref(),
            Some("Les pêcheurs bloquent le port de Kolimba")
        );
        assert_eq!((page.body.as_str(), page.kind), (FIRST, Kind::Article));
    }
}

#[test]
fn a_headline_may_end_in_a_day() {
    for (headline, day_line) in [
        (
            "Communiqué final du Conseil des ministres du jeudi 16 mars 2023",
            "17 mars 2023",
        ),
        (
            "Kolimba : les pêcheurs bloquent le port",
            "Publié le 17 mars 2023",
        ),
    ] {
        let page = text(&["Kolimba Infos", headline, day_line], &[]);
        assert_eq!(page.title.as_deref(), Some(headline));
        assert_eq!(day(&page).as_deref(), Some("2023-03-17"), "{headline}");
    }
}

#[test]
fn a_function_a_count_or_a_day_beside_a_name_is_none_of_it() {
    for byline in [
        "Awa Tendé, correspondante",
        "Awa Tendé (envoyée spéciale à Dakar)",
        "Par AWA TENDÉ",
        "Awa Tendé 2 minutes de lecture",
        "3 mai 2022 • Awa Tendé • 3 minutes",
        "AWA TENDÉ",
    ] {
        let page = text(
            &[
                "Kolimba Infos",
                "Kolimba : les pêcheurs bloquent le port",
                byline,
                "3 mai 2022",
            ],
            &[],
        );
        let named: Vec<String> = page.authors.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(named, ["awa tendé"], "{byline}");
    }
}

#[test]
fn the_credit_of_a_picture_names_no_author() {
    let page = text(
        &[
            "Kolimba Infos",
            "Kolimba : les pêcheurs bloquent le port",
            "3 mai 2022",
            "Photo:",
            "Awa Tendé / AP",
        ],
        &[],
    );
    assert!(page.authors.is_empty(), "{:?}", page.authors);
}

#[test]
fn a_user_of_the_publishing_system_has_a_name() {
    for (author, name) in [("awa diallo", "Awa Diallo"), ("awa.diallo", "Awa Diallo")] {
        let page = html(
            &format!("<title>La grève du port</title><meta name=author content='{author}'>"),
            &format!("<h1>La grève du port</h1><p>{FIRST}</p><p>{SECOND}</p>"),
        );
        assert_eq!(page.authors, [name]);
    }
}

#[test]
fn the_day_that_a_picture_was_taken_does_not_date_the_page() {
    let page = text(
        &[
            "Kolimba Infos",
            "Kolimba : les pêcheurs bloquent le port",
            "Une pirogue au bord du lac de Kolimba, le 11 janvier 2023. © Awa Tendé pour Kolimba Infos",
        ],
        &[],
    );
    assert_eq!(day(&page), None);
}

#[test]
fn all_whom_a_byline_names_are_authors() {
    let declared = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Le port est bloqué","author":{"@type":"Person","name":"Awa Ceesay"}}</script>"#;
    let byline = "<div class=article-authors><a class=author href=/author/awa>Awa Ceesay</a>, <a class=author href=/author/lamin>Lamin Jallow</a></div>";
    let page = html(
        &format!("<title>Le port est bloqué</title>{declared}"),
        &format!(
            "<article><h1>Le port est bloqué</h1>{byline}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
        ),
    );
    assert_eq!(page.authors, ["Awa Ceesay", "Lamin Jallow"]);
    // The text may speak of those who wrote it.
    let page = text(
        &[
            "Le port est bloqué",
            "Par Awa Ceesay et Seydou Baradji",
            "3 mai 2022",
        ],
        &[],
    );
    assert_eq!(page.authors, ["Awa Ceesay", "Seydou Baradji"]);
}

#[test]
fn a_byline_stands_behind_its_day_or_in_a_link() {
    for line in [
        "<p>3 mai 2022 par Awa Ceesay, correspondante au port</p>",
        "<p>3 mai 2022 • Awa Ceesay in Économie</p>",
        "<p>Par <a href=/auteurs/awa>Awa Ceesay</a> Voir en édition numérique</p>",
        "<div class='w-full mr-[--sidebar-width]'><a href=/blog/authors/awa><span>Awa Ceesay</span></a></div>",
    ] {
        let page = html(
            "<title>Le port est bloqué</title>",
            &format!(
                "<article><h1>Le port est bloqué</h1>{line}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
            ),
        );
        assert_eq!(page.authors, ["Awa Ceesay"], "{line}");
    }
}

#[test]
fn a_kicker_a_notice_and_a_table_are_no_headline() {
    let headline = "Les pêcheurs de Kolimba bloquent l’entrée du port";
    for above in [
        [
            "• Les pêcheurs de Kolimba bloquent l’entrée du port",
            "Économie Les pêcheurs de Kolimba bloquent l’entrée du port",
        ],
        [
            "AVIS: une chèvre perdue au port, son maître vient à la radio",
            headline,
        ],
        ["Ligue : 1. Kolimba 38 · 2. Port 37 · 3. Pirogues 33", headline],
    ] {
        let page = text(
            &[
                "La Lettre du port",
                above[0],
                above[1],
                "Par Awa Ceesay",
                "3 mai 2022",
            ],
            &[],
        );
        assert_eq!(page.title.as_deref(), Some(headline), "{above:?}");
    }
}
