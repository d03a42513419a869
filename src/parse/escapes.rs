//! Text that was escaped twice: character references that are still there when the page has been read.

use std::borrow::Cow;

/// How often a reference is read again: systems that hand a text on escape it once more each.
const ROUNDS: usize = 3;
/// The longest name of a character in common use, `thetasym`, with its signs.
const LONGEST: usize = 12;

/// The text with the references in it read. Those of `<` and `>` stay: they may be what the text is about.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    let mut read = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        match once(&read) {
            Some(again) => read = Cow::Owned(again),
            None => break,
        }
    }
    read
}

fn once(text: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (read, length) = reference(from).unwrap_or(("&".to_string(), 1));
        out.push_str(&read);
        rest = &from[length..];
    }
    out.push_str(rest);
    (out != text).then_some(out)
}

/// What the reference at the start of a text stands for, and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    let length = text.bytes().take(LONGEST).position(|byte| byte == b';')? + 1;
    let name = &text[1..length - 1];
    let named = name.chars().next()?.is_ascii_alphabetic() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    let number = || match name.strip_prefix(['#'])?.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => name[1..].parse().ok(),
    };
    if !named && number().is_none() || matches!(name, "lt" | "gt" | "#60" | "#62") {
        return None;
    }
    let read = super::plain(&text[..length]);
    // What only begins like a name is none: `&nothing;` is no `¬hing;`.
    let is_one = read.chars().count() <= 2 && !read.ends_with(';');
    is_one.then_some((read, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_escaped_twice_is_read() {
        for (text, read) in [
            ("Bay&#8217;s buses stop &amp; wait", "Bay’s buses stop & wait"),
            (
                "county&rsquo;s &amp;ndash; and &#x27;so&#39;",
                "county’s – and 'so'",
            ),
            ("AT&T; R&D, a & b; &nothing; &", "AT&T; R&D, a & b; &nothing; &"),
            ("write &lt;p&gt; here", "write &lt;p&gt; here"),
            ("", ""),
        ] {
            assert_eq!(unescaped(text), read);
        }
    }
}
