//! Posts of other sites that a page shows: their text, and the line that signs them.

use crate::clean::features::PageFeatures;
use crate::parse::BlockId;

/// The longest post.
const POST_WORDS: f32 = 150.0;

/// Whether a block is the text or the signature of a post of another site.
pub(super) fn is_post(sheet: &PageFeatures, id: BlockId) -> bool {
    let at = id as usize;
    let text = |at: usize| {
        sheet
            .document
            .blocks
            .get(at)
            .map_or("", |block| block.text.as_str())
    };
    let short = sheet.shapes[at].words <= POST_WORDS;
    short && (text(at).contains("pic.twitter.com/") || signs_post(text(at)) || is_signature(text(at + 1)))
}

/// A line that is nothing but the signature of a post: a dash, a name, the account in brackets, the day.
fn is_signature(text: &str) -> bool {
    text.starts_with(['—', '–']) && text.contains("(@") && text.len() < 120
}

/// A text that ends with the signature of a post.
fn signs_post(text: &str) -> bool {
    let Some(at) = text.rfind("(@") else { return false };
    let (before, after) = text.split_at(at);
    let account = after[2..].split_once(')');
    let dated = account.is_some_and(|(_, rest)| rest.chars().count() < 30 && rest.contains("20"));
    dated && before.contains(['—', '–'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_known_by_their_signature() {
        assert!(is_signature("— Rwanda Defence Force (@RwandaMoD) May 11, 2022"));
        assert!(signs_post(
            "Trois jours de visite. — RDF (@RwandaMoD) 11 mai 2022"
        ));
        assert!(!signs_post(
            "M. Diarra (@diarra sur X) a dit non en 2022 à son retour de Kigali, au Rwanda."
        ));
        assert!(!is_signature("— Et vous ?"));
    }
}
