//! What of an article is searched and counted, whatever holds it.

use crate::article::{Article, Kind};
use crate::index::minhash::Sketch;
use crate::index::plan::{ANY_KIND, Code, Label, TextField};
use crate::text::folded;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What of an article is searched and counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct IndexDocument<'a> {
    /// The texts, to be cut into words; a field may have several.
    pub texts: Vec<(TextField, Cow<'a, str>)>,
    /// The values, whole; a field may have several.
    pub codes: Vec<(Code, Cow<'a, str>)>,
    /// The names of the actors, folded, each with the identity of the actor.
    pub names: Vec<(String, &'a str)>,
    /// What tells copies of its text.
    pub sketch: Option<Sketch>,
}

impl<'a> IndexDocument<'a> {
    /// That of an article, with the text that was dropped from its page.
    pub(super) fn of(article: &'a Article, furniture: &'a str) -> IndexDocument<'a> {
        let is_article = article.kind == Kind::Article;
        let mut document = IndexDocument {
            texts: texts(article, furniture),
            codes: codes(article),
            names: Vec::new(),
            sketch: is_article.then(|| Sketch::of(&article.body)).flatten(),
        };
        document.add_actors(article);
        document
    }

    /// The identities of the actors, and the names by which the text calls them.
    fn add_actors(&mut self, article: &'a Article) {
        for actor in &article.actors {
            self.codes.push((Code::Actor, Cow::from(&actor.id)));
            let mentions = actor.mentions.iter().map(|mention| mention.text.as_str());
            let in_text: BTreeSet<String> = mentions.map(folded).collect();
            let mut all = in_text.clone();
            all.insert(folded(&actor.name));
            self.names
                .extend(all.into_iter().map(|name| (name, actor.id.as_str())));
            let in_text = in_text.into_iter().map(|name| (TextField::Names, name.into()));
            self.texts.extend(in_text);
        }
    }
}

fn texts<'a>(article: &'a Article, furniture: &'a str) -> Vec<(TextField, Cow<'a, str>)> {
    let mut texts: Vec<(TextField, Cow<str>)> = vec![
        (TextField::Body, Cow::from(&article.body)),
        (TextField::Furniture, furniture.into()),
        (TextField::Path, article.source.path.to_string().into()),
    ];
    let single = [
        (TextField::Title, &article.title),
        (TextField::Label(Label::Outlet), &article.outlet),
        (TextField::Label(Label::Domain), &article.domain),
        (TextField::Url, &article.url),
        (TextField::Label(Label::Section), &article.section),
    ];
    for (field, text) in single {
        texts.extend(text.as_deref().map(|text| (field, text.into())));
    }
    let lists = [
        (TextField::Label(Label::Author), &article.authors),
        (TextField::Label(Label::Agency), &article.agencies),
        (TextField::Label(Label::Tag), &article.tags),
        (TextField::Comments, &article.comments),
    ];
    for (field, list) in lists {
        texts.extend(list.iter().map(|text| (field, text.into())));
    }
    texts
}

/// The kind, the language, the dates, the doubts, and which facts are known.
fn codes(article: &Article) -> Vec<(Code, Cow<'_, str>)> {
    let mut codes: Vec<(Code, Cow<str>)> = vec![
        (Code::Kind, ANY_KIND.into()),
        (Code::Kind, kind_name(article.kind).into()),
    ];
    let language = article.language.as_deref();
    codes.extend(language.map(|language| (Code::Lang, language.into())));
    let published = article.published.as_ref();
    codes.extend(published.map(|published| (Code::Date, published.date.to_string().into())));
    codes.extend(article.added.map(|added| (Code::Added, added.to_string().into())));
    let mentioned: BTreeSet<String> = article.dates.iter().map(|date| date.date.to_string()).collect();
    codes.extend(mentioned.into_iter().map(|date| (Code::Mentioned, date.into())));
    let doubts = article.doubts.iter();
    codes.extend(doubts.map(|doubt| (Code::Doubt, doubt_name(doubt).into())));
    codes.extend(known(article).map(|fact| (Code::Has, fact.into())));
    codes
}

/// The names of the facts that are known.
fn known(article: &Article) -> impl Iterator<Item = &'static str> {
    let facts = [
        ("title", article.title.is_some()),
        ("body", !article.body.is_empty()),
        ("outlet", article.outlet.is_some()),
        ("domain", article.domain.is_some()),
        ("url", article.url.is_some()),
        ("author", !article.authors.is_empty()),
        ("agency", !article.agencies.is_empty()),
        ("section", article.section.is_some()),
        ("tag", !article.tags.is_empty()),
        ("lang", article.language.is_some()),
        ("date", article.published.is_some()),
        ("mentions", !article.dates.is_empty()),
        ("comments", !article.comments.is_empty()),
        ("actor", !article.actors.is_empty()),
        ("doubt", !article.doubts.is_empty()),
    ];
    let known = facts.into_iter().filter(|(_, known)| *known);
    known.map(|(name, _)| name)
}

/// The name of a doubt, without what it is about.
pub(super) fn doubt_name(doubt: &crate::article::Doubt) -> String {
    let doubt = doubt.to_string();
    doubt.split(':').next().unwrap_or_default().to_string()
}

/// The name of a kind, as the record prints it.
pub(super) fn kind_name(kind: Kind) -> String {
    let value = serde_json::to_value(kind).unwrap_or_default();
    value.as_str().unwrap_or("article").to_string()
}
