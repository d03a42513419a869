//! What a reader wrote under an article.

use std::fmt;

/// What a reader wrote under an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comment {
    /// Who, as the page prints it.
    pub author: Option<String>,
    /// When, as the page prints it.
    pub posted: Option<String>,
    /// The paragraphs, parted by an empty line.
    pub text: String,
}

/// A line with who wrote it and when, where the page says; then the text. Nothing but paragraphs is parted by an empty line, so
/// that the first line is a name or a day exactly if a single line break follows it.
impl fmt::Display for Comment {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let said: Vec<&str> = [&self.author, &self.posted]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if !said.is_empty() {
            writeln!(out, "{}", said.join(", ").replace('\n', " "))?;
        }
        out.write_str(&self.text)
    }
}
