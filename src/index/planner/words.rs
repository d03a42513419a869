//! What the words of a query mean: in which forms each is looked for, and how near each other they stand.

use super::{Asked, Meant, Part, Planner, Remark, TITLE, Understood, Vocabulary, Words, text_field};
use crate::error::Result;
use crate::index::expansion;
use crate::index::highlight::{Pattern, SearchedTexts};
use crate::index::plan::{Phrase, Plan, TextField, WordForm};
use crate::index::proximity::Nearness;
use crate::text::tokens;

/// The beginning of more words than this is not scored by their rarity.
const RARITIES: usize = 32;

impl Planner<'_> {
    /// A term in fields of text; the words of a field without positions may stand anywhere in it.
    pub(super) fn words(
        &mut self,
        asked: Option<Asked>,
        scope: &[(TextField, f32)],
        term: &Words,
        positions: bool,
    ) -> Part {
        let fields = written(scope);
        let lists = self.forms_of(term, &fields)?;
        if lists.is_empty() {
            return Ok(None);
        }
        self.say_missing(asked, term, &fields, &lists)?;
        self.parts.push(Understood::Words(fields.clone(), lists.clone()));
        let nearness = match term {
            Words::Phrase(_, slop) => Nearness::Phrase(*slop),
            _ => Nearness::Phrase(0),
        };
        let phrase = Phrase {
            left: lists.len(),
            words: lists,
            nearness,
        };
        let pattern = pattern(&fields, &phrase);
        let plan = match &phrase.words[..] {
            [forms] => word(scope, term, forms),
            words if !positions => {
                let each = words
                    .iter()
                    .map(|forms| Plan::Word(scope.to_vec(), forms.clone()));
                Plan::All(each.collect())
            }
            _ => near_each_other(scope, &phrase),
        };
        Ok(Some(Meant { plan, pattern }))
    }

    pub(super) fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary {
            dictionary: self.dictionary,
            identities: self.identities,
        }
    }

    /// For every word of a term the forms in which it is looked for.
    fn forms_of(&mut self, term: &Words, fields: &[TextField]) -> Result<Vec<Vec<WordForm>>> {
        let typed = |text: &str| tokens(text).map(|token| token.text).collect::<Vec<_>>();
        let anywhere = |words: Vec<String>| {
            words
                .iter()
                .map(|word| WordForm::anywhere(word))
                .collect::<Vec<_>>()
        };
        match term {
            Words::Phrase(text, _) => Ok(typed(text).into_iter().map(|word| anywhere(vec![word])).collect()),
            Words::Word(text) => tokens(text)
                .map(|token| self.forms(fields, &text[token.start..token.end], token.text))
                .collect(),
            Words::Fuzzy(text, letters) => {
                let vocabulary = self.vocabulary();
                let like = |word: &String| vocabulary.like(fields, word, *letters).map(anywhere);
                typed(text).iter().map(like).collect()
            }
            Words::Prefix(text) => {
                let mut words = typed(text);
                let last = words.pop();
                let mut lists: Vec<Vec<WordForm>> =
                    words.into_iter().map(|word| anywhere(vec![word])).collect();
                if let Some(last) = last {
                    lists.push(anywhere(self.beginning(fields, last, !lists.is_empty())?));
                }
                Ok(lists)
            }
        }
    }

    /// The words that begin so; in a phrase at most [`forms::MOST`], and where there are more, that is said.
    fn beginning(&mut self, fields: &[TextField], start: String, in_phrase: bool) -> Result<Vec<String>> {
        let mut found = self.vocabulary().beginning_with(fields, &start)?;
        if in_phrase && found.len() > expansion::MOST {
            let (all, most) = (found.len(), expansion::MOST);
            self.remarks.push(Remark::told(format!(
                "{all} words begin with {start}; in a phrase the {most} most frequent are looked for"
            )));
            found.truncate(most);
        }
        if found.is_empty() {
            found.push(start);
        }
        Ok(found)
    }

    /// The forms of a word; initials (`O.N.U.`) have none but their own.
    fn forms(&self, fields: &[TextField], typed: &str, word: String) -> Result<Vec<WordForm>> {
        if crate::text::folded(typed) != word {
            return Ok(vec![WordForm::anywhere(&word)]);
        }
        let vocabulary = self.vocabulary();
        if self.languages.get().is_none() {
            let _ = self.languages.set(vocabulary.languages()?);
        }
        vocabulary.forms(fields, self.languages.get().map_or(&[], Vec::as_slice), typed)
    }

    pub(super) fn near(&mut self, left: &Words, distance: u32, right: &Words, asked: Option<Asked>) -> Part {
        let scope = match asked {
            Some(asked) => vec![(text_field(asked), 1.0)],
            None => vec![(TextField::Title, TITLE), (TextField::Body, 1.0)],
        };
        let fields = written(&scope);
        let mut sides = Vec::new();
        for side in [left, right] {
            let lists = self.forms_of(side, &fields)?;
            if lists.is_empty() {
                return Ok(None);
            }
            self.say_missing(asked, side, &fields, &lists)?;
            self.parts.push(Understood::Words(fields.clone(), lists.clone()));
            sides.push(lists);
        }
        let phrase = Phrase {
            left: sides[0].len(),
            words: sides.concat(),
            nearness: Nearness::Near(distance),
        };
        Ok(Some(Meant {
            plan: near_each_other(&scope, &phrase),
            pattern: pattern(&fields, &phrase),
        }))
    }
}

/// The fields of a scope that hold text as it was written.
fn written(scope: &[(TextField, f32)]) -> Vec<TextField> {
    let fields = scope.iter().map(|(field, _)| *field);
    fields.filter(|field| *field != TextField::Names).collect()
}

/// What of an article shows that a phrase stands in one of these fields.
fn pattern(fields: &[TextField], phrase: &Phrase) -> Pattern {
    let text = |field: &TextField| match field {
        TextField::Title => Some(SearchedTexts::Title),
        TextField::Body => Some(SearchedTexts::Body),
        TextField::Comments => Some(SearchedTexts::Comments),
        _ => None,
    };
    let texts: Vec<SearchedTexts> = fields.iter().filter_map(text).collect();
    match texts.is_empty() {
        true => Pattern::Unseen,
        false => Pattern::Words(texts, phrase.clone()),
    }
}

/// Words near each other in any of the fields.
fn near_each_other(scope: &[(TextField, f32)], phrase: &Phrase) -> Plan {
    let written = scope.iter().filter(|(field, _)| *field != TextField::Names);
    let plans = written.map(|(field, weight)| Plan::Phrase(*field, *weight, phrase.clone()));
    Plan::Any(plans.collect())
}

/// One word in its forms. A beginning of very many words is not scored by their rarity.
fn word(scope: &[(TextField, f32)], term: &Words, forms: &[WordForm]) -> Plan {
    match term {
        Words::Prefix(text) if forms.len() > RARITIES => {
            let beginning = tokens(text).map(|token| token.text).collect();
            let written = scope.iter().filter(|(field, _)| *field != TextField::Names);
            Plan::Beginning(written.copied().collect(), beginning)
        }
        _ => Plan::Word(scope.to_vec(), forms.to_vec()),
    }
}
