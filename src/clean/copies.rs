//! What a page prints more than once: a hidden copy for another width of screen, a version for print, an accordion.

use super::features::PageFeatures;
use std::collections::HashMap;

/// What a text has at least that stands again, in the same order: blocks, and words in them. A single paragraph may be meant.
const BLOCKS: usize = 2;
const WORDS: f32 = 50.0;

/// The kept blocks that say again, in the same order, what earlier kept blocks say.
pub(super) fn printed_again(sheet: &PageFeatures, kept: &[bool]) -> Vec<usize> {
    let blocks: Vec<usize> = (0..kept.len()).filter(|id| kept[*id]).collect();
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for (at, id) in blocks.iter().enumerate() {
        let original = *first.entry(sheet.shapes[*id].hash).or_insert(at);
        if original < at {
            again.push((original, at));
        }
    }
    let follows = |a: &(usize, usize), b: &(usize, usize)| b.0 == a.0 + 1 && b.1 == a.1 + 1;
    let runs = again.chunk_by(follows).filter(|run| {
        let words: f32 = run.iter().map(|(_, at)| sheet.shapes[blocks[*at]].words).sum();
        run.len() >= BLOCKS && words >= WORDS
    });
    runs.flatten().map(|(_, at)| blocks[*at]).collect()
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;
    use crate::parse::{self, Declared};

    #[test]
    fn a_text_that_stands_twice_is_kept_once() {
        let text = "<h2>Le port</h2><p>Les pêcheurs de Kolimba ont bloqué lundi l’entrée du port avec leurs pirogues, pour la troisième fois.</p>\
                    <h2>La mairie</h2><p>Le préfet a promis de transmettre leurs doléances au ministère et de revenir avec une réponse dans la semaine.</p>\
                    <p>« Nous travaillons à perte », a déclaré le président de la coopérative devant les mareyeuses rassemblées sur le quai.</p>";
        let page = parse::document(&format!(
            "<body><h1>La grève</h1><div class=a>{text}</div><div class=b>{text}</div></body>"
        ));
        let body = clean(&page, &Declared::of(&page), None).text(&page);
        for part in ["Le port", "pirogues", "La mairie", "doléances", "mareyeuses"] {
            assert_eq!(body.matches(part).count(), 1, "{part}: {body}");
        }
    }
}
