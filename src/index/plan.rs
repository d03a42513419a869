//! What a query asks of an index, in the terms of no engine: words in their forms, names as identities, times as the dates that there
//! are. The [`planner`](super::planner) makes a plan of a query, a store answers it.

use crate::article::ArticleId;
use crate::index::proximity::{self, Nearness, PhraseMatch};
use std::collections::HashSet;
use std::sync::Arc;

/// A field of an article that is searched by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// What readers wrote.
    Comments,
    /// What was dropped from the page; the places of its words are not known.
    Furniture,
    /// The names of the actors as the text has them.
    Names,
    /// The address.
    Url,
    /// The path of its file.
    Path,
    /// The path of a further place: not of the article, but of what tells that it stands there too.
    FurtherPath,
    /// Names, by their words.
    Label(Label),
}

/// Names that are found by their words and counted whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// The outlet.
    Outlet,
    /// The site.
    Domain,
    /// The authors.
    Author,
    /// The agencies.
    Agency,
    /// The section.
    Section,
    /// The keywords.
    Tag,
}

/// Values that are found and counted whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The language.
    Lang,
    /// The kind, and [`ANY_KIND`].
    Kind,
    /// The names of the doubts.
    Doubt,
    /// The names of the facts that are known; it is asked for and not counted.
    Has,
    /// The identities of the actors.
    Actor,
    /// When it was published.
    Date,
    /// The dates of which it speaks.
    Mentioned,
    /// When it was added, a moment.
    Added,
}

/// What is counted of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Names, whole.
    Label(Label),
    /// Values.
    Code(Code),
}

/// The kind under which every article stands, whatever else it is.
pub(super) const ANY_KIND: &str = "any";

impl Label {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Label::Outlet => "outlet",
            Label::Domain => "domain",
            Label::Author => "author",
            Label::Agency => "agency",
            Label::Section => "section",
            Label::Tag => "tag",
        }
    }
}

impl Code {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Code::Lang => "lang",
            Code::Kind => "kind",
            Code::Doubt => "doubt",
            Code::Has => "has",
            Code::Actor => "actor",
            Code::Date => "date",
            Code::Mentioned => "mentioned",
            Code::Added => "added",
        }
    }
}

impl Column {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Column::Label(label) => label.name(),
            Column::Code(code) => code.name(),
        }
    }
}

/// A form of a word, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordForm {
    /// The form.
    pub text: String,
    /// In articles of which languages it is a form of the word; nothing for every article.
    pub languages: Option<Arc<[String]>>,
}

impl WordForm {
    /// A form in every article.
    pub fn anywhere(text: &str) -> WordForm {
        WordForm {
            text: text.into(),
            languages: None,
        }
    }

    /// Whether it counts in an article of a language.
    pub fn counts_in(&self, language: Option<&str>) -> bool {
        let spoken =
            |languages: &Arc<[String]>| languages.iter().any(|known| Some(known.as_str()) == language);
        self.languages.as_ref().is_none_or(spoken)
    }
}

/// Words and how they stand to each other in one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// For each word its forms.
    pub words: Vec<Vec<WordForm>>,
    /// How many of the words are the left side, where two sides stand near each other.
    pub left: usize,
    /// How they stand.
    pub nearness: Nearness,
}

impl Phrase {
    /// Words that stand one after another, each as it is.
    pub fn exact(words: &[String]) -> Phrase {
        Phrase {
            words: words.iter().map(|word| vec![WordForm::anywhere(word)]).collect(),
            left: words.len(),
            nearness: Nearness::Phrase(0),
        }
    }

    /// How often the words stand so, by their positions, where they stand at some places.
    pub fn frequency(&self, positions: &[Vec<u32>], places: &[PhraseMatch]) -> f32 {
        match self.nearness {
            Nearness::Phrase(_) => proximity::frequency(places),
            Nearness::Near(distance) => {
                let (left, right) = positions.split_at(self.left);
                proximity::near_frequency(left, right, distance)
            }
        }
    }

    /// Where the words stand so, by their positions.
    pub fn places(&self, positions: &[Vec<u32>]) -> Vec<PhraseMatch> {
        match self.nearness {
            Nearness::Phrase(slop) => proximity::phrase(positions, slop),
            Nearness::Near(distance) => {
                let (left, right) = positions.split_at(self.left);
                proximity::near(left, right, distance)
            }
        }
    }
}

/// Fields with what a word in each of them counts.
pub(super) type Scope = Vec<(TextField, f32)>;

/// What a query asks of an index. Which articles meet it is the same in every store; how well they do is a score of BM25 where words are
/// asked for, else the constant that stands beside what is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// No article.
    Nothing,
    /// These articles, each of this score.
    Articles(Vec<ArticleId>, f32),
    /// The articles that have one of these values, each of this score.
    Values(Code, Vec<String>, f32),
    /// The articles that have a word in one of its forms in one of the fields, scored as one word.
    Word(Scope, Vec<WordForm>),
    /// The articles that have a word that begins so in one of the fields; each field in which one stands counts its weight.
    Beginning(Scope, String),
    /// The articles in which words stand near each other in a field that counts so much.
    Phrase(TextField, f32, Phrase),
    /// The articles that meet each of these. One is no [`Plan::Not`] at least.
    All(Vec<Plan>),
    /// The articles that meet one of these at least.
    Any(Vec<Plan>),
    /// Among those of [`Plan::All`]: what the articles must not meet.
    Not(Box<Plan>),
    /// The same articles, each of so many times its score.
    Boost(Box<Plan>, f32),
    /// The same articles, each of this score.
    Constant(Box<Plan>, f32),
}

impl Plan {
    /// The same but for what meets another.
    pub fn but_for(self, other: Plan) -> Plan {
        Plan::All(vec![self, Plan::Not(Box::new(other))])
    }

    /// The same but for some articles.
    pub fn without(self, ids: &HashSet<ArticleId>) -> Plan {
        self.but_for(Plan::Articles(ids.iter().copied().collect(), 0.0))
    }
}
