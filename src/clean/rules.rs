//! What is certain without a model: what the markup itself says is not the text of the article.

mod posts;
mod unwritten;

use super::block_stats::BlockStats;
use super::cues::{Holding, speaks_of_house};
use super::features::PageFeatures;
use super::reasons::{steps, within};
use super::role::Reason;
use super::verdict::DecidedBy;
use crate::calendar::Precision;
use crate::calendar::written::{self, DateHints};
use crate::lexicon::entries;
use crate::parse::{BlockId, Markup, Tag};
use crate::text::{folded, words};
use posts::is_post;
use std::collections::HashSet;
use std::sync::LazyLock;
use unwritten::{is_drawn, is_machine_text, is_pager};

/// From how many copies on a page, of at least so many words, a text is a placeholder.
const PLACEHOLDER_COPIES: u32 = 3;
const PLACEHOLDER_WORDS: f32 = 6.0;
/// The share of the running text of a page that placeholders stay under.
const PLACEHOLDER_SHARE: f32 = 0.65;
/// The words of running text from which an `<article>` is the article of the page.
const FIRST_ARTICLE_WORDS: f32 = 80.0;
/// The longest line that is a label beside an article: a name, a day.
const LABEL_WORDS: f32 = 30.0;
/// The longest line that may be a caption with a credit or a pull quote, and the longest credit.
const CREDITED_WORDS: f32 = 40.0;
const CREDIT_WORDS: usize = 9;
/// How the credit of a picture begins.
static CREDITS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let list = include_str!("../lexicon/credit-openings.txt");
    entries(list).filter_map(|mut fields| fields.next()).collect()
});
/// The words by which a line shows that it describes a picture, and the longest label that is made of them.
static CAPTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let list = include_str!("../lexicon/caption-cues.txt");
    entries(list)
        .filter_map(|mut fields| fields.next().map(folded))
        .collect()
});
const LABEL_BYTES: usize = 30;
/// From which share of its runs of words on a quotation stands in another paragraph.
const SAME_WORDS: f32 = 0.95;
/// The longest line that is nothing but whose rights they are, and since when.
const RIGHTS_WORDS: f32 = 14.0;
/// From which share of linked text on a line that says "read also" is what it says.
const MOSTLY_LINKED: f32 = 0.5;
/// The share of function words under which a line names things rather than tells of them.
const FEW_FUNCTION_WORDS: f32 = 0.15;
/// How many words may stand beside the day in a line of place and day.
const WORDS_BESIDE_DAY: usize = 3;
/// Up to which share of the running text of the page what is hidden stays so.
const HIDDEN_SHARE: f32 = 0.3;
/// How far above a block the element of an offer stands.
const OFFER_STEPS: u8 = 3;
/// How far above a block the element of a box of other articles stands.
const BOX_STEPS: usize = 4;
/// The longest caption, teaser or box.
const BOX_WORDS: f32 = 150.0;

/// Why a block is certainly not part of the article, if it is.
pub(crate) fn certain(sheet: &PageFeatures, id: BlockId) -> Option<Reason> {
    let shape = &sheet.shapes[id as usize];
    if is_placeholder(sheet, shape) {
        return Some(Reason::Repeated);
    }
    let text = sheet.document.blocks[id as usize].text.as_str();
    if is_pager(text) || is_drawn(text) || is_machine_text(text) && !is_code(sheet, id) {
        return Some(Reason::Widget);
    }
    if shape.cues.whole.has(Reason::Ad) {
        return Some(Reason::Ad);
    }
    if is_post(sheet, id) {
        return Some(Reason::Embed);
    }
    if (shape.copyright || shape.cues.start.has(Reason::Footer)) && shape.year && shape.words <= RIGHTS_WORDS
    {
        return Some(Reason::Footer);
    }
    if shape.cues.start.has(Reason::Related) && shape.linked >= MOSTLY_LINKED && shape.words <= LABEL_WORDS {
        return Some(Reason::Related);
    }
    if shape.words <= CREDITED_WORDS && ends_with_credit(&sheet.document.blocks[id as usize].text) {
        return Some(Reason::Caption);
    }
    if shape.words <= CREDITED_WORDS && is_captioned(sheet, id) {
        return Some(Reason::Caption);
    }
    if is_pull_quote(sheet, id) {
        return Some(Reason::PullQuote);
    }
    match sheet.document.form {
        Markup::Html => by_markup(sheet, id),
        Markup::Text => None,
    }
}

/// The labels that stand beside an article a few times at most, and how often.
const LABELS: [Reason; 4] = [
    Reason::Newsletter,
    Reason::AuthorBiography,
    Reason::Byline,
    Reason::DateLine,
];
const MOST_LABELS: usize = 5;

/// Takes back the labels of a kind of which there are many that look like text: their name means something else on this page, as the
/// days of a chronicle or the profiles of a survey.
pub(crate) fn doubt_labels(dropped: &mut [Option<(Reason, DecidedBy)>], is_text: impl Fn(usize) -> bool) {
    for label in LABELS {
        let is_label = |id: &usize| dropped[*id] == Some((label, DecidedBy::Rule)) && is_text(*id);
        let labels: Vec<usize> = (0..dropped.len()).filter(is_label).collect();
        if labels.len() > MOST_LABELS {
            labels.into_iter().for_each(|id| dropped[id] = None);
        }
    }
}

/// Whether a block is code that the article shows.
fn is_code(sheet: &PageFeatures, id: BlockId) -> bool {
    let block = &sheet.document.blocks[id as usize];
    let code = |tag: Tag| matches!(tag, Tag::Pre | Tag::Code);
    let elements = &sheet.document.elements;
    let mut around = sheet.document.ancestors(block.element);
    around.any(|(_, element)| code(element.tag))
        || block
            .spans
            .iter()
            .any(|span| code(elements[span.element as usize].tag))
}

/// Whether a line ends with the credit of a picture: the word for it, or the sign of copyright, and a name.
fn ends_with_credit(text: &str) -> bool {
    let mut words = text.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let before = words.nth(CREDIT_WORDS);
    let end = before.map_or(0, |word| {
        word.as_ptr() as usize - text.as_ptr() as usize + word.len()
    });
    CREDITS.iter().any(|sign| text[end..].contains(sign)) || credited_in_brackets(text)
}

/// Whether a text ends with who took the picture and for whom: *(Ada Ren/Kestrel FM)*.
fn credited_in_brackets(text: &str) -> bool {
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let sides = inside.and_then(|(_, inside)| inside.split_once('/'));
    let named = |side: &str| {
        (1..=3).contains(&words(side).count())
            && words(side).all(|word| word.text.starts_with(char::is_uppercase))
    };
    sides.is_some_and(|(who, whose)| words(who).count() > 1 && named(who) && named(whose))
}

/// Whether the line above is nothing but the label of a caption: *Image caption,*.
fn is_captioned(sheet: &PageFeatures, id: BlockId) -> bool {
    let above = id
        .checked_sub(1)
        .map_or("", |above| sheet.document.blocks[above as usize].text.as_str());
    let label = above.strip_suffix([',', ':']).map(str::trim_end);
    label.is_some_and(|label| label.len() <= LABEL_BYTES && CAPTIONS.contains(&folded(label)))
}

/// Whether a line in quotation marks stands in a longer paragraph again.
fn is_pull_quote(sheet: &PageFeatures, id: BlockId) -> bool {
    let shape = &sheet.shapes[id as usize];
    let quoted = sheet.document.blocks[id as usize]
        .text
        .starts_with(['"', '«', '“', '„', '‘']);
    quoted
        && (PLACEHOLDER_WORDS..=CREDITED_WORDS).contains(&shape.words)
        && sheet.witnesses.in_longer(id, &sheet.shapes) >= SAME_WORDS
}

/// Whether a block is nothing but a day, with a place or names beside it: above the first paragraph that says when the text
/// was written. At its end it is the signature of a communiqué.
pub(crate) fn is_date_line(sheet: &PageFeatures, block: usize) -> bool {
    let text = &sheet.document.blocks[block].text;
    let shape = &sheet.shapes[block];
    let short = shape.words <= LABEL_WORDS / 2.0;
    let Some(day) = short
        .then(|| written::find(text, &DateHints::default()).into_iter().next())
        .flatten()
    else {
        return false;
    };
    let beside = [&text[..day.start], &text[day.end..]];
    let beside = beside.iter().flat_map(|part| words(part)).count();
    // A day alone may end with a point: *2022. május 13.*, *13 мая 2022 г.*
    let is_label = beside <= 1 || !shape.ends_sentence();
    day.date().is_some_and(|date| date.precision() == Precision::Day)
        && is_label
        && (beside <= WORDS_BESIDE_DAY || shape.function_words < FEW_FUNCTION_WORDS)
}

/// Whether a text stands again and again on the page without being most of it.
fn is_placeholder(sheet: &PageFeatures, shape: &BlockStats) -> bool {
    let copies = sheet.witnesses.copies(shape);
    copies >= PLACEHOLDER_COPIES
        && shape.words >= PLACEHOLDER_WORDS
        && copies as f32 * shape.words < PLACEHOLDER_SHARE * sheet.prose()
}

fn by_markup(sheet: &PageFeatures, id: BlockId) -> Option<Reason> {
    let block = &sheet.document.blocks[id as usize];
    let shape = &sheet.shapes[id as usize];
    let tag = sheet.document.elements[block.element as usize].tag;
    if matches!(
        tag,
        Tag::Textarea | Tag::Option | Tag::Select | Tag::Button | Tag::Input | Tag::Legend
    ) {
        return Some(Reason::Widget);
    }
    if within(sheet, id, Tag::Nav) {
        return Some(Reason::Navigation);
    }
    if is_other_article(sheet, id) {
        return Some(Reason::OtherArticle);
    }
    let named = |holding, far: u8, words: f32| steps(sheet, id, holding) <= far && shape.words <= words;
    let apart = |holding, far: u8| {
        let own = steps(sheet, id, holding);
        own <= far && own < steps(sheet, id, Holding::Content)
    };
    match () {
        () if is_hidden(sheet, id) => Some(Reason::Hidden),
        () if within(sheet, id, Tag::Figcaption) => Some(Reason::Caption),
        () if named(Holding::Caption, 2, BOX_WORDS) => Some(Reason::Caption),
        () if named(Holding::Biography, 2, BOX_WORDS) => Some(Reason::AuthorBiography),
        () if named(Holding::Byline, 1, LABEL_WORDS) => Some(Reason::Byline),
        () if named(Holding::Date, 1, LABEL_WORDS) => Some(Reason::DateLine),
        () if named(Holding::Hidden, 0, BOX_WORDS) => Some(Reason::Hidden),
        () if named(Holding::Newsletter, 1, LABEL_WORDS) || apart(Holding::Newsletter, 2) => {
            Some(Reason::Newsletter)
        }
        () if named(Holding::Paywall, 1, LABEL_WORDS) && shape.cues.anywhere.has(Reason::Paywall) => {
            Some(Reason::Paywall)
        }
        () if is_offer(sheet, id) => Some(Reason::Paywall),
        () if shape.words <= LABEL_WORDS && is_in_box_of_others(sheet, id) => Some(Reason::Related),
        () if apart(Holding::Consent, 4) => Some(Reason::Consent),
        () if apart(Holding::Comment, 2) => Some(Reason::CommentsHead),
        () if apart(Holding::Footer, 3) && !within(sheet, id, Tag::Article) => Some(Reason::Footer),
        () => None,
    }
}

/// Whether a block stands in a small element that is named after the wall before the text.
fn is_offer(sheet: &PageFeatures, id: BlockId) -> bool {
    let steps = steps(sheet, id, Holding::Paywall);
    let element = sheet.document.blocks[id as usize].element;
    let mut around = sheet.document.ancestors(element);
    let wall = around.nth(usize::from(steps)).filter(|_| steps <= OFFER_STEPS);
    wall.is_some_and(|(_, wall)| {
        let blocks = wall.first_block as usize..wall.end_block as usize;
        let offers = |shape: &BlockStats| speaks_of_house(&shape.hashes);
        sheet.surroundings.contents(wall).words <= BOX_WORDS && sheet.shapes[blocks].iter().any(offers)
    })
}

/// Whether a block stands in a small element under a heading that announces other articles: *Trending*, *More stories*.
fn is_in_box_of_others(sheet: &PageFeatures, id: BlockId) -> bool {
    let blocks = &sheet.document.blocks;
    let announces = |first: BlockId| {
        let cues = &sheet.shapes[first as usize].cues;
        let tag = sheet.document.elements[blocks[first as usize].element as usize].tag;
        let is_heading = tag.heading_level().is_some_and(|level| level > 1);
        is_heading && (cues.whole.has(Reason::Related) || cues.start.has(Reason::Related))
    };
    let around = sheet.document.ancestors(blocks[id as usize].element);
    around.take(BOX_STEPS).any(|(_, element)| {
        element.first_block < id
            && announces(element.first_block)
            && sheet.surroundings.contents(element).words <= BOX_WORDS
    })
}

/// Whether the page hides a block, and not most of its text: that it shows when its script has run.
fn is_hidden(sheet: &PageFeatures, id: BlockId) -> bool {
    let element = sheet.document.blocks[id as usize].element;
    let mut around = sheet
        .document
        .ancestors(element)
        .take_while(|(_, element)| element.hidden);
    let prose = sheet.prose();
    around
        .by_ref()
        .last()
        .is_some_and(|(_, hidden)| sheet.surroundings.contents(hidden).prose <= HIDDEN_SHARE * prose)
}

/// Whether a block stands in an `<article>` that begins after the one that holds the title and some text has ended.
fn is_other_article(sheet: &PageFeatures, id: BlockId) -> bool {
    let article_of = |id: BlockId| {
        let element = sheet.document.blocks[id as usize].element;
        let article = sheet.surroundings.place(element).article?;
        Some(&sheet.document.elements[article as usize])
    };
    let (Some(own), Some(titled)) = (article_of(id), sheet.title.and_then(article_of)) else {
        return false;
    };
    own.first_block >= titled.end_block && sheet.surroundings.contents(titled).prose >= FIRST_ARTICLE_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{self, Declared};

    #[test]
    fn the_anchor_of_a_headline_names_nothing() {
        let page = parse::document(
            "<article><h1>Le pont</h1><div class=date>12 mai</div><h2 id=date>La date du départ</h2>\
             <h3 id=comment-mettre-a-jour-la-date>À jour</h3><p id=keep-your-local-copy-up-to-date>À jour</p></article>",
        );
        let sheet = PageFeatures::of(&page, &Declared::of(&page));
        let known: Vec<_> = (1..5).map(|id| certain(&sheet, id)).collect();
        assert_eq!(known, [Some(Reason::DateLine), None, None, None]);
    }

    #[test]
    fn boxes_of_other_articles_are_known_by_their_heading() {
        let page = parse::document(
            "<article><h1>Le bac</h1><p>Le bac est reparti.</p><div><h4>More: Trending</h4><p>I sold my house for a boat</p></div>\
             <section><h2>La suite</h2><p>Le capitaine attend.</p></section></article>",
        );
        let sheet = PageFeatures::of(&page, &Declared::of(&page));
        let known: Vec<_> = (1..6).map(|id| certain(&sheet, id)).collect();
        assert_eq!(known, [None, None, Some(Reason::Related), None, None]);
    }

    #[test]
    fn labels_of_which_there_are_many_are_no_labels() {
        let label = |count| vec![Some((Reason::DateLine, DecidedBy::Rule)); count];
        let left = |mut labels: Vec<_>, texts: usize| {
            doubt_labels(&mut labels, |id| id < texts);
            labels.iter().flatten().count()
        };
        assert_eq!(left(label(5), 5), 5);
        assert_eq!(left(label(8), 5), 8);
        assert_eq!(left(label(8), 6), 2);
        assert_eq!(left(vec![Some((Reason::Hidden, DecidedBy::Rule)); 8], 8), 8);
    }

    #[test]
    fn captions_are_known_by_their_label() {
        let page = parse::document("Titre\n\nImage caption,\n\nLa route du port en 1998\n\nLe texte\n");
        let sheet = PageFeatures::of(&page, &Declared::of(&page));
        let known: Vec<bool> = (0..4).map(|id| is_captioned(&sheet, id)).collect();
        assert_eq!(known, [false, false, true, false]);
    }

    #[test]
    fn captions_of_galleries_are_known() {
        assert!(ends_with_credit("Drivers hold a banner. (Ada Ren/Kestrel FM)"));
        assert!(!ends_with_credit("Le tarif monte (lundi/mardi)"));
    }

    #[test]
    fn captions_are_known_by_their_credit() {
        assert!(ends_with_credit("Des sacs d’engrais au port de Dakar. © DR"));
        assert!(ends_with_credit("La comédienne dans « Le Procès ». (Ph. DR)"));
        assert!(!ends_with_credit(
            "Photo : un mot que le colonel a répété dix fois devant la presse mardi"
        ));
    }
}
