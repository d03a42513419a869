//! Highlighting: where in an article the words and phrases of a query stand.

use crate::article::{Article, title_and_body};
use crate::index::plan::{Phrase, WordForm};
use crate::text::Tokens;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A text of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// What a reader wrote, by its number.
    Comment(usize),
}

/// What of an article meets a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// Words that stand near each other in a text, or a single one.
    Words(Vec<SearchedTexts>, Phrase),
    /// The mentions of actors.
    Actors(BTreeSet<String>),
    /// What is met and stands in no text: a date, an outlet.
    Unseen,
    /// All of them.
    All(Vec<Pattern>),
    /// At least one of them.
    Any(Vec<Pattern>),
    /// Not this.
    Not(Box<Pattern>),
}

/// In which texts words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchedTexts {
    /// In the headline.
    Title,
    /// In the text.
    Body,
    /// In what readers wrote.
    Comments,
}

/// A place that meets a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitPlace {
    /// In which text.
    pub part: Part,
    /// Where in it, in bytes.
    pub range: Range<usize>,
    /// Which part of the query it meets.
    pub(super) mark: usize,
}

/// What is looked for in articles.
pub struct Matcher {
    pattern: Pattern,
    /// Every form of a word that is looked for.
    forms: BTreeSet<String>,
    /// The bytes with which they begin: most words of a text are none of them.
    beginnings: [bool; 256],
}

/// An article as it meets a query.
pub struct HighlightedText {
    /// The places that meet it, text by text and in order.
    pub places: Vec<HitPlace>,
    words: Vec<(Part, Vec<(usize, usize)>)>,
}

impl HighlightedText {
    /// Where the words of a text stand, in bytes.
    pub fn words(&self, part: Part) -> &[(usize, usize)] {
        let words = self.words.iter().find(|(of, _)| *of == part);
        words.map_or(&[], |(_, words)| words)
    }
}

/// A text cut into words.
struct TextWords<'t> {
    part: Part,
    /// Where each word stands, in bytes.
    places: Vec<(usize, usize)>,
    /// The positions of the words that are looked for.
    positions: HashMap<&'t str, Vec<u32>>,
}

impl Matcher {
    /// Looks for what meets a query.
    pub fn new(pattern: Pattern) -> Matcher {
        let mut forms = BTreeSet::new();
        collect_forms(&pattern, &mut forms);
        let mut beginnings = [false; 256];
        for byte in forms.iter().filter_map(|form| form.bytes().next()) {
            beginnings[usize::from(byte)] = true;
        }
        Matcher {
            pattern,
            forms,
            beginnings,
        }
    }

    /// The places of an article that meet the query, text by text and in order, without overlaps.
    pub fn places(&self, article: &Article) -> Vec<HitPlace> {
        self.read(article).places
    }

    /// What meets the query in an article, and its words.
    pub(super) fn read(&self, article: &Article) -> HighlightedText {
        let title = article
            .title
            .as_deref()
            .map(|title| self.words(Part::Title, title));
        let comments = article.comments.iter().enumerate();
        let mut texts = vec![self.words(Part::Body, &article.body)];
        texts.extend(title);
        texts.extend(comments.map(|(number, text)| self.words(Part::Comment(number), text)));
        let mut met = MatchedArticle {
            article,
            texts,
            marks: 0,
        };
        let mut places = met.by(&self.pattern).unwrap_or_default();
        places.sort_by_key(|place| (place.part, place.range.start, std::cmp::Reverse(place.range.end)));
        let mut apart: Vec<HitPlace> = Vec::with_capacity(places.len());
        for place in places {
            let overlaps = |last: &HitPlace| last.part == place.part && place.range.start < last.range.end;
            if !apart.last().is_some_and(overlaps) {
                apart.push(place);
            }
        }
        HighlightedText {
            places: apart,
            words: met
                .texts
                .into_iter()
                .map(|text| (text.part, text.places))
                .collect(),
        }
    }

    fn words(&self, part: Part, text: &str) -> TextWords<'_> {
        let (mut tokens, mut word) = (Tokens::new(text), String::new());
        let mut words = TextWords {
            part,
            places: Vec::with_capacity(text.len() / 6),
            positions: HashMap::new(),
        };
        let is_beginning = |byte: u8| self.beginnings[usize::from(byte)];
        while let Some(place) = tokens.next_where(&mut word, is_beginning) {
            let begins = word.bytes().next().is_some_and(is_beginning);
            if let Some(form) = begins.then(|| self.forms.get(&word)).flatten() {
                let positions = words.positions.entry(form.as_str()).or_default();
                positions.push(words.places.len() as u32);
            }
            words.places.push(place);
        }
        words
    }
}

fn collect_forms(pattern: &Pattern, forms: &mut BTreeSet<String>) {
    match pattern {
        Pattern::Words(_, phrase) => {
            forms.extend(phrase.words.iter().flatten().map(|form| form.text.clone()))
        }
        Pattern::All(list) | Pattern::Any(list) => {
            list.iter().for_each(|pattern| collect_forms(pattern, forms))
        }
        Pattern::Not(inner) => collect_forms(inner, forms),
        Pattern::Actors(_) | Pattern::Unseen => {}
    }
}

/// An article that is held against a pattern.
struct MatchedArticle<'a> {
    article: &'a Article,
    texts: Vec<TextWords<'a>>,
    /// How many parts of the pattern were looked for.
    marks: usize,
}

impl MatchedArticle<'_> {
    /// The places that meet a pattern; nothing where it is not met.
    fn by(&mut self, pattern: &Pattern) -> Option<Vec<HitPlace>> {
        match pattern {
            Pattern::Unseen => Some(Vec::new()),
            Pattern::Words(fields, phrase) => self.words(fields, phrase),
            Pattern::Actors(actors) => self.mentions(actors),
            Pattern::All(list) => {
                let met: Vec<_> = list.iter().map(|pattern| self.by(pattern)).collect();
                met.into_iter()
                    .collect::<Option<Vec<_>>>()
                    .map(|places| places.concat())
            }
            Pattern::Any(list) => {
                let met: Vec<_> = list.iter().filter_map(|pattern| self.by(pattern)).collect();
                (!met.is_empty()).then(|| met.concat())
            }
            Pattern::Not(inner) => (self.by(inner).is_none() || is_unseen(inner)).then(Vec::new),
        }
    }

    fn words(&mut self, fields: &[SearchedTexts], phrase: &Phrase) -> Option<Vec<HitPlace>> {
        self.marks += 1;
        let mark = self.marks;
        let mut places = Vec::new();
        for text in self
            .texts
            .iter()
            .filter(|text| fields.iter().any(|field| field.holds(text.part)))
        {
            let mut last_end = 0;
            let found = phrase.places(&text.positions_of(phrase, self.article.language.as_deref()));
            for span in tightest(found.into_iter().map(|found| found.span).collect()) {
                if span.start < last_end {
                    continue;
                }
                let range = text.places[span.start as usize].0..text.places[span.end as usize - 1].1;
                last_end = span.end;
                places.push(HitPlace {
                    part: text.part,
                    range,
                    mark,
                });
            }
        }
        (!places.is_empty()).then_some(places)
    }

    fn mentions(&mut self, actors: &BTreeSet<String>) -> Option<Vec<HitPlace>> {
        self.marks += 1;
        let text = title_and_body(self.article.title.as_deref(), &self.article.body);
        let body = text.len() - self.article.body.len();
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([text.len()])
            .collect();
        let found: Vec<_> = self
            .article
            .actors
            .iter()
            .filter(|actor| actors.contains(&actor.id))
            .collect();
        let place = |mention: &crate::article::Mention| {
            let range = *bytes.get(mention.start)?..*bytes.get(mention.end)?;
            let (part, before) = if range.start >= body {
                (Part::Body, body)
            } else {
                (Part::Title, 0)
            };
            Some(HitPlace {
                part,
                range: range.start - before..range.end - before,
                mark: self.marks,
            })
        };
        let places = found
            .iter()
            .flat_map(|actor| actor.mentions.iter().filter_map(place))
            .collect();
        (!found.is_empty()).then_some(places)
    }
}

/// Whether a pattern cannot be told from the texts alone.
fn is_unseen(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Unseen => true,
        Pattern::All(list) | Pattern::Any(list) => list.iter().any(is_unseen),
        Pattern::Not(inner) => is_unseen(inner),
        Pattern::Words(..) | Pattern::Actors(_) => false,
    }
}

/// The spans, in order, without those that hold another.
fn tightest(spans: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let mut kept: Vec<Range<u32>> = Vec::with_capacity(spans.len());
    for span in spans {
        while kept.last().is_some_and(|last| last.end >= span.end) {
            kept.pop();
        }
        if kept.last().is_none_or(|last| last.start < span.start) {
            kept.push(span);
        }
    }
    kept
}

impl TextWords<'_> {
    /// For every word of a phrase its positions.
    fn positions_of(&self, phrase: &Phrase, language: Option<&str>) -> Vec<Vec<u32>> {
        let word = |forms: &Vec<WordForm>| {
            let counting = forms.iter().filter(|form| form.counts_in(language));
            let standing = counting.filter_map(|form| self.positions.get(form.text.as_str()));
            let mut positions: Vec<u32> = standing.flatten().copied().collect();
            positions.sort_unstable();
            positions.dedup();
            positions
        };
        phrase.words.iter().map(word).collect()
    }
}

impl SearchedTexts {
    fn holds(self, part: Part) -> bool {
        match self {
            SearchedTexts::Title => part == Part::Title,
            SearchedTexts::Body => part == Part::Body,
            SearchedTexts::Comments => matches!(part, Part::Comment(_)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::proximity::Nearness;
    use crate::index::tests::article;

    fn pattern(words: &[&str], slop: u32) -> Pattern {
        let words: Vec<Vec<WordForm>> = words.iter().map(|word| vec![WordForm::anywhere(word)]).collect();
        let phrase = Phrase {
            left: words.len(),
            words,
            nearness: Nearness::Phrase(slop),
        };
        Pattern::Words(vec![SearchedTexts::Title, SearchedTexts::Body], phrase)
    }

    fn places(text: &str, pattern: Pattern) -> Vec<String> {
        let article = article("", text);
        let places = Matcher::new(pattern).places(&article);
        places
            .into_iter()
            .map(|place| text[place.range].to_string())
            .collect()
    }

    #[test]
    fn matches_are_found_where_they_stand() {
        let text = "L’armée malienne, armée du Mali.";
        let any = |patterns: &[Pattern]| Pattern::Any(patterns.to_vec());
        assert_eq!(places(text, pattern(&["armee"], 0)), ["armée", "armée"]);
        assert_eq!(
            places(
                text,
                any(&[pattern(&["armee", "malienne"], 0), pattern(&["armee"], 0)])
            ),
            ["armée malienne", "armée"]
        );
        assert_eq!(places(text, pattern(&["armee", "mali"], 1)), ["armée du Mali"]);
        let unmet = Pattern::All(vec![pattern(&["malienne"], 0), pattern(&["niger"], 0)]);
        assert_eq!(places(text, any(&[pattern(&["mali"], 0), unmet])), ["Mali"]);
        let without = |word| {
            Pattern::All(vec![
                pattern(&["mali"], 0),
                Pattern::Not(Box::new(pattern(&[word], 0))),
            ])
        };
        assert_eq!(places(text, without("niger")), ["Mali"]);
        assert_eq!(places(text, without("armee")), [""; 0]);
    }

    #[test]
    fn only_the_field_that_was_asked_is_searched() {
        let mut article = article("Merci", "Le maire dit merci.");
        article.comments = vec!["Rien.".into(), "Un grand merci !".into()];
        let Pattern::Words(_, phrase) = pattern(&["merci"], 0) else {
            panic!("words");
        };
        for (field, part) in [
            (SearchedTexts::Title, Part::Title),
            (SearchedTexts::Body, Part::Body),
            (SearchedTexts::Comments, Part::Comment(1)),
        ] {
            let places = Matcher::new(Pattern::Words(vec![field], phrase.clone())).places(&article);
            assert_eq!(places.iter().map(|place| place.part).collect::<Vec<_>>(), [part]);
        }
    }
}
