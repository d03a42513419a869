//! References as BibTeX, in fields that BibLaTeX reads too.
//!
//! Written here, as the crate `biblatex` 0.12 escapes for its own parser and not for LaTeX: a tilde becomes the accent `\~`, a backslash
//! the line break `\\`, and an address is braced twice (`findings/biblatex-writes-accents.sh`).

use super::{Creator, Reference};
use archive::article::Article;
use std::fmt::Write;

/// An article as an entry. Its key is made of the author or outlet, the year and the identity, and so is the same in every export.
pub(crate) fn bibtex(article: &Article) -> String {
    let reference = Reference::of(article);
    let date = article
        .published
        .as_ref()
        .map(|published| published.date.to_string());
    let year = date.as_deref().and_then(|date| date.split('-').next());
    let kind = if reference.is_article { "article" } else { "misc" };
    let mut entry = format!("@{kind}{{{},\n", key(&reference, year));
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(entry, "  {name} = {{{value}}},");
    };
    if let Some(title) = &article.title {
        // The second braces keep styles from writing the capitals of names small.
        field("title", &format!("{{{}}}", latex(title)));
    }
    if !reference.creators.is_empty() {
        let names: Vec<String> = reference.creators.iter().map(name).collect();
        field("author", &names.join(" and "));
    }
    if let Some(outlet) = &article.outlet {
        field(
            if reference.is_article {
                "journal"
            } else {
                "howpublished"
            },
            &latex(outlet),
        );
    }
    if let Some(date) = &date {
        field("date", date);
        for (name, part) in ["year", "month"].into_iter().zip(date.split('-')) {
            field(name, part);
        }
    }
    if let Some(address) = &article.url {
        field("url", &url(address));
    }
    if let Some(accessed) = &reference.accessed {
        field("urldate", accessed);
    }
    if let Some(language) = &article.language {
        field("langid", &latex(language));
    }
    let capture = reference.capture.map(|capture| format!(", {capture}"));
    field(
        "note",
        &latex(&(reference.identity + &capture.unwrap_or_default())),
    );
    entry.push_str("}\n");
    entry
}

/// `diarra2022-ec4431fa9dc7`: letters and digits of ASCII alone.
fn key(reference: &Reference, year: Option<&str>) -> String {
    let named = match reference.creators.first() {
        Some(Creator::Person(parts)) => parts.family.as_str(),
        Some(Creator::Whole(name)) => name,
        None => reference.article.outlet.as_deref().unwrap_or_default(),
    };
    let plain: String = archive::text::folded(named)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!("{plain}{}-{}", year.unwrap_or_default(), reference.article.id)
}

/// `Family, Suffix, Given`; a whole name is braced, so that it is not taken apart.
fn name(creator: &Creator) -> String {
    match creator {
        Creator::Whole(name) => format!("{{{}}}", latex(name)),
        Creator::Person(parts) => {
            let suffix = parts
                .suffix
                .as_deref()
                .map(|suffix| format!(", {}", latex(suffix)));
            format!(
                "{{{}}}{}, {}",
                latex(&parts.family),
                suffix.unwrap_or_default(),
                latex(&parts.given)
            )
        }
    }
}

/// A text in which no sign is one of LaTeX.
fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '$' | '#' | '_' => escaped.extend(['\\', sign]),
            _ if sign.is_control() => escaped.push(' '),
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// An address, which is taken as it is: what would close its braces is escaped as addresses are.
fn url(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for sign in address.chars() {
        match sign {
            '{' | '}' | '\\' => escaped.push_str(&format!("%{:02X}", u32::from(sign))),
            _ if sign.is_control() || sign.is_whitespace() => escaped.push_str("%20"),
            _ => escaped.push(sign),
        }
    }
    escaped
}
