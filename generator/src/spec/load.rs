//! YAML and JSON text to one ordered JSON value.
//!
//! Duplicate keys are reported, all of them, and the first one counts, so that the rest of the document is
//! still looked at. Keys become text, as JSON wants it: the status code `200:` and the text `"200":` are
//! the same key.

mod advice;
mod key;
mod places;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

use super::lines::Lines;
use super::{pointer, positions};
use crate::diagnostics::Diagnostics;
use key::Key;
use places::{place, without_place, without_position};

/// Parses a text: one whose first character is `{` is JSON, everything else is YAML. `source` is the index
/// that messages are placed in.
pub(super) fn parse(text: &str, source: usize, diagnostics: &mut Diagnostics) -> Option<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_json = text.trim_start().starts_with('{');
    let reading = Reading {
        at: RefCell::default(),
        duplicates: RefCell::default(),
        budget: Cell::new(budget(text)),
        pointers: Cell::new(pointers(text)),
        too_long: RefCell::default(),
        merges: !is_json,
        quoted: if is_json {
            BTreeSet::new()
        } else {
            quoted_merges(text)
        },
    };
    let parsed = if is_json {
        json(text, &reading, source, diagnostics)
    } else {
        yaml(text, &reading, source, diagnostics)
    };
    for at in reading.duplicates.into_inner() {
        diagnostics.duplicate_key(source, &at, &pointer::last(&at));
    }
    parsed
}

/// What a value may take: bytes of text, and so many for each node. A text without aliases never comes near it.
pub(super) fn budget(text: &str) -> usize {
    text.len().saturating_mul(NODE + 1).saturating_add(1 << 20)
}

pub(super) const NODE: usize = 32;

/// What the pointers of all nodes of a text may take together, in bytes beyond `SHORT` of each: they are texts of their own,
/// often several times, so that one long key costs its length for every node below it.
pub(super) fn pointers(text: &str) -> usize {
    text.len().saturating_mul(16).saturating_add(1 << 20)
}

/// Pointers of this length cost no more than the rest of a node.
pub(super) const SHORT: usize = 256;

/// Says inside of the parsers that the pointers take more.
const TOO_LONG: &str = "keys that are too long for what lies below them";

const TOO_MANY_ALIASES: &str = "more aliases than anybody would write";

fn json(
    text: &str,
    reading: &Reading,
    source: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = Node(reading)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match parsed {
        Ok(value) => Some(value),
        Err(_) if reading.too_long(source, diagnostics) => None,
        Err(error) => {
            let message = without_place(&error.to_string());
            let (line, column) = place(&error, text);
            let help = advice::advice(&message, "");
            diagnostics.unparsable(source, (line, column), "JSON", &message, help);
            None
        }
    }
}

fn yaml(
    text: &str,
    reading: &Reading,
    source: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    if let Some((line, column)) = too_deep(text) {
        diagnostics.text_nested_too_deep(source, line, column);
        return None;
    }
    match Node(reading).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(value) => Some(value),
        Err(_) if reading.too_long(source, diagnostics) => None,
        Err(error) => {
            let message = without_place(&error.to_string());
            let place = error.location().map(|it| (it.line(), it.column()));
            let (message, character) = without_position(&message, text);
            let place = character.or(place);
            // Where it stands comes in front.
            let too_many = [TOO_MANY_ALIASES, "repetition limit exceeded"];
            if too_many.iter().any(|it| message.ends_with(it)) {
                let (line, column) = positions::first_alias(text).unwrap_or((0, 0));
                diagnostics.too_many_aliases(source, line, column);
            } else {
                let place = place.or_else(|| positions::second_document(text));
                let (line, column) = place.unwrap_or((1, 1));
                let help = advice::advice(message, Lines::of(text).line(line));
                diagnostics.unparsable(source, (line, column), "YAML", message, help);
            }
            None
        }
    }
}

/// Most brackets that may be open at once. The parser itself takes 128, but only after it has looked at all of them, and for
/// that it takes the square of their number.
const BRACKETS: usize = 10_000;

/// Where too many brackets are open. Those in quotes and prose count as well: mostly they are closed, too.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    for (line, content) in text.lines().enumerate() {
        for (column, it) in content.bytes().enumerate() {
            match it {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > BRACKETS {
                return Some((line + 1, column + 1));
            }
        }
    }
    None
}

/// What is known of a text while it is read.
struct Reading {
    /// The pointer of what is being read.
    at: RefCell<String>,
    /// Where a key stands again, each place once.
    duplicates: RefCell<BTreeSet<String>>,
    /// What may still come.
    budget: Cell<usize>,
    /// What the pointers of nodes may still take.
    pointers: Cell<usize>,
    /// The key that was too long for what lies below it.
    too_long: RefCell<Option<String>>,
    /// Whether `<<` brings in the entries of another mapping, as in YAML.
    merges: bool,
    /// Where it does not, because it is in quotes.
    quoted: BTreeSet<String>,
}

impl Reading {
    /// Says so if the text was given up because of a long key.
    fn too_long(&self, source: usize, diagnostics: &mut Diagnostics) -> bool {
        let at = self.too_long.borrow();
        if let Some(at) = &*at {
            diagnostics.key_too_long(source, at);
        }
        at.is_some()
    }
}

/// A value at a known place.
#[derive(Clone, Copy)]
struct Node<'a>(&'a Reading);

/// The merge key of YAML 1.1, which people still write in YAML 1.2.
const MERGE: &str = "<<";

/// Where `<<` is in quotes, and so a key like any other: the parser that loads does not tell.
fn quoted_merges(text: &str) -> BTreeSet<String> {
    if text.contains("'<<'") || text.contains("\"<<\"") {
        positions::quoted_keys(text, MERGE, pointers(text))
    } else {
        BTreeSet::new()
    }
}

/// Adds the entries of a mapping, or of a list of mappings, that are not there yet.
fn merge(value: Value, map: &mut Map<String, Value>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|it| merge(it, map)),
        other => {
            map.insert(MERGE.to_owned(), other);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.spend(NODE)?;
        self.point()?;
        deserializer.deserialize_any(self)
    }
}

impl Node<'_> {
    /// Reads what stands below.
    fn below<T>(self, step: &str, read: impl FnOnce(Self) -> T) -> T {
        let at = &self.0.at;
        let length = at.borrow().len();
        pointer::push(&mut at.borrow_mut(), step);
        let value = read(self);
        at.borrow_mut().truncate(length);
        value
    }

    fn spend<E: Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.0.budget.get().checked_sub(bytes);
        self.0
            .budget
            .set(left.ok_or_else(|| E::custom(TOO_MANY_ALIASES))?);
        Ok(())
    }

    /// Takes the room of the pointer of this node.
    fn point<E: Error>(self) -> Result<(), E> {
        let at = self.0.at.borrow();
        let left = self
            .0
            .pointers
            .get()
            .checked_sub(at.len().saturating_sub(SHORT));
        self.0.pointers.set(left.ok_or_else(|| {
            *self.0.too_long.borrow_mut() = Some(pointer::longest_step(&at).to_owned());
            E::custom(TOO_LONG)
        })?);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
        Ok(it.into())
    }

    /// A whole number that JSON reads as a float, too.
    #[expect(clippy::cast_precision_loss, reason = "as JSON does it")]
    fn visit_i128<E: Error>(self, it: i128) -> Result<Value, E> {
        self.visit_f64(it as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "as JSON does it")]
    fn visit_u128<E: Error>(self, it: u128) -> Result<Value, E> {
        self.visit_f64(it as f64)
    }

    /// Infinities and NaN have no JSON form: as texts they are found wherever a number should be.
    fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
        let text = if it.is_nan() {
            ".nan"
        } else if it > 0.0 {
            ".inf"
        } else {
            "-.inf"
        };
        Ok(Number::from_f64(it).map_or_else(|| text.into(), Value::Number))
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Value, E> {
        self.spend(it.len())?;
        Ok(it.into())
    }

    /// What a text says that holds no value at all: it is empty, or has comments only.
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) =
            self.below(&array.len().to_string(), |it| items.next_element_seed(it))?
        {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            self.spend(key.len())?;
            let may_merge = self.0.merges && key == MERGE;
            let is_known = map.contains_key(&key);
            let (is_merge, value) = self.below(&key, |node| {
                let at = node.0.at.borrow();
                let is_merge = may_merge && !node.0.quoted.contains(at.as_str());
                let mut duplicates = node.0.duplicates.borrow_mut();
                if is_known && !is_merge && !duplicates.contains(at.as_str()) {
                    duplicates.insert(at.clone());
                }
                drop((at, duplicates));
                (is_merge, entries.next_value_seed(node))
            });
            let value = value?;
            if is_merge {
                merged.push(value);
            } else if !is_known {
                map.insert(key, value);
            }
        }
        for value in merged {
            merge(value, &mut map);
        }
        Ok(Value::Object(map))
    }

    /// A YAML tag such as `!thing` says nothing in this field.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (Key(_), value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests;
