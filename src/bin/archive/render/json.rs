//! Records as JSON that a terminal can show: what it would obey is written as an escape, so that nothing is lost.

use super::safe::is_obeyed;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;

/// The value of a record. It goes through text, because a number of 32 bits would be printed with the digits of 64.
pub(crate) fn value(record: &impl Serialize) -> Value {
    let text = serde_json::to_string(record).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// A record or value on one line.
pub(crate) fn line(record: &impl Serialize) -> String {
    let plain = serde_json::to_string(record).unwrap_or_default();
    if plain.is_ascii() && !plain.contains('\u{7f}') {
        return plain;
    }
    let mut safe = String::with_capacity(plain.len());
    for c in plain.chars() {
        if !is_obeyed(c) {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_comes_back() {
        let value = Value::String("é\u{1b}[31m\u{9b}\u{202e}\u{7f}\u{e0041}".into());
        let line = line(&value);
        assert!(line.chars().all(|c| !is_obeyed(c)), "{line}");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
