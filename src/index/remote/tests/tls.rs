//! What becomes of a server whose certificate nobody signed, and of one that is trusted by name.

use super::*;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};

/// A server behind TLS that answers everything with an empty search; its host, and its certificate in PEM.
fn encrypted() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_string()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key);
    let config = Arc::new(config.expect("a configuration"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            // Who does not trust us ends it.
            let _ = answer(&mut rustls::Stream::new(&mut connection, &mut stream));
        }
    });
    (host, made.cert.pem())
}

fn answer(stream: &mut (impl Read + Write)) -> std::io::Result<()> {
    let (mut asked, mut byte) = (Vec::new(), [0]);
    while !asked.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        asked.push(byte[0]);
    }
    let body = nothing().to_string();
    let head = format!(
        "HTTP/1.1 200 X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes())
}

fn asked(host: &str, authorities: Option<&str>) -> crate::error::Result<Value> {
    let address = Address::parse(&format!("https://{host}/news"), false).expect("an address");
    let access = Access {
        authorities: authorities.map(|pem| pem.as_bytes().to_vec()),
        ..Access::default()
    };
    Client::new(address, &access)?.ask("GET", "", None)
}

#[test]
fn a_certificate_that_nobody_signed_is_said_at_once() {
    let (host, _) = encrypted();
    match asked(&host, None) {
        Err(Error::Cluster { reason, .. }) => assert!(reason.contains("ARCHIVE_CA"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_certificate_that_is_named_is_trusted() {
    let (host, pem) = encrypted();
    assert_eq!(asked(&host, Some(&pem)).expect("an answer"), nothing());
    let (other, _) = encrypted();
    assert!(matches!(asked(&other, Some(&pem)), Err(Error::Cluster { .. })));
    let error = asked(&host, Some("no certificate")).expect_err("none is named");
    assert!(error.to_string().contains("holds no certificate"), "{error}");
}
