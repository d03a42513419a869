//! What indexes on a cluster are tested with: articles that are made up, queries over them, and commands.

use std::fmt::Write as _;

/// What the made-up articles are made of.
const PEOPLE: [&str; 12] = [
    "Jean Bosco Kazura",
    "Oumar Diarra",
    "Awa Traoré",
    "Moussa Keïta",
    "Paul Kagame",
    "Fatou Cissé",
    "Ibrahim Touré",
    "Aminata Sow",
    "Général Kazura",
    "Alou Diarra",
    "Mariam Koné",
    "Boubacar Sanogo",
];
const PLACES: [&str; 10] = [
    "Bamako",
    "Gao",
    "Kigali",
    "Tombouctou",
    "Ségou",
    "Kidal",
    "Dakar",
    "Nairobi",
    "Mali",
    "Rwanda",
];
const WORDS: [&str; 60] = [
    "armée",
    "armées",
    "général",
    "généraux",
    "marché",
    "marchés",
    "pont",
    "ponts",
    "accord",
    "accords",
    "pluie",
    "récolte",
    "travaux",
    "gouverneur",
    "province",
    "rivière",
    "camions",
    "commerçants",
    "clients",
    "fermeture",
    "rouvert",
    "annoncé",
    "dimanche",
    "soldats",
    "convoi",
    "attaque",
    "blessés",
    "école",
    "élèves",
    "grève",
    "santé",
    "hôpital",
    "ministre",
    "ministres",
    "budget",
    "vote",
    "élection",
    "candidat",
    "candidate",
    "presse",
    "journal",
    "radio",
    "paix",
    "mission",
    "frontière",
    "route",
    "routes",
    "prix",
    "mil",
    "riz",
    "bétail",
    "eau",
    "puits",
    "village",
    "villages",
    "maire",
    "maires",
    "jeunes",
    "femmes",
    "O.N.U.",
];
const OUTLETS: [&str; 7] = [
    "Le Relais",
    "Le Fanal",
    "LE RELAIS",
    "Daily Post",
    "Sahel Info",
    "L'Écho",
    "Radio Gao",
];

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    /// One of some, the first more often than the last.
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let (a, b) = (self.below(of.len()), self.below(of.len()));
        of[a.min(b)]
    }
}

fn sentence(dice: &mut Dice) -> String {
    let mut words: Vec<String> = (0..5 + dice.below(14))
        .map(|_| dice.one(&WORDS).to_string())
        .collect();
    if dice.below(3) == 0 {
        words.insert(
            0,
            format!("{} a déclaré à {} que", dice.one(&PEOPLE), dice.one(&PLACES)),
        );
    }
    if dice.below(6) == 0 {
        words.push(format!(
            "depuis le {} mai 202{}",
            1 + dice.below(28),
            dice.below(4)
        ));
    }
    format!("Le {}.", words.join(" "))
}

/// A record a line, as tools that save articles write them: some texts stand twice, some addresses show two texts.
pub(super) fn records(count: usize) -> String {
    let (mut dice, mut lines, mut texts) = (Dice(7), String::new(), Vec::new());
    for number in 0..count {
        let text: String = match dice.below(12) {
            0 if !texts.is_empty() => Vec::<String>::swap_remove(&mut texts.clone(), dice.below(texts.len())),
            _ => (0..3 + dice.below(9))
                .map(|_| sentence(&mut dice))
                .collect::<Vec<_>>()
                .join(" "),
        };
        if texts.len() < 40 {
            texts.push(text.clone());
        }
        let address = if dice.below(15) == 0 {
            dice.below(number + 1)
        } else {
            number
        };
        let record = serde_json::json!({
            "title": format!("{} {} à {}", dice.one(&WORDS), dice.one(&WORDS), dice.one(&PLACES)),
            "text": text,
            "url": format!("https://relais.example/news/{address}-un-article-du-jour"),
            "date": format!("202{}-{:02}-{:02}", dice.below(4), 1 + dice.below(12), 1 + dice.below(28)),
            "outlet": dice.one(&OUTLETS),
            "authors": [dice.one(&PEOPLE)],
            "tags": [dice.one(&WORDS), dice.one(&WORDS)],
        });
        writeln!(lines, "{record}").expect("written");
    }
    lines
}

/// Queries over what there is, of every kind that the language of queries has.
pub(super) fn queries(count: usize) -> Vec<String> {
    let mut dice = Dice(11);
    let mut queries: Vec<String> = [
        "*",
        "armée",
        "armées",
        "\"armées\"",
        "general",
        "arm*",
        "m*",
        "candidt~1",
        "pluie~2",
        "\"Le armée\"",
        "\"armée général\"~3",
        "lang:fr",
        "kind:any",
        "outlet:relais",
        "outlet:\"Le Relais\"",
        "outlet:fanal",
        "date:2022",
        "date:2021-05",
        "date:..2021",
        "date:2022-03-01..2022-09-30",
        "mentions:2021",
        "has:date",
        "-has:date",
        "person:kazura",
        "actor:Kigali",
        "place:bamako",
        "country:ML",
        "country:Rwanda",
        "person:diarra",
        "actor:\"Awa Traoré\"",
        "actor:Mou*",
        "actor:nobody",
        "author:cissé",
        "tag:pont",
        "title:pont",
        "body:pont",
        "comments:pont",
        "furniture:pont",
        "path:articles",
        "url:relais",
        "id:0",
        "doubt:no-date",
        "pont NEAR/3 marché",
        "\"pont\" NEAR/5 \"marché\"",
        "armée NEAR/4 général -pluie",
        "armée^3 pluie",
        "(armée OR pluie) pont",
        "-armée",
        "armée -général -marché",
        "O.N.U.",
        "nonsense",
        "Bamako Kigali",
        "\"Oumar Diarra\"",
        "domain:relais",
        "section:x",
    ]
    .map(String::from)
    .to_vec();
    while queries.len() < count {
        let (a, b, c) = (dice.one(&WORDS), dice.one(&WORDS), dice.one(&PLACES));
        queries.push(match dice.below(9) {
            0 => format!("{a} {b}"),
            1 => format!("{a} OR {b}"),
            2 => format!("\"{a} {b}\"~{}", dice.below(5)),
            3 => format!("{a} NEAR/{} {b}", 1 + dice.below(6)),
            4 => format!("{a} -{b}"),
            5 => format!("title:{a} {c}"),
            6 => format!("{a} date:202{}", dice.below(4)),
            7 => format!("{c} {a} outlet:relais"),
            _ => format!("{a} {b} {c}"),
        });
    }
    queries
}

/// Commands that are asked of both, beside the queries.
pub(super) const COMMANDS: [&str; 40] = [
    "facet outlet --limit 0",
    "facet domain",
    "facet lang",
    "facet actor --limit 0",
    "facet person pont",
    "facet org",
    "facet place armée",
    "facet country --limit 5",
    "facet author --limit 0",
    "facet tag --limit 0 pluie",
    "facet section",
    "facet kind kind:any",
    "facet doubt --limit 0",
    "facet year",
    "facet month armée",
    "facet date --limit 0",
    "facet mentions --limit 0",
    "facet actor date:2022",
    "timeline",
    "timeline armée --by week",
    "timeline --of mentions",
    "timeline pluie --by year",
    "kwic armée --limit 0",
    "kwic pont --limit 0 --sort left",
    "stories",
    "stories pont",
    "graph --min 2",
    "graph armée",
    "export armée",
    "export",
    "export --versions",
    "actors list",
    "actors list person",
    "outlets list",
    "search pont --format jsonl --sort newest",
    "search armée --sort oldest --limit 0",
    "search * --sort newest --offset 5 --limit 30",
    "search --explain-query armée pluie",
    "search --explain-query actor:kazura",
    "count kind:any",
];
