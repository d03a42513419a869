//! Many writes in one request: each is acknowledged, told to have come too late, or sent again.

use super::cluster::{Cluster, Part, Revision};
use crate::error::Result;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A request has so many bytes at most, beyond its first write.
const LARGEST: usize = 5 << 20;
/// The first wait where the cluster takes no more for the moment; each is twice the last.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// What is to become of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// It is made where there is none.
    Create(Value),
    /// It takes the place of this version.
    Replace(Value, Revision),
    /// It takes the place of whatever was written with no higher number.
    Number(Value, u64),
    /// This version goes.
    Delete(Revision),
    /// Whatever is there goes.
    Remove,
}

/// A write of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Write {
    /// The identity of the document.
    pub id: String,
    /// What is to become of it.
    pub deed: Deed,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It is on the disks, as this version.
    Done,
    /// Another version was there.
    TooLate,
}

impl Write {
    fn lines(&self) -> String {
        let mut head = json!({ "_id": self.id });
        let over = |head: &mut Value, revision: &Revision| {
            head["if_seq_no"] = revision.number.into();
            head["if_primary_term"] = revision.term.into();
        };
        let (act, document) = match &self.deed {
            Deed::Create(document) => ("create", Some(document)),
            Deed::Replace(document, revision) => {
                over(&mut head, revision);
                ("index", Some(document))
            }
            Deed::Number(document, number) => {
                head["version"] = (*number).into();
                head["version_type"] = "external_gte".into();
                ("index", Some(document))
            }
            Deed::Delete(revision) => {
                over(&mut head, revision);
                ("delete", None)
            }
            Deed::Remove => ("delete", None),
        };
        let head = json!({ act: head });
        match document {
            Some(document) => format!("{head}\n{document}\n"),
            None => format!("{head}\n"),
        }
    }
}

impl Cluster {
    /// Writes to an index, and says what became of each write. Writes of one call are in no order.
    pub(super) fn write(&self, part: Part, writes: &[Write]) -> Result<Vec<Written>> {
        let mut written = Vec::with_capacity(writes.len());
        let mut at = 0;
        while at < writes.len() {
            let (mut lines, begin) = (String::new(), at);
            while at < writes.len() && (lines.is_empty() || lines.len() < LARGEST) {
                lines += &writes[at].lines();
                at += 1;
            }
            self.write_some(part, &writes[begin..at], lines, &mut written)?;
        }
        Ok(written)
    }

    /// Writes what fits in one request.
    fn write_some(
        &self,
        part: Part,
        writes: &[Write],
        mut lines: String,
        written: &mut Vec<Written>,
    ) -> Result<()> {
        let first = written.len();
        written.resize(first + writes.len(), Written::TooLate);
        let mut open: Vec<usize> = (0..writes.len()).collect();
        let (begun, mut wait) = (Instant::now(), FIRST_WAIT);
        loop {
            let (mut again, mut reason) = (Vec::new(), String::new());
            for (place, item) in open.iter().zip(self.sent(part, &lines, open.len())?) {
                match self.became(&item, &writes[*place])? {
                    Some(became) => written[first + place] = became,
                    None => {
                        again.push(*place);
                        reason = told(&item);
                    }
                }
            }
            if again.is_empty() {
                return Ok(());
            }
            if begun.elapsed() + wait > self.client.patience() {
                let reason = format!("it takes no more at the moment ({reason})");
                return Err(self.client.unavailable(reason));
            }
            std::thread::sleep(wait);
            wait = (wait * 2).min(LONGEST_WAIT);
            lines = again.iter().map(|place| writes[*place].lines()).collect();
            open = again;
        }
    }

    fn sent(&self, part: Part, lines: &str, count: usize) -> Result<Vec<Value>> {
        let answer = self.client.send(
            "POST",
            &format!("{}/_bulk", self.index(part)),
            Some(lines.as_bytes()),
        )?;
        match answer.body["items"]
            .as_array()
            .filter(|items| items.len() == count)
        {
            Some(items) => Ok(items.clone()),
            None if answer.status == 200 => Err(self
                .client
                .unavailable("it did not answer of all that was written")),
            None => Err(self.client.refusal(&answer)),
        }
    }

    /// What became of a write; nothing where it may go better later.
    fn became(&self, item: &Value, write: &Write) -> Result<Option<Written>> {
        let item = item
            .as_object()
            .and_then(|item| item.values().next())
            .unwrap_or(&Value::Null);
        match item["status"].as_u64().unwrap_or(500) {
            200..300 => Ok(Some(Written::Done)),
            409 => Ok(Some(Written::TooLate)),
            404 if matches!(write.deed, Deed::Delete(_) | Deed::Remove) => Ok(Some(Written::Done)),
            429 | 503 => Ok(None),
            _ => Err(self.refused(item)),
        }
    }
}

/// Why a write was refused, in the words of the cluster.
fn told(item: &Value) -> String {
    let error = item
        .as_object()
        .and_then(|item| Some(&item.values().next()?["error"]));
    let reason = error.and_then(|error| error["reason"].as_str());
    reason
        .unwrap_or("refused")
        .lines()
        .next()
        .unwrap_or_default()
        .to_string()
}
