//! What the words of a query mean: in which forms each is looked for, and how near each other they stand.

use super::{Asked, Meant, Part, Reader, Remark, TITLE, Understood, Words};
use crate::index::forms::{self, Dictionary};
use crate::index::marks::{Pattern, Where};
use crate::index::phrase_query::{Phrase, PhraseQuery};
use crate::index::proximity::Nearness;
use crate::index::word_query::{Form, WordQuery};
use crate::text::tokens;
use tantivy::query::{BooleanQuery, BoostQuery, Query, RegexQuery};
use tantivy::schema::Field;

/// The beginning of more words than this is not scored by their rarity.
const RARITIES: usize = 32;

impl Reader<'_> {
    /// A term in fields of text; the words of a field without positions may stand anywhere in it.
    pub(super) fn words(
        &mut self,
        asked: Option<Asked>,
        scope: &[(Field, f32)],
        term: &Words,
        positions: bool,
    ) -> Part {
        let fields = self.written(scope);
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
        let pattern = self.pattern(&fields, &phrase);
        let query = match &phrase.words[..] {
            [forms] => self.word(scope, term, forms)?,
            words if !positions => {
                let each = words.iter().map(|forms| self.one_word(scope, forms.clone()));
                Box::new(BooleanQuery::intersection(each.collect()))
            }
            _ => self.near_each_other(scope, &phrase),
        };
        Ok(Some(Meant { query, pattern }))
    }

    /// The fields of a scope that hold text as it was written.
    fn written(&self, scope: &[(Field, f32)]) -> Vec<Field> {
        let fields = scope.iter().map(|(field, _)| *field);
        fields.filter(|field| *field != self.fields.names).collect()
    }

    fn pattern(&self, fields: &[Field], phrase: &Phrase) -> Pattern {
        let text = |field: &Field| match field {
            field if *field == self.fields.title => Some(Where::Title),
            field if *field == self.fields.body => Some(Where::Body),
            field if *field == self.fields.comments => Some(Where::Comments),
            _ => None,
        };
        let texts: Vec<Where> = fields.iter().filter_map(text).collect();
        match texts.is_empty() {
            true => Pattern::Unseen,
            false => Pattern::Words(texts, phrase.clone()),
        }
    }

    /// Words near each other in any of the fields.
    fn near_each_other(&self, scope: &[(Field, f32)], phrase: &Phrase) -> Box<dyn Query> {
        let query = |(field, weight): &(Field, f32)| -> Box<dyn Query> {
            Box::new(PhraseQuery {
                schema: *self.fields,
                field: *field,
                weight: *weight,
                phrase: phrase.clone(),
            })
        };
        let written = scope.iter().filter(|(field, _)| *field != self.fields.names);
        Box::new(BooleanQuery::union(written.map(query).collect()))
    }

    pub(super) fn dictionary(&self) -> Dictionary<'_> {
        Dictionary {
            searcher: self.searcher,
            schema: self.fields,
            identities: self.identities,
        }
    }

    /// For every word of a term the forms in which it is looked for.
    fn forms_of(&mut self, term: &Words, fields: &[Field]) -> tantivy::Result<Vec<Vec<Form>>> {
        let typed = |text: &str| tokens(text).map(|token| token.text).collect::<Vec<_>>();
        let anywhere = |words: Vec<String>| words.iter().map(|word| Form::anywhere(word)).collect::<Vec<_>>();
        match term {
            Words::Phrase(text, _) => Ok(typed(text).into_iter().map(|word| anywhere(vec![word])).collect()),
            Words::Word(text) => tokens(text)
                .map(|token| self.forms(fields, &text[token.start..token.end], token.text))
                .collect(),
            Words::Fuzzy(text, letters) => {
                let like = |word: &String| forms::like(self.searcher, fields, word, *letters).map(anywhere);
                typed(text).iter().map(like).collect()
            }
            Words::Prefix(text) => {
                let mut words = typed(text);
                let last = words.pop();
                let mut lists: Vec<Vec<Form>> = words.into_iter().map(|word| anywhere(vec![word])).collect();
                if let Some(last) = last {
                    lists.push(anywhere(self.beginning(fields, last, !lists.is_empty())?));
                }
                Ok(lists)
            }
        }
    }

    /// The words that begin so; in a phrase at most [`forms::MOST`], and where there are more, that is said.
    fn beginning(
        &mut self,
        fields: &[Field],
        start: String,
        in_phrase: bool,
    ) -> tantivy::Result<Vec<String>> {
        let mut found = forms::beginning_with(self.searcher, fields, &start)?;
        if in_phrase && found.len() > forms::MOST {
            let (all, most) = (found.len(), forms::MOST);
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
    fn forms(&self, fields: &[Field], typed: &str, word: String) -> tantivy::Result<Vec<Form>> {
        if crate::text::folded(typed) != word {
            return Ok(vec![Form::anywhere(&word)]);
        }
        let dictionary = self.dictionary();
        if self.languages.get().is_none() {
            let _ = self.languages.set(dictionary.languages()?);
        }
        dictionary.forms(fields, self.languages.get().map_or(&[], Vec::as_slice), typed)
    }

    /// One word in its forms. A beginning of very many words is not scored by their rarity.
    fn word(&self, scope: &[(Field, f32)], term: &Words, forms: &[Form]) -> tantivy::Result<Box<dyn Query>> {
        let Words::Prefix(text) = term else {
            return Ok(self.one_word(scope, forms.to_vec()));
        };
        if forms.len() <= RARITIES {
            return Ok(self.one_word(scope, forms.to_vec()));
        }
        let prefix: String = tokens(text).map(|token| token.text).collect();
        let mut parts: Vec<Box<dyn Query>> = Vec::new();
        for (field, weight) in scope.iter().filter(|(field, _)| *field != self.fields.names) {
            let query = RegexQuery::from_pattern(&format!("{prefix}.*"), *field)?;
            parts.push(Box::new(BoostQuery::new(Box::new(query), *weight)));
        }
        Ok(Box::new(BooleanQuery::union(parts)))
    }

    fn one_word(&self, scope: &[(Field, f32)], forms: Vec<Form>) -> Box<dyn Query> {
        Box::new(WordQuery {
            schema: *self.fields,
            fields: scope.to_vec(),
            forms,
        })
    }

    pub(super) fn near(&mut self, left: &Words, distance: u32, right: &Words, asked: Option<Asked>) -> Part {
        let scope = match asked {
            Some(asked) => vec![(self.text_field(asked), 1.0)],
            None => vec![(self.fields.title, TITLE), (self.fields.body, 1.0)],
        };
        let fields = self.written(&scope);
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
            query: self.near_each_other(&scope, &phrase),
            pattern: self.pattern(&fields, &phrase),
        }))
    }
}
