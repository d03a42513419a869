//! Containers whose names lead elsewhere and whose lengths lie: they are read where they stand, and nothing is written outside the index.

use crate::commands::Folder;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::path::PathBuf;

/// A page with a place of its own.
fn page(place: &str) -> String {
    format!(
        "<title>Le pont de {place}</title><h1>Le pont de {place}</h1><p>Le pont de {place} rouvre demain aux camions, dit le maire.\
         <p>Il était fermé depuis la crue du mois de mai, et les marchandises passaient par le bac."
    )
}

/// All that stands in a folder and above it, the index apart.
fn tree(folder: &Folder) -> BTreeSet<PathBuf> {
    let entries = walkdir::WalkDir::new(folder.path()).into_iter();
    let paths = entries.map(|entry| entry.unwrap().into_path());
    paths
        .filter(|path| !path.to_string_lossy().contains(".archive"))
        .collect()
}

/// Ingests a file, and says which places its articles name; nothing else was made.
fn places(folder: &Folder, name: &str, bytes: &[u8]) -> Vec<String> {
    folder.write(name, bytes);
    let before = tree(folder);
    let ended = folder.run(&["ingest", name]);
    assert!(matches!(ended.code, Some(0 | 3)), "{}", ended.stderr);
    assert!(!ended.stderr.contains("please report"), "{}", ended.stderr);
    assert_eq!(tree(folder), before, "nothing is unpacked");
    let found = folder.run(&["search", "pont", "--format", "paths"]).stdout;
    found.lines().map(str::to_string).collect()
}

/// A member of a tar as its header says, whatever a maker of archives would say to it.
fn member(tar: &mut tar::Builder<Vec<u8>>, name: &[u8], kind: tar::EntryType, link: &[u8], content: &str) {
    let mut header = tar::Header::new_ustar();
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.as_old_mut().linkname[..link.len()].copy_from_slice(link);
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_cksum();
    tar.append(&header, content.as_bytes()).unwrap();
}

#[test]
fn members_of_a_tar_are_read_whatever_their_names_and_never_written() {
    let folder = Folder::new();
    folder.write("secret.html", page("Segou").as_bytes());
    let mut tar = tar::Builder::new(Vec::new());
    let file = tar::EntryType::Regular;
    member(&mut tar, b"../../above.html", file, b"", &page("Gao"));
    member(&mut tar, b"/tmp/whole.html", file, b"", &page("Mopti"));
    member(&mut tar, b"C:\\drive.html", file, b"", &page("Kayes"));
    member(&mut tar, b"twice.html", file, b"", &page("Djenne"));
    member(&mut tar, b"twice.html", file, b"", &page("Nioro"));
    member(
        &mut tar,
        b"link.html",
        tar::EntryType::Symlink,
        b"secret.html",
        "",
    );
    member(
        &mut tar,
        b"hard.html",
        tar::EntryType::Link,
        b"../secret.html",
        "",
    );
    member(&mut tar, b"pipe.html", tar::EntryType::Fifo, b"", "");
    let found = places(&folder, "all.tar", &tar.into_inner().unwrap());
    // What stands behind another of its name takes its place, as `tar` has it.
    assert_eq!(found, ["all.tar"; 4]);
    assert_eq!(folder.run(&["count", "Nioro"]).stdout, "1\n");
    assert_eq!(
        folder.run(&["count", "Segou"]).stdout,
        "0\n",
        "a link is not followed"
    );
}

#[test]
fn members_of_a_zip_are_read_whatever_their_names_and_never_written() {
    let folder = Folder::new();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, place) in [
        ("../../above.html", "Gao"),
        ("/tmp/whole.html", "Mopti"),
        ("C:\\drive.html", "Kayes"),
        ("nul\0.html", "Nioro"),
    ] {
        zip.start_file(name, zip::write::FileOptions::default()).unwrap();
        zip.write_all(page(place).as_bytes()).unwrap();
    }
    let found = places(&folder, "all.zip", &zip.finish().unwrap().into_inner());
    assert_eq!(found, ["all.zip"; 4]);
}

/// A zip with one stored member that its directory names so many times.
fn overlapping(content: &[u8], times: u16) -> Vec<u8> {
    let fields = |crc: u32| {
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        fields.extend(crc.to_le_bytes());
        fields.extend((content.len() as u32).to_le_bytes());
        fields.extend((content.len() as u32).to_le_bytes());
        fields
    };
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend(fields(crc.sum()));
    zip.extend([6, 0, 0, 0]);
    zip.extend(b"a.html");
    zip.extend(content);
    let start = zip.len() as u32;
    for number in 0..times {
        let name = format!("{number}.html");
        zip.extend(b"PK\x01\x02\x14\0");
        zip.extend(fields(crc.sum()));
        zip.extend((name.len() as u16).to_le_bytes());
        zip.extend([0; 16]);
        zip.extend(name.as_bytes());
    }
    let size = zip.len() as u32 - start;
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend([times.to_le_bytes(), times.to_le_bytes()].concat());
    zip.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    zip.extend([0, 0]);
    zip
}

#[test]
fn a_zip_whose_members_are_one_is_no_more_than_its_ratio() {
    let folder = Folder::new();
    let zip = overlapping(page("Gao").as_bytes(), 300);
    let found = places(&folder, "one.zip", &zip);
    assert_eq!(found.len(), 1, "all are copies of one page: {found:?}");
    folder.write("again.zip", &zip);
    let bounded = folder.run(&[
        "ingest",
        "-n",
        "--max-unpacked",
        "1K",
        "--max-ratio",
        "2",
        "again.zip",
    ]);
    assert!(bounded.stderr.contains("--max-ratio"), "{}", bounded.stderr);
}

#[test]
fn lengths_that_lie_cost_their_record() {
    let folder = Folder::new();
    let record = |place: &str, length: &str| {
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}",
            page(place)
        );
        let length = if length.is_empty() {
            http.len().to_string()
        } else {
            length.to_string()
        };
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{place}\r\nWARC-Date: 2022-05-13T08:00:00Z\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n"
        )
    };
    for length in [
        "18446744073709551615",
        "-1",
        "99999999999999999999999",
        "9223372036854775807",
        "x",
        "40",
    ] {
        let lies = [record("Gao", ""), record("Mopti", length), record("Kayes", "")].concat();
        let name = format!("of{length}.warc");
        let found = places(&folder, &name, lies.as_bytes());
        assert!(
            found.iter().any(|place| place.starts_with(&name)) || found.len() >= 2,
            "{length}: {found:?}"
        );
        let again = folder.run(&["count", "Gao"]).ended_with(0);
        assert_eq!(again.stdout, "1\n", "{length}");
    }
}
