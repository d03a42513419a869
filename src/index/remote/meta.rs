//! What there is one of in an archive on a cluster: documents of one index, each replaced only by who has read it.

use super::bulk::{Deed, Write, Written};
use super::cluster::{Cluster, Part, Revision};
use crate::error::Result;
use crate::index::user_texts::UserText;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// With what the indices were made.
    Format,
    /// How often something was committed, and with how many digits identities are told apart.
    Commit,
    /// Of which commit stories and people are.
    Settled,
    /// Who settles.
    Lease,
    /// Under which names machines keep their files.
    Machines,
    /// Who is who.
    People,
    /// What recurs on the pages of sites.
    Sites,
    /// What users keep with the index.
    Text(UserText),
}

impl Note {
    fn id(self) -> String {
        let id = match self {
            Note::Text(text) => return format!("text-{}", text.name()),
            Note::Format => "format",
            Note::Commit => "commit",
            Note::Settled => "settled",
            Note::Lease => "lease",
            Note::Machines => "machines",
            Note::People => "people",
            Note::Sites => "sites",
        };
        id.into()
    }
}

/// A document that was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Noted {
    /// What it says; nothing where there is none.
    pub body: Value,
    /// Its version; nothing where there is none.
    pub revision: Option<Revision>,
}

/// Bytes longer than this are kept in pieces.
const PIECE: usize = 1 << 20;
/// As often something is tried that others do at the same time.
pub(super) const TRIES: usize = 20;

impl Cluster {
    /// Some documents, as they are now.
    pub(super) fn notes<const N: usize>(&self, notes: [Note; N]) -> Result<[Noted; N]> {
        let ids = notes.map(Note::id);
        let mut found = self.documents(Part::Meta, &ids, &["body"])?.into_iter();
        Ok(std::array::from_fn(|_| match found.next().flatten() {
            Some(mut stored) => Noted {
                body: stored.source["body"].take(),
                revision: Some(stored.revision),
            },
            None => Noted::default(),
        }))
    }

    /// Puts a document in the place of the version that was read; whether it was still that.
    pub(super) fn note(&self, note: Note, body: Value, over: Option<Revision>) -> Result<bool> {
        self.keep(&note.id(), "note", body, over)
    }

    /// The same of a document of any name.
    pub(super) fn keep(&self, id: &str, kind: &str, body: Value, over: Option<Revision>) -> Result<bool> {
        let document = json!({ "kind": kind, "body": body });
        let deed = match over {
            Some(revision) => Deed::Replace(document, revision),
            None => Deed::Create(document),
        };
        Ok(self.write(Part::Meta, &[Write { id: id.into(), deed }])? == [Written::Done])
    }

    /// Changes a document by what is read of it, however many do at the same time.
    pub(super) fn change(&self, note: Note, change: impl Fn(&Value) -> Option<Value>) -> Result<Value> {
        for _ in 0..TRIES {
            let [noted] = self.notes([note])?;
            let Some(body) = change(&noted.body) else {
                return Ok(noted.body);
            };
            if self.note(note, body.clone(), noted.revision)? {
                return Ok(body);
            }
        }
        Err(self.client.unavailable("others change the same at the same time"))
    }

    /// The bytes of a document.
    pub(super) fn bytes(&self, note: Note, noted: &Noted) -> Result<Option<Vec<u8>>> {
        let mut body = noted.body.clone();
        for _ in 0..TRIES {
            if let Some(bytes) = body["bytes"].as_str() {
                return Ok(STANDARD.decode(bytes).ok());
            }
            let Some(pieces) = body["pieces"].as_u64() else {
                return Ok(None);
            };
            let number = body["number"].as_u64().unwrap_or(0);
            let ids: Vec<String> = (0..pieces).map(|piece| piece_id(note, number, piece)).collect();
            let found = self.documents(Part::Meta, &ids, &["body"])?;
            let decoded = found
                .iter()
                .map(|stored| STANDARD.decode(stored.as_ref()?.source["body"].as_str()?).ok());
            if let Some(pieces) = decoded.collect::<Option<Vec<_>>>() {
                return Ok(Some(pieces.concat()));
            }
            // They were replaced meanwhile.
            let [again] = self.notes([note])?;
            body = again.body;
        }
        Err(self
            .client
            .unavailable("what is kept in pieces is replaced all the time"))
    }

    /// Puts bytes in the place of those of a version that was read; whether it was still that.
    pub(super) fn keep_bytes(&self, note: Note, bytes: &[u8], over: &Noted) -> Result<bool> {
        if bytes.len() <= PIECE {
            let kept = self.note(note, json!({ "bytes": STANDARD.encode(bytes) }), over.revision)?;
            return Ok(kept && self.forget_pieces(note, &over.body)?);
        }
        let number = over.revision.map_or(0, |revision| revision.number + 1);
        let pieces = bytes.chunks(PIECE);
        let body = json!({ "pieces": pieces.len(), "number": number });
        let piece = |(place, piece): (u64, &[u8])| Write {
            id: piece_id(note, number, place),
            deed: Deed::Number(json!({ "kind": "piece", "body": STANDARD.encode(piece) }), 1),
        };
        let writes: Vec<Write> = (0..).zip(pieces).map(piece).collect();
        self.write(Part::Meta, &writes)?;
        Ok(self.note(note, body, over.revision)? && self.forget_pieces(note, &over.body)?)
    }

    /// Takes away the pieces of a version that was replaced.
    fn forget_pieces(&self, note: Note, before: &Value) -> Result<bool> {
        let number = before["number"].as_u64().unwrap_or(0);
        let pieces = 0..before["pieces"].as_u64().unwrap_or(0);
        let removed = pieces.map(|piece| Write {
            id: piece_id(note, number, piece),
            deed: Deed::Remove,
        });
        self.write(Part::Meta, &removed.collect::<Vec<_>>())?;
        Ok(true)
    }
}

fn piece_id(note: Note, number: u64, piece: u64) -> String {
    format!("{}-{number}-{piece}", note.id())
}
