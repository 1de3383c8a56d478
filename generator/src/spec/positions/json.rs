//! The nodes of a JSON text with their places. A parser of YAML could read it too, in fifteen times the time and memory.

use super::{Position, Step, Walk};

/// Reads a text that has been parsed before, or as much of it as is JSON.
pub(super) fn read(text: &str, walk: &mut Walk) {
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        column: 1,
    };
    while let Some((token, position)) = reader.token() {
        match token {
            Token::Scalar(text) => walk.scalar(&key(text, walk), position),
            Token::Start(step) => walk.start(position, step),
            Token::End => {
                walk.open.pop();
            }
        }
    }
}

/// What a string says; only keys are asked, and few of them have escapes.
fn key(text: &str, walk: &Walk) -> String {
    if !walk.is_wanted() {
        return String::new();
    }
    let plain = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    match plain {
        Some(plain) if !plain.contains('\\') => plain.to_owned(),
        _ => serde_json::from_str(text).unwrap_or_default(),
    }
}

enum Token<'a> {
    /// A string with its quotes, or a word.
    Scalar(&'a str),
    Start(Step),
    End,
}

struct Reader<'a> {
    text: &'a str,
    /// The byte that comes next.
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Reader<'a> {
    /// The next thing that begins or ends a node, and where it stands.
    fn token(&mut self) -> Option<(Token<'a>, Position)> {
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let length = match rest.first()? {
                b'{' => return Some(self.bracket(Token::Start(Step::Key(None)))),
                b'[' => return Some(self.bracket(Token::Start(Step::Index(0)))),
                b'}' | b']' => return Some(self.bracket(Token::End)),
                b'"' => string(rest)?,
                b'\n' => {
                    (self.at, self.line, self.column) = (self.at + 1, self.line + 1, 1);
                    continue;
                }
                b' ' | b'\t' | b'\r' | b',' | b':' => {
                    (self.at, self.column) = (self.at + 1, self.column + 1);
                    continue;
                }
                _ => word(rest),
            };
            let text = self.text.get(self.at..self.at + length)?;
            let characters = text.chars().count();
            let position = self.position(characters);
            self.at += length;
            self.column += characters;
            return Some((Token::Scalar(text), position));
        }
    }

    fn bracket(&mut self, token: Token<'a>) -> (Token<'a>, Position) {
        let position = self.position(1);
        self.at += 1;
        self.column += 1;
        (token, position)
    }

    fn position(&self, length: usize) -> Position {
        Position {
            line: self.line,
            column: self.column,
            length,
        }
    }
}

/// How many bytes a string takes, with its quotes; `None` if it does not end.
fn string(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match rest.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// How many bytes a number, `true`, `false` or `null` takes.
fn word(rest: &[u8]) -> usize {
    let ends = |it: &u8| b" \t\r\n,:{}[]\"".contains(it);
    rest.iter().position(ends).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};
    use serde_json::Value;

    use super::super::{Positions, Walk};

    fn value() -> impl Strategy<Value = Value> {
        let text = "[a-zé/~ \\\\\"\n]{0,6}";
        let leaf = prop_oneof![
            Just(Value::Null),
            proptest::bool::ANY.prop_map(Value::from),
            proptest::num::i32::ANY.prop_map(Value::from),
            text.prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(text, inner, 0..4)
                    .prop_map(|it| Value::Object(it.into_iter().collect())),
            ]
        })
    }

    /// The pointers of all nodes.
    fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
        all.push(at.to_owned());
        match value {
            Value::Array(items) => {
                for (number, it) in items.iter().enumerate() {
                    let at = crate::spec::pointer::join(at, &number.to_string());
                    pointers(it, &at, all);
                }
            }
            Value::Object(map) => {
                for (key, it) in map {
                    pointers(it, &crate::spec::pointer::join(at, key), all);
                }
            }
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn everything_stands_where_a_parser_of_yaml_finds_it(value in value(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.expect("JSON");
            let mut all = Vec::new();
            pointers(&value, "", &mut all);
            let mut walk = Walk::new(all.iter().map(String::as_str));
            super::read(&text, &mut walk);
            let json = Positions { nodes: walk.nodes };
            let mut walk = Walk::new(all.iter().map(String::as_str));
            walk.yaml(&text);
            let yaml = Positions { nodes: walk.nodes };
            for at in &all {
                prop_assert_eq!(json.key(at), yaml.key(at), "{} in {}", at, text);
                prop_assert_eq!(json.value(at), yaml.value(at), "{} in {}", at, text);
            }
        }
    }
}
