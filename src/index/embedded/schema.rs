//! Which fields an indexed article has, and what can be done with each.

use crate::index::plan::{ANY_KIND, Code, Label, TextField};
use crate::text::Tokens;
use tantivy::Term;
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// The name of the analysis of texts.
const WORDS: &str = "words";
/// The analysis that takes a value whole.
const WHOLE: &str = "raw";

/// The fields of an indexed article.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchemaFields {
    /// The identity, whole.
    pub id: Field,
    /// The headline.
    pub title: Field,
    /// The text.
    pub body: Field,
    /// What readers wrote.
    pub comments: Field,
    /// What was dropped from the page.
    pub furniture: Field,
    /// The names of the actors as the text has them.
    pub names: Field,
    /// The outlet.
    pub outlet: Field,
    /// The site.
    pub domain: Field,
    /// The address, by its words.
    pub url: Field,
    /// The file, by the words of its path.
    pub path: Field,
    /// The authors.
    pub author: Field,
    /// The agencies.
    pub agency: Field,
    /// The section.
    pub section: Field,
    /// The keywords.
    pub tag: Field,
    /// The language.
    pub lang: Field,
    /// The kind, and [`ANY_KIND`].
    pub kind: Field,
    /// The names of the doubts.
    pub doubt: Field,
    /// The names of the facts that are known.
    pub has: Field,
    /// The identities of the actors.
    pub actor: Field,
    /// Each name of an actor with its identity.
    pub alias: Field,
    /// When it was published.
    pub date: Field,
    /// The dates of which it speaks.
    pub mentioned: Field,
    /// When it was added, a moment.
    pub added: Field,
    /// Of an older version: its identity. Such a document has no other indexed field.
    pub older: Field,
    /// Of a further path of an article: the article's identity.
    pub copy: Field,
    /// Of a further path of an article: the path.
    pub copy_path: Field,
    /// Of a sighting that holds: its place, as a key.
    pub place: Field,
    /// Of a sighting that holds: the article's identity.
    pub seen: Field,
    /// Of a sighting that holds: the address, as a key.
    pub address: Field,
    /// Of a sighting that holds no more: the article's identity.
    pub was: Field,
    /// Of any sighting: what ties it to other versions, as keys.
    pub tie: Field,
    /// The record of an article, packed; of a sighting, the sighting.
    pub record: Field,
    /// What was dropped from the page, so that an article is indexed again from its own documents.
    pub dropped: Field,
    /// What tells a copy of the text, as numbers.
    pub sketch: Field,
}

impl SchemaFields {
    /// The schema of an index.
    pub(super) fn build() -> (Schema, SchemaFields) {
        let mut schema = Schema::builder();
        let positions = IndexRecordOption::WithFreqsAndPositions;
        let fields = SchemaFields {
            id: schema.add_bytes_field("id", tantivy::schema::FAST | INDEXED),
            title: text(&mut schema, "title", positions, true),
            body: text(&mut schema, "body", positions, true),
            comments: text(&mut schema, "comments", positions, true),
            furniture: text(&mut schema, "furniture", IndexRecordOption::WithFreqs, false),
            names: text(&mut schema, "names", positions, false),
            outlet: label(&mut schema, "outlet"),
            domain: label(&mut schema, "domain"),
            url: text(&mut schema, "url", positions, false),
            path: text(&mut schema, "path", positions, false),
            author: label(&mut schema, "author"),
            agency: label(&mut schema, "agency"),
            section: label(&mut schema, "section"),
            tag: label(&mut schema, "tag"),
            lang: whole(&mut schema, "lang", true),
            kind: whole(&mut schema, "kind", true),
            doubt: whole(&mut schema, "doubt", true),
            has: whole(&mut schema, "has", false),
            actor: whole(&mut schema, "actor", true),
            alias: whole(&mut schema, "alias", false),
            date: whole(&mut schema, "date", true),
            mentioned: whole(&mut schema, "mentioned", true),
            added: whole(&mut schema, "added", true),
            older: schema.add_bytes_field("older", tantivy::schema::FAST | INDEXED),
            copy: schema.add_bytes_field("copy", tantivy::schema::FAST | INDEXED),
            copy_path: text(&mut schema, "copy_path", positions, false),
            place: schema.add_bytes_field("place", INDEXED),
            seen: schema.add_bytes_field("seen", INDEXED),
            address: schema.add_bytes_field("address", INDEXED),
            was: schema.add_bytes_field("was", INDEXED),
            tie: schema.add_bytes_field("tie", INDEXED),
            record: schema.add_bytes_field("record", STORED),
            dropped: schema.add_bytes_field("dropped", STORED),
            sketch: schema.add_u64_field("sketch", tantivy::schema::FAST),
        };
        (schema.build(), fields)
    }
}

impl SchemaFields {
    /// The field of a text.
    pub(super) fn of_text(&self, field: TextField) -> Field {
        match field {
            TextField::Title => self.title,
            TextField::Body => self.body,
            TextField::Comments => self.comments,
            TextField::Furniture => self.furniture,
            TextField::Names => self.names,
            TextField::Url => self.url,
            TextField::Path => self.path,
            TextField::FurtherPath => self.copy_path,
            TextField::Label(Label::Outlet) => self.outlet,
            TextField::Label(Label::Domain) => self.domain,
            TextField::Label(Label::Author) => self.author,
            TextField::Label(Label::Agency) => self.agency,
            TextField::Label(Label::Section) => self.section,
            TextField::Label(Label::Tag) => self.tag,
        }
    }

    /// The field of values.
    pub(super) fn of_code(&self, code: Code) -> Field {
        match code {
            Code::Lang => self.lang,
            Code::Kind => self.kind,
            Code::Doubt => self.doubt,
            Code::Has => self.has,
            Code::Actor => self.actor,
            Code::Date => self.date,
            Code::Mentioned => self.mentioned,
            Code::Added => self.added,
        }
    }

    /// What every article has, of whatever kind, and nothing else.
    pub(super) fn every_article(&self) -> Term {
        Term::from_field_text(self.kind, ANY_KIND)
    }

    /// What the articles have that have a field; what every article has where that is not known.
    pub(super) fn articles_with(&self, field: Field) -> Term {
        let facts = [
            (self.title, "title"),
            (self.body, "body"),
            (self.comments, "comments"),
            (self.names, "actor"),
            (self.outlet, "outlet"),
            (self.domain, "domain"),
            (self.url, "url"),
            (self.author, "author"),
            (self.agency, "agency"),
            (self.section, "section"),
            (self.tag, "tag"),
        ];
        let fact = facts.iter().find(|(known, _)| *known == field);
        fact.map_or_else(
            || self.every_article(),
            |(_, fact)| Term::from_field_text(self.has, fact),
        )
    }
}

/// A field of running text.
fn text(schema: &mut SchemaBuilder, name: &str, option: IndexRecordOption, norms: bool) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(option)
        .set_fieldnorms(norms);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// A field of names that are found by their words and counted whole.
fn label(schema: &mut SchemaBuilder, name: &str) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    let options = TextOptions::default()
        .set_indexing_options(indexing)
        .set_fast(WHOLE);
    schema.add_text_field(name, options)
}

/// A field of codes that are found and counted whole.
fn whole(schema: &mut SchemaBuilder, name: &str, counted: bool) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WHOLE)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    let options = TextOptions::default().set_indexing_options(indexing);
    let options = if counted { options.set_fast(WHOLE) } else { options };
    schema.add_text_field(name, options)
}

/// The analyses of the schema.
pub(super) fn analyses() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::from(WordAnalysis));
    manager
}

/// The analysis of texts: [`crate::text::tokens()`].
#[derive(Debug, Clone)]
struct WordAnalysis;

/// The words of one text.
struct WordStream<'a> {
    tokens: Tokens<'a>,
    token: Token,
}

impl Tokenizer for WordAnalysis {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            tokens: Tokens::new(text),
            token: Token::default(),
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((start, end)) = self.tokens.next_into(&mut self.token.text) else {
            return false;
        };
        self.token.offset_from = start;
        self.token.offset_to = end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
