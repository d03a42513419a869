//! What is kept comes back, whatever happens to the rest of the file.

use super::*;

fn note(page: &[u8]) -> PageNote {
    let source = Source {
        blake3: blake3::hash(page).to_hex().to_string(),
        ..Source::default()
    };
    PageNote::new(ArticleId::of(page), source, None, None)
}

fn with(pages: &[&[u8]]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("originals");
    let mut originals = Originals::append(&path, 0).expect("opened");
    for page in pages {
        originals.add(page, note(page)).expect("added");
    }
    originals.commit().expect("committed");
    (folder, path)
}

fn found(path: &Path) -> Vec<JournalEntry> {
    let entries: io::Result<Vec<JournalEntry>> = Journal::open(path, u64::MAX).expect("opened").collect();
    entries.expect("read")
}

#[test]
fn pages_come_back_and_an_interrupted_run_leaves_nothing() {
    let (_folder, path) = with(&[b"first page"]);
    let committed = std::fs::metadata(&path).expect("a file").len();
    let mut originals = Originals::append(&path, committed).expect("opened");
    originals
        .add(b"never committed", note(b"never committed"))
        .expect("added");
    originals.commit().expect("written");
    let mut originals = Originals::append(&path, committed).expect("opened again");
    let second = originals.add(&[7; 100_000], note(&[7; 100_000])).expect("added");
    originals.commit().expect("committed");
    assert_eq!(second, Number(1));
    assert_eq!(read(&path, Number(0)).expect("read"), b"first page");
    assert_eq!(read(&path, second).expect("read"), [7; 100_000]);
    assert!(read(&path, Number(2)).is_err());
}

#[test]
fn a_page_that_was_taken_out_leaves_a_gap() {
    let (_folder, path) = with(&[b"first", b"second", b"third"]);
    let fresh = tempfile::tempdir().expect("a folder");
    let copy = fresh.path().join("originals");
    let mut originals = Originals::append(&copy, 0).expect("opened");
    let frame = frame(&path, Number(2)).expect("read");
    originals
        .add_frame(Number(2), note(b"third"), &frame)
        .expect("copied");
    originals.commit().expect("committed");
    assert_eq!(read(&copy, Number(2)).expect("read"), b"third");
    assert!(read(&copy, Number(0)).is_err());
}

#[test]
fn damage_costs_what_it_hits() {
    let (_folder, path) = with(&[b"first page", b"second page", b"third page"]);
    let whole = std::fs::read(&path).expect("read");
    let ids = |path: &Path| {
        let entries = found(path).into_iter();
        let page = |entry| match entry {
            JournalEntry::Noted(Note::Page(page), frame) => Journal::page(path, &frame).ok().map(|_| page.id),
            _ => None,
        };
        entries.filter_map(page).collect::<Vec<_>>()
    };
    assert_eq!(ids(&path).len(), 3);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&path, &bytes).expect("written");
        let left = ids(&path);
        assert_eq!(left.len(), 2, "a byte at {at} cost more than its page: {left:?}");
    }
    std::fs::write(&path, &whole[..whole.len() - 1]).expect("cut");
    assert_eq!(ids(&path).len(), 2);
}

#[test]
fn pages_without_notes_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("originals");
    let pages: [&[u8]; 3] = [b"one", &[5; 200_000], b"three"];
    let frames = pages.map(|page| zstd::bulk::compress(page, 3).expect("compressed"));
    std::fs::write(&path, frames.concat()).expect("written");
    let back = found(&path).into_iter().map(|entry| match entry {
        JournalEntry::Bare(frame) => Journal::page(&path, &frame).expect("a page"),
        other => panic!("{other:?}"),
    });
    assert_eq!(back.collect::<Vec<_>>(), pages);
}

#[test]
fn the_pages_are_printed_by_any_program_for_zstandard() {
    let (_folder, path) = with(&[b"first page\n", b"second page\n"]);
    let bytes = std::fs::read(&path).expect("read");
    assert_eq!(
        zstd::decode_all(&bytes[..]).expect("decompressed"),
        b"first page\nsecond page\n"
    );
}
