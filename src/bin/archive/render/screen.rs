//! The terminal at which the user sits: how wide it is, what it shows, how text is laid out on it.

use super::safe::SafeLine;
use archive::page::Place;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use terminal_size::{Width, terminal_size};
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

/// The width of a terminal that does not tell its own.
const USUAL: usize = 80;
/// No layout is made for less: a line that is longer is broken by the terminal.
const NARROWEST: usize = 40;
/// The variable that names a width, as shells keep it.
const WIDTH_VARIABLE: &str = "COLUMNS";
/// The variable that names the terminal, and a name that stands for one that obeys nothing.
const TERMINAL_VARIABLE: &str = "TERM";
const DUMB: &str = "dumb";
/// What of a path stands in an address as it is (RFC 3986, the unreserved characters and the slash).
const KEPT_IN_PATHS: AsciiSet = NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A terminal on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Screen {
    /// Its width, in columns.
    pub width: usize,
    /// Whether it shows links (OSC 8).
    pub links: bool,
}

impl Screen {
    /// The terminal that stdout is.
    pub(crate) fn of_stdout() -> Screen {
        let named = std::env::var(WIDTH_VARIABLE)
            .ok()
            .and_then(|width| width.parse().ok());
        let own = || terminal_size().map(|(Width(width), _)| usize::from(width));
        let width = named.filter(|width| *width > 0).or_else(own).unwrap_or(USUAL);
        let links = !is_dumb() && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        Screen {
            width: width.max(NARROWEST),
            links,
        }
    }

    /// A text as a link to the file of a page; the text alone where the page is no file of its own, or the terminal shows no links.
    pub(crate) fn linked(&self, text: &str, place: &Place) -> String {
        match address(place).filter(|_| self.links) {
            Some(address) => format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
            None => text.to_string(),
        }
    }
}

/// Whether the terminal says that it obeys nothing.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os(TERMINAL_VARIABLE).is_some_and(|name| name == DUMB)
}

/// The address of a page that is a file of its own.
fn address(place: &Place) -> Option<String> {
    if *place != Place::from(place.path.clone()) {
        return None;
    }
    let path = std::path::absolute(place.path.to_path()).ok()?;
    let path = path.as_os_str().as_encoded_bytes();
    Some(format!("file://{}", percent_encode(path, &KEPT_IN_PATHS)))
}

/// A text in lines of at most `width` columns, broken between words; every line stands `indent` columns in.
pub(crate) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    hanging(text, width, &blanks, &blanks)
}

/// A text whose first line begins with `first` and the others with `rest`.
pub(crate) fn hanging(text: &str, width: usize, first: &str, rest: &str) -> String {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

/// A text on one line of exactly so many columns: cut with `…` where it is longer, filled with blanks where it is shorter.
pub(crate) fn fitted(text: &str, width: usize) -> String {
    let text = cut(&SafeLine(text).to_string(), width);
    let blanks = width.saturating_sub(display_width(&text));
    text + &" ".repeat(blanks)
}

/// A text of at most so many columns, its end replaced by `…` where it is longer.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_string();
    }
    let room = width.saturating_sub(1);
    let end = end_within(text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)), room);
    format!("{}…", text[..end.unwrap_or(0)].trim_end())
}

/// A text of at most so many columns, its beginning replaced by `…` where it is longer.
pub(crate) fn cut_before(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_string();
    }
    let start = end_within(text.char_indices().rev(), width.saturating_sub(1));
    format!("…{}", text[start.unwrap_or(text.len())..].trim_start())
}

/// The last place that is reached before the characters take more room than there is.
fn end_within(places: impl Iterator<Item = (usize, char)>, room: usize) -> Option<usize> {
    let mut taken = 0;
    let mut one = [0; 4];
    let fits = places.take_while(|(_, c)| {
        taken += display_width(c.encode_utf8(&mut one));
        taken <= room
    });
    fits.map(|(at, _)| at).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        for (text, shown) in [
            ("Le Relais", "Le Relais "),
            ("Africa Presse", "Africa Pr…"),
            ("新华通讯社北京", "新华通讯… "),
            ("e\u{301}tat", "e\u{301}tat      "),
            ("", "          "),
        ] {
            let fitted = fitted(text, 10);
            assert_eq!(fitted, shown);
            assert_eq!(display_width(&fitted), 10, "{text}");
        }
        assert_eq!(cut_before("à Bamako, la capitale", 12), "…la capitale");
    }

    #[test]
    fn lines_are_broken_between_words_under_their_beginning() {
        let text = "La \u{1b}[1mMinusma\u{1b}[0m a quitté Kidal avant la date";
        assert_eq!(
            hanging(text, 20, "id  ", "    "),
            "id  La \u{1b}[1mMinusma\u{1b}[0m a\n    quitté Kidal\n    avant la date"
        );
    }

    #[test]
    fn a_page_that_is_a_file_is_linked() {
        let screen = Screen {
            width: 80,
            links: true,
        };
        let page = Place::from(archive::page::FilePath::from("/tmp/a b/é.html"));
        let linked = screen.linked("id", &page);
        assert_eq!(
            linked,
            "\u{1b}]8;;file:///tmp/a%20b/%C3%A9.html\u{1b}\\id\u{1b}]8;;\u{1b}\\"
        );
        let member = Place {
            member: Some("1.html".into()),
            ..page
        };
        assert_eq!(screen.linked("id", &member), "id");
    }
}
