//! Who is told of below the text: *Ann Bell is a reporter in Lomé.*

use super::{AuthorSource, Byline, names};
use crate::article::Evidence;
use crate::clean::{Reason, Role};
use crate::describe::layout::{PageLayout, Zone};
use crate::parse::BlockId;
use crate::text;

/// How many blocks below the text a biography stands.
const REACH: u32 = 40;
/// The fewest bytes of what is told of somebody.
const TOLD: usize = 60;
/// The most words of a name.
const NAME_WORDS: usize = 4;

/// The names of those of whom something is told below the text, or in its last lines.
pub(super) fn of_biographies(scene: &PageLayout, bylines: &mut Vec<Byline>) {
    let blocks = scene.document.blocks.iter().zip(0..);
    for (block, id) in blocks {
        let Some(near) = nearness(scene, id) else { continue };
        let name = named(scene, id).or_else(|| told_of(&block.text));
        bylines.extend(name.map(|name| Byline {
            text: name.to_string(),
            evidence: Evidence::Byline,
            place: scene.named(id),
            kind: AuthorSource::Biography,
            near,
            zone: None,
        }));
    }
}

/// From 1 at the end of the text to 0 far below it.
fn nearness(scene: &PageLayout, id: BlockId) -> Option<f32> {
    match (scene.place(id), scene.body) {
        (Zone::Below(n), _) if n <= REACH && scene.role(id) != Some(Role::Comment) => {
            Some(1.0 - n as f32 / REACH as f32)
        }
        (Zone::Body, Some((_, last))) if id + 1 >= last => Some(1.0),
        _ => None,
    }
}

/// A line that is nothing but a name, above a text that begins with it or that the cleaner takes for a biography.
fn named<'a>(scene: &PageLayout<'a>, id: BlockId) -> Option<&'a str> {
    let name = scene.block(id).text.trim();
    let below = &scene.document.blocks.get(id as usize + 1)?.text;
    let biography = scene.role(id + 1) == Some(Role::Furniture(Reason::AuthorBiography));
    let first = text::words(name).next()?.text;
    let known = names::first_is_given(name) && (below.starts_with(first) || biography);
    let told = below.len() >= TOLD && (below.starts_with(name) || known);
    (told && is_name(name)).then_some(name)
}

/// The name with which a text begins that tells who its bearer is: *Ann Bell is …*.
fn told_of(text: &str) -> Option<&str> {
    const IS: [&str; 12] = [
        " is ", " was ", " ist ", " war ", " est ", " es ", " è ", " é ", " er ", " är ", " jest ", " has ",
    ];
    let (name, _) = IS
        .iter()
        .filter_map(|is| text.split_once(is))
        .min_by_key(|(name, _)| name.len())?;
    (text.len() >= TOLD && is_name(name) && names::first_is_given(name)).then_some(name)
}

/// Whether a line is nothing but the name of one person.
fn is_name(line: &str) -> bool {
    let letters = line.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c));
    letters && names::is_whole_name(line) && text::words(line).count() <= NAME_WORDS
}
