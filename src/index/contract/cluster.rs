//! The same suite over an index on a cluster that is there: `ARCHIVE_TEST_CLUSTER` names a node of it, such as `http://127.0.0.1:9201`.
//! `tests/cluster/run` starts one and runs these.

use super::writers::{Deed, deed, path, seen, write_alike};
use super::*;
use crate::index::remote::{Access, Address, Layout, Machine, Remote};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::sync::atomic::{AtomicU64, Ordering};

/// The variable that names the cluster.
const CLUSTER: &str = "ARCHIVE_TEST_CLUSTER";

/// A new index on the cluster; how a machine opens it, and the folder that goes with it.
fn made_remote() -> (tempfile::TempDir, impl Fn(&str) -> Remote + Sync) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let host = std::env::var(CLUSTER).expect("ARCHIVE_TEST_CLUSTER names a node");
    let name = format!(
        "test-{}-{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    let address = Address::parse(&format!("{host}/{name}"), false).expect("an address");
    let folder = tempfile::tempdir().expect("a folder");
    let base = folder.path().to_path_buf();
    let layout = Layout {
        replicas: 0,
        originals: Some(base.join("originals").display().to_string()),
        ..Layout::default()
    };
    Remote::create(
        address.clone(),
        &Access::default(),
        &machine(&base, "one"),
        &layout,
    )
    .expect("made");
    let open = move |name: &str| {
        Remote::open(address.clone(), &Access::default(), &machine(&base, name)).expect("opened")
    };
    (folder, open)
}

fn machine(base: &std::path::Path, name: &str) -> Machine {
    Machine {
        state: base.join(name),
        host: name.into(),
        name: None,
    }
}

/// The same, opened by one machine.
fn made_index() -> (tempfile::TempDir, impl Fn() -> Archive) {
    let (folder, open) = made_remote();
    (folder, move || over(open("one")))
}

fn over(remote: Remote) -> Archive {
    let state = remote.state().to_path_buf();
    Archive::over(&state, remote).expect("opened")
}

/// Draws examples as proptest does, without making each smaller that fails: every one is an index on a cluster.
fn drawn<T>(strategy: impl Strategy<Value = T>, cases: u32) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::new(Config::default());
    (0..cases).map(move |_| strategy.new_tree(&mut runner).expect("an example").current())
}

#[test]
#[ignore = "a cluster is needed: tests/cluster/run"]
fn a_cluster_answers_alike() {
    let strategy = (
        proptest::collection::vec(made(), 1..24),
        proptest::collection::vec(query(), 42),
    );
    for (articles, queries) in drawn(strategy, 12) {
        let (_folder, open) = made_index();
        agree_on(&open, &articles, &queries);
    }
}

#[test]
#[ignore = "a cluster is needed: tests/cluster/run"]
fn a_cluster_is_written_alike() {
    for deeds in drawn(proptest::collection::vec(deed(), 1..24), 16) {
        let (_folder, open) = made_index();
        write_alike(&open, &deeds);
    }
}

/// As often each of four writers begins anew, and does so much.
const ROUNDS: u64 = 10;
const DEEDS: usize = 6;

/// Four writers at the same places and addresses, of which some die at any request: what is searched is what the sightings say.
#[test]
#[ignore = "a cluster is needed: tests/cluster/run"]
fn writers_that_meet_and_die_leave_what_was_seen() {
    let (_folder, open) = made_remote();
    let deeds: Vec<Vec<Deed>> = drawn(proptest::collection::vec(deed(), DEEDS), 4 * ROUNDS as u32).collect();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (open, deeds) = (&open, &deeds);
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    let remote = open(&format!("machine-{writer}"));
                    // Every other one dies, sooner or later.
                    if round % 2 == 1 {
                        remote.dies_after(2 + 3 * (round as i64) + writer as i64);
                    }
                    let _ = write_until_dead(over(remote), &deeds[writer * ROUNDS as usize + round as usize]);
                }
            });
        }
    });
    let archive = over(open("last"));
    archive.writer().expect("a writer").finish().expect("finished");
    assert_follows(&over(open("last")));
}

/// What a writer does that meets what others left: texts that come, go back and stand at several places and addresses.
const MEETING: [Deed; 9] = [
    Deed::Add(0, (0, Some(3)), Some(0), 1),
    Deed::Add(1, (1, None), Some(0), 2),
    Deed::Add(2, (2, None), None, 0),
    Deed::Commit,
    Deed::Add(3, (2, None), Some(1), 1),
    Deed::Gone(1),
    Deed::Add(0, (1, None), Some(1), 3),
    Deed::Commit,
    Deed::Gone(2),
];

/// A writer dies before and after each request by which it writes, and never comes back: another ends what it began. What it read, and
/// whether it heard the answer to the last, dies with it.
#[test]
#[ignore = "a cluster is needed: tests/cluster/run"]
fn a_writer_that_dies_at_any_write_leaves_what_was_seen() {
    let (mut writes, mut is_alive) = (0, false);
    while !is_alive {
        let (_folder, open) = made_remote();
        let dying = open("dying");
        dying.dies_after(writes);
        is_alive = write_until_dead(over(dying), &MEETING).is_ok();
        let other = over(open("other"));
        other.writer().expect("a writer").finish().expect("finished");
        assert_follows(&over(open("other")));
        writes += 1;
    }
    assert!(writes > 10, "{writes}");
}

fn write_until_dead(archive: Archive, deeds: &[Deed]) -> Result<()> {
    let mut writer = archive.writer()?;
    for deed in deeds {
        match *deed {
            Deed::Add(text, (place, _), address, moment) => {
                let article = seen(text, place, address, moment);
                let _ = writer.add(&article, &page(&article), FURNITURE)?;
            }
            Deed::Gone(place) => drop(writer.gone(&path(place).into())?),
            Deed::Commit => writer.commit()?,
            _ => {}
        }
    }
    writer.finish()
}

/// Asserts that every content is searched or not as all sightings together say, and at the place that they say.
fn assert_follows(archive: &Archive) {
    let register = archive.store.register();
    let places = register.places().expect("places");
    let at = |place| {
        register
            .at(&Key::of_place(place))
            .expect("read")
            .expect("a sighting")
    };
    let sightings: Vec<_> = places.iter().map(at).collect();
    let (least, greatest) = ([u8::MIN; 32], [u8::MAX; 32]);
    let all = archive
        .store
        .kept_between(ArticleId::from_hash(least), ArticleId::from_hash(greatest));
    let contents = all.expect("identities");
    for sighting in &sightings {
        assert!(
            contents.contains(&sighting.content),
            "{sighting:?} has no content"
        );
    }
    let addresses = sightings.iter().filter_map(|sighting| sighting.address);
    let mut history = history::History::concerning(archive.store.register(), contents, addresses);
    for change in history.changes().expect("changes") {
        let (version, record) = archive.store.record(&change.id).expect("read").expect("a record");
        assert_eq!(version == Version::Current, change.searched, "{change:?}");
        let stands = change
            .place
            .is_none_or(|place| record.article().source.place() == place);
        assert!(stands, "{:?}", record.article().source);
        assert_eq!(change.sightings, [], "what is said of them is written");
    }
}
