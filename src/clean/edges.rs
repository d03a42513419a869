//! Labels at the edges of an article that the model took for text: its day above, its byline, the rights below.

use super::features::Sheet;
use super::role::Reason;
use super::shape::Shape;

/// The longest label.
const LABEL_WORDS: f32 = 12.0;

/// Drops labels from the first and the last blocks that were kept.
pub fn trim(sheet: &Sheet, kept: &mut [bool]) {
    let blocks = |kept: &[bool]| -> Vec<usize> { (0..kept.len()).filter(|id| kept[*id]).collect() };
    for id in blocks(kept)
        .into_iter()
        .take_while(|id| label(&sheet.shapes[*id]).is_some())
    {
        kept[id] = false;
    }
    for id in blocks(kept)
        .into_iter()
        .rev()
        .take_while(|id| label(&sheet.shapes[*id]).is_some())
    {
        kept[id] = false;
    }
}

/// What a short line beside an article says of it, if it is a label.
pub fn label(shape: &Shape) -> Option<Reason> {
    if shape.words > LABEL_WORDS {
        return None;
    }
    if shape.copyright || shape.cues.start.has(Reason::Footer) {
        return Some(Reason::Footer);
    }
    let dated = shape.year && shape.words <= 8.0 && shape.digits > 0.12 && !shape.ends_sentence();
    let named = shape.cues.start.has(Reason::DateLine) && shape.digits > 0.1;
    (dated || named).then_some(Reason::DateLine)
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;
    use crate::parse;

    #[test]
    fn a_day_above_and_rights_below_are_not_the_text() {
        let page = parse::document(
            "<h1>La loi est votée</h1><p>Libreville, le 3 décembre 2009</p><p>L’Assemblée nationale a adopté jeudi, à \
             l’unanimité, la loi sur la forêt que les communautés attendaient depuis huit ans.</p><p>Aucune coupe ne pourra \
             commencer sans l’accord écrit des villages, a dit le ministre.</p><p>Copyright 2011 - Mentions légales</p>",
        );
        let text = clean(&page, None).text(&page);
        assert!(
            text.starts_with("L’Assemblée") && text.ends_with("ministre."),
            "{text}"
        );
    }
}
