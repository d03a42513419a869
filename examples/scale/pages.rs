//! Pages of invented outlets: each with a text of its own, and the furniture of its site.

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

const SEED: u64 = 20_221_113;
/// So many outlets share the pages.
const SITES: u64 = 40;
/// So many files stand in one folder.
const TOGETHER: u64 = 500;
const FIRST_NAMES: [&str; 12] = [
    "Awa", "Salif", "Bréhima", "Naomi", "Idrissa", "Rakia", "Oumou", "Issa", "Mariam", "Boubacar", "Fatou",
    "Moussa",
];
const LAST_NAMES: [&str; 12] = [
    "Sanou",
    "Ouermi",
    "Zougou",
    "Toudou",
    "Ousseïni",
    "Tamboura",
    "Kéita",
    "Diarra",
    "Cissé",
    "Garba",
    "Okandza",
    "Ngoma",
];
const PLACES: [&str; 10] = [
    "Koulba", "Tiela", "Niamey", "Bamako", "Djibo", "Parakou", "Kankan", "Musanze", "Sokoura", "Tambali",
];
const SUBJECTS: [&str; 12] = [
    "Le préfet",
    "La mairie",
    "Le conseil municipal",
    "Le syndicat des grains",
    "La direction de l’hôpital",
    "Le ministre des Transports",
    "L’armée",
    "La radio locale",
    "Une délégation",
    "Le tribunal",
    "La banque centrale",
    "L’école du quartier nord",
];
const ACTS: [&str; 12] = [
    "a rouvert le pont aux camions",
    "a gelé le prix du mil",
    "a reçu les transporteurs",
    "a suspendu la grève",
    "a présenté son budget",
    "a condamné deux commerçants",
    "a promis un second ouvrage",
    "a fermé le marché central",
    "a demandé une enquête",
    "a levé l’arrêté",
    "a compté les sacs de ciment",
    "a reporté l’élection",
];
const ENDS: [&str; 8] = [
    "après onze jours d’attente",
    "malgré la crue du fleuve",
    "devant deux cents habitants",
    "sans donner de calendrier",
    "pour la troisième fois de l’année",
    "à la demande des familles",
    "avant la saison des pluies",
    "selon un communiqué",
];

/// A small generator (xorshift64*): the same pages every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

/// A word that no other page is likely to have.
fn rare(dice: &mut Dice) -> String {
    const SYLLABLES: [&str; 12] = [
        "ba", "ko", "mi", "ré", "lan", "tou", "gé", "né", "ral", "pa", "si", "mon",
    ];
    (0..3 + dice.below(3)).map(|_| dice.of(&SYLLABLES)).collect()
}

fn sentence(dice: &mut Dice) -> String {
    let (name, place) = (
        format!("{} {}", dice.of(&FIRST_NAMES), dice.of(&LAST_NAMES)),
        dice.of(&PLACES),
    );
    let (subject, act, end) = (dice.of(&SUBJECTS), dice.of(&ACTS), dice.of(&ENDS));
    let number = dice.below(9_000) + 12;
    match dice.below(4) {
        0 => format!("{subject} {act} {end}, dit {name}, à {place}."),
        1 => format!(
            "À {place}, {name} parle de {number} sacs de {} et {} du {}.",
            rare(dice),
            end,
            rare(dice)
        ),
        2 => format!(
            "« Nous avons attendu le {} », a déclaré {name} {end}.",
            rare(dice)
        ),
        _ => format!(
            "{subject} de {place} {act}, et {number} {} attendent encore {end}.",
            rare(dice)
        ),
    }
}

/// A page: its address, its bytes, and how many of them are its text.
fn page(number: u64, dice: &mut Dice) -> (String, String, u64) {
    let site = number % SITES;
    let (year, month, day) = (2015 + dice.below(8), 1 + dice.below(12), 1 + dice.below(28));
    let title = format!("{} : {} {}", dice.of(&PLACES), dice.of(&ACTS), rare(dice));
    let author = format!("{} {}", dice.of(&FIRST_NAMES), dice.of(&LAST_NAMES));
    let paragraphs: Vec<String> = (0..6 + dice.below(8))
        .map(|_| {
            (0..2 + dice.below(4))
                .map(|_| sentence(dice))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let text: usize = title.len() + paragraphs.iter().map(String::len).sum::<usize>();
    let menu: String = (0..24).map(|entry| format!("<li class=\"menu-item menu-{entry}\"><a href=\"/rubrique-{entry}\">Rubrique {entry} du site {site}</a></li>")).collect();
    let related: String = (0..12)
        .map(|_| {
            format!(
                "<li class=teaser><a href=\"/{}\"><img src=\"/v/{}.jpg\" alt=\"\"><span>{}</span></a></li>",
                rare(dice),
                dice.below(99_999),
                sentence(dice)
            )
        })
        .collect();
    let script = format!(
        "window.page={{id:{number},site:{site},ads:[{}]}};",
        "\"slot\",".repeat(400)
    );
    let url = format!("https://outlet{site}.example/{year}/{month:02}/{day:02}/article-{number}.html");
    let body: String = paragraphs
        .iter()
        .map(|paragraph| format!("<p>{paragraph}</p>\n"))
        .collect();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{title} - Le Relais {site}</title>\
         <link rel=\"canonical\" href=\"{url}\"><meta property=\"og:site_name\" content=\"Le Relais {site}\">\
         <meta property=\"article:published_time\" content=\"{year}-{month:02}-{day:02}T08:15:00Z\"><style>.a{{b:c}}</style><script>{script}</script></head>\
         <body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><p class=\"byline\">Par {author}</p>\n{body}</article></main>\
         <aside><h3>À lire aussi</h3><ul>{related}</ul></aside><footer><p>Le Relais {site}, tous droits réservés</p></footer></body></html>\n"
    );
    (url, html, text as u64)
}

/// Writes so many pages below `pages`; says how many bytes they are, and how many of these are text.
pub fn write(folder: &Path, count: u64, as_warc: bool) -> Result<(u64, u64)> {
    let folder = folder.join("pages");
    fs::create_dir_all(&folder)?;
    let mut dice = Dice(SEED);
    let mut warc = match as_warc {
        true => Some(BufWriter::new(File::create(folder.join("pages.warc.gz"))?)),
        false => None,
    };
    let (mut input, mut text) = (0, 0);
    for number in 0..count {
        let (url, html, length) = page(number, &mut dice);
        (input, text) = (input + html.len() as u64, text + length);
        match &mut warc {
            Some(warc) => warc.write_all(&record(&url, number, &html)?)?,
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
