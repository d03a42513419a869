//! What a commit says beside its documents, in tantivy's own payload, so that it holds or falls with them.

use crate::article::DIGITS;
use serde::{Deserialize, Serialize};
use tantivy::Index;

/// What was committed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Committed {
    /// So many bytes of the originals belong to it; what stands behind them was never committed.
    pub originals: u64,
    /// With so many digits the identities are told apart.
    pub digits: u8,
}

impl Default for Committed {
    fn default() -> Committed {
        Committed {
            originals: 0,
            digits: DIGITS,
        }
    }
}

impl Committed {
    /// What the last commit of an index says.
    pub(super) fn of(index: &Index) -> tantivy::Result<Committed> {
        let payload = index.load_metas()?.payload;
        let read = |text: String| serde_json::from_str(&text).ok();
        Ok(payload.and_then(read).unwrap_or_default())
    }

    /// The payload.
    pub(super) fn to_text(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}
