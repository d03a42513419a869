//! Mails (newsletters, alerts) and MHTML, the single file of browsers: one page in MIME.

use super::press::Press;
use super::{Format, Halt, Reader};
use crate::calendar::Moment;
use crate::page::{Content, Origin, Page, SavedAs, Stated};
use crate::read::Problem;
use crate::read::stream::Stream;
use chrono::DateTime;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// A mail (RFC 5322), or a page with what it loaded in `multipart/related`.
pub(super) struct Mail;

/// Fields of which one stands in the header of every mail and MHTML file.
const TELLING: [&str; 8] = [
    "mime-version",
    "content-type",
    "received",
    "return-path",
    "message-id",
    "delivered-to",
    "dkim-signature",
    "snapshot-content-location",
];
/// How far the header of a mail is looked through.
const HEADER: usize = 16 << 10;

impl Format for Mail {
    fn recognises(&self, head: &[u8]) -> bool {
        opens_mail(head)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        read(&bytes, origin, reader)
    }
}

/// Whether bytes open with the header of a mail: fields and their values up to an empty line, two of them at least.
pub(super) fn opens_mail(head: &[u8]) -> bool {
    let head = &head[..head.len().min(HEADER)];
    if !head.split(|byte| *byte == b'\n').next().is_some_and(is_field) {
        return false;
    }
    let head = String::from_utf8_lossy(head);
    let lines = head.lines().take_while(|line| !line.trim().is_empty());
    let (mut fields, mut telling) = (0, false);
    for line in lines {
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        if !is_field(line.as_bytes()) {
            return false;
        }
        fields += 1;
        let name = line.split(':').next().unwrap_or_default();
        telling |= TELLING.contains(&&*name.to_ascii_lowercase());
    }
    fields >= 2 && telling
}

/// Whether a line is a name, a colon and a value.
fn is_field(line: &[u8]) -> bool {
    let end = line
        .iter()
        .position(|byte| !byte.is_ascii_graphic() || *byte == b':');
    end.is_some_and(|end| end > 0 && line[end] == b':')
}

/// Tells the page of one message.
pub(super) fn read(bytes: &[u8], origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let broken = || Problem::Broken("not a mail that can be parsed".into());
    let message = MessageParser::default().parse(bytes).ok_or_else(broken)?;
    let is_capture = message.header_raw("Snapshot-Content-Location").is_some()
        || message.content_type().and_then(|kind| kind.subtype()) == Some("related");
    let part = page_part(&message);
    let is_html =
        part.is_some_and(|part| part.content_type().and_then(|kind| kind.subtype()) == Some("html"));
    // What is sent on stands in a mail of its own; above it stands a word of who sent it.
    let sent_on = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner.raw_message()),
        _ => None,
    });
    if let (Some(inner), false) = (
        sent_on.filter(|inner| opens_mail(inner) && inner.len() < bytes.len()),
        is_html,
    ) {
        return reader.read(Stream::member(inner, origin.offset.unwrap_or(0)), origin);
    }
    let Some(part) = part else {
        return Err(Problem::Nothing("a mail without a text").into());
    };
    let content_type = part.content_type();
    let kind = content_type.and_then(|kind| kind.subtype()).unwrap_or("plain");
    let charset = content_type.and_then(|kind| kind.attribute("charset"));
    let charset = charset.map_or(String::new(), |charset| format!("; charset={charset}"));
    let mut place = Origin {
        content_type: Some(format!("text/{kind}{charset}")),
        ..origin.clone()
    };
    match is_capture {
        true => captured(&message, part, &mut place),
        false => mailed(&message, &mut place),
    }
    let page = decoded(bytes, part);
    // Press databases send their exports by mail.
    if Press.recognises(&page[..page.len().min(super::HEAD)]) {
        return Press.read(&mut Stream::member(&page[..], 0), origin, reader);
    }
    reader.page(Page {
        content: Content::Bytes(page.into_owned()),
        origin: place,
    })?;
    match is_closed(bytes, &message) {
        true => Ok(()),
        false => {
            let place = origin.at(origin.offset.unwrap_or(0));
            reader.problem(
                &place,
                Problem::Cut("the file is cut short: its last part has no end".into()),
            )
        }
    }
}

/// Whether the last part of a message of several ends.
fn is_closed(bytes: &[u8], message: &Message) -> bool {
    let boundary = message.content_type().and_then(|kind| kind.attribute("boundary"));
    boundary.is_none_or(|boundary| {
        let end = format!("--{boundary}--");
        memchr::memmem::find(bytes, end.as_bytes()).is_some()
    })
}

/// What a browser says of the page that it saved.
fn captured(message: &Message, part: &MessagePart, place: &mut Origin) {
    let address = message.header_raw("Snapshot-Content-Location");
    let address = address.or(part.content_location());
    place.url = address
        .map(|address| address.trim().to_string())
        .or(place.url.take());
    let date = message
        .date()
        .and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0));
    place.crawled = date.map(Moment::of).or(place.crawled);
    place.saved_as = SavedAs::Packed;
}

/// What the header of a mail says: its subject and sender are the publisher's.
fn mailed(message: &Message, place: &mut Origin) {
    let sender = message.from().and_then(|from| from.first());
    let date = message
        .date()
        .and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0));
    place.stated = Some(Box::new(Stated {
        title: message.subject().map(str::to_string),
        outlet: sender.and_then(|sender| sender.name()).map(str::to_string),
        date: date.map(|date| date.date_naive().to_string()),
        ..Stated::default()
    }));
}

/// The first part in HTML, else the first in plain text.
fn page_part<'m>(message: &'m Message) -> Option<&'m MessagePart<'m>> {
    let is = |part: &&MessagePart, subtypes: &[&str]| {
        let kind = part.content_type();
        kind.is_some_and(|kind| {
            let subtype = kind.subtype().unwrap_or_default();
            (kind.ctype() == "text" || subtype == "xhtml+xml") && subtypes.contains(&subtype)
        })
    };
    let text = |part: &&MessagePart| part.content_type().is_none() && part.is_text();
    let mut parts = message.parts.iter();
    let html = parts.clone().find(|part| is(part, &["html", "xhtml+xml"]));
    html.or_else(|| parts.find(|part| is(part, &["plain"]) || text(part)))
}

/// The bytes of a part, in whatever encoding the page is in.
fn decoded<'b>(bytes: &'b [u8], part: &MessagePart) -> Cow<'b, [u8]> {
    let (start, end) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
    let raw = bytes.get(start..end.min(bytes.len())).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
        Encoding::None => None,
    };
    decoded.map_or(Cow::Borrowed(raw), Cow::Owned)
}
