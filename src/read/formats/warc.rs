//! WARC 1.0 and 1.1 (ISO 28500): captures of the web, plain or packed record by record.
//!
//! The records of pages are told as pages, with the address, the moment and the headers of their capture. What is known not to
//! be one by its type or its headers is passed over without being unpacked: requests, metadata, what crawlers write beside the
//! pages, pictures and scripts, answers without a page. A record that is cut or broken costs itself: the reader goes on at the
//! next line that opens a record.

mod http;
mod record;

use super::{Format, Halt, Reader, page, utf16};
use crate::calendar::Moment;
use crate::page::{Origin, Revisit, SavedAs};
use crate::read::Problem;
use crate::read::stream::Stream;
use record::{Header, Opening};
use std::io::{self, Read};

/// A WARC file.
pub(super) struct Warc;

impl Format for Warc {
    fn recognises(&self, head: &[u8]) -> bool {
        head.trim_ascii_start().starts_with(b"WARC/")
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let (mut captures, mut unit) = (0, None);
        for number in std::mem::replace(&mut reader.first, 1).. {
            let place = |disk| origin.numbered(number).at(disk);
            let disk = match record::opening(input) {
                Ok(Opening::Record(disk)) => disk,
                Ok(Opening::End) if captures > 0 => return Ok(()),
                Ok(Opening::End) => return Err(Problem::Nothing("a WARC without a capture").into()),
                Ok(Opening::Noise(disk)) => {
                    reader.problem(&place(disk), Problem::Broken("here a record should begin".into()))?;
                    continue;
                }
                Err(error) => return reader.problem(&place(input.disk()), cut(error)),
            };
            // What is packed is read from the beginning of a unit.
            let opens_unit = unit.replace(disk) != Some(disk);
            let header = match Header::read(input) {
                Ok(header) => header,
                Err(error) => return reader.problem(&place(disk), cut(error)),
            };
            let Some(length) = header.number("content-length") else {
                reader.problem(&place(disk), Problem::Broken("a record without a length".into()))?;
                continue;
            };
            captures += u64::from(captured(&header).is_some());
            let place = |disk| Origin {
                restarts: opens_unit,
                ..place(disk)
            };
            match one(input, &header, length, &place(disk), reader) {
                Err(Halt::Problem(problem)) if problem.is_cut() => {
                    return reader.problem(&place(disk), problem);
                }
                Err(Halt::Problem(problem)) => reader.problem(&place(disk), problem)?,
                read => read?,
            }
        }
        Ok(())
    }
}

/// What is said of a record whose bytes end before it does.
fn cut(error: io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Problem::Cut("the file is cut short in this record".into()),
        _ => Problem::of_io(error),
    }
}

/// Reads one record to its end, and tells its page.
fn one(
    input: &mut Stream,
    header: &Header,
    length: u64,
    place: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    let mut place = place.clone();
    let wanted = is_wanted(header, &mut place);
    if let (true, Some(revisit)) = (wanted, revisit(header, place.crawled)) {
        skipped(input, length)?;
        return reader.problem(&place, Problem::Again(Box::new(revisit)));
    }
    let limit = reader.limits.size;
    if length > limit || !wanted {
        skipped(input, length)?;
        return match () {
            () if wanted => reader.problem(&place, Problem::TooLarge { size: length, limit }),
            () => Ok(()),
        };
    }
    let mut block = Vec::with_capacity(length as usize);
    let read = input.take(length).read_to_end(&mut block).map_err(cut)?;
    if (read as u64) < length {
        return Err(cut(io::ErrorKind::UnexpectedEof.into()).into());
    }
    let body = match header.kind() == "response" {
        true => match http::answer(block, limit) {
            Ok(answer) => {
                place.content_type = answer.content_type;
                answer.body
            }
            Err(http::NoPage) => return reader.problem(&place, Problem::Nothing("an answer without a page")),
        },
        false => block,
    };
    match is_page(&body, place.content_type.as_deref()) {
        // What a server answered is a page, and no export of a database that it may look like.
        true if header.kind() == "response" && page::opens_html(&body) => {
            reader.page(page::page(body, &place))
        }
        true => reader.read(Stream::member(&body[..], place.offset.unwrap_or(0)), &place),
        false => reader.problem(
            &place,
            Problem::Nothing("a capture of something else than a page"),
        ),
    }
}

/// Passes over the block of a record.
fn skipped(input: &mut Stream, length: u64) -> Result<(), Halt> {
    let skipped = io::copy(&mut input.take(length), &mut io::sink()).map_err(cut)?;
    match skipped < length {
        true => Err(cut(io::ErrorKind::UnexpectedEof.into()).into()),
        false => Ok(()),
    }
}

/// What a record says of the capture that it repeats, if it is one that does.
fn revisit(header: &Header, crawled: Option<Moment>) -> Option<Revisit> {
    (header.kind() == "revisit").then(|| Revisit {
        digest: header.get("warc-payload-digest").map(str::to_string),
        url: header
            .get("warc-refers-to-target-uri")
            .map(bare)
            .map(str::to_string),
        moment: header.moment("warc-refers-to-date").or(crawled),
    })
}

/// The address of a capture that may be a page; nothing for the other records.
fn captured(header: &Header) -> Option<&str> {
    let address = header.get("warc-target-uri")?;
    let address = bare(address);
    let of_web = address.starts_with("http://") || address.starts_with("https://");
    let holds_page = ["response", "resource", "conversion", "revisit"].contains(&header.kind());
    (of_web && holds_page).then_some(address)
}

/// An address without the brackets of the grammar, which wget writes.
fn bare(address: &str) -> &str {
    address.trim_start_matches('<').trim_end_matches('>')
}

/// Whether the header may be that of a page; what it says of the capture goes into the place.
fn is_wanted(header: &Header, place: &mut Origin) -> bool {
    let Some(address) = captured(header) else {
        return false;
    };
    place.url = Some(address.to_string());
    place.crawled = header.moment("warc-date");
    place.digest = header.get("warc-payload-digest").map(str::to_string);
    place.saved_as = match header.kind() {
        "conversion" => SavedAs::Extract,
        _ => SavedAs::Answer,
    };
    if header.kind() != "response" {
        place.content_type = header.get("content-type").map(str::to_string);
    }
    true
}

/// Types of media of which none is a page.
const NO_PAGES: [&str; 10] = [
    "image/",
    "font/",
    "video/",
    "audio/",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/json",
    "application/font",
];

/// Whether a body is that of a page: what says that it is HTML may be a feed or a picture, and what says nothing a page.
fn is_page(body: &[u8], content_type: Option<&str>) -> bool {
    let kind = content_type.unwrap_or_default().trim().to_ascii_lowercase();
    let start = body.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let first = start[..start.len().min(512)].to_ascii_lowercase();
    let opens = |sign: &str| memchr::memmem::find(&first, sign.as_bytes()).is_some();
    let feeds = ["<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"];
    let is_feed = !opens("<html") && feeds.into_iter().any(opens);
    let is_robots = kind.starts_with("text/plain") && opens("user-agent:");
    let no_page = NO_PAGES.iter().any(|no_page| kind.starts_with(no_page));
    let is_binary = start.iter().take(512).any(|byte| *byte == 0) && !utf16::is_marked(start);
    !(start.is_empty()
        || no_page
        || is_feed
        || is_robots
        || is_binary
        || start.starts_with(b"{")
        || start.starts_with(b"["))
}
