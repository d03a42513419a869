//! Where a query can look.

/// A field of an article that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// What readers wrote.
    Comments,
    /// What was dropped from the page.
    Furniture,
    /// The outlet.
    Outlet,
    /// The site.
    Domain,
    /// The authors.
    Author,
    /// The agencies.
    Agency,
    /// The language.
    Lang,
    /// The actors of every type.
    Actor,
    /// The actors that are persons.
    Person,
    /// The actors that are organisations.
    Org,
    /// The actors that are places.
    Place,
    /// The actors that are countries.
    Country,
    /// The section.
    Section,
    /// The keywords.
    Tag,
    /// The address.
    Url,
    /// The file.
    Path,
    /// The identity.
    Id,
    /// The kind of page.
    Kind,
    /// What could not be decided.
    Doubt,
    /// A label of the user's.
    Label,
    /// A note of the user's.
    Note,
}

/// A fact that an article has or lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KnownFact(&'static str);

const NAMES: [(&str, Field); 23] = [
    ("title", Field::Title),
    ("body", Field::Body),
    ("comments", Field::Comments),
    ("furniture", Field::Furniture),
    ("outlet", Field::Outlet),
    ("domain", Field::Domain),
    ("author", Field::Author),
    ("agency", Field::Agency),
    ("lang", Field::Lang),
    ("actor", Field::Actor),
    ("person", Field::Person),
    ("org", Field::Org),
    ("place", Field::Place),
    ("country", Field::Country),
    ("section", Field::Section),
    ("tag", Field::Tag),
    ("url", Field::Url),
    ("path", Field::Path),
    ("id", Field::Id),
    ("kind", Field::Kind),
    ("doubt", Field::Doubt),
    ("label", Field::Label),
    ("note", Field::Note),
];

const FACTS: [&str; 16] = [
    "title", "body", "comments", "outlet", "domain", "author", "agency", "lang", "actor", "section", "tag",
    "url", "date", "mentions", "doubt", "label",
];

/// All that may stand before a colon.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .map(|(name, _)| *name)
        .chain(["date", "mentions", "added", "has"])
}

impl Field {
    /// The field of this name, in any case.
    pub fn named(name: &str) -> Option<Field> {
        let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, field)| *field)
    }

    /// Its name in a query.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, field)| *field == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether its values are codes, not words.
    pub fn is_code(self) -> bool {
        matches!(
            self,
            Field::Lang | Field::Id | Field::Kind | Field::Doubt | Field::Label
        )
    }
}

impl KnownFact {
    /// That the date of publication is known.
    pub const DATE: KnownFact = KnownFact("date");

    /// The names of all facts.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FACTS.into_iter()
    }

    /// The fact of this name, in any case.
    pub fn named(name: &str) -> Option<KnownFact> {
        FACTS
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name))
            .map(|name| KnownFact(name))
    }

    /// Its name in a query.
    pub fn name(self) -> &'static str {
        self.0
    }
}
