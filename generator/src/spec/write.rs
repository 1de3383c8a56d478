//! A value as text that every parser reads back as the same value.
//!
//! YAML is written here and not by a library, because the libraries know the rules of one version only: a date is text
//! for YAML 1.2 and a date for 1.1, `1e3` the other way round. What looks like anything but text is quoted, so both agree.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

use super::load;
use crate::diagnostics::Diagnostics;

/// Lines of prose are broken where they would be longer.
const WIDTH: usize = 120;

/// Words that some version of YAML takes for something else than text, in lower case.
const RESERVED: &[&str] = &[
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity",
];

/// JSON, two spaces deep.
pub(super) fn json(value: &Value) -> String {
    format!("{value:#}\n")
}

/// YAML, two spaces deep.
///
/// # Panics
/// If the text is not read back as `value`, which would be a bug here.
pub(super) fn yaml(value: &Value) -> String {
    let mut writer = Writer::default();
    match value {
        Value::Object(map) if !map.is_empty() => writer.mapping(map, 0),
        Value::Array(items) if !items.is_empty() => writer.sequence(items, 0),
        scalar => writer.scalar(scalar, 0),
    }
    writer.text.push('\n');
    let mut diagnostics = Diagnostics::default();
    let read = load::parse(&writer.text, 0, &mut diagnostics);
    assert!(
        read.as_ref() == Some(value),
        "YAML that is not read back as it was: {diagnostics:?}\n{}",
        writer.text
    );
    writer.text
}

/// Every method begins where the text ends and leaves the last line open.
#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// ```yaml
    /// key: scalar
    /// other:
    ///   - item
    /// ```
    fn mapping(&mut self, map: &Map<String, Value>, indent: usize) {
        for (index, (key, value)) in map.iter().enumerate() {
            if index > 0 {
                self.line(indent);
            }
            let key = flow(key);
            // Parsers look for the colon in the first 1,024 characters.
            if key.len() > 1000 {
                self.text.push_str("? ");
                self.text.push_str(&key);
                self.line(indent);
            } else {
                self.text.push_str(&key);
            }
            self.text.push(':');
            self.below(value, indent);
        }
    }

    fn below(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Object(map) if !map.is_empty() => {
                self.line(indent + 2);
                self.mapping(map, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                self.line(indent + 2);
                self.sequence(items, indent + 2);
            }
            scalar => {
                self.text.push(' ');
                self.scalar(scalar, indent);
            }
        }
    }

    fn sequence(&mut self, items: &[Value], indent: usize) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.line(indent);
            }
            self.text.push_str("- ");
            match item {
                Value::Object(map) if !map.is_empty() => self.mapping(map, indent + 2),
                Value::Array(items) if !items.is_empty() => self.sequence(items, indent + 2),
                scalar => self.scalar(scalar, indent),
            }
        }
    }

    fn scalar(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Null => self.text.push_str("null"),
            Value::Bool(it) => self.text.push_str(if *it { "true" } else { "false" }),
            Value::Number(it) => self.text.push_str(&number(it)),
            Value::String(it) => self.string(it, indent + 2),
            Value::Array(_) => self.text.push_str("[]"),
            Value::Object(_) => self.text.push_str("{}"),
        }
    }

    /// `indent` is that of the lines of a block.
    fn string(&mut self, text: &str, indent: usize) {
        if is_block(text) {
            self.text.push_str(match text.strip_suffix('\n') {
                None => "|-",
                Some(rest) if rest.ends_with('\n') => "|+",
                Some(_) => "|",
            });
            for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                self.line(if line.is_empty() { 0 } else { indent });
                self.text.push_str(line);
            }
        } else if is_prose(text) && indent + text.chars().count() > WIDTH {
            self.text.push_str(">-");
            for line in fold(text, WIDTH.saturating_sub(indent)) {
                self.line(indent);
                self.text.push_str(&line);
            }
        } else {
            self.text.push_str(&flow(text));
        }
    }
}

/// YAML 1.1 wants a dot in the mantissa and a sign in the exponent.
fn number(number: &Number) -> String {
    let text = number.to_string();
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return text;
    };
    let dot = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) {
        ""
    } else {
        "+"
    };
    format!("{mantissa}{dot}e{sign}{exponent}")
}

/// Several lines that can stand as they are. The first must show how deep the block is.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with(['\n', ' ', '\t'])
        && text
            .chars()
            .all(|it| it == '\n' || it == '\t' || is_plain(it))
}

/// One line that can be broken at every space and is joined again when it is read.
fn is_prose(text: &str) -> bool {
    !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.chars().all(is_plain)
}

fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ') {
        let more = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + more <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + more;
            }
            _ => {
                lines.push(word.to_owned());
                length = more;
            }
        }
    }
    lines
}

/// A text inside a line: bare, in single quotes, or in double quotes with escapes.
fn flow(text: &str) -> String {
    if !text.chars().all(is_plain) {
        return escaped(text);
    }
    if is_bare(text) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// True if nobody could take it for anything but this text.
fn is_bare(text: &str) -> bool {
    let begins =
        text.starts_with(|it: char| it.is_alphabetic() || ['/', '_', '$', '(', '^'].contains(&it));
    // The ranges of statuses are the one kind of text with a digit in front that is never a number.
    let status = matches!(text.as_bytes(), [b'1'..=b'5', b'X', b'X']);
    status
        || begins
            && !text.ends_with([' ', ':'])
            && !text.contains(": ")
            && !text.contains(" #")
            && !RESERVED.contains(&text.to_lowercase().as_str())
}

/// False for what a reader would not see, and for what some version of YAML takes for the end of a line.
fn is_plain(it: char) -> bool {
    !it.is_control()
        && !matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn escaped(text: &str) -> String {
    let mut quoted = String::from("\"");
    for it in text.chars() {
        match it {
            '"' | '\\' => quoted.extend(['\\', it]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            it if is_plain(it) => quoted.push(it),
            it => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(it));
            }
        }
    }
    quoted.push('"');
    quoted
}
