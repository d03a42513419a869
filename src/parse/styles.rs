//! What the style sheets in a page hide: the classes and identities of rules that say `display: none` by themselves.

use super::strip::{closing_tag, tag_end};
use memchr::memmem;
use std::collections::HashSet;

/// Style sheets are read up to so many bytes of a page.
const MOST: usize = 1 << 18;

/// The selectors that hide: `.class`, `#identity`, or either behind the name of an element.
#[derive(Debug, Default)]
pub(super) struct Hiding(HashSet<String>);

impl Hiding {
    /// What the style sheets in a page hide. What another rule shows again, for a screen of some width or not, is not hidden; a
    /// selector of several parts says nothing, for what it waits for may never come.
    pub(super) fn of(html: &str) -> Hiding {
        let (mut hidden, mut shown) = (HashSet::new(), HashSet::new());
        for (selectors, declarations) in sheets(html).flat_map(rules) {
            let selectors = selectors.split(',');
            match hides(declarations) {
                Some(true) => hidden.extend(selectors.filter_map(simple)),
                Some(false) => shown.extend(selectors.filter_map(subject)),
                None => {}
            }
        }
        hidden.retain(|selector| !shown.contains(selector));
        Hiding(hidden)
    }

    /// Whether an element of this name, class and identity is hidden.
    pub(super) fn hides(&self, name: &str, class: Option<&str>, id: Option<&str>) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let known = |sign: char, value: &str| {
            self.0.contains(&format!("{sign}{value}")) || self.0.contains(&format!("{name}{sign}{value}"))
        };
        let by_class = class.is_some_and(|class| class.split_whitespace().any(|class| known('.', class)));
        by_class || id.is_some_and(|id| known('#', id.trim()))
    }
}

/// The texts of the style sheets in a page.
fn sheets(html: &str) -> impl Iterator<Item = &str> {
    let starts = memmem::find_iter(html.as_bytes(), b"<style");
    let mut left = MOST;
    starts.filter_map(move |start| {
        let from = start + tag_end(&html.as_bytes()[start..])?;
        let length = closing_tag(&html.as_bytes()[from..], "style")?;
        left = left.checked_sub(length)?;
        html.get(from..from + length)
    })
}

/// The innermost rules of a style sheet: what stands before a brace, and in it.
fn rules(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    sheet.split('}').filter_map(|rule| {
        let (selectors, declarations) = rule.rsplit_once('{')?;
        let start = selectors.rfind(['{', ';', '/']).map_or(0, |at| at + 1);
        Some((&selectors[start..], declarations))
    })
}

/// Whether declarations hide (`true`) or show (`false`); none where they say nothing of it.
fn hides(declarations: &str) -> Option<bool> {
    let mut said = None;
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "display" => said = Some(value.starts_with("none")),
            "visibility" => said = Some(value.starts_with("hidden")),
            _ => {}
        }
    }
    said
}

/// The last part of a selector: whatever it waits for, a rule that shows it may come true.
fn subject(selector: &str) -> Option<String> {
    simple(
        selector
            .rsplit([' ', '>', '+', '~'])
            .find(|part| !part.is_empty())?,
    )
}

/// A selector of one part.
fn simple(selector: &str) -> Option<String> {
    let selector = selector.trim();
    let sign = selector.find(['.', '#'])?;
    let (name, rest) = (&selector[..sign], &selector[sign + 1..]);
    let word = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_') || b >= 0x80)
    };
    (word(name) && word(rest) && !rest.is_empty()).then(|| selector.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_one_part_hide() {
        let page = "<style>.a, #b{color:red;DISPLAY:none} p.c{visibility:hidden}.d .e{display:none}.f{display:none}\
                    @media(min-width:9em){.f{display:block}}.i{display:none} .x .i{display:block}/* x */.g{display:none!important}.h{display:none</style><p class=z>";
        let hiding = Hiding::of(page);
        for (class, hidden) in [
            ("a", true),
            ("x a", true),
            ("c", true),
            ("e", false),
            ("f", false),
            ("g", true),
            ("i", false),
            ("z", false),
        ] {
            assert_eq!(hiding.hides("p", Some(class), None), hidden, "{class}");
        }
        assert!(hiding.hides("div", None, Some("b")) && !hiding.hides("div", Some("c"), None));
    }
}
