//! Line and column of every node of a source text, by JSON pointer.
//!
//! Built from parser events, and only when a message is about to be printed.

mod json;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::load::SHORT;
use super::pointer;

/// A place in a text; lines and columns count from 1, the length counts characters of that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) length: usize,
}

/// The beginning of a text.
const START: Position = Position {
    line: 1,
    column: 1,
    length: 1,
};

/// Where the nodes of one text stand.
#[derive(Debug, Default)]
pub(super) struct Positions {
    nodes: BTreeMap<String, Found>,
}

#[derive(Clone, Copy, Debug)]
struct Found {
    /// Its key in a mapping; for items of a sequence and the root the value itself.
    key: Position,
    value: Position,
    /// A mapping or sequence, which is best named by its key.
    container: bool,
}

impl Positions {
    /// Reads `text`, which is YAML or JSON, and keeps where the nodes at these pointers stand, and the nodes around
    /// them; stops quietly where it cannot be parsed. The root is always there: the loader takes some texts that this
    /// parser does not.
    pub(super) fn of<'a>(text: &str, wanted: impl IntoIterator<Item = &'a str>) -> Self {
        let mut walk = Walk::new(wanted);
        // As the loader tells them apart.
        if text.trim_start().starts_with('{') {
            json::read(text, &mut walk);
        } else {
            walk.yaml(&readable(text));
        }
        walk.nodes.entry(String::new()).or_insert(Found {
            key: START,
            value: START,
            container: true,
        });
        Self { nodes: walk.nodes }
    }

    /// Where a node stands, or the nearest ancestor that the text has: a scalar by itself, a mapping or
    /// sequence by its key.
    pub(super) fn value(&self, at: &str) -> Option<Position> {
        self.find(at)
            .map(|it| if it.container { it.key } else { it.value })
    }

    /// Where the key of this node stands, or the nearest ancestor.
    pub(super) fn key(&self, at: &str) -> Option<Position> {
        self.find(at).map(|it| it.key)
    }

    /// This node if the text has it, else the nearest ancestor that it has.
    pub(super) fn nearest<'a>(&self, mut at: &'a str) -> &'a str {
        while !at.is_empty() && !self.nodes.contains_key(at) {
            at = pointer::parent(at);
        }
        at
    }

    fn find(&self, at: &str) -> Option<&Found> {
        self.nodes.get(self.nearest(at))
    }
}

/// Where the first alias stands.
pub(super) fn first_alias(text: &str) -> Option<(usize, usize)> {
    events(&readable(text)).find_map(|(event, at)| matches!(event, Event::Alias(_)).then_some(at))
}

/// The pointers of all keys of a YAML text that are this word in quotes, up to where the pointers of all nodes have taken so
/// much that the text is refused.
pub(super) fn quoted_keys(text: &str, word: &str, room: usize) -> BTreeSet<String> {
    let mut walk = Walk {
        wanted: None,
        ..Walk::new([])
    };
    let mut quoted = BTreeSet::new();
    for (event, span) in Parser::new_from_str(&readable(text)).map_while(Result::ok) {
        if let Event::Scalar(key, style, ..) = &event
            && *style != ScalarStyle::Plain
            && key == word
            && let Some(at) = walk.awaits_key()
        {
            quoted.insert(pointer::join(at, word));
        }
        walk.event(&event, span);
        if walk.taken > room {
            break;
        }
    }
    quoted
}

/// Where a second document begins.
pub(super) fn second_document(text: &str) -> Option<(usize, usize)> {
    let text = readable(text);
    let mut documents = events(&text)
        .filter_map(|(event, at)| matches!(event, Event::DocumentStart(_)).then_some(at));
    documents.nth(1)
}

/// This parser stops at some tabs that the loader takes for spaces, such as one behind a colon.
fn readable(text: &str) -> Cow<'_, str> {
    if text.contains('\t') && Parser::new_from_str(text).any(|it| it.is_err()) {
        text.replace('\t', " ").into()
    } else {
        text.into()
    }
}

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, (usize, usize))> {
    let parser = Parser::new_from_str(text).map_while(Result::ok);
    parser.map(|(event, span)| (event, (span.start.line(), span.start.col() + 1)))
}

fn with_ancestors<'a>(pointers: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut all = BTreeSet::from([String::new()]);
    for mut at in pointers {
        while !at.is_empty() && all.insert(at.to_owned()) {
            at = pointer::parent(at);
        }
    }
    all
}

/// A mapping or sequence whose end has not come yet.
struct Open {
    /// None if nobody wants to know where it is, or where anything in it is.
    pointer: Option<String>,
    step: Step,
}

/// A sequence counts its items; a mapping remembers the key that waits for its value.
enum Step {
    Index(usize),
    Key(Option<(String, Position)>),
}

struct Walk {
    /// None if the pointers of all nodes are wanted, and not where they stand.
    wanted: Option<BTreeSet<String>>,
    /// What those pointers took so far, in bytes.
    taken: usize,
    nodes: BTreeMap<String, Found>,
    open: Vec<Open>,
}

impl Walk {
    fn new<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            wanted: Some(with_ancestors(wanted)),
            taken: 0,
            nodes: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    fn yaml(&mut self, text: &str) {
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            self.event(&event, span);
        }
    }

    /// The pointer of the mapping whose next key comes now.
    fn awaits_key(&self) -> Option<&str> {
        match self.open.last() {
            Some(Open {
                pointer: Some(pointer),
                step: Step::Key(None),
            }) => Some(pointer),
            _ => None,
        }
    }

    /// True if somebody wants to know where something in the innermost mapping or sequence is.
    fn is_wanted(&self) -> bool {
        self.open.last().is_some_and(|it| it.pointer.is_some())
    }

    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => self.scalar(text, position(span)),
            Event::Alias(_) => self.scalar("*", position(span)),
            Event::MappingStart(..) => self.start(position(span), Step::Key(None)),
            Event::SequenceStart(..) => self.start(position(span), Step::Index(0)),
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, position: Position) {
        if let Some(Open {
            pointer,
            step: Step::Key(waiting @ None),
        }) = self.open.last_mut()
        {
            let text = if pointer.is_some() { text } else { "" };
            *waiting = Some((text.to_owned(), position));
        } else {
            self.place(position, false);
        }
    }

    fn start(&mut self, position: Position, step: Step) {
        let position = Position {
            length: 1,
            ..position
        };
        let pointer = self.place(position, true);
        self.open.push(Open { pointer, step });
    }

    /// Notes the node that begins here and returns its pointer, if somebody wants to know.
    fn place(&mut self, value: Position, container: bool) -> Option<String> {
        let (pointer, key) = match self.open.last_mut() {
            None => (Some(String::new()), value),
            Some(Open { pointer, step }) => match step {
                Step::Index(next) => {
                    let number = *next;
                    *next += 1;
                    let pointer = pointer.as_ref();
                    let pointer = pointer.map(|it| pointer::join(it, &number.to_string()));
                    (pointer, value)
                }
                Step::Key(waiting) => {
                    let (key, at) = waiting.take().unwrap_or((String::new(), value));
                    let pointer = pointer.as_ref().map(|it| pointer::join(it, &key));
                    (pointer, at)
                }
            },
        };
        let wanted = self.wanted.as_ref();
        let pointer = pointer.filter(|it| wanted.is_none_or(|wanted| wanted.contains(it)))?;
        let found = Found {
            key,
            value,
            container,
        };
        // Where all are wanted, it is the way to them that is.
        let Some(wanted) = wanted else {
            self.taken += pointer.len().saturating_sub(SHORT);
            return Some(pointer);
        };
        // Below the last one that is wanted no pointers are put together: a long key may have many nodes below it.
        let below = container.then(|| format!("{pointer}/")).and_then(|below| {
            let next = wanted.range(below.clone()..).next()?;
            next.starts_with(&below).then(|| pointer.clone())
        });
        self.nodes.insert(pointer, found);
        below
    }
}

/// A scalar over several lines is marked at its beginning only.
fn position(span: Span) -> Position {
    let length = if span.start.line() == span.end.line() {
        span.end.col().saturating_sub(span.start.col())
    } else {
        1
    };
    Position {
        line: span.start.line(),
        column: span.start.col() + 1,
        length: length.max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Positions};

    #[test]
    fn keys_and_values_are_found_in_yaml_and_json() {
        for (text, pointer, key, value) in [
            ("a:\n  b: 11\n", "/a/b", (2, 3, 1), (2, 6, 2)),
            ("a:\n- x\n- y: 2\n", "/a/1/y", (3, 3, 1), (3, 6, 1)),
            ("a:\n- x\n- y: 2\n", "/a", (1, 1, 1), (1, 1, 1)),
            (
                "{\"a\": {\"b/c\": [1, 22]}}",
                "/a/b~1c/1",
                (1, 19, 2),
                (1, 19, 2),
            ),
            (
                "{\"a\": {\"b/c\": [1, 22]}}",
                "/a/b~1c",
                (1, 8, 5),
                (1, 8, 5),
            ),
            ("a: 1\n", "/a/not/there", (1, 1, 1), (1, 4, 1)),
            // Not YAML for this parser, but for the one that loads.
            ("[]#", "/a", (1, 1, 1), (1, 1, 1)),
            ("a:\tb\nc: d\n", "/c", (2, 1, 1), (2, 4, 1)),
        ] {
            let positions = Positions::of(text, [pointer]);
            let triple = |it: Option<Position>| it.map(|it| (it.line, it.column, it.length));
            assert_eq!(triple(positions.key(pointer)), Some(key), "{text}");
            assert_eq!(triple(positions.value(pointer)), Some(value), "{text}");
        }
    }
}
