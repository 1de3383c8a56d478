//! What an `update` or `copy` makes of one node that is selected.

use serde_json::{Map, Value};

use crate::spec::pointer;

/// The version of the specification, as far as they differ: since 1.1, a plain value may be selected, a list is appended to a
/// list item by item, and a value is replaced by one of its kind only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

/// Why something cannot be merged.
pub(super) struct Mismatch {
    /// A pointer to what is merged, or into it; none where the target is the mistake.
    pub(super) at: Option<String>,
    pub(super) message: String,
}

/// What is merged: where it is written, and the nodes that are new or replaced with where each came from.
pub(super) struct Merge<'a> {
    pub(super) version: Version,
    pub(super) moved: &'a mut Vec<(String, String)>,
}

impl Merge<'_> {
    /// Merges `update`, which stands at `from`, into the node at `at`.
    pub(super) fn node(
        &mut self,
        target: &mut Value,
        update: &Value,
        at: &str,
        from: &str,
    ) -> Result<(), Mismatch> {
        let since_1_1 = self.version == Version::V1_1;
        match (target, update) {
            (Value::Object(target), Value::Object(update)) => self.object(target, update, at, from),
            (Value::Array(items), Value::Array(new)) if since_1_1 => {
                self.append(items, new, at, from);
                Ok(())
            }
            (Value::Array(items), entry) => {
                self.moved
                    .push((pointer::join(at, &items.len().to_string()), from.to_owned()));
                items.push(entry.clone());
                Ok(())
            }
            (Value::Object(_), _) => {
                let message =
                    "the target is an object, so what is merged into it must be an object too";
                Err(mismatch(from, message))
            }
            (plain, new) if since_1_1 => {
                if kind(new) != PLAIN {
                    let message = format!(
                        "the target is a plain value, which {} cannot replace: select what contains it, remove it there, and then update that",
                        kind(new)
                    );
                    return Err(mismatch(from, message));
                }
                *plain = new.clone();
                self.moved.push((at.to_owned(), from.to_owned()));
                Ok(())
            }
            _ => Err(Mismatch {
                at: None,
                message: "the target is neither an object nor an array; select the object that contains it, or say `overlay: 1.1.0`".to_owned(),
            }),
        }
    }

    fn object(
        &mut self,
        target: &mut Map<String, Value>,
        update: &Map<String, Value>,
        at: &str,
        from: &str,
    ) -> Result<(), Mismatch> {
        for (key, new) in update {
            let at = pointer::join(at, key);
            let from = pointer::join(from, key);
            match (target.get_mut(key), new) {
                (Some(Value::Object(old)), Value::Object(new)) => {
                    self.object(old, new, &at, &from)?;
                }
                (Some(Value::Array(old)), Value::Array(new)) => self.append(old, new, &at, &from),
                // The specification's own examples leave objects empty where nothing is to change.
                (Some(Value::Object(_) | Value::Array(_)), Value::Null) => {}
                (Some(old), new) if self.is_mismatch(old, new) => {
                    let message = format!(
                        "`{key}` is {} in the document, with which {} is not merged: remove it in an action before this one",
                        kind(old),
                        kind(new)
                    );
                    return Err(mismatch(&from, message));
                }
                _ => {
                    target.insert(key.clone(), new.clone());
                    self.moved.push((at, from));
                }
            }
        }
        Ok(())
    }

    /// Since 1.1, what is not of one kind is an error. Before, it had to be compatible, whatever that is.
    fn is_mismatch(&self, old: &Value, new: &Value) -> bool {
        self.version == Version::V1_1 && !old.is_null() && kind(old) != kind(new)
    }

    fn append(&mut self, old: &mut Vec<Value>, new: &[Value], at: &str, from: &str) {
        for (number, item) in new.iter().enumerate() {
            let at = pointer::join(at, &old.len().to_string());
            let from = pointer::join(from, &number.to_string());
            self.moved.push((at, from));
            old.push(item.clone());
        }
    }
}

const PLAIN: &str = "a plain value";

/// What kinds of value are told apart.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        _ => PLAIN,
    }
}

fn mismatch(at: &str, message: impl Into<String>) -> Mismatch {
    Mismatch {
        at: Some(at.to_owned()),
        message: message.into(),
    }
}
