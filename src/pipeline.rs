//! The order of the stages, from a page to an article.

mod imported;
mod named;

pub use named::named;

use crate::article::{Article, ArticleId, Dated, Doubt, FORMAT, Source};
use crate::calendar::Date;
use crate::clean::site::SiteTemplates;
use crate::clean::{self, LabeledPage};
use crate::decode;
use crate::describe::{self, Corrections, DecidedFact, Facts, OutletNames, actors, temporal};
use crate::lexicon::Lexicon;
use crate::page::{Content, ImportedRecord, Origin, Page, SavedAs};
use crate::parse::{self, Declared, Document, Markup, Truncation};

/// What pages are read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The known words and names.
    pub lexicon: &'a Lexicon,
    /// The user's own names of outlets.
    pub outlets: &'a OutletNames,
    /// The user's corrections of single articles.
    pub corrections: &'a Corrections,
    /// What recurs on the pages of each site.
    pub sites: &'a SiteTemplates,
}

/// An article, and what led to it.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The article.
    pub article: Article,
    /// The page with its blocks judged; none for the record of another scraper, which is taken as it is.
    pub blocks: Option<(Document, LabeledPage)>,
    /// The facts with all their witnesses.
    pub facts: Facts,
}

impl Extraction {
    /// The text that was dropped from the page, which was read here.
    pub fn furniture(&self, page: &Page) -> String {
        match (&self.blocks, &page.content) {
            (Some((document, body)), _) => body.furniture(document),
            (None, Content::Record(record)) => record.furniture.clone().unwrap_or_default(),
            (None, Content::Bytes(_)) => String::new(),
        }
    }
}

/// What we say about a page.
pub fn article(page: &Page, context: Context) -> Article {
    reading(page, context).article
}

/// What we say about a page, and why.
///
/// ```
/// use archive::clean::site::SiteTemplates;
/// use archive::describe::{Corrections, OutletNames};
/// use archive::pipeline::{Context, reading};
/// use archive::lexicon::Lexicon;
/// use archive::page::{Content, Origin, Page};
///
/// let html = "<title>Le pont rouvre</title><nav><a href=/>Accueil</a></nav><h1>Le pont rouvre</h1>\
///     <p>Le maire Oumar Diarra a rouvert le pont lundi, après trois ans de travaux et deux crues.</p>";
/// let page = Page { content: Content::Bytes(html.into()), origin: Origin::default() };
/// let (outlets, corrections, sites) = (OutletNames::default(), Corrections::default(), SiteTemplates::default());
/// let context = Context { lexicon: Lexicon::built_in(), outlets: &outlets, corrections: &corrections, sites: &sites };
/// let found = reading(&page, context);
/// assert_eq!(found.article.title.as_deref(), Some("Le pont rouvre"));
/// assert!(found.article.actors.iter().any(|actor| actor.id == "person:oumar-diarra"));
/// assert!(found.furniture(&page).contains("Accueil"));
/// ```
pub fn reading(page: &Page, context: Context) -> Extraction {
    parsed_reading(page, parsed(page), context)
}

/// What we say about a page that was parsed before.
pub fn parsed_reading(page: &Page, parsed: Option<ParsedPage>, context: Context) -> Extraction {
    match (&page.content, parsed) {
        (Content::Record(record), _) => of_record(page, record, context),
        (Content::Bytes(bytes), parsed) => of_page(
            page,
            parsed.unwrap_or_else(|| ParsedPage::of(bytes, &page.origin)),
            context,
        ),
    }
}

/// A page that was parsed and not yet judged: what is known of its site must come before that.
#[derive(Debug, PartialEq)]
pub struct ParsedPage {
    document: Document,
    site: Option<String>,
    /// The encoding, if the page breaks it.
    damaged: Option<&'static str>,
}

/// The tree of a page; none for the record of another scraper.
pub fn parsed(page: &Page) -> Option<ParsedPage> {
    match &page.content {
        Content::Bytes(bytes) => Some(ParsedPage::of(bytes, &page.origin)),
        Content::Record(_) => None,
    }
}

impl ParsedPage {
    fn of(bytes: &[u8], origin: &Origin) -> ParsedPage {
        let decoded = decode::decoded(bytes, origin.content_type.as_deref());
        let document = parse::document(&decoded.text);
        ParsedPage {
            site: describe::site(&document, origin),
            document,
            damaged: decoded.damaged.then_some(decoded.encoding),
        }
    }

    /// The parsed page as bytes, for [`ParsedPage::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let beside = (&self.site, self.damaged);
        let beside = serde_json::to_vec(&beside).unwrap_or_default();
        let mut bytes = (beside.len() as u32).to_le_bytes().to_vec();
        bytes.extend(beside);
        bytes.extend(self.document.to_bytes());
        bytes
    }

    /// The parsed page of these bytes; nothing where they are others.
    pub fn from_bytes(bytes: &[u8]) -> Option<ParsedPage> {
        let (length, rest) = bytes.split_first_chunk()?;
        let (beside, document) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let (site, damaged): (Option<String>, Option<String>) = serde_json::from_slice(beside).ok()?;
        let damaged = damaged.and_then(|name| decode::encoding(&name));
        Some(ParsedPage {
            document: Document::from_bytes(document)?,
            site,
            damaged,
        })
    }

    /// Remembers what the page shows of its site.
    pub fn observe(&self, sites: &mut SiteTemplates) {
        sites.add_page(&self.document, self.site.as_deref());
    }
}

fn of_page(page: &Page, parsed: ParsedPage, context: Context) -> Extraction {
    let document = parsed.document;
    let recurring = context.sites.recurring(&document, parsed.site.as_deref());
    let declared = Declared::of(&document);
    let mut body = clean::clean(&document, &declared, Some(&recurring));
    let mut facts = describe::describe(&document, &declared, &body, &page.origin, context.outlets);
    if let Some(stated) = &page.origin.stated {
        facts = describe::stated(facts, stated);
    }
    if document.form == Markup::Text {
        body.retitled(&document, facts.title.value.as_deref());
    }
    facts.doubts.extend(document.cut.map(hostile));
    let damaged = parsed
        .damaged
        .map(|encoding| format!("damaged-encoding:{encoding}"));
    facts.doubts.extend(damaged.map(Doubt::Other));
    let mut source = Source::of(page.bytes(), &page.origin);
    if document.form == Markup::Text {
        source.saved_as = source.saved_as.max(SavedAs::Text);
    }
    let facts = context
        .corrections
        .applied(&ArticleId::of(page.bytes()).to_hex(), facts);
    let comments = body.comments.iter().map(ToString::to_string).collect();
    let text = body.text(&document);
    let article = assembled(page, source, &facts, text, comments, context.lexicon);
    Extraction {
        article,
        blocks: Some((document, body)),
        facts,
    }
}

fn of_record(page: &Page, record: &ImportedRecord, context: Context) -> Extraction {
    if let Some(own) = Article::from_record(&record.json) {
        return imported::reading(page, own, context);
    }
    let facts = describe::recorded(record, &page.origin, context.outlets);
    let source = Source::of(page.bytes(), &page.origin);
    let facts = context
        .corrections
        .applied(&ArticleId::of(page.bytes()).to_hex(), facts);
    let article = assembled(
        page,
        source,
        &facts,
        record.text.clone(),
        Vec::new(),
        context.lexicon,
    );
    Extraction {
        article,
        blocks: None,
        facts,
    }
}

fn hostile(cut: Truncation) -> Doubt {
    let why = match cut {
        Truncation::Nodes => "too many elements",
        Truncation::Blocks => "too many blocks",
        Truncation::Scans => "elements nested too deep",
        Truncation::Time => "too slow to parse",
        Truncation::Fault => "the parser failed",
    };
    Doubt::Other(format!("hostile-page:{why}"))
}

fn assembled(
    page: &Page,
    source: Source,
    facts: &Facts,
    body: String,
    comments: Vec<String>,
    lexicon: &Lexicon,
) -> Article {
    let title = facts.title.value.clone();
    let language = facts.language.value.clone();
    let actors = actors::actors(title.as_deref(), &body, language.as_deref(), lexicon);
    let spoken = temporal::dates(
        title.as_deref(),
        &body,
        language.as_deref(),
        facts.published.value,
    );
    Article {
        format: FORMAT,
        id: ArticleId::of(page.bytes()),
        kind: facts.kind,
        title,
        outlet: facts.outlet.value.clone(),
        domain: facts.domain.clone(),
        url: facts.url.value.clone(),
        authors: facts.authors.value.clone().unwrap_or_default(),
        agencies: facts.agencies.value.clone().unwrap_or_default(),
        section: facts.section.value.clone(),
        tags: facts.tags.clone(),
        language,
        published: dated(&facts.published),
        modified: dated(&facts.modified),
        crawled: page.origin.crawled,
        added: None,
        edition: facts.edition.value.clone(),
        page: facts.page.value.clone(),
        number: facts.number.value.clone(),
        body,
        comments,
        dates: spoken.dates,
        actors,
        story: None,
        doubts: facts.doubts.clone(),
        source,
    }
}

fn dated(found: &DecidedFact<Date>) -> Option<Dated> {
    Some(Dated::new(found.value?, found.evidence?, found.confidence))
}
