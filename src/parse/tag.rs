//! Which elements of HTML mean something to the stages after the parse.

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// The name of an element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs, reason = "each is the element of its name")]
        pub enum Tag { $($variant,)* /// An element of the page's own making, its name with a hyphen.
            Custom, /// Any other element.
            Other }

        impl Tag {
            /// The tag of this lower-case name.
            pub fn named(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* name if name.contains('-') => Tag::Custom, _ => Tag::Other }
            }

            /// Its name in HTML; `custom` or `other` where it has none here.
            pub fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)* Tag::Custom => "custom", Tag::Other => "other" }
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Article "article", Aside "aside", Audio "audio", B "b", Blockquote "blockquote",
    Body "body", Br "br", Button "button", Caption "caption", Center "center", Cite "cite", Code "code", Dd "dd",
    Details "details", Div "div", Dl "dl", Dt "dt", Em "em", Fieldset "fieldset", Figcaption "figcaption",
    Figure "figure", Font "font", Footer "footer", Form "form", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6",
    Header "header", Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input",
    Label "label", Legend "legend", Li "li", Main "main", Mark "mark", Menu "menu", Nav "nav", Noscript "noscript",
    Ol "ol", Option "option", P "p", Picture "picture", Pre "pre", Q "q", S "s", Section "section", Select "select",
    Small "small", Span "span", Strong "strong", Sub "sub", Summary "summary", Sup "sup", Table "table",
    Tbody "tbody", Td "td", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Tr "tr",
    U "u", Ul "ul", Video "video",
}

/// Elements whose content nobody reads as text.
pub(crate) const UNREAD: [&str; 8] = [
    "script", "style", "template", "svg", "math", "iframe", "object", "canvas",
];

/// The attributes that are kept of an element of the body.
pub(crate) const KEPT_ATTRIBUTES: [&str; 19] = [
    "alt",
    "aria-hidden",
    "aria-label",
    "class",
    "content",
    "data-component",
    "data-testid",
    "datetime",
    "href",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "title",
];

impl Tag {
    /// Whether the element runs inside a line of text rather than making a block of its own.
    pub fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Abbr
                | B
                | Cite
                | Code
                | Em
                | Font
                | I
                | Label
                | Mark
                | Q
                | S
                | Small
                | Span
                | Strong
                | Sub
                | Sup
                | Time
                | U
                | Other
        )
    }

    /// The level of a heading, 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }
}
