//! What there is to say of a query: which of its words and values no article has, and what may have been meant.

use super::{Asked, Planner, TextField, WordForm, Words};
use crate::error::Result;
use crate::text::tokens;

/// A word that no article has may be meant as one that is so many letters away.
const NEAREST: u8 = 2;

/// What there is to say of a query, by what the articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What is so, and what may have been meant.
    pub message: String,
    /// Whether it was typed wrongly: no article has such a value.
    pub is_wrong: bool,
}

impl Remark {
    /// A value that no article has.
    pub fn wrong(message: String) -> Remark {
        Remark {
            message,
            is_wrong: true,
        }
    }

    /// Something that is good to know.
    pub fn told(message: String) -> Remark {
        Remark {
            message,
            is_wrong: false,
        }
    }
}

/// A message, and what may have been meant.
pub(super) fn meant(message: String, near: Option<String>) -> String {
    match near {
        Some(near) => format!("{message}; did you mean {near}?"),
        None => message,
    }
}

/// A value as it is typed in a query.
pub(super) fn quoted(value: &str) -> String {
    match value.chars().all(char::is_alphanumeric) {
        true => value.into(),
        false => format!("\"{}\"", value.replace('"', "")),
    }
}

impl Planner<'_> {
    /// Says of the words of a term which of them no article has, and what may have been meant.
    pub(super) fn say_missing(
        &mut self,
        asked: Option<Asked>,
        term: &Words,
        fields: &[TextField],
        lists: &[Vec<WordForm>],
    ) -> Result<()> {
        let (Words::Word(text) | Words::Phrase(text, _) | Words::Prefix(text) | Words::Fuzzy(text, _)) = term;
        if self.negated > 0 {
            return Ok(());
        }
        let mut standing = fields.to_vec();
        // A path is also that of a further place.
        standing.extend((asked == Some(Asked::Path)).then_some(TextField::FurtherPath));
        for (token, forms) in tokens(text).zip(lists) {
            let vocabulary = self.vocabulary();
            if forms
                .iter()
                .any(|form| vocabulary.articles(&standing, &form.text) > 0)
            {
                continue;
            }
            let mut near = None;
            for letters in 1..=NEAREST {
                if near.is_none() && token.text.chars().count() > usize::from(letters) * 3 {
                    near = vocabulary.like(fields, &token.text, letters)?.into_iter().nth(1);
                }
            }
            let typed = &text[token.start..token.end];
            let remark = match asked {
                None | Some(Asked::Body) => Remark::told(meant(format!("no article says {typed}"), near)),
                Some(
                    field @ (Asked::Title | Asked::Comments | Asked::Furniture | Asked::Url | Asked::Path),
                ) => Remark::told(meant(format!("nothing in {} says {typed}", field.name()), near)),
                Some(field) => Remark::wrong(meant(format!("no {} has {typed}", field.name()), near)),
            };
            self.remarks.push(remark);
        }
        Ok(())
    }
}
