//! What of a page may reach a terminal: nothing that the terminal would obey.

use std::fmt;

/// Text with every control character, bidirectional override and invisible mark shown as `�`. Tabs and line breaks stay.
pub(crate) struct Safe<'a>(pub &'a str);

/// The same on one line: white space of any kind is one blank.
pub(crate) struct SafeLine<'a>(pub &'a str);

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_parts(f, self.0, |c| is_obeyed(c) && c != '\n' && c != '\t', "\u{fffd}")
    }
}

impl fmt::Display for SafeLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, word) in self.0.split_whitespace().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            write_parts(f, word, is_obeyed, "\u{fffd}")?;
        }
        Ok(())
    }
}

fn write_parts(
    f: &mut fmt::Formatter<'_>,
    text: &str,
    hidden: impl Fn(char) -> bool,
    shown: &str,
) -> fmt::Result {
    for (place, part) in text.split(hidden).enumerate() {
        if place > 0 {
            f.write_str(shown)?;
        }
        f.write_str(part)?;
    }
    Ok(())
}

/// Whether a terminal takes a character for an order: C0 and C1 controls, bidirectional marks, embeddings, overrides and
/// isolates, separators of lines, tags.
pub(crate) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_order_reaches_the_terminal() {
        for (text, shown) in [
            ("a\u{1b}]0;title\u{7}b", "a\u{fffd}]0;title\u{fffd}b"),
            ("\u{202e}evil\u{9b}2J", "\u{fffd}evil\u{fffd}2J"),
            ("état\n\tmajor", "état\n\tmajor"),
        ] {
            assert_eq!(Safe(text).to_string(), shown);
        }
        assert_eq!(SafeLine(" a\u{a0}\n b\u{1b}[31m").to_string(), "a b\u{fffd}[31m");
    }
}
