//! The export of Omnivore: bare bodies in `content/`, and what is known of them in `metadata_*.json`.

use super::{Archive, text};
use crate::page::{Content, Origin, Page, SavedAs, Stated};
use crate::read::formats::{Halt, Reader};
use serde_json::Value;
use std::io::Read;

/// Reads every body with what the lists say of it.
pub(super) fn read(
    archive: &mut Archive,
    names: &[String],
    origin: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    let limit = reader.limits.size;
    for list in names.iter().filter(|name| name.starts_with("metadata_")) {
        let list = text(archive, list, limit)?;
        let entries: Vec<Value> = serde_json::from_str(&list).unwrap_or_default();
        for entry in entries {
            let said = |key: &str| entry[key].as_str().map(str::to_string);
            let name = format!("content/{}.html", said("slug").unwrap_or_default());
            let Some(number) = names.iter().position(|known| *known == name) else {
                continue;
            };
            let file = archive.by_index(number).map_err(super::broken)?;
            let place = origin.member(&name);
            let mut bytes = Vec::new();
            reader.budget.unpacked(file).take(limit).read_to_end(&mut bytes)?;
            let stated = Stated {
                title: said("title"),
                date: said("publishedAt"),
                authors: said("author").into_iter().collect(),
                outlet: said("siteName"),
            };
            let url = said("url");
            reader.page(Page {
                content: Content::Bytes(bytes),
                origin: Origin {
                    url,
                    saved_as: SavedAs::Extract,
                    stated: Some(Box::new(stated)),
                    ..place
                },
            })?;
        }
    }
    Ok(())
}
