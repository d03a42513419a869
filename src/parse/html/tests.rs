//! Pages of HTML and the documents that are made of them.

use super::*;

fn texts(html: &str) -> Vec<String> {
    document(html)
        .blocks
        .into_iter()
        .map(|block| block.text)
        .collect()
}

#[test]
fn blocks_are_paragraphs() {
    for (html, blocks) in [
        (
            "<p>Un <b>deux</b>,\n trois</p><p>quatre",
            &["Un deux, trois", "quatre"][..],
        ),
        (
            "<div>a<br>b<br><br>c<div>d</div>e</div>",
            &["a\nb", "c", "d", "e"],
        ),
        ("<div>a<br> <br/>b<hr>c</div>", &["a", "b", "c"]),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", &["a", "b", "c"]),
        ("<table><tr><td>a<td>b<tr><th>c</table>", &["a", "b", "c"]),
        ("<a><h2>Titre</h2><p>texte</p></a>", &["Titre", "texte"]),
        ("<pre>a\nb\n\nc</pre>", &["a\nb", "c"]),
        ("<x-lead>a</x-lead><p>b <x-link>c</x-link> d</p>", &["a", "b c d"]),
        (
            "<p>a<script>b</script><svg><title>t</title></svg></p><iframe>c</iframe>",
            &["a"],
        ),
        ("<p>co\u{ad}op&nbsp;e&#769;t<img alt=x>e</p>", &["coop éte"]),
        ("", &[]),
    ] {
        assert_eq!(texts(html), blocks, "{html}");
    }
}

#[test]
fn words_are_neither_glued_nor_cut() {
    assert_eq!(
        texts("<div><span>Titre</span><span>12 mai</span></div>"),
        ["Titre 12 mai"]
    );
    assert_eq!(texts("<p><span>L</span>e <b>Ma</b><i>li</i></p>"), ["Le Mali"]);
}

#[test]
fn spans_stand_where_their_text_stands() {
    let html = "<p>Par <a rel=author href=/x>Abdou e\u{301} <b>Cissé</b></a>, le <time datetime=2022-05-13>13 mai</time></p>";
    let document = document(html);
    let block = &document.blocks[0];
    let spans: Vec<_> = block
        .spans
        .iter()
        .map(|s| {
            (
                document.elements[s.element as usize].tag,
                &block.text[s.start..s.end],
            )
        })
        .collect();
    assert_eq!(
        spans,
        [
            (Tag::A, "Abdou é Cissé"),
            (Tag::B, "Cissé"),
            (Tag::Time, "13 mai")
        ]
    );
    let time = &document.elements[block.spans[2].element as usize];
    assert_eq!(time.attribute("datetime"), Some("2022-05-13"));
}

#[test]
fn elements_know_their_blocks() {
    let document =
        document("<main><nav>a</nav><div><p>b</p>c<i>d</i></div></main><p style='display: none'>e</p>");
    let range = |tag: Tag| {
        let element = document
            .elements
            .iter()
            .find(|element| element.tag == tag)
            .unwrap();
        element.first_block..element.end_block
    };
    assert_eq!(
        [
            range(Tag::Nav),
            range(Tag::Div),
            range(Tag::Main),
            range(Tag::I),
            range(Tag::Html)
        ],
        [0..1, 1..3, 0..3, 2..3, 0..4]
    );
    let last = document.blocks.last().unwrap();
    assert!(document.elements[last.element as usize].hidden);
}

#[test]
fn the_head_is_heard() {
    let html = "<html lang=fr><head><title>A &amp; B</title><meta property=OG:Title content=T><base href=/b>\
                <link rel=canonical href=/c><script type='application/ld+json'>{\"a\":1}</script></head>\
                <body><svg><title>no</title></svg><meta itemprop=datePublished content=2022-05-13>";
    let head = document(html).head;
    assert_eq!(
        (head.lang.as_deref(), head.title.as_deref(), head.base.as_deref()),
        (Some("fr"), Some("A & B"), Some("/b"))
    );
    assert_eq!(head.meta("og:title").collect::<Vec<_>>(), ["T"]);
    assert_eq!(head.meta("datepublished").collect::<Vec<_>>(), ["2022-05-13"]);
    assert_eq!(head.links, [("canonical".to_string(), "/c".to_string())]);
    assert_eq!(head.json_ld, ["{\"a\":1}"]);
}

#[test]
fn depth_is_bounded() {
    let document = document(&format!(
        "{}a<b>b</b>{}c",
        "<div>".repeat(900),
        "</div>".repeat(900)
    ));
    assert!(document.elements.iter().all(|element| element.depth <= MAX_DEPTH));
    let text: String = document.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(text, "abc");
}

#[test]
fn the_element_of_a_word_begins_with_its_initial() {
    let page = document("<div>x</div><div><p>A</p></div><div><p>u port</p><p>b</p></div>");
    let texts: Vec<&str> = page.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["x", "Au port", "b"]);
    for (id, block) in (0..).zip(&page.blocks) {
        let element = &page.elements[block.element as usize];
        assert!(
            (element.first_block..element.end_block).contains(&id),
            "{}",
            block.text
        );
    }
}

/// Found by the fuzzer: links that ended inside such a word held a block more than there were.
#[test]
fn what_is_inside_a_word_behind_its_initial_holds_that_block() {
    for html in [
        "<p>x</p><p>L</p><p><b>e</b> pont",
        "<p>x</p><p>L</p><p>e <b>pont</b>",
        "<p>x</p><p>L</p><b><i>e</i> pont</b>",
    ] {
        let page = document(html);
        assert_eq!(page.blocks[1].text, "Le pont", "{html}");
        let inline = page.blocks[1]
            .spans
            .iter()
            .map(|span| &page.elements[span.element as usize]);
        for element in inline {
            assert_eq!((element.first_block, element.end_block), (1, 2), "{html}");
        }
        assert!(
            page.elements.iter().all(|element| element.end_block <= 2),
            "{html}"
        );
    }
}
