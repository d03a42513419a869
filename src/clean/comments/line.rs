//! What a line of visible text is beside comments.

use super::label::CommentLabel;

/// What a line is beside comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CommentLine {
    /// The heading of the comments, with how many there are.
    Head(Option<usize>),
    /// The form in which to write one, or the invitation to it.
    Form,
    /// A button, with counts.
    Button,
    /// Who wrote a comment, or when.
    Label(CommentLabel),
    /// A few words that may be a name.
    Name,
    /// Anything else.
    Text,
    /// It belongs to something else.
    Elsewhere,
}
