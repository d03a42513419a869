//! zip, read from the directory at its end; of one that was cut short, the members that are there.

mod docx;
mod omnivore;
mod wacz;

use super::{Format, Halt, Reader, html_note};
use crate::page::{Origin, SavedAs};
use crate::read::Problem;
use crate::read::archivebox::Contained;
use crate::read::stream::{ReadSeek, Stream};
use ::zip::ZipArchive;
use ::zip::read::ZipFile;
use ::zip::result::ZipError;
use std::io::Read;

/// zip, and what is packed in one: WACZ, .docx, the export of Omnivore.
pub(super) struct Zip;

/// A page that SingleFile packed: HTML that unpacks itself in a browser, with a zip in it.
pub(super) struct SingleFile;

impl Format for SingleFile {
    fn recognises(&self, head: &[u8]) -> bool {
        head.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(head, b"data-sfz").is_some()
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let noted = html_note::noted(input.peek(super::HEAD));
        let origin = Origin {
            url: noted.url,
            crawled: noted.crawled,
            saved_as: SavedAs::Packed,
            ..origin.clone()
        };
        let mut archive = ZipArchive::new(input.seekable()?).map_err(broken)?;
        each(&mut archive, &origin, reader, |name| name == "index.html")
    }
}

type Archive = ZipArchive<Box<dyn ReadSeek>>;

impl Format for Zip {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        match ZipArchive::new(input.seekable()?) {
            Ok(archive) => archived(archive, origin, reader),
            Err(ZipError::Io(error)) => Err(error.into()),
            Err(_) => streamed(input, origin, reader),
        }
    }
}

fn archived(mut archive: Archive, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let names = names(&mut archive);
    let has = |name: &str| names.iter().any(|known| known == name);
    let starts = |prefix: &str| names.iter().any(|name| name.starts_with(prefix));
    match () {
        () if has("word/document.xml") => docx::read(&mut archive, &names, origin, reader),
        () if has("xl/workbook.xml") => Err(office("a spreadsheet (.xlsx)").into()),
        () if has("ppt/presentation.xml") => Err(office("a presentation (.pptx)").into()),
        () if has("META-INF/container.xml") => Err(office("an e-book (.epub)").into()),
        () if has("content.xml") && has("mimetype") => Err(office("an OpenDocument file").into()),
        () if starts("archive/") && has("datapackage.json") => {
            wacz::read(&mut archive, &names, origin, reader)
        }
        () if starts("metadata_") && starts("content/") => {
            omnivore::read(&mut archive, &names, origin, reader)
        }
        () => {
            lists(&mut archive, &names, origin, reader);
            each(&mut archive, origin, reader, |_| true)
        }
    }
}

/// Takes note of the lists of folders of ArchiveBox before their pages are read.
fn lists(archive: &mut Archive, names: &[String], origin: &Origin, reader: &mut Reader) {
    let lists = names.iter().enumerate();
    for (number, name) in lists.filter(|(_, name)| Contained::is_list(name, 0)) {
        let Ok(file) = archive.by_index(number) else {
            continue;
        };
        let mut bytes = Vec::new();
        // What a member unpacks to is not what it says: no more than a list has is read.
        let is_whole =
            Contained::is_list(name, file.size()) && file.take(LIST).read_to_end(&mut bytes).is_ok();
        if is_whole {
            reader.snapshots.learn(&origin.member(name).name(), &bytes);
        }
    }
}

/// No list of a folder is larger.
const LIST: u64 = 4 << 20;

fn office(what: &'static str) -> Problem {
    Problem::Unread {
        what,
        hint: "convert it to text or HTML first, with pandoc or LibreOffice",
    }
}

/// Reads the members whose names are wanted, in the order of the directory.
fn each(
    archive: &mut Archive,
    origin: &Origin,
    reader: &mut Reader,
    wanted: impl Fn(&str) -> bool,
) -> Result<(), Halt> {
    for number in 0..archive.len() {
        let file = match archive.by_index(number) {
            Ok(file) if file.is_dir() || !wanted(file.name()) => continue,
            Ok(file) => file,
            Err(error) => {
                reader.problem(origin, broken(error))?;
                continue;
            }
        };
        let mut member = origin.member(file.name());
        // SingleFile leaves the address of a member as its comment.
        let comment = file.comment();
        if comment.starts_with("http://") || comment.starts_with("https://") {
            member.url = Some(comment.to_string());
        }
        member_read(file, &member, reader)?;
    }
    Ok(())
}

fn member_read(file: ZipFile, member: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let disk = file.header_start();
    reader.budget.member(file.compressed_size());
    let unpacked = reader.budget.unpacked(file);
    reader.read(Stream::member(unpacked, disk), member)
}

/// The names of all members, in the order of the directory.
fn names(archive: &mut Archive) -> Vec<String> {
    let count = archive.len();
    let name = |number| {
        archive
            .by_index_raw(number)
            .map_or_else(|_| String::new(), |file| file.name().to_string())
    };
    (0..count).map(name).collect()
}

/// The text of one member.
fn text(archive: &mut Archive, name: &str, limit: u64) -> Result<String, Halt> {
    let file = archive.by_name(name).map_err(broken)?;
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn broken(error: ZipError) -> Problem {
    match error {
        ZipError::Io(error) => Problem::of_io(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Problem::Binary("it is locked with a password")
        }
        error => Problem::Broken(error.to_string()),
    }
}

/// Members of an archive without its directory, up to where it was cut.
fn streamed(input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    loop {
        let disk = input.disk();
        let broken = Problem::Broken("cut short: the directory at the end of the zip is not there".into());
        match ::zip::read::read_zipfile_from_stream(input) {
            Ok(Some(file)) if file.is_dir() => {}
            Ok(Some(file)) => {
                let member = origin.member(file.name());
                let unpacked = reader.budget.unpacked(file);
                reader.read(Stream::member(unpacked, disk), &member)?;
            }
            Ok(None) | Err(_) => {
                let place = Origin {
                    offset: Some(disk),
                    ..origin.clone()
                };
                return reader.problem(&place, broken);
            }
        }
    }
}
