//! Pages of invented outlets: each with a piece of news, and the furniture of its site.

use crate::cast::{Cast, Dice};
use crate::news::{Piece, rare, sentence};
use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

const SEED: u64 = 13_112_022;
/// So many files stand in one folder.
const TOGETHER: u64 = 500;

/// The page of a piece.
pub(crate) fn html(cast: &Cast, piece: &Piece, number: u64) -> String {
    let mut dice = Dice::of(SEED, number);
    let Piece {
        site,
        url,
        title,
        author,
        ..
    } = piece;
    let (year, month, day) = piece.day;
    let menu: String = (0..24).map(|entry| format!("<li class=\"menu-item menu-{entry}\"><a href=\"/rubrique-{entry}\">Rubrique {entry} du site {site}</a></li>")).collect();
    let related: String = (0..12)
        .map(|_| {
            let name = cast.person(&mut dice).name;
            format!(
                "<li class=teaser><a href=\"/{}\"><img src=\"/v/{}.jpg\" alt=\"\"><span>{}</span></a></li>",
                rare(&mut dice),
                dice.below(99_999),
                sentence(&mut dice, &name)
            )
        })
        .collect();
    let script = format!(
        "window.page={{id:{number},site:{site},ads:[{}]}};",
        "\"slot\",".repeat(400)
    );
    let paragraphs = piece.paragraphs.iter();
    let body: String = paragraphs
        .map(|paragraph| format!("<p>{paragraph}</p>\n"))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{title} - Le Relais {site}</title>\
         <link rel=\"canonical\" href=\"{url}\"><meta property=\"og:site_name\" content=\"Le Relais {site}\">\
         <meta property=\"article:published_time\" content=\"{year}-{month:02}-{day:02}T08:15:00Z\"><style>.a{{b:c}}</style><script>{script}</script></head>\
         <body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><p class=\"byline\">Par {author}</p>\n{body}</article></main>\
         <aside><h3>À lire aussi</h3><ul>{related}</ul></aside><footer><p>Le Relais {site}, tous droits réservés</p></footer></body></html>\n"
    )
}

/// Writes so many pages below `pages`; says how many bytes they are, and how many of these are text.
pub(crate) fn write(folder: &Path, count: u64, as_warc: bool) -> Result<(u64, u64)> {
    let folder = folder.join("pages");
    fs::create_dir_all(&folder)?;
    let cast = Cast::new();
    let mut warc = match as_warc {
        true => Some(BufWriter::new(File::create(folder.join("pages.warc.gz"))?)),
        false => None,
    };
    let (mut input, mut text) = (0, 0);
    for number in 0..count {
        let piece = Piece::of(&cast, number);
        let html = html(&cast, &piece, number);
        (input, text) = (input + html.len() as u64, text + piece.length());
        match &mut warc {
            Some(warc) => warc.write_all(&record(&piece.url, number, &html)?)?,
            None => {
                let folder = folder.join(format!("{:06}", number / TOGETHER));
                fs::create_dir_all(&folder)?;
                fs::write(folder.join(format!("{number}.html")), html)?;
            }
        }
    }
    warc.map_or(Ok(()), |mut warc| warc.flush())?;
    Ok((input, text))
}

/// The record of a capture, in a member of gzip.
fn record(url: &str, number: u64, html: &str) -> Result<Vec<u8>> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    let mut member = GzEncoder::new(Vec::new(), Compression::fast());
    write!(
        member,
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2022-11-13T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{head}{html}\r\n\r\n",
        head.len() + html.len()
    )?;
    Ok(member.finish()?)
}
