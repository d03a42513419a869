//! What becomes of originals in a store like S3 that takes them, refuses, fails or is none.

use super::super::bucket::Bucket;
use super::super::packs::{Pack, Shelf};
use super::*;
use crate::index::remote::StoreAccess;
use std::collections::HashMap;

/// What a store answers: a status, and what it says.
type Told = (u16, Vec<u8>);

/// A store of our own; what it was asked.
fn store(answer: impl Fn(&str, &[u8], usize) -> Told + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::<Mutex<Vec<String>>>::default();
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (head, body) = request(&stream);
            let mut log = log.lock().expect("one thread");
            log.push(head.clone());
            let (status, told) = answer(&head, &body, log.len());
            let length = told.len();
            let head = format!(
                "HTTP/1.1 {status} X\r\netag: \"1\"\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(&[head.as_bytes(), &told].concat());
        }
    });
    (endpoint, asked)
}

/// The first line of a request with its range, and its body.
fn request(stream: &TcpStream) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut line, mut length) = (String::new(), String::new(), 0);
    let _ = reader.read_line(&mut head);
    head.truncate(head.trim_end().len());
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        let named = line.trim().to_ascii_lowercase();
        if let Some(number) = named.strip_prefix("content-length:") {
            length = number.trim().parse().expect("a number");
        }
        if named.starts_with("range:") {
            head = format!("{head} [{named}]");
        }
        line.clear();
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    (head, body)
}

fn access(endpoint: &str) -> Access {
    let store = StoreAccess {
        endpoint: Some(endpoint.into()),
        key: "archive".into(),
        secret: "archive-secret".into(),
        ..StoreAccess::default()
    };
    Access {
        stores: HashMap::from([("s3://pages".to_string(), store)]),
        patience: Duration::from_millis(400),
        ..Access::default()
    }
}

fn shelf(endpoint: &str) -> Shelf {
    Shelf::of("s3://pages/press", &access(endpoint)).expect("a store")
}

const LIST: &str = r#"<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>pages</Name><IsTruncated>false</IsTruncated><MaxKeys>1000</MaxKeys><Contents><Key>press/aa/a</Key><Size>30</Size></Contents><Contents><Key>press/bb/b</Key><Size>12</Size></Contents></ListBucketResult>"#;

fn failure(code: &str) -> Vec<u8> {
    format!("<Error><Code>{code}</Code><Message>so it is</Message></Error>").into()
}

/// What an error says, and whether it may go better later.
#[track_caller]
fn refused<T>(result: crate::error::Result<T>) -> (String, bool) {
    match result {
        Err(error @ Error::Originals { is_for_now, .. }) => (error.to_string(), is_for_now),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was to fail"),
    }
}

#[test]
fn a_page_is_read_again_as_it_was_put_there() {
    let kept = Mutex::new(Vec::new());
    let (endpoint, asked) = store(move |head, body, number| match number {
        1 => (503, failure("SlowDown")),
        _ if head.starts_with("PUT") => {
            *kept.lock().expect("one thread") = body.to_vec();
            (200, Vec::new())
        }
        _ => {
            let (_, range) = head.split_once("bytes=").expect("a range");
            let (first, last) = range.trim_end_matches(']').split_once('-').expect("two ends");
            let [first, last] = [first, last].map(|end| end.parse::<usize>().expect("a number"));
            (206, kept.lock().expect("one thread")[first..=last].to_vec())
        }
    });
    let shelf = shelf(&endpoint);
    let mut pack = Pack::of(Some(shelf.clone()));
    let ids = ["one", "two"].map(|text| article(text, "https://relais.example/a").id);
    for (id, page) in ids.iter().zip(["<p>one</p>", "<p>two, longer</p>"]) {
        pack.add(id.shown_by(u8::MAX), page.as_bytes()).expect("added");
    }
    let places = pack.commit().expect("put there");
    let page = shelf.page(&places[&ids[1].shown_by(u8::MAX)]).expect("read");
    assert_eq!(page.as_deref(), Some(&b"<p>two, longer</p>"[..]));
    let asked = asked.lock().expect("one thread");
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked[1].starts_with("PUT /pages/press/") && asked[1].contains("X-Amz-Signature="));
    assert!(!asked.concat().contains("archive-secret"));
}

#[test]
fn what_is_in_a_bucket_is_counted() {
    let (endpoint, asked) = store(|_, _, _| (200, LIST.into()));
    assert_eq!(shelf(&endpoint).size().expect("a size"), 42);
    let asked = asked.lock().expect("one thread");
    assert!(asked[0].contains("prefix=press%2F"), "{asked:?}");
}

#[test]
fn what_a_store_refuses_is_said_in_its_words() {
    for (status, code, words) in [
        (404, "NoSuchBucket", "NoSuchBucket: so it is"),
        (403, "SignatureDoesNotMatch", "does not take this key"),
    ] {
        let (endpoint, _) = store(move |_, _, _| (status, failure(code)));
        for (said, is_for_now) in [
            refused(shelf(&endpoint).check()),
            refused(shelf(&endpoint).keep("aabb", b"page")),
        ] {
            assert!(
                said.contains(words) && said.contains("s3://pages/press at http://127"),
                "{said}"
            );
            assert!(!is_for_now && !said.contains("secret"), "{said}");
        }
    }
}

#[test]
fn a_server_of_something_else_is_no_store() {
    let (endpoint, _) = store(|_, _, _| (200, b"<html>It works</html>".to_vec()));
    let (said, is_for_now) = refused(shelf(&endpoint).check());
    assert!(said.contains("no store like S3") && !is_for_now, "{said}");
    let place = json!({ "pack": "aabb", "start": 0, "length": 12 });
    let (said, _) = refused(shelf(&endpoint).page(&place));
    assert!(said.contains("other parts"), "{said}");
}

#[test]
fn a_store_that_stays_silent_may_answer_later() {
    let (said, is_for_now) = refused(shelf(&format!("http://{}", silent())).check());
    assert!(is_for_now && said.contains("does not answer"), "{said}");
    let (endpoint, _) = store(|_, _, _| (500, failure("InternalError")));
    let (said, is_for_now) = refused(shelf(&endpoint).check());
    assert!(is_for_now && said.contains("InternalError"), "{said}");
}

#[test]
fn an_address_or_a_key_that_is_missing_is_asked_for() {
    for (named, endpoint, words) in [
        ("s3://other/press", "http://127.0.0.1:1", "AWS_ACCESS_KEY_ID"),
        ("s3://pages", "http://store.example", "use https://"),
        ("s3://pages", "store", "no address of a store"),
    ] {
        let (said, _) = refused(Bucket::of(named, &access(endpoint)));
        assert!(said.contains(words), "{said}");
    }
}
