//! Any input: nothing panics, and nothing is invented.

use archive::parse::{Document, document};
use proptest::prelude::*;

/// Pieces of pages, good and bad, to be strung together.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,20}",
        "\\PC{0,10}",
        Just("<p>".to_string()),
        Just("</div><div class='x'>".to_string()),
        Just("<br><br/>".to_string()),
        Just("<!--".to_string()),
        Just("-->".to_string()),
        Just("<script>".to_string()),
        Just("</script>".to_string()),
        Just("<table><td>".to_string()),
        Just("<a href='/x'>Mali <b>e\u{301}</b></a>".to_string()),
        Just("\n\n  • Rwanda\r\n".to_string()),
        Just("<title>T</title><meta property=og:title content='T | S'>".to_string()),
        Just("Par Abdou Cissé, le 13 mai 2022 à 21h16".to_string()),
        Just("{\"@type\":\"NewsArticle\"".to_string()),
    ]
}

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn spans_cut_characters(document: &Document) -> bool {
    document.blocks.iter().all(|block| {
        block
            .spans
            .iter()
            .all(|span| block.text.get(span.start..span.end).is_some())
    })
}

fn parents_come_first(document: &Document) -> bool {
    (0..)
        .zip(&document.elements)
        .all(|(id, element)| element.parent < id || id == 0)
}

fn blocks_lie_in_their_elements(document: &Document) -> bool {
    (0..).zip(&document.blocks).all(|(id, block)| {
        let element = &document.elements[block.element as usize];
        (element.first_block..element.end_block).contains(&id)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_page_has_a_sound_document(page in page()) {
        let document = document(&page);
        prop_assert!(spans_cut_characters(&document));
        prop_assert!(parents_come_first(&document));
        prop_assert!(blocks_lie_in_their_elements(&document));
        prop_assert!(document.blocks.iter().all(|block| !block.text.trim().is_empty()));
    }

    #[test]
    fn any_bytes_have_a_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let decoded = archive::decode::decoded(&bytes, None);
        document(&decoded.text);
    }
}

/// Pages that are small and mean harm; each is a megabyte at most. What they cost is measured by a benchmark, here they end.
#[test]
fn a_hostile_page_ends_and_is_doubted() {
    let fonts: String = (0..4_000).map(|n| format!("<font a={n}>")).collect();
    for page in [
        "<div>".repeat(100_000),
        format!("{fonts}{}", "<p>x</p>".repeat(40_000)),
        "<p>a".repeat(100_000),
        "a\n".repeat(200_000),
        "<p>a<br><br>".repeat(50_000),
    ] {
        assert!(document(&page).cut.is_some(), "{}…", &page[..20]);
    }
}
