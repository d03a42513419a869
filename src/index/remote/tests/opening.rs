//! What becomes of an address at which no index of ours is.

use super::*;

#[test]
fn what_is_no_engine_that_is_known_is_refused() {
    let told = |answer: Value| {
        let server = Server::answering(move |_, _, _| Some((200, answer.clone())));
        let opened = Remote::open(server.address(), &Access::default(), &Machine::default());
        opened.err().map(|error| error.to_string()).unwrap_or_default()
    };
    let engine = |name: &str, number: &str| json!({ "version": { "distribution": name, "number": number } });
    for (answer, said) in [
        (
            json!({ "hello": "world" }),
            "neither OpenSearch nor Elasticsearch",
        ),
        (engine("opensearch", "1.3.2"), "at least 2.19"),
        (
            json!({ "version": { "number": "9.0.0" } }),
            "neither OpenSearch nor Elasticsearch",
        ),
        (json!({ "build": { "version": "0.9.0" } }), "Quickwit"),
    ] {
        let error = told(answer);
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn nobody_there_is_said_at_once() {
    let free = TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("an address");
    let address = Address::parse(&format!("http://{free}/news"), false).expect("an address");
    match Remote::open(address, &Access::default(), &Machine::default()) {
        Err(Error::Cluster { reason, .. }) => assert!(reason.contains("cannot be reached"), "{reason}"),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("nobody answers"),
    }
}

/// Opens an index on a server that is an engine, and answers of its documents so.
fn opened(document: Value) -> Error {
    let server = Server::answering(move |head, body, _| {
        let engine = json!({ "version": { "distribution": "opensearch", "number": "3.9.0" } });
        let ids = serde_json::from_str::<Value>(body).unwrap_or_default()["ids"].clone();
        let documents = ids.as_array().map(|ids| vec![document.clone(); ids.len()]);
        Some(match head.contains("_mget") {
            true => (200, json!({ "docs": documents })),
            false => (200, engine),
        })
    });
    let opened = Remote::open(server.address(), &Access::default(), &Machine::default());
    opened.err().expect("it cannot be opened")
}

#[test]
fn an_index_of_another_format_is_told_from_none() {
    let stored =
        |body: Value| json!({ "found": true, "_seq_no": 1, "_primary_term": 1, "_source": { "body": body } });
    match opened(stored(json!({ "format": 99 }))) {
        Error::Format { found, .. } => assert_eq!(found, 99),
        error => panic!("{error}"),
    }
    let none = json!({ "error": { "type": "index_not_found_exception" } });
    assert!(matches!(opened(none), Error::NoIndex { .. }));
    assert!(matches!(opened(json!({ "found": false })), Error::NoIndex { .. }));
}
