//! What becomes of requests where a server refuses, fails, ends in the middle or answers of less than all.

use super::access::{Access, Credentials};
use super::bulk::{Deed, Write as Written1, Written};
use super::cluster::{Cluster, Part};
use super::http::Client;
use super::product::{Engine, Product};
use super::sightings::Sightings;
use super::{Address, Machine, Remote};
use crate::error::Error;
use crate::index::address::Key;
use crate::index::register::Register;
use crate::index::sighting::Sighting;
use crate::index::tests::article;
use crate::page::Place;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a server does with a request: its status and answer, or nothing, and the connection ends.
type Answer = Option<(u16, Value)>;

mod opening;
mod store;
mod tls;

/// A server of our own: it is told what to answer, and tells what it was asked.
struct Server {
    host: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request by its method and path, its body and its number.
    fn answering(answer: impl Fn(&str, &str, usize) -> Answer + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(&stream, &|head: &str, body: &str| {
                    let mut log = log.lock().expect("one thread");
                    log.push(format!("{head} {body}"));
                    answer(head, body, log.len())
                });
            }
        });
        Server { host, asked }
    }

    fn address(&self) -> Address {
        Address::parse(&format!("{}/news", self.host), false).expect("an address")
    }

    fn cluster(&self, access: Access) -> Cluster {
        let patience = Duration::from_millis(400);
        let client = Client::new(self.address(), &Access { patience, ..access }).expect("a client");
        let (engine, version) = (Engine::OpenSearch, "3.0.0".into());
        Cluster {
            client,
            product: Product { engine, version },
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("one thread").clone()
    }
}

/// Serves the one request of a connection.
fn serve(stream: &TcpStream, answer: &dyn Fn(&str, &str) -> Answer) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    let mut length = 0;
    let _ = reader.read_line(&mut head);
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        let named = line.to_ascii_lowercase();
        if let Some(number) = named.strip_prefix("content-length:") {
            length = number.trim().parse().expect("a number");
        }
        if named.starts_with("authorization:") {
            head = format!("{} [{}]", head.trim(), line.trim());
        }
        line.clear();
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    if let Some((status, body)) = answer(head.trim(), &String::from_utf8_lossy(&body)) {
        let body = body.to_string();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        let mut stream = stream;
        let _ = stream.write_all((head + &body).as_bytes());
    }
}

/// A search that found nothing.
fn nothing() -> Value {
    json!({ "timed_out": false, "_shards": { "total": 3, "failed": 0 }, "hits": { "total": { "value": 0, "relation": "eq" }, "hits": [] } })
}

fn search(cluster: &Cluster) -> crate::error::Result<Value> {
    cluster.search(Part::Articles, &json!({ "query": { "match_all": {} } }))
}

/// Why a cluster cannot answer now.
#[track_caller]
fn unavailable<T: std::fmt::Debug>(result: crate::error::Result<T>) -> String {
    match result {
        Err(Error::Unavailable { reason, .. }) => reason,
        other => panic!("it was to be unavailable: {other:?}"),
    }
}

#[test]
fn what_is_refused_for_now_or_cut_off_is_asked_again() {
    let server = Server::answering(|_, _, number| match number {
        1 => Some((429, json!({}))),
        2 => Some((503, json!({}))),
        3 => None,
        _ => Some((200, nothing())),
    });
    assert!(search(&server.cluster(Access::default())).is_ok());
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn what_stays_refused_ends_when_the_time_is_over() {
    let error = json!({ "error": { "type": "cluster_manager_not_discovered_exception", "reason": "none" } });
    let server = Server::answering(move |_, _, _| Some((503, error.clone())));
    let reason = unavailable(search(&server.cluster(Access::default())));
    assert!(reason.contains("cluster_manager_not_discovered"), "{reason}");
    assert!(server.asked().len() > 1);
}

#[test]
fn an_answer_of_less_than_all_is_none() {
    let part = |change: &dyn Fn(&mut Value)| {
        let mut answer = nothing();
        change(&mut answer);
        answer
    };
    for (answer, said) in [
        (
            part(&|answer| answer["_shards"]["failed"] = 1.into()),
            "1 of 3 shards",
        ),
        (
            part(&|answer| answer["timed_out"] = true.into()),
            "before all was counted",
        ),
        (
            part(&|answer| answer["hits"]["total"]["relation"] = "gte".into()),
            "before all was counted",
        ),
    ] {
        let server = Server::answering(move |_, _, _| Some((200, answer.clone())));
        let reason = unavailable(search(&server.cluster(Access::default())));
        assert!(reason.contains(said), "{reason}");
    }
    // The same of one search among several.
    let mut failed = nothing();
    failed["_shards"]["failed"] = 1.into();
    let both = json!({ "responses": [nothing(), failed] });
    let server = Server::answering(move |_, _, _| Some((200, both.clone())));
    let all = json!({ "query": { "match_all": {} } });
    unavailable(
        server
            .cluster(Access::default())
            .search_many(&[(Part::Articles, all.clone()), (Part::Stories, all)]),
    );
}

#[test]
fn of_half_a_bulk_the_other_half_is_sent_again() {
    let item = |id: &str, status: u16| json!({ "create": { "_id": id, "status": status, "error": { "type": "rejected_execution_exception" } } });
    let server = Server::answering(move |_, body, number| {
        let items = match number {
            1 => vec![item("a", 201), item("b", 429), item("c", 409)],
            _ => body.lines().step_by(2).map(|_| item("b", 201)).collect(),
        };
        Some((200, json!({ "items": items })))
    });
    let writes = ["a", "b", "c"].map(|id| Written1 {
        id: id.into(),
        deed: Deed::Create(json!({})),
    });
    let written = server
        .cluster(Access::default())
        .write(Part::Articles, &writes)
        .expect("written");
    assert_eq!(written, [Written::Done, Written::Done, Written::TooLate]);
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert!(
        asked[1].contains("\"b\"") && !asked[1].contains("\"a\"") && !asked[1].contains("\"c\""),
        "{asked:?}"
    );
}

#[test]
fn why_nothing_more_is_taken_is_said() {
    let error =
        json!({ "type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark" });
    let answer = json!({ "items": [{ "create": { "status": 429, "error": error } }] });
    let server = Server::answering(move |_, _, _| Some((200, answer.clone())));
    let write = Written1 {
        id: "a".into(),
        deed: Deed::Create(json!({})),
    };
    let reason = unavailable(server.cluster(Access::default()).write(Part::Articles, &[write]));
    assert!(
        reason.contains("takes no more") && reason.contains("flood-stage"),
        "{reason}"
    );
}

#[test]
fn a_bulk_that_is_not_answered_whole_is_not_taken_for_written() {
    let writes = [Written1 {
        id: "a".into(),
        deed: Deed::Create(json!({})),
    }];
    for (status, answer) in [
        (200, json!({ "items": [] })),
        (
            200,
            json!({ "items": [{ "create": { "status": 403, "error": { "type": "cluster_block_exception", "reason": "read-only" } } }] }),
        ),
    ] {
        let server = Server::answering(move |_, _, _| Some((status, answer.clone())));
        unavailable(server.cluster(Access::default()).write(Part::Articles, &writes));
    }
}

#[test]
fn a_cluster_that_has_lost_a_part_answers_nothing() {
    for answer in [
        (503, json!({})),
        (200, json!({ "status": "red" })),
        (200, json!({})),
    ] {
        let server = Server::answering(move |_, _, _| Some(answer.clone()));
        unavailable(server.cluster(Access::default()).health());
    }
    let server = Server::answering(|_, _, _| Some((200, json!({ "status": "yellow" }))));
    assert!(server.cluster(Access::default()).health().is_ok());
}

#[test]
fn credentials_are_sent_and_what_does_not_take_them_is_said() {
    for (credentials, sent) in [
        (
            Credentials::Basic {
                user: "awa".into(),
                password: "s".into(),
            },
            "Basic YXdhOnM=",
        ),
        (Credentials::ApiKey("k".into()), "ApiKey k"),
        (Credentials::Bearer("t".into()), "Bearer t"),
    ] {
        let server = Server::answering(|_, _, _| Some((401, json!({}))));
        let access = Access {
            credentials,
            ..Access::default()
        };
        match search(&server.cluster(access)) {
            Err(Error::Cluster { reason, .. }) => assert!(reason.contains("ARCHIVE_PASSWORD"), "{reason}"),
            other => panic!("{other:?}"),
        }
        assert!(server.asked()[0].contains(sent), "{:?}", server.asked());
    }
}

/// Answers every search of several with nothing.
fn finding_nothing() -> Server {
    Server::answering(|head, body, _| match head.contains("_msearch") {
        true => {
            let searches = body.lines().count() / 2;
            Some((200, json!({ "responses": vec![nothing(); searches] })))
        }
        false => Some((200, nothing())),
    })
}

#[test]
fn what_a_batch_of_pages_is_compared_with_is_asked_for_once() {
    let server = finding_nothing();
    let register = Sightings::of(&Arc::new(server.cluster(Access::default())));
    let article = |number: u8| {
        let mut article = article("Un pont", &format!("Le pont {number} est rouvert."));
        article.source.path = format!("{number}.html").as_str().into();
        article.url = Some(format!("https://a.example/{number}.html"));
        article
    };
    let sightings: Vec<Sighting> = (0..64)
        .flat_map(|number| Sighting::of_article(&article(number)))
        .collect();
    register.expect(&sightings).expect("asked");
    for sighting in &sightings {
        assert_eq!(register.at(&sighting.key()).expect("known"), None);
        assert_eq!(register.of_content(&sighting.content).expect("known"), []);
        assert_eq!(register.near(&sighting.content).expect("known"), []);
        let address = sighting.address.expect("an address");
        assert_eq!(register.at_address(&address).expect("known"), []);
    }
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn what_stands_at_the_places_of_a_file_is_asked_for_once() {
    let server = finding_nothing();
    let register = Sightings::of(&Arc::new(server.cluster(Access::default())));
    let places: Vec<Place> = (0..256)
        .map(|record| Place {
            path: "a.jsonl".into(),
            record: Some(record),
            ..Place::default()
        })
        .collect();
    register.expect_at(&places).expect("asked");
    for place in &places {
        assert_eq!(register.at(&Key::of_place(place)).expect("known"), None);
    }
    assert_eq!(server.asked().len(), 1);
}

/// A host that takes every connection and never answers.
fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || listener.incoming().flatten().collect::<Vec<_>>());
    host
}

fn at(hosts: &[&str], access: &Access) -> Client {
    let hosts: Vec<&str> = hosts
        .iter()
        .map(|host| host.trim_start_matches("http://"))
        .collect();
    let address = Address::parse(&format!("http://{}/news", hosts.join(",")), false);
    let patience = Duration::from_millis(600);
    let access = Access {
        patience,
        ..access.clone()
    };
    Client::new(address.expect("an address"), &access).expect("a client")
}

#[test]
fn silence_is_no_answer() {
    let begun = std::time::Instant::now();
    let reason = unavailable(at(&[&silent()], &Access::default()).ask("GET", "", None));
    assert!(reason.contains("does not answer"), "{reason}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn where_one_host_is_silent_another_is_asked() {
    let server = Server::answering(|_, _, _| Some((200, nothing())));
    let answer = at(&[&silent(), &server.host], &Access::default()).ask("GET", "", None);
    assert_eq!(answer.expect("an answer"), nothing());
}
