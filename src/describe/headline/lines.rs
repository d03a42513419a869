//! Which line of a page of visible text is the headline: there are no tags to say it, only how lines read, where they stand,
//! and what the text below speaks of.

use crate::calendar::{names as calendar, written};
use crate::clean::{Reason, Role};
use crate::describe::authors::names;
use crate::describe::layout::PageLayout;
use crate::describe::published::cues::last_cue;
use crate::describe::ranker::{Features, RankedCandidate, Ranker};
use crate::describe::readings::{
    counts_up, is_caption, is_navigation, is_quotation, is_reading_time, opens_with_clock, opens_with_number,
    opens_with_shout,
};
use crate::parse::BlockId;
use crate::text;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The judge of lines.
static JUDGE: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_bytes!("../../../models/headline-line.weights");
    Ranker::built_in("headline-line", file)
});

/// How far above the text its headline may stand, in lines.
const ABOVE: u32 = 60;
/// How much of the text is compared with a line, in bytes.
const COMPARED: usize = 4_000;
/// How many lines below its headline a standfirst begins.
const STANDFIRST: u32 = 3;
/// The most words of a headline above a name.
const MANY_WORDS: usize = 16;
/// The most words of a line that begins with its date, clock and change told after it.
const DATED_FIRST: usize = 14;
/// The most words of a label above a caption.
const LABEL_WORDS: usize = 3;
/// The fewest words of four letters and more before the day that ends a headline.
const TOLD_WORDS: usize = 2;
/// The most lines above the text of a page that shows nothing else.
const FEW_LINES: BlockId = 8;
/// Letters of a word that count when a line is compared with the text: endings differ.
const STEM: usize = 5;

/// What is known of the page when its lines are compared.
struct Approach<'a> {
    scene: &'a PageLayout<'a>,
    /// The first block of the text.
    first: BlockId,
    /// The stems of the text's words.
    stems: HashSet<String>,
    /// How often each line stands on the page, folded.
    counts: HashMap<String, u32>,
    /// The nearest date line or byline above the text.
    dated: Option<BlockId>,
}

/// A line that can be the headline.
struct TitleLine {
    id: BlockId,
    words: usize,
    /// How many of its stems stand in the text too, and what share of them.
    shared: usize,
    share: f32,
    is_caption: bool,
    is_bullet: bool,
}

/// The line that is the headline of the text that begins at `first`.
pub(crate) fn block(scene: &PageLayout, first: BlockId) -> Option<BlockId> {
    let candidates = candidates(scene, first);
    let (best, _) = JUDGE.best(&candidates)?;
    candidates[best].0.or_else(|| alone(scene, first, &candidates))
}

/// The line with which a page opens, where above the text there is nothing else but its day, who wrote it and buttons: of a page
/// with so little on it no other line can be the headline.
fn alone(
    scene: &PageLayout,
    first: BlockId,
    candidates: &[RankedCandidate<Option<BlockId>>],
) -> Option<BlockId> {
    let is_candidate = candidates.iter().any(|(line, _)| *line == Some(0));
    let opens = is_candidate && !scene.block(0).text.ends_with(['.', ':', ';', ',', '…']);
    let beside = |id: BlockId| {
        let text = scene.block(id).text.as_str();
        let label = matches!(
            scene.role(id),
            Some(Role::Furniture(
                Reason::Share | Reason::Widget | Reason::Byline | Reason::DateLine
            ))
        );
        label
            || !text.contains(char::is_alphanumeric)
            || is_dated(scene, id)
            || is_reading_time(text)
            || names::opened(text).is_some()
            || names::is_whole_name(text)
    };
    (opens && first > 0 && first <= FEW_LINES && (1..first).all(beside)).then_some(0)
}

/// The lines that can be the headline of the text that begins at `first`, each with what is known of it; the last candidate is that
/// the page does not show its headline.
pub(crate) fn candidates(scene: &PageLayout, first: BlockId) -> Vec<RankedCandidate<Option<BlockId>>> {
    let approach = Approach::of(scene, first);
    let above = first.saturating_sub(ABOVE)..first;
    let lines: Vec<TitleLine> = above.filter_map(|id| approach.line(id)).collect();
    let candidates = lines
        .iter()
        .map(|line| (Some(line.id), approach.features(line, &lines)));
    let mut none = Features::default();
    none.note("no headline", true);
    candidates.chain([(None, none)]).collect()
}

impl<'a> Approach<'a> {
    fn of(scene: &'a PageLayout<'a>, first: BlockId) -> Approach<'a> {
        let mut read = 0;
        let mut stems = HashSet::new();
        for (_, block) in scene.paragraphs().filter(|(id, _)| *id >= first) {
            stems.extend(self::stems(&block.text));
            read += block.text.len();
            if read > COMPARED {
                break;
            }
        }
        let mut counts = HashMap::new();
        for block in scene
            .document
            .blocks
            .iter()
            .filter(|block| block.text.len() < 300)
        {
            *counts.entry(text::folded(&block.text)).or_insert(0) += 1;
        }
        let near = first.saturating_sub(12)..first;
        let dated = near.rev().find(|id| is_dated(scene, *id));
        Approach {
            scene,
            first,
            stems,
            counts,
            dated,
        }
    }

    fn line(&self, id: BlockId) -> Option<TitleLine> {
        let line = self.scene.block(id).text.as_str();
        let words = text::words(line).count();
        if !(2..=40).contains(&words)
            || line.len() > 400
            || (is_dated(self.scene, id) && !is_ended_by_day(line, self.scene) && !self.tells_of_day(id))
            || opens_with_clock(line)
            || line.contains('°')
            || is_reading_time(line)
            || is_navigation(line)
            || self.is_captioned(id)
            || names::opened(line).is_some()
            || names::reporting(line).is_some()
        {
            return None;
        }
        let own: HashSet<String> = stems(line).collect();
        let shared = own.iter().filter(|stem| self.stems.contains(*stem)).count();
        let share = shared as f32 / (own.len() as f32).max(2.0);
        Some(TitleLine {
            id,
            words,
            shared,
            share,
            is_caption: is_caption(line),
            is_bullet: self.scene.block(id).line.is_some_and(|line| line.bullet),
        })
    }

    /// Whether a line with a day in it says a sentence of it, and not when the text was published: *El 12 de Octubre se carga al
    /// Deportivo*.
    fn tells_of_day(&self, id: BlockId) -> bool {
        let line = self.scene.block(id).text.as_str();
        let found = written::find(line, &self.scene.reading);
        let [date] = found.as_slice() else { return false };
        let (before, after) = (&line[..date.start], &line[date.end..]);
        let telling = |part: &str| {
            text::words(part)
                .filter(|word| word.text.chars().count() > 3)
                .count()
        };
        let judged = matches!(
            self.scene.role(id),
            Some(Role::Furniture(Reason::DateLine | Reason::Byline))
        );
        let meta = line.contains(['|', '•', '·']) || last_cue(before).is_some() || opens_with_clock(after);
        !judged && !meta && telling(before) + telling(after) >= TOLD_WORDS + 2
    }

    /// Whether the line above is nothing but the label of a caption: *Image caption,*.
    fn is_captioned(&self, id: BlockId) -> bool {
        let above = id
            .checked_sub(1)
            .map_or("", |above| self.scene.block(above).text.as_str());
        let words = text::words(above).count();
        (2..=LABEL_WORDS).contains(&words) && above.ends_with([',', ':']) && is_caption(above)
    }

    fn features(&self, line: &TitleLine, others: &[TitleLine]) -> Features {
        let mut features = Features::default();
        by_words(line, &mut features);
        self.by_shape(line, &mut features);
        self.by_place(line, &mut features);
        by_neighbours(line, others, &mut features);
        features
    }

    /// Whether the page prints a line again before a sign and a name, as browsers print the title of a page.
    fn stands_before_outlet(&self, line: &str) -> bool {
        let parted = |rest: &str| {
            [" | ", " - ", " – ", " — "]
                .iter()
                .any(|sign| rest.starts_with(sign))
        };
        self.counts
            .keys()
            .any(|other| other.strip_prefix(line).is_some_and(parted))
    }

    fn by_shape(&self, line: &TitleLine, features: &mut Features) {
        let blocks = &self.scene.document.blocks;
        let block = &blocks[line.id as usize];
        let gap = |id: BlockId| blocks.get(id as usize).and_then(|b| b.line).map_or(1, |l| l.gap) > 0;
        let text = block.text.as_str();
        let repeated = self.counts.get(&text::folded(text)).copied().unwrap_or_default();
        let crumbs = [" › ", " > ", " / ", " | ", " » "];
        let upper = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
        features.note("gap above", gap(line.id));
        features.note("gap below", gap(line.id + 1));
        features.note("gap above and below", gap(line.id) && gap(line.id + 1));
        features.note("ends a sentence", text.ends_with(['.', '…']));
        features.note("ends with a colon", text.ends_with([':', ';', ',']));
        features.note("asks or calls", text.ends_with(['?', '!']));
        features.note("indented", block.line.is_some_and(|l| l.indent > 1));
        features.note("ends in a day", is_dated(self.scene, line.id));
        features.note("bullet", block.line.is_some_and(|l| l.bullet));
        features.note("stands twice", repeated == 2);
        features.note("stands often", repeated > 2);
        features.note("caption", line.is_caption);
        features.note("lower case", text.starts_with(char::is_lowercase));
        features.note("upper case", upper);
        features.note("crumbs", crumbs.iter().any(|sign| text.contains(sign)));
        features.note("numbered", opens_with_number(text));
        features.note("enumeration", counts_up(text));
        features.note("shouted label", opens_with_shout(text) && !upper);
        features.note("holds a day", is_dated(self.scene, line.id));
        features.note("a quotation", is_quotation(text));
        features.note(
            "before the outlet",
            self.stands_before_outlet(&text::folded(text)),
        );
        features.note(
            "colon inside",
            text.trim_end_matches(':').contains(": ") || text.contains(" :"),
        );
        if let Some(role) = self.scene.role(line.id) {
            features.note(format!("cleaner: {}", role.name()), true);
        }
    }

    /// A headline stands near the text and above the line that dates it or names its author.
    fn by_place(&self, line: &TitleLine, features: &mut Features) {
        let distance = (self.first - line.id) as f32;
        match self.dated {
            Some(dated) if line.id < dated => {
                let far = ((dated - line.id) as f32 / 8.0).min(1.0);
                features.note("above the date", true);
                features.note("right above the date", dated - line.id == 1);
                features.measure("above the date, said by the text", line.share);
                features.measure("far above the date", far);
            }
            Some(_) => features.note("below the date", true),
            None => {}
        }
        features.note("right above the text", distance == 1.0);
        features.note("two lines above the text", distance == 2.0);
        features.measure("distance", (distance / 20.0).min(1.0));
        features.measure("great distance", ((distance - 20.0) / 40.0).max(0.0));
        features.note("first line", line.id < 3);
        let below = self.scene.document.blocks.get(line.id as usize + 1);
        let below = below.map_or("", |block| block.text.as_str());
        let given = || {
            text::words(below)
                .next()
                .is_some_and(|word| names::is_given(word.text))
        };
        let share = |id| self.scene.role(id) == Some(Role::Furniture(Reason::Share));
        features.note("over buttons", share(line.id + 1));
        // A caption may stand above the byline too: it is longer, or names several.
        let short =
            line.words <= MANY_WORDS && !line.is_caption && !self.scene.block(line.id).text.contains(';');
        features.note(
            "over a byline",
            short && names::opened(below).is_some_and(names::is_whole_name),
        );
        features.note("over a name", short && names::is_whole_name(below) && given());
        features.note("a name", names::is_whole_name(&self.scene.block(line.id).text));
    }
}

/// What the text speaks of stands in its headline.
fn by_words(line: &TitleLine, features: &mut Features) {
    features.measure("words of the text", (line.shared as f32 / 6.0).min(1.0));
    features.measure("share of the text's words", line.share);
    features.note("no word of the text", line.shared == 0);
    features.note("two words", line.words == 2);
    features.note("three words", line.words == 3);
    features.note("four or five words", (4..=5).contains(&line.words));
    features.note("six to eight words", (6..=8).contains(&line.words));
    features.note("many words", (18..=24).contains(&line.words));
    features.note("very many words", line.words > 24);
}

/// A standfirst says more of the text than the headline above it.
fn by_neighbours(line: &TitleLine, others: &[TitleLine], features: &mut Features) {
    let near =
        |upper: &TitleLine, lower: &TitleLine| upper.id < lower.id && lower.id - upper.id <= STANDFIRST;
    let speaks =
        |other: &TitleLine| other.shared >= 2 && other.share >= 0.25 && other.words >= 4 && !other.is_caption;
    let longer = |other: &TitleLine| other.shared >= 3 && other.share >= 0.4 && other.words >= line.words;
    let next = |upper: &TitleLine, lower: &TitleLine| upper.id + 1 == lower.id && !upper.is_bullet;
    features.note(
        "right under another headline",
        others.iter().any(|other| next(other, line) && speaks(other)),
    );
    features.note(
        "right over another headline",
        others.iter().any(|other| next(line, other) && speaks(other)),
    );
    features.note(
        "under another headline",
        others.iter().any(|other| near(other, line) && speaks(other)),
    );
    features.note(
        "over a standfirst",
        line.shared > 0 && others.iter().any(|other| near(line, other) && longer(other)),
    );
}

/// The beginnings of the words of a text that carry meaning: four letters and more, or capitals in a row.
fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    text::words(text)
        .filter(|word| word.text.chars().count() > 3 || word.text.chars().all(char::is_uppercase))
        .map(|word| {
            let folded = text::folded(word.text);
            folded.chars().take(STEM).collect()
        })
}

/// A short line with a date or a byline in it.
fn is_dated(scene: &PageLayout, id: BlockId) -> bool {
    let line = &scene.block(id).text;
    let judged = matches!(
        scene.role(id),
        Some(Role::Furniture(Reason::DateLine | Reason::Byline))
    );
    let short = line.len() < 120;
    judged
        || (short
            && written::find(line, &scene.reading).iter().any(|date| {
                let rest = text::words(&line[..date.start]).count() + text::words(&line[date.end..]).count();
                rest <= if date.start == 0 { DATED_FIRST } else { 8 }
            }))
}

/// A headline that its day ends: *Communiqué du Conseil des ministres du jeudi 16 mars 2023*. A line that gives a day says little else,
/// or who published it and when it was changed.
fn is_ended_by_day(line: &str, scene: &PageLayout) -> bool {
    let found = written::find(line, &scene.reading);
    let [date] = found.as_slice() else { return false };
    let before = &line[..date.start];
    let telling = text::words(before)
        .filter(|word| word.text.chars().count() > 3 && calendar::weekday(word.text).is_none());
    let ends = !line[date.end..].contains(char::is_alphanumeric);
    ends && telling.count() >= TOLD_WORDS && last_cue(before).is_none() && !before.contains(['|', '•', '·'])
}
