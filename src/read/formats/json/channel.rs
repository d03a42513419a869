//! The export of a channel by Telegram Desktop.

use crate::page::ImportedRecord;
use crate::read::formats::{Fields, fields};
use serde_json::{Map, Value};

/// The messages of a channel or chat as records: a first line that stands alone is the title, the moment is that of the zone
/// in which the export was made.
pub(super) fn messages(export: &Map<String, Value>) -> Option<Vec<ImportedRecord>> {
    // All that an account holds: its channels, and chats, which are nobody's news.
    if let Some(chats) = export.get("chats").and_then(|chats| chats.get("list")) {
        let chats = chats.as_array()?.iter().filter_map(Value::as_object);
        return Some(chats.filter_map(of_channel).flatten().collect());
    }
    of_channel(export)
}

/// The title of a JSON Feed, which is the name of its outlet.
pub(super) fn feed(object: &Map<String, Value>) -> Option<String> {
    let version = object.get("version")?.as_str()?;
    version.contains("jsonfeed.org").then_some(())?;
    Some(object.get("title")?.as_str()?.to_string())
}

fn of_channel(export: &Map<String, Value>) -> Option<Vec<ImportedRecord>> {
    let messages = export.get("messages")?.as_array()?;
    let kind = export.get("type")?.as_str()?;
    kind.contains("channel").then_some(())?;
    let channel = export.get("name").and_then(Value::as_str);
    let messages = messages.iter().filter_map(Value::as_object);
    let messages = messages.filter(|message| message.get("type").and_then(Value::as_str) == Some("message"));
    Some(messages.filter_map(|message| record(message, channel)).collect())
}

fn record(message: &Map<String, Value>, channel: Option<&str>) -> Option<ImportedRecord> {
    let json = Value::Object(message.clone()).to_string();
    let mut record = fields::record(message, &json, &Fields::default())?;
    record.outlet = channel.map(str::to_string);
    (record.title, record.text) = titled(&record.text);
    // The same record again from what is kept.
    record.json = serde_json::json!({
        "title": record.title, "text": record.text, "date": record.date, "outlet": record.outlet,
        "message": message,
    })
    .to_string();
    Some(record)
}

/// The text of a message without its title: a first line that stands alone.
pub(crate) fn titled(text: &str) -> (Option<String>, String) {
    match text.split_once("\n\n") {
        Some((line, rest)) if !line.contains('\n') && line.chars().count() <= LONGEST_TITLE => {
            (Some(line.trim().to_string()), rest.trim().to_string())
        }
        _ => (None, text.to_string()),
    }
}

/// A longer first line is the beginning of the text.
const LONGEST_TITLE: usize = 200;
