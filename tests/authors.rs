//! Who wrote the article, where the page says so in passing: under its lead, beside an age, under the text, in a label of its own data.

use crate::facts::{FIRST, SECOND, THIRD, html, text};
use archive::article::Article;

/// A page of HTML whose article has this above its text and that below.
fn article(head: &str, above: &str, below: &str) -> Article {
    html(
        &format!("<title>Le port est bloqué</title>{head}"),
        &format!(
            "<article><h1>Le port est bloqué</h1>{above}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{below}</article>"
        ),
    )
}

#[test]
fn a_label_in_the_head_says_who_wrote_it() {
    let head = "<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='7 minutes'>\
        <meta name=twitter:label2 content='Written by'><meta name=twitter:data2 content='Awa (Nana) Ceesay'>";
    assert_eq!(article(head, "", "").authors, ["Awa (Nana) Ceesay"]);
}

#[test]
fn what_is_told_of_somebody_below_the_text_names_the_author() {
    for below in [
        "<h4>Awa Ceesay</h4><p>Awa Ceesay est journaliste à Kolimba, où elle suit depuis dix ans la pêche et le port.</p>",
        "<p>Awa Ceesay est journaliste à Kolimba, où elle suit depuis dix ans la pêche et le port.</p>",
        "<p>Awa Ceesay</p>",
    ] {
        assert_eq!(article("", "", below).authors, ["Awa Ceesay"], "{below}");
    }
}

#[test]
fn a_byline_may_follow_the_lead() {
    let lead = "<p>La nouvelle taxe sur le carburant met les pêcheurs de Kolimba en colère, et le port est fermé.</p>";
    let page = article("", &format!("{lead}<p>Par Awa Ceesay</p>"), "");
    assert_eq!(page.authors, ["Awa Ceesay"]);
}

#[test]
fn an_age_may_be_glued_to_a_name() {
    let page = text(&["Le port est bloqué", "Awa Ceesay5 hours ago"], &[]);
    assert_eq!(page.authors, ["Awa Ceesay"]);
}

#[test]
fn a_headline_that_opens_as_a_byline_does_names_no_author() {
    let page = html(
        "<title>Von Fischern, Steuern und Booten</title>",
        &format!(
            "<article><h1>Von Fischern, Steuern und Booten</h1><p>Autorin: Awa Ceesay</p><p>{FIRST}</p><p>{SECOND}</p></article>"
        ),
    );
    assert_eq!(page.authors, ["Awa Ceesay"]);
}

#[test]
fn a_section_behind_a_name_is_no_author() {
    let above = "<p class=byline>Awa Ceesay, Public Transport</p><p>The public must use public transport, and the transport is late.</p>";
    assert_eq!(article("", above, "").authors, ["Awa Ceesay"]);
}

#[test]
fn an_agency_writes_from_a_place() {
    let page = article("", "<address class=byline>Associated Press in Lomé</address>", "");
    assert_eq!((page.authors.len(), page.agencies), (0, vec!["AP".to_string()]));
}
