//! .docx: the paragraphs of `word/document.xml`, and the articles of Nexis Uni in them.

use super::{Archive, text};
use crate::page::{Content, Origin, Page, SavedAs};
use crate::read::Problem;
use crate::read::formats::xml::tree;
use crate::read::formats::{Halt, Reader, press};

/// Reads the articles of a press database, or the document as one page of visible text.
pub(super) fn read(
    archive: &mut Archive,
    names: &[String],
    origin: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    let document = text(archive, "word/document.xml", reader.limits.size)?;
    let (document, _) = tree::parsed(&document);
    let paragraphs: Vec<String> = document.all("w:p").map(paragraph).collect();
    let stated = names.iter().any(|name| name == "docProps/custom.xml");
    let stated = if stated {
        text(archive, "docProps/custom.xml", reader.limits.size)?
    } else {
        String::new()
    };
    if press::nexis_uni::opens(&paragraphs) {
        return press::nexis_uni::read(&paragraphs, &stated, origin, reader);
    }
    if press::nexis_uni::is_cover(&paragraphs) {
        return Err(Problem::Nothing("the list of a delivery of Nexis Uni").into());
    }
    let page = paragraphs.join("\n\n");
    reader.page(Page {
        content: Content::Bytes(page.into_bytes()),
        origin: Origin {
            saved_as: SavedAs::Text,
            ..origin.clone()
        },
    })
}

/// The text of a paragraph: its runs, its tabs and breaks.
fn paragraph(paragraph: &tree::XmlElement) -> String {
    let mut text = String::new();
    runs(paragraph, &mut text);
    text
}

fn runs(node: &tree::XmlElement, text: &mut String) {
    for child in node.children() {
        match child.name.as_str() {
            "w:t" => text.push_str(&child.raw_text()),
            "w:tab" => text.push('\t'),
            "w:br" | "w:cr" => text.push('\n'),
            "w:del" | "w:pPr" | "w:rPr" => {}
            _ => runs(child, text),
        }
    }
}
