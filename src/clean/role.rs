//! What a block of a page can be: part of the article, a reader's comment, or furniture of a named kind.

use serde::{Deserialize, Serialize};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It belongs to the article.
    Article(Part),
    /// A reader wrote it.
    Comment,
    /// It is neither.
    Furniture(Reason),
}

impl Role {
    /// Whether the block is printed in the body: an article's block other than the title.
    pub fn is_body(self) -> bool {
        matches!(self, Role::Article(part) if part != Part::Title)
    }

    /// The part, "comment", or the reason, as `--why` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Role::Article(part) => part.name(),
            Role::Comment => "comment",
            Role::Furniture(reason) => reason.name(),
        }
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$about:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $type { $($(#[$about])* #[serde(rename = $name)] $variant,)* }

        impl $type {
            /// All of them, in the order of their definition.
            pub const ALL: &[$type] = &[$($type::$variant,)*];

            /// Its name in print.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<$type> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }
        }
    };
}

named! {
    /// Which part of the article a block is.
    Part {
        /// The headline. It is not part of the body.
        Title "title",
        /// The standfirst between the title and the first paragraph.
        Lead "lead",
        /// A paragraph.
        Paragraph "paragraph",
        /// A heading inside the text.
        Subheading "subheading",
        /// A block quotation.
        Quote "quote",
        /// An item of a list.
        ListItem "list-item",
        /// A cell or row of a table.
        Table "table",
    }
}

named! {
    /// Why a block is not part of the article.
    Reason {
        /// Menus, breadcrumbs, links to sections, page numbers, "skip to content".
        Navigation "navigation",
        /// Share and follow buttons, "print", "copy link".
        Share "share",
        /// A strip of the latest headlines.
        Ticker "ticker",
        /// Links to and teasers of other articles, "read also".
        Related "related",
        /// An invitation to subscribe to letters, channels or alerts.
        Newsletter "newsletter",
        /// An advertisement or the word that announces one.
        Ad "ad",
        /// The caption or credit of a picture or film.
        Caption "caption",
        /// The line that names the authors.
        Byline "byline",
        /// The line that says when it was published or changed.
        DateLine "date-line",
        /// The line that names the news agency.
        Agency "agency",
        /// The name of the outlet.
        Outlet "outlet",
        /// The section or the kicker above the title.
        Section "section",
        /// The outlet's keywords.
        Tags "tags",
        /// A post, film or graphic of another site.
        Embed "embed",
        /// Who owns the site, its rights and addresses.
        Footer "footer",
        /// Polls, weather, players, counters, ratings.
        Widget "widget",
        /// The consent to cookies and the like.
        Consent "consent",
        /// What stands before the rest of a text that must be paid for, and log-in forms.
        Paywall "paywall",
        /// The heading, the form and the rules of the readers' comments.
        CommentsHead "comments-head",
        /// Who the author is.
        AuthorBiography "author-biography",
        /// The title again.
        RepeatedTitle "repeated-title",
        /// A sentence of the text again, as an eye-catcher.
        PullQuote "pull-quote",
        /// A text that stands elsewhere on the page again.
        Repeated "repeated",
        /// What the outlet says of itself, its sources or corrections: notes, appeals, boilerplate.
        Boilerplate "boilerplate",
        /// It recurs on other pages of the site.
        Recurring "recurring",
        /// The page hides it.
        Hidden "hidden",
        /// A template or a script that was never filled in.
        Code "code",
        /// Another article on the same page.
        OtherArticle "other-article",
        /// Too little speaks for it.
        Unlike "unlike-the-article",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for reason in Reason::ALL {
            assert_eq!(Reason::named(reason.name()), Some(*reason));
        }
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(*part));
        }
    }
}
