//! Invented news: each article with a text of its own, and one in twenty the reprint of another.

use crate::cast::{Cast, Dice, Named};
use archive::article::{
    Actor, Article, ArticleId, Dated, Evidence, FORMAT, Kind, Mention, MentionForm, Source, title_and_body,
};
use archive::calendar::Date;

const SEED: u64 = 20_221_113;
/// So many outlets share the articles.
const SITES: u64 = 40;
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
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// What a newsroom has written.
pub(crate) struct Piece {
    /// The number of the outlet.
    pub site: u64,
    /// Its address.
    pub url: String,
    /// Year, month, day.
    pub day: (u64, u64, u64),
    /// The headline.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The text.
    pub paragraphs: Vec<String>,
    /// Whom it names.
    pub named: Vec<Named>,
}

impl Piece {
    /// The piece of a number: the same every time.
    pub(crate) fn of(cast: &Cast, number: u64) -> Piece {
        let mut dice = Dice::of(SEED, number);
        let day = (2015 + dice.below(8), 1 + dice.below(12), 1 + dice.below(28));
        let site = number % SITES;
        let (year, month, date) = day;
        let url = format!("https://outlet{site}.example/{year}/{month:02}/{date:02}/article-{number}.html");
        let author = cast.person(&mut dice).name;
        if dice.below(20) == 0 && number > 0 {
            let reprinted = Piece::of(cast, number - 1 - dice.below(number.min(1_000)));
            return Piece {
                site,
                url,
                day,
                author,
                ..reprinted
            };
        }
        let named = cast.named(&mut dice);
        let title = format!(
            "{} : {} {}",
            dice.of_list(&PLACES),
            dice.of_list(&ACTS),
            rare(&mut dice)
        );
        let mut next = named.iter().map(|named| named.name.as_str()).cycle();
        let paragraphs = (0..6 + dice.below(8)).map(|_| {
            let sentences = 2 + dice.below(4);
            let sentence = |_| sentence(&mut dice, next.next().unwrap_or_default());
            (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
        });
        let paragraphs = paragraphs.collect();
        Piece {
            site,
            url,
            day,
            title,
            author,
            paragraphs,
            named,
        }
    }

    /// How many bytes its text has.
    pub(crate) fn length(&self) -> u64 {
        (self.title.len() + self.paragraphs.iter().map(String::len).sum::<usize>()) as u64
    }

    /// The article that a reader of its page would make of it, which stands in a file at a line.
    pub(crate) fn article(&self, number: u64) -> Article {
        let body = self.paragraphs.join("\n\n");
        let bytes = format!("{}\n{}\n{body}", self.url, self.title);
        let id = ArticleId::of(bytes.as_bytes());
        let (year, month, day) = self.day;
        let published = Date::parse(&format!("{year}-{month:02}-{day:02}"));
        let text = title_and_body(Some(&self.title), &body);
        let actors = self.named.iter().map(|named| actor(named, &text));
        Article {
            format: FORMAT,
            kind: Kind::Article,
            outlet: Some(format!("Le Relais {}", self.site)),
            domain: Some(format!("outlet{}.example", self.site)),
            url: Some(self.url.clone()),
            authors: vec![self.author.clone()],
            agencies: Vec::new(),
            edition: None,
            page: None,
            number: None,
            section: None,
            tags: Vec::new(),
            language: Some("fr".into()),
            published: published.map(|date| Dated::new(date, Evidence::Meta, 0.9)),
            modified: None,
            crawled: None,
            added: None,
            comments: Vec::new(),
            dates: Vec::new(),
            actors: actors.collect(),
            story: None,
            doubts: Vec::new(),
            source: Source {
                path: "articles.jsonl".into(),
                record: Some(number + 1),
                blake3: id.to_hex(),
                bytes: bytes.len(),
                ..Source::default()
            },
            title: Some(self.title.clone()),
            body,
            id,
        }
    }
}

/// Somebody, wherever the text has the name.
fn actor(named: &Named, text: &str) -> Actor {
    let length = named.name.chars().count();
    let mentions = text.match_indices(&named.name).map(|(byte, name)| {
        let start = text[..byte].chars().count();
        Mention {
            text: name.to_string(),
            start,
            end: start + length,
            form: MentionForm::Name,
        }
    });
    let mentions: Vec<Mention> = mentions.collect();
    Actor {
        id: named.id.clone(),
        kind: named.kind,
        name: named.name.clone(),
        count: mentions.len(),
        mentions,
    }
}

/// A word that no other article is likely to have.
pub(crate) fn rare(dice: &mut Dice) -> String {
    const SYLLABLES: [&str; 12] = [
        "ba", "ko", "mi", "ré", "lan", "tou", "gé", "né", "ral", "pa", "si", "mon",
    ];
    (0..3 + dice.below(3)).map(|_| dice.of_list(&SYLLABLES)).collect()
}

/// A sentence that names somebody or something.
pub(crate) fn sentence(dice: &mut Dice, name: &str) -> String {
    let place = dice.of_list(&PLACES);
    let (subject, act, end) = (dice.of_list(&SUBJECTS), dice.of_list(&ACTS), dice.of_list(&ENDS));
    let number = dice.below(9_000) + 12;
    match dice.below(5) {
        0 => format!("{subject} {act} {end}, dit {name}, à {place}."),
        1 => format!(
            "À {place}, {name} parle de {number} sacs de {} et {end} du {}.",
            rare(dice),
            rare(dice)
        ),
        2 => format!(
            "« Nous avons attendu le {} », a déclaré {name} {end}.",
            rare(dice)
        ),
        3 => {
            let (day, month, year) = (1 + dice.below(28), dice.of_list(&MONTHS), 2000 + dice.below(23));
            format!("Le {day} {month} {year}, {subject} {act} avec {name}.")
        }
        _ => format!(
            "{subject} de {place} {act} : {name} et {number} {} attendent encore {end}.",
            rare(dice)
        ),
    }
}
