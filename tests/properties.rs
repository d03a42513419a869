//! Any input: nothing panics, and nothing is invented.

use archive::parse::{Document, document};
use archive::read::Limits;
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
        Just("<p>L</p>".to_string()),
        Just("<b>e pont</b>".to_string()),
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
        let inline = block.spans.iter().map(|span| span.element);
        std::iter::once(block.element).chain(inline).all(|element| {
            let element = &document.elements[element as usize];
            (element.first_block..element.end_block).contains(&id)
        })
    })
}

fn elements_hold_no_more_blocks_than_there_are(document: &Document) -> bool {
    let blocks = document.blocks.len() as u32;
    let mut elements = document.elements.iter();
    elements.all(|element| element.first_block <= blocks && element.end_block <= blocks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_page_has_a_sound_document(page in page()) {
        let document = document(&page);
        prop_assert!(spans_cut_characters(&document));
        prop_assert!(elements_hold_no_more_blocks_than_there_are(&document));
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

/// First bytes of every format that is read.
fn opening() -> impl Strategy<Value = Vec<u8>> {
    let openings: [&[u8]; 24] = [
        b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18\x10\0\0\0", b"BZh91AY&SY", b"\xfd7zXZ\0", b"PK\x03\x04", b"PK\x05\x06",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\n",
        b"bplist00", b"From a@b\nSubject: x\nMIME-Version: 1.0\n", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
        b"{\"text\":", b"[{\"text\": \"a\"},", b"{\"a\": [", b"<rss><channel><item><content:encoded>", b"<en-export><note><content>", b"<TEI><teiHeader>",
        b"url,title,text\n", b"---\ntitle: x\n---\n", b"1 of 2 DOCUMENTS\n\nLe Fanion\n\nFebruary 14, 2022\n\n", b"<title>Factiva</title><div class='article enArticle'>",
        b"<article><span class=DocHeader>", b"<a name=\"DocID_MSTAR_1\"></a><p>Full text: ", b"<!-- LXNComment --><DOCFULL>",
    ];
    prop::sample::select(openings.map(<[u8]>::to_vec).to_vec())
}

proptest! {
    #[test]
    fn no_bytes_of_any_format_are_too_much(start in opening(), page in page(), noise in prop::collection::vec(any::<u8>(), 0..200), cut in 0..400_usize) {
        let bytes = [&start[..], page.as_bytes(), &noise, &start].concat();
        for bytes in [&bytes[..], &bytes[..cut.min(bytes.len())]] {
            let found = archive::read::pages_from(bytes, Limits::of_size(1 << 20));
            prop_assert!(found.iter().flatten().all(|page| page.bytes().len() <= 2 << 20));
        }
    }
}
