//! A person of one text.

use super::names::PersonName;
use super::setting::Setting;

/// A mention of a person: its name and the byte at which it stands.
#[derive(Debug, Clone)]
pub(crate) struct PersonMention<'a> {
    /// The name as printed.
    pub text: &'a str,
    /// The title right before it, folded; empty where there is none.
    pub title: String,
    /// Whether its first word is a given name: then it is the end of no longer one, *Musa Sow* not of *Awa Musa Sow*, his daughter.
    pub given_first: bool,
    /// The identity of a known person whose name this is.
    pub known: Option<u32>,
    /// What stands around it.
    pub setting: Setting,
}

/// The mentions of one person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// The mentions, by their number.
    pub mentions: Vec<usize>,
    /// The full names under which the person is mentioned.
    pub forms: Vec<PersonName>,
}

impl Person {
    /// The person of a first mention by a name.
    pub(crate) fn new(mention: usize, name: &PersonName) -> Person {
        Person {
            mentions: vec![mention],
            forms: vec![name.clone()],
        }
    }

    /// Adds a mention by a full name.
    pub(crate) fn add(&mut self, mention: usize, name: &PersonName) {
        self.mentions.push(mention);
        if !self.forms.contains(name) {
            self.forms.push(name.clone());
        }
    }
}
