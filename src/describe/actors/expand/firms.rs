//! Expands a name over the legal form of a firm or an association: *Kühne Fleischwaren GmbH*, *Tartaki Nadnoteckie sp. z o.o.*

use super::{Expander, written};
use crate::article::ActorType;
use crate::describe::actors::span::Span;
use crate::lexicon::entries;
use std::ops::Range;
use std::sync::LazyLock;

/// The legal forms, as they are written, by their first byte: every token of a text is asked whether one begins there.
static FORMS: LazyLock<[Vec<&str>; 128]> = LazyLock::new(|| {
    let list = include_str!("../../../lexicon/company-forms.txt");
    let forms = || entries(list).filter_map(|mut fields| fields.next());
    std::array::from_fn(|first| {
        forms()
            .filter(|form| usize::from(form.as_bytes()[0]) == first)
            .collect()
    })
});

/// Whether a name ends with a legal form to which the last point belongs: *S.r.l.*
pub(crate) fn ends_with_form(name: &str) -> bool {
    name.ends_with('.') && FORMS.iter().flatten().any(|form| name.ends_with(form))
}

fn is_two_capitals(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl Expander<'_, '_> {
    /// The firms of a text in a language whose words are known here: two letters in capitals may stand for anything there, as for the
    /// attorney general in *the Kenyan AG*.
    pub(super) fn plain_firms(&self) -> Vec<Span> {
        let is_plain = |firm: &Span| !is_two_capitals(self.text.tokens[firm.tokens.end - 1].text);
        self.firms().into_iter().filter(is_plain).collect()
    }

    /// The capitalised words before a legal form are a firm's name, with what *&* joins to them.
    pub(super) fn firms(&self) -> Vec<Span> {
        let firm = |at: usize| {
            let form = self.form_at(at)?;
            // What was found before the form is its name; else the capitals are, though a German noun may be among them.
            let found = self.covering(at - 1).filter(|found| found.kind == ActorType::Org);
            let start = found.map_or_else(|| self.firm_start(at), |found| found.tokens.start);
            let apart = self.headline[at] || self.text.tokens[at - 1].shouted;
            (start < at && !apart).then(|| written(start..form.end, ActorType::Org))
        };
        (1..self.text.tokens.len()).filter_map(firm).collect()
    }

    /// Where the capitalised words before a legal form begin, with what *&* joins to them.
    fn firm_start(&self, at: usize) -> usize {
        let mut start = self.capitals_before(at);
        while let Some(link) = start.checked_sub(1).filter(|link| self.is_ampersand(*link)) {
            let left = self.capitals_before(link);
            if left == link {
                break;
            }
            start = left;
        }
        while start < at && self.is_before_firm(start) {
            start += 1;
        }
        start
    }

    /// The tokens of the longest legal form that begins at one, on the line of the word before it.
    fn form_at(&self, at: usize) -> Option<Range<usize>> {
        let (text, token) = (self.text, &self.text.tokens[at]);
        let rest = &text.text[token.start..];
        let ends = |form: &&&str| {
            let behind = rest.strip_prefix(**form).map(|rest| rest.chars().next());
            behind.is_some_and(|next| next.is_none_or(|next| !next.is_alphanumeric()))
        };
        let forms = FORMS.get(usize::from(*rest.as_bytes().first()?))?;
        let form = forms.iter().filter(ends).max_by_key(|form| form.len())?;
        let end = token.start + form.len();
        let next = text.tokens.partition_point(|token| token.start < end);
        text.on_one_line(at - 1, at).then_some(at..next)
    }

    /// Whether it stands between two names of one firm.
    fn is_ampersand(&self, at: usize) -> bool {
        at > 0 && self.text.tokens[at].text == "&" && self.text.on_one_line(at - 1, at + 1)
    }

    /// Whether a capitalised word is an article at the beginning of a sentence or a title, which is no part of the name behind it.
    fn is_before_firm(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        token.first && self.lexicon.function_words.has_phrase([token.hash])
            || self.lexicon.titles.has_phrase([token.hash])
    }
}

#[cfg(test)]
mod tests {
    use crate::article::ActorType;
    use crate::describe::actors;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_legal_form_ends_the_name_of_a_firm() {
        for (language, text, firm) in [
            (
                "de",
                "Die Kühne Fleischwaren GmbH zahlt nicht mehr.",
                "Kühne Fleischwaren GmbH",
            ),
            (
                "de",
                "Das sagte die Brandt & Wolf KG am Montag.",
                "Brandt & Wolf KG",
            ),
            (
                "de",
                "Nun prüft die Weinbau Mosel eG noch einmal den Vertrag.",
                "Weinbau Mosel eG",
            ),
            (
                "nl",
                "Volgens Zeewind Noord B.V. is er geen gevaar.",
                "Zeewind Noord B.V.",
            ),
            (
                "it",
                "La sede di Molini Bordin S.r.l. resta chiusa.",
                "Molini Bordin S.r.l.",
            ),
            (
                "pl",
                "Umowę podpisał zarząd Tartaki Krajna sp. z o.o. w środę.",
                "Tartaki Krajna sp. z o.o.",
            ),
            (
                "en",
                "He sued Drakensberg Fibres (Pty) Ltd in March.",
                "Drakensberg Fibres (Pty) Ltd",
            ),
        ] {
            let found = actors::actors(None, text, Some(language), Lexicon::built_in());
            let firms = found.iter().filter(|actor| actor.kind == ActorType::Org);
            let names: Vec<&str> = firms
                .flat_map(|firm| firm.mentions.iter().map(|mention| mention.text.as_str()))
                .collect();
            assert_eq!(names, [firm], "{text}");
        }
    }

    #[test]
    fn two_letters_in_capitals_are_no_legal_form_in_english() {
        for text in [
            "The Kenyan AG said on Monday that the court was wrong.",
            "He lives in Calgary AB with his family and drives a bus.",
        ] {
            let found = actors::actors(None, text, Some("en"), Lexicon::built_in());
            assert!(
                !found.iter().any(|actor| actor.kind == ActorType::Org),
                "{found:?}"
            );
        }
    }
}
