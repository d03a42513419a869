//! Who and what invented news names: a long tail of people, places, organisations and countries, of names from the lists of the program.

use archive::article::ActorType;
use archive::lexicon::words::slug;

/// A small generator (xorshift64*): the same numbers every time.
pub(crate) struct Dice(u64);

impl Dice {
    /// The numbers of a seed, and of what is made with it.
    pub(crate) fn of(seed: u64, number: u64) -> Dice {
        let mixed = (seed ^ number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).max(1);
        let mut dice = Dice(mixed);
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }

    /// One of a list.
    pub(crate) fn of_list<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }

    /// A rank below a limit, as frequencies of names fall (Zipf): the first is twice as likely as the second, and a tenth as likely is the tenth.
    fn rank(&mut self, limit: u64) -> u64 {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((limit as f64).powf(even) as u64).min(limit) - 1
    }
}

/// One whom an article names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// What it is.
    pub kind: ActorType,
    /// Its identity.
    pub id: String,
    /// As the text calls it.
    pub name: String,
}

/// So many people are in the news at most.
const PEOPLE: u64 = 5_000_000;
const SEED: u64 = 5_071_947;

/// Everybody and everything that is in the news.
pub(crate) struct Cast {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    places: Vec<&'static str>,
    organisations: Vec<(&'static str, &'static str)>,
    countries: Vec<(&'static str, &'static str)>,
}

impl Cast {
    /// Of the names in the lists of the program.
    pub(crate) fn new() -> Cast {
        let columns = |line: &'static str, name: usize| {
            let mut fields = line.split('\t');
            let id = fields.next().unwrap_or_default();
            (id, fields.nth(name - 1).unwrap_or_default())
        };
        let places = entries(include_str!("../../src/lexicon/places.tsv"));
        let organisations = entries(include_str!("../../src/lexicon/organisations.tsv"));
        let countries = entries(include_str!("../../src/lexicon/countries.tsv"));
        Cast {
            given: entries(include_str!("../../src/lexicon/given-names.txt")).collect(),
            family: entries(include_str!("../../src/lexicon/surnames.txt")).collect(),
            places: places.map(|line| columns(line, 1).1).collect(),
            organisations: organisations.map(|line| columns(line, 1)).collect(),
            countries: countries
                .map(|line| columns(line, 2))
                .map(|(code, names)| (code, names.split('|').next().unwrap_or_default()))
                .collect(),
        }
    }

    /// Whom an article names, eight to fifteen of them.
    pub(crate) fn named(&self, dice: &mut Dice) -> Vec<Named> {
        let (people, countries) = (4 + dice.below(4), 1 + dice.below(3));
        let (places, organisations) = (2 + dice.below(3), 1 + dice.below(3));
        let mut named: Vec<Named> = (0..people).map(|_| self.person(dice)).collect();
        for _ in 0..countries {
            let (code, name) = self.countries[dice.rank(self.countries.len() as u64) as usize];
            named.push(Named::of(ActorType::Country, code, name));
        }
        for _ in 0..places {
            let name = self.places[dice.rank(self.places.len() as u64) as usize];
            named.push(Named::of(ActorType::Place, &slug(name), name));
        }
        for _ in 0..organisations {
            let (id, name) = self.organisations[dice.rank(self.organisations.len() as u64) as usize];
            named.push(Named::of(ActorType::Org, id, name));
        }
        named.sort_by(|one, other| one.id.cmp(&other.id));
        named.dedup_by(|one, other| one.id == other.id);
        named
    }

    /// Somebody, in full mostly; else as papers write: with initials, the family name first, bare, or with a slip.
    pub(crate) fn person(&self, dice: &mut Dice) -> Named {
        let who = dice.rank(PEOPLE);
        let mut own = Dice::of(SEED, who);
        let mut given = || self.given[own.rank(self.given.len() as u64) as usize];
        let (first, second) = (given(), given());
        let family = self.family[own.below(self.family.len() as u64) as usize];
        let full = match own.below(5) {
            0 => format!("{first} {second} {family}"),
            _ => format!("{first} {family}"),
        };
        let initial = first.chars().next().unwrap_or('A');
        let (name, is_bare) = match dice.below(100) {
            0..8 => (family.to_string(), true),
            8..12 => (format!("{initial}. {family}"), false),
            12 => (format!("{family} {first}"), false),
            13 => (slipped(&full, dice), false),
            _ => (full, false),
        };
        let mark = if is_bare { "?" } else { "" };
        Named {
            kind: ActorType::Person,
            id: ActorType::Person.id(&format!("{mark}{}", slug(&name))),
            name,
        }
    }
}

impl Named {
    fn of(kind: ActorType, id: &str, name: &str) -> Named {
        let (id, name) = (kind.id(id), name.to_string());
        Named { kind, id, name }
    }
}

/// The same with two letters that changed places.
fn slipped(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + dice.below(letters.len() as u64 - 2) as usize;
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}

/// The entries of a list of the program.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
