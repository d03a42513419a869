//! JSON as pages really carry it, made into JSON: line breaks in strings, quotation marks that nobody escaped, commas too many,
//! comments around it, an end that is missing.

use serde_json::Value;

/// The values of a script. What cannot be repaired gives nothing.
pub(super) fn values(script: &str) -> Vec<Value> {
    let json = unwrapped(script);
    if json.is_empty() {
        return Vec::new();
    }
    let whole: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(json).into_iter().collect();
    match whole {
        Ok(values) => values,
        Err(_) => {
            let repaired = repaired(json);
            let parsed = serde_json::Deserializer::from_str(&repaired).into_iter();
            parsed.map_while(Result::ok).collect()
        }
    }
}

/// The script without the comments and the semicolon that some put around it.
fn unwrapped(script: &str) -> &str {
    let script = script
        .find("<![CDATA[")
        .map_or(script, |at| &script[at + "<![CDATA[".len()..]);
    let script = script.rfind("]]>").map_or(script, |at| &script[..at]);
    let begin = script.find(['{', '[']).unwrap_or(script.len());
    // What follows the last bracket is a wrapper, unless it holds strings: then the end is missing.
    let end = script.rfind(['}', ']']).map_or(script.len(), |end| end + 1);
    let end = if script[end..].contains('"') {
        script.len()
    } else {
        end
    };
    script.get(begin..end.max(begin)).unwrap_or_default()
}

/// What is open while the text is copied.
struct Copy {
    out: String,
    open: Vec<char>,
    in_string: bool,
}

fn repaired(json: &str) -> String {
    let mut copy = Copy {
        out: String::with_capacity(json.len() + 16),
        open: Vec::new(),
        in_string: false,
    };
    let mut rest = json.char_indices();
    while let Some((at, c)) = rest.next() {
        if !copy.in_string {
            copy.outside(c);
        } else if c == '\\' {
            copy.escape(rest.next().map(|(_, next)| next));
        } else {
            copy.inside(c, &json[at + c.len_utf8()..]);
        }
    }
    copy.close();
    copy.out
}

impl Copy {
    fn outside(&mut self, c: char) {
        match c {
            '"' => self.in_string = true,
            '{' => self.open.push('}'),
            '[' => self.open.push(']'),
            '}' | ']' => {
                self.drop_comma();
                self.open.pop();
            }
            '\u{feff}' | '\u{a0}' => return,
            _ => {}
        }
        self.out.push(c);
    }

    fn inside(&mut self, c: char, rest: &str) {
        match c {
            '"' if ends_string(rest) => {
                self.in_string = false;
                self.out.push('"');
            }
            '"' => self.out.push_str("\\\""),
            '\n' | '\r' | '\t' => self.out.push(' '),
            c if c.is_control() => {}
            c => self.out.push(c),
        }
    }

    fn escape(&mut self, next: Option<char>) {
        match next {
            Some(c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                self.out.push('\\');
                self.out.push(c);
            }
            Some(c) if !c.is_control() => self.out.push(c),
            _ => {}
        }
    }

    fn drop_comma(&mut self) {
        let kept = self.out.trim_end();
        if kept.ends_with(',') {
            let length = kept.len() - 1;
            self.out.truncate(length);
        }
    }

    fn close(&mut self) {
        if self.in_string {
            self.out.push('"');
        }
        self.drop_comma();
        while let Some(end) = self.open.pop() {
            self.out.push(end);
        }
    }
}

/// Whether a quotation mark ends its string: what follows it is what follows a string. A comma must be followed by another
/// string, an object, an array, a number or an end, else it is a comma of the sentence.
fn ends_string(rest: &str) -> bool {
    let mut after = rest.chars().filter(|c| !c.is_whitespace());
    match after.next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => matches!(
            after.next(),
            None | Some('"' | '{' | '[' | '}' | ']' | '-' | '0'..='9' | 't' | 'f' | 'n')
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn broken_json_is_repaired() {
        for (script, value) in [
            ("{\"a\": \"b\nc\"}", json!({"a": "b c"})),
            ("{\"a\": \"b\",}", json!({"a": "b"})),
            (
                "{\"a\": \"he said \"no\" to it\", \"b\": 1}",
                json!({"a": "he said \"no\" to it", "b": 1}),
            ),
            ("<!-- {\"a\": \"b\"} -->", json!({"a": "b"})),
            ("//<![CDATA[\n{\"a\": [1, 2, ]};\n//]]>", json!({"a": [1, 2]})),
            ("{\"a\": \"it\\'s\"}", json!({"a": "it's"})),
            (
                "{\"a\": {\"b\": \"c\"}, \"d\": {\"e\": [\"f\"",
                json!({"a": {"b": "c"}, "d": {"e": ["f"]}}),
            ),
        ] {
            assert_eq!(values(script), [value], "{script}");
        }
        assert_eq!(values("{\"a\":1}\n{\"b\":2}").len(), 2);
        assert!(values("var x = 3;").is_empty());
    }
}
