//! Pages of visible text with hardly anything around the text: a headline and a sentence or two, as somebody pastes them into a file.
//! There is too little of them for the model to compare, and too little that could be anything else.

use super::block_stats::BlockStats;
use super::features::PageFeatures;
use super::rules::certain;
use crate::parse::{BlockId, Markup};

/// The most lines of such a page.
const LINES: usize = 8;
/// The shortest sentence of a text, and the longest headline.
const SENTENCE_WORDS: f32 = 6.0;
const HEADLINE_WORDS: f32 = 25.0;

/// Keeps the sentences of a page of a few lines of which nothing was kept, and takes its first line for no paragraph where a text
/// follows and the line ends as headlines do.
pub(super) fn settle(sheet: &PageFeatures, kept: &mut [bool]) {
    if sheet.document.form == Markup::Html {
        return;
    }
    let few = kept.len() <= LINES;
    if few && !kept.contains(&true) {
        for (id, kept) in kept.iter_mut().enumerate() {
            *kept = is_sentence(sheet, id);
        }
    }
    if kept.first() == Some(&true) && is_headline(sheet, kept) {
        kept[0] = false;
    }
}

/// Whether a line is a sentence that speaks of nothing that stands beside articles.
fn is_sentence(sheet: &PageFeatures, id: usize) -> bool {
    let shape = &sheet.shapes[id];
    let bare =
        shape.cues.whole.is_empty() && shape.cues.start.is_empty() && !shape.copyright && !shape.address;
    shape.words >= SENTENCE_WORDS && shape.ends_sentence() && bare && certain(sheet, id as BlockId).is_none()
}

/// Whether the first line of a page is the headline of the text below it.
fn is_headline(sheet: &PageFeatures, kept: &[bool]) -> bool {
    let shape = &sheet.shapes[0];
    let open = sheet.document.blocks[0].text.ends_with(char::is_alphanumeric)
        || sheet.document.blocks[0]
            .text
            .ends_with(['»', '”', '"', '?', '!', ')'])
            && shape.sentences <= 1.0;
    let text = (1..kept.len()).filter(|id| kept[*id]).map(|id| &sheet.shapes[id]);
    let bullet = sheet.document.blocks[0].line.is_some_and(|line| line.bullet);
    open && !bullet && shape.words <= HEADLINE_WORDS && text.clone().any(BlockStats::ends_sentence)
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;
    use crate::parse::{self, Declared};

    fn body(page: &str) -> String {
        let page = parse::document(page);
        clean(&page, &Declared::of(&page), None).text(&page)
    }

    #[test]
    fn two_lines_are_a_headline_and_a_text() {
        for (head, text) in [
            (
                "La pluie est revenue",
                "La pluie est tombée lundi sur Koulba, et les paysans sèment.",
            ),
            (
                "Alimata Sanou : « Le coton ne ment pas »",
                "Alimata Sanou préside depuis 2017 l’Union des productrices de coton.",
            ),
            (
                "Ruwan sama ya dawo Kuba",
                "Manoma sun fita gona ranar Litinin bayan wata biyu na jira.",
            ),
            (
                "عودة المطر إلى كوبا",
                "خرج مزارعو الوادي يوم الاثنين إلى حقولهم بعد شهرين من الانتظار.",
            ),
        ] {
            for parting in ["\n", "\n\n"] {
                assert_eq!(body(&format!("{head}{parting}{text}\n")), text, "{head}");
            }
            assert_eq!(body(&format!("{head}\n\n________\n\n{text}\n")), text, "{head}");
        }
    }

    #[test]
    fn what_asks_to_subscribe_is_no_text() {
        assert_eq!(
            body("Subscribe to our newsletter.\n\nSign up to receive the news every morning.\n"),
            ""
        );
    }
}
