//! What the page's JSON-LD says of its article, in all the shapes that pages give it.

use crate::parse;
use serde_json::{Map, Value};
use std::collections::HashMap;

type Object = Map<String, Value>;

/// How many objects of a page are looked at.
const MAX_OBJECTS: usize = 20_000;

/// The types under which an article is described, in schema.org's words.
const ARTICLES: [&str; 17] = [
    "AdvertiserContentArticle",
    "AnalysisNewsArticle",
    "Article",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "MedicalScholarlyArticle",
    "NewsArticle",
    "OpinionNewsArticle",
    "Report",
    "ReportageNewsArticle",
    "Review",
    "ReviewNewsArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "TechArticle",
];
/// Types that describe the page when no article is described.
const PAGES: [&str; 7] = [
    "VideoObject",
    "HowTo",
    "ItemPage",
    "WebPage",
    "Recipe",
    "CreativeWork",
    "SocialMediaPosting",
];
/// Properties whose objects are other articles.
const OTHERS: [&str; 12] = [
    "itemListElement",
    "hasPart",
    "isPartOf",
    "mentions",
    "relatedLink",
    "citation",
    "comment",
    "review",
    "blogPost",
    "liveBlogUpdate",
    "isBasedOn",
    "significantLink",
];

/// What publishing systems put between a name and the place or office behind it, seen by nobody.
const SEPARATOR: char = '\u{200b}';

/// One name that JSON-LD gives, and whether it says that it is a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedName {
    /// The name.
    pub name: String,
    /// It is said to be an organisation.
    pub organisation: bool,
}

/// What JSON-LD says of one article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkedArticle {
    /// Its types.
    pub types: Vec<String>,
    /// The headline, or the name where there is none.
    pub headline: Option<String>,
    /// `alternativeHeadline`.
    pub alternative: Option<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateCreated` or `uploadDate`.
    pub created: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// The authors.
    pub authors: Vec<LinkedName>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The sections.
    pub sections: Vec<String>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The language.
    pub language: Option<String>,
    /// The address.
    pub url: Option<String>,
}

impl LinkedArticle {
    /// Whether it is news rather than a page or a product.
    pub fn is_news(&self) -> bool {
        self.types.iter().any(|t| ARTICLES.contains(&t.as_str()))
    }
}

/// All that the page's JSON-LD says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linked {
    /// The articles that stand on their own, in page order.
    pub articles: Vec<LinkedArticle>,
    /// What describes the page where no article is described.
    pub pages: Vec<LinkedArticle>,
    /// The name of the site: of a `WebSite` or of the organisation that publishes.
    pub site: Option<String>,
    /// All types of all objects.
    pub types: Vec<String>,
}

/// What the JSON-LD of a page says of its article.
pub(super) fn linked(scripts: &[Value]) -> Linked {
    let graph = LinkedGraph::of(scripts);
    let mut linked = Linked::default();
    for (object, own) in &graph.objects {
        let types = types(object);
        linked.types.extend(types.iter().map(|t| t.to_string()));
        let one_of = |list: &[&str]| types.iter().any(|t| list.contains(t));
        if one_of(&ARTICLES) && *own {
            linked.articles.push(graph.article(object));
        } else if one_of(&PAGES) && *own {
            linked.pages.push(graph.article(object));
        }
        if types.contains(&"WebSite") && linked.site.is_none() {
            linked.site = string(object.get("name"));
        }
    }
    linked
}

/// The objects of all scripts, in page order, and whether each stands on its own; those with an `@id` can be looked up.
struct LinkedGraph<'a> {
    objects: Vec<(&'a Object, bool)>,
    named: HashMap<&'a str, &'a Object>,
}

impl<'a> LinkedGraph<'a> {
    fn of(scripts: &'a [Value]) -> LinkedGraph<'a> {
        let mut graph = LinkedGraph {
            objects: Vec::new(),
            named: HashMap::new(),
        };
        let mut waiting: Vec<(&Value, bool)> = scripts.iter().rev().map(|value| (value, true)).collect();
        while let Some((value, own)) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items.iter().rev().map(|item| (item, own))),
                Value::Object(object) if graph.objects.len() < MAX_OBJECTS => {
                    graph.add(object, own);
                    let inner = object
                        .iter()
                        .rev()
                        .filter(|(_, value)| value.is_object() || value.is_array());
                    waiting.extend(inner.map(|(key, value)| (value, own && !OTHERS.contains(&key.as_str()))));
                }
                _ => {}
            }
        }
        graph
    }

    fn add(&mut self, object: &'a Object, own: bool) {
        self.objects.push((object, own));
        if let Some(Value::String(id)) = object.get("@id")
            && object.len() > 1
        {
            self.named.entry(id).or_insert(object);
        }
    }

    fn article(&self, object: &'a Object) -> LinkedArticle {
        let text = |key: &str| string(object.get(key));
        let authors = object.get("author").or_else(|| object.get("creator"));
        LinkedArticle {
            types: types(object).iter().map(|t| t.to_string()).collect(),
            headline: text("headline").or_else(|| text("name")),
            alternative: text("alternativeHeadline"),
            published: text("datePublished"),
            created: text("dateCreated").or_else(|| text("uploadDate")),
            modified: text("dateModified"),
            authors: self.names(authors),
            publisher: self
                .names(object.get("publisher"))
                .into_iter()
                .next()
                .map(|n| n.name),
            sections: strings(object.get("articleSection")),
            keywords: strings(object.get("keywords")),
            language: self
                .names(object.get("inLanguage"))
                .into_iter()
                .next()
                .map(|n| n.name),
            url: text("url").or_else(|| self.address(object.get("mainEntityOfPage"))),
        }
    }

    fn address(&self, value: Option<&Value>) -> Option<String> {
        match value? {
            Value::Object(object) => string(object.get("@id")).or_else(|| string(object.get("url"))),
            other => string(Some(other)),
        }
    }

    /// The names in a string, an object, a reference to an object, or an array of them.
    fn names(&self, value: Option<&'a Value>) -> Vec<LinkedName> {
        let mut names = Vec::new();
        let mut waiting: Vec<(&Value, bool)> = value.into_iter().map(|value| (value, false)).collect();
        while let Some((value, organisation)) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items.iter().rev().map(|item| (item, organisation))),
                Value::Object(object) => {
                    let object = self.resolved(object);
                    let organisation = types(object).iter().any(|t| t.ends_with("Organization"));
                    if let Some(name) = object.get("name").filter(|name| !name.is_object()) {
                        waiting.push((name, organisation));
                    } else if let (Some(given), Some(family)) =
                        (string(object.get("givenName")), string(object.get("familyName")))
                    {
                        names.push(LinkedName {
                            name: format!("{given} {family}"),
                            organisation,
                        });
                    }
                }
                Value::String(name) if name.contains(SEPARATOR) => {
                    let name = Value::String(name.replace(SEPARATOR, ", "));
                    names.extend(string(Some(&name)).map(|name| LinkedName { name, organisation }));
                }
                other => names.extend(string(Some(other)).map(|name| LinkedName { name, organisation })),
            }
            if names.len() > 60 {
                break;
            }
        }
        names
    }

    /// The object that a bare `@id` stands for.
    fn resolved(&self, object: &'a Object) -> &'a Object {
        match object.get("@id") {
            Some(Value::String(id)) if !object.contains_key("name") => {
                self.named.get(id.as_str()).copied().unwrap_or(object)
            }
            _ => object,
        }
    }
}

/// The types of an object, without the address of the vocabulary.
fn types(object: &Object) -> Vec<&str> {
    let of = |value: &'_ Value| value.as_str().map(|t| t.len());
    let values = match object.get("@type").or_else(|| object.get("type")) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let texts = values
        .into_iter()
        .filter(|v| of(v).is_some())
        .filter_map(Value::as_str);
    texts
        .map(|t| t.rsplit(['/', '#', ':']).next().unwrap_or(t))
        .collect()
}

/// The first string of a value, with the character references that some leave in it read.
fn string(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(crate::text::normalized(&plain(text))).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items
            .iter()
            .find_map(|item| item.as_str())
            .and_then(|t| string(Some(&Value::String(t.into())))),
        Value::Object(object) => object.get("@value").and_then(Value::as_str).map(str::to_string),
        _ => None,
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(|item| string(Some(item))).collect(),
        other => string(other).into_iter().collect(),
    }
}

/// Text out of a string of HTML: character references read, tags gone.
fn plain(text: &str) -> String {
    if text.contains(['&', '<']) {
        parse::unescaped(&parse::plain(text)).into_owned()
    } else {
        text.to_string()
    }
}
