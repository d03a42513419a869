//! The export of a channel by Telegram Desktop as pages for a browser: `messages.html`, `messages2.html`, …

use super::press::{PagePiece, cut};
use super::{Format, Halt, Reader, fields, json};
use crate::decode;
use crate::page::{ImportedRecord, Origin};
use crate::read::Problem;
use crate::read::stream::Stream;
use chrono::DateTime;

/// The messages of a channel.
pub(super) struct Telegram;

/// How each message begins, also one that goes on under the same name.
const MESSAGE: &str = "<div class=\"message default clearfix";

impl Format for Telegram {
    fn recognises(&self, head: &[u8]) -> bool {
        let has = |sign: &str| memchr::memmem::find(head, sign.as_bytes()).is_some();
        head.trim_ascii_start().starts_with(b"<") && has(MESSAGE) && has("page_wrap")
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        let page = decode::decoded(&bytes, None).text;
        let starts: Vec<usize> = page.match_indices(MESSAGE).map(|(at, _)| at).collect();
        let head = starts
            .first()
            .and_then(|first| page.get(..*first))
            .unwrap_or_default();
        let channel = PagePiece::of(head).text_of("page_header");
        let messages = cut(&page, &starts);
        // In a chat others speak too.
        let mut names = messages
            .iter()
            .filter_map(|html| PagePiece::of(html).text_of("from_name"));
        if names.any(|name| Some(&name) != channel.as_ref()) {
            return Err(Problem::Nothing("a chat").into());
        }
        for (number, html) in (1..).zip(messages) {
            if let Some(record) = record(html, channel.as_deref()) {
                let slice = Some(html.to_string());
                reader.record(
                    fields::canonical(ImportedRecord { slice, ..record }),
                    &origin.numbered(number),
                )?;
            }
        }
        Ok(())
    }
}

/// The message of a piece of the page; nothing where it has no text.
fn record(html: &str, channel: Option<&str>) -> Option<ImportedRecord> {
    let piece = PagePiece::of(html);
    let text = piece.of_class("text").next()?;
    let text = piece.lines(text).join("\n\n");
    let date = piece.of_class("date").next()?;
    let date = piece.0.elements[date as usize]
        .attribute("title")
        .and_then(moment);
    let (title, text) = json::titled(text.trim());
    (!text.is_empty()).then(|| ImportedRecord {
        title,
        text,
        date,
        outlet: channel.map(str::to_string),
        ..ImportedRecord::default()
    })
}

/// `20.10.2021 10:15:00 UTC+00:00`; older exports have no zone.
fn moment(title: &str) -> Option<String> {
    let zoned = DateTime::parse_from_str(title, "%d.%m.%Y %H:%M:%S UTC%:z").map(|moment| moment.to_rfc3339());
    let day = || {
        let mut parts = title.split([' ', '.']);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Some(format!("{year}-{month}-{day}"))
    };
    zoned.ok().or_else(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_keep_their_day() {
        for (title, day) in [
            ("20.10.2021 23:15:00 UTC+01:00", "2021-10-20"),
            ("20.10.2021 10:15:00", "2021-10-20"),
        ] {
            assert!(
                moment(title).is_some_and(|moment| moment.starts_with(day)),
                "{title}"
            );
        }
    }
}
