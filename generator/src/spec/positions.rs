//! Line and column of every node of a source text, by JSON pointer.
//!
//! Built from parser events, and only when a message is about to be printed.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span};

use super::pointer;

/// A place in a text; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Where the nodes of one text stand.
#[derive(Debug, Default)]
pub(super) struct Positions {
    /// Pointer to (where its key stands, where its value stands).
    nodes: BTreeMap<String, (Position, Position)>,
}

impl Positions {
    /// Reads `text`, which is YAML or JSON; stops quietly where it cannot be parsed.
    pub(super) fn of(text: &str) -> Self {
        let mut walk = Walk {
            nodes: BTreeMap::new(),
            open: Vec::new(),
        };
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            walk.event(&event, span);
        }
        Self { nodes: walk.nodes }
    }

    /// Where the value stands, or the nearest ancestor that the text has.
    pub(super) fn value(&self, at: &str) -> Option<Position> {
        self.nearest(at).map(|(_, value)| value)
    }

    /// Where the key of this value stands, or the nearest ancestor.
    pub(super) fn key(&self, at: &str) -> Option<Position> {
        self.nearest(at).map(|(key, _)| key)
    }

    fn nearest(&self, mut at: &str) -> Option<(Position, Position)> {
        loop {
            if let Some(found) = self.nodes.get(at) {
                return Some(*found);
            }
            if at.is_empty() {
                return None;
            }
            at = pointer::parent(at);
        }
    }
}

/// A mapping or sequence whose end has not come yet.
struct Open {
    pointer: String,
    /// A sequence counts its items; a mapping remembers the key that waits for its value.
    step: Step,
}

enum Step {
    Index(usize),
    Key(Option<(String, Position)>),
}

struct Walk {
    nodes: BTreeMap<String, (Position, Position)>,
    open: Vec<Open>,
}

impl Walk {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        let position = Position {
            line: span.start.line(),
            column: span.start.col() + 1,
        };
        match event {
            Event::Scalar(text, ..) => self.scalar(text, position),
            Event::Alias(_) => self.scalar("*", position),
            Event::MappingStart(..) => self.start(position, Step::Key(None)),
            Event::SequenceStart(..) => self.start(position, Step::Index(0)),
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, position: Position) {
        if let Some(Open {
            step: Step::Key(waiting @ None),
            ..
        }) = self.open.last_mut()
        {
            *waiting = Some((text.to_owned(), position));
        } else {
            self.place(position);
        }
    }

    fn start(&mut self, position: Position, step: Step) {
        let pointer = self.place(position);
        self.open.push(Open { pointer, step });
    }

    /// Notes the node that begins here and returns its pointer.
    fn place(&mut self, position: Position) -> String {
        let (pointer, key) = match self.open.last_mut() {
            None => (String::new(), position),
            Some(open) => match &mut open.step {
                Step::Index(next) => {
                    let pointer = pointer::join(&open.pointer, &next.to_string());
                    *next += 1;
                    (pointer, position)
                }
                Step::Key(waiting) => {
                    let (key, at) = waiting.take().unwrap_or((String::new(), position));
                    (pointer::join(&open.pointer, &key), at)
                }
            },
        };
        self.nodes.insert(pointer.clone(), (key, position));
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;

    #[test]
    fn keys_and_values_are_found_in_yaml_and_json() {
        for (text, pointer, key, value) in [
            ("a:\n  b: 1\n", "/a/b", (2, 3), (2, 6)),
            ("a:\n- x\n- y: 2\n", "/a/1/y", (3, 3), (3, 6)),
            ("{\"a\": {\"b/c\": [1, 22]}}", "/a/b~1c/1", (1, 19), (1, 19)),
            ("a: 1\n", "/a/not/there", (1, 1), (1, 4)),
        ] {
            let positions = Positions::of(text);
            let pair = |it: Option<super::Position>| it.map(|it| (it.line, it.column));
            assert_eq!(pair(positions.key(pointer)), Some(key), "{text}");
            assert_eq!(pair(positions.value(pointer)), Some(value), "{text}");
        }
    }
}
