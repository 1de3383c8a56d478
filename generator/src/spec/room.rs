//! How much overlays may write and look at. A few actions that copy what the last one wrote would fill any memory, and
//! thousands that search the whole document would never end.

use serde_json::Value;

use super::load;

/// Most nodes inside each other. The parsers read no more either.
const DEEPEST: usize = 128;

/// Nodes that all actions together may look at: a few hundred of them may search the document from end to end.
fn visits(text: &str) -> usize {
    text.len().saturating_mul(32).saturating_add(2_000_000)
}

/// What may still be written and looked at; nothing once it was not enough.
#[derive(Debug, Default)]
pub(super) struct Room(Option<Left>);

#[derive(Debug)]
struct Left {
    /// Bytes of text, and so many for each node.
    written: usize,
    /// Bytes of the pointers of new nodes.
    pointers: usize,
    /// Nodes that are looked at.
    visits: usize,
}

impl Room {
    /// As much as aliases may repeat in this text, and twice what the pointers of its nodes may take: small values are
    /// written to many places.
    pub(super) fn of(text: &str) -> Self {
        Self(Some(Left {
            written: load::budget(text),
            pointers: 2 * load::pointers(text),
            visits: visits(text),
        }))
    }

    pub(super) fn add(&mut self, text: &str) {
        if let Some(left) = &mut self.0 {
            left.written = left.written.saturating_add(load::budget(text));
            left.pointers = left.pointers.saturating_add(2 * load::pointers(text));
            left.visits = left.visits.saturating_add(visits(text));
        }
    }

    /// Takes the room of a value that is written below the node `at`, and comes from `from`.
    ///
    /// # Errors
    /// What there is too much of.
    pub(super) fn take(&mut self, at: &str, from: &str, value: &Value) -> Result<(), String> {
        // Each node is remembered with both of its places.
        let extent = Extent::of(value, at.len().max(from.len()));
        if at.matches('/').count() + 1 + extent.depth > DEEPEST {
            self.0 = None;
            return Err(format!("would lie more than {DEEPEST} levels deep"));
        }
        let less = |left: &mut usize, taken| left.checked_sub(taken).map(|less| *left = less);
        let Some(left) = &mut self.0 else {
            return Err(FULL.to_owned());
        };
        let outcome = if less(&mut left.written, extent.size).is_none() {
            Err(FULL.to_owned())
        } else if less(&mut left.pointers, extent.pointers).is_none() {
            Err(TOO_LONG.to_owned())
        } else {
            Ok(())
        };
        if outcome.is_err() {
            self.0 = None;
        }
        outcome
    }

    /// Takes the room of nodes that are looked at; false if there is none.
    pub(super) fn visit(&mut self, nodes: usize) -> bool {
        let left = self.0.as_mut().and_then(|left| {
            left.visits = left.visits.checked_sub(nodes)?;
            Some(())
        });
        if left.is_none() {
            self.0 = None;
        }
        left.is_some()
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.is_none()
    }
}

const FULL: &str = "is more than 33 times the texts and 1 MiB, with all that was written before";

const TOO_LONG: &str = "has keys, or stands below keys, that are too long for so many values, with all that was written before";

/// How large a value is.
struct Extent {
    size: usize,
    /// Nodes inside each other, below the value itself.
    depth: usize,
    /// What the pointers of the value and of all below it take, as `load::pointers` counts.
    pointers: usize,
}

impl Extent {
    /// `at` is the length of its pointer.
    fn of(value: &Value, at: usize) -> Self {
        let mut extent = Self {
            size: load::NODE,
            depth: 0,
            pointers: at.saturating_sub(load::SHORT),
        };
        match value {
            Value::String(text) => extent.size += text.len(),
            Value::Array(items) => items.iter().for_each(|item| extent.add(item, at + 2)),
            Value::Object(map) => {
                for (key, value) in map {
                    extent.size += key.len();
                    extent.add(value, at + 1 + key.len());
                }
            }
            _ => {}
        }
        extent
    }

    fn add(&mut self, value: &Value, at: usize) {
        let inside = Self::of(value, at);
        self.size += inside.size;
        self.depth = self.depth.max(inside.depth + 1);
        self.pointers += inside.pointers;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Room, load};

    fn nested(levels: usize) -> Value {
        (0..levels).fold(Value::Null, |inside, _| json!([inside]))
    }

    #[test]
    fn what_lies_too_deep_has_no_room() {
        for (at, levels, fits) in [
            ("", 127, true),
            ("", 128, false),
            ("/a/b", 125, true),
            ("/a/b", 126, false),
        ] {
            let mut room = Room::of("");
            assert_eq!(
                room.take(at, "", &nested(levels)).is_ok(),
                fits,
                "{at} {levels}"
            );
            assert_eq!(room.is_full(), !fits);
        }
    }

    #[test]
    fn room_is_used_up() {
        let value = json!({"key": "x".repeat(1000)});
        let mut room = Room::of("");
        let count = (0..10_000)
            .take_while(|_| room.take("", "", &value).is_ok())
            .count();
        assert_eq!(count, (1 << 20) / (1003 + 2 * 32));
        assert!(room.is_full() && room.take("", "", &Value::Null).is_err());
        let mut room = Room::of("");
        room.add("");
        let more = (0..10_000)
            .take_while(|_| room.take("", "", &value).is_ok())
            .count();
        assert_eq!(more, 2 * (1 << 20) / (1003 + 2 * 32));
    }

    #[test]
    fn long_places_use_up_room() {
        let value = json!([1, {"a": 2}]);
        let long = "/".to_owned() + &"x".repeat(load::SHORT + 999);
        for (at, from) in [(&*long, ""), ("", &*long)] {
            let mut room = Room::of("");
            let count = (0..10_000)
                .take_while(|_| room.take(at, from, &value).is_ok())
                .count();
            // Four nodes, of which three have two or four bytes of their own.
            assert_eq!(count, (2 << 20) / (4 * 1000 + 2 + 2 + 4));
            assert!(room.is_full());
        }
    }

    #[test]
    fn looking_has_an_end() {
        let mut room = Room::of("");
        room.add("text");
        assert!(room.visit(4_000_000 + 4 * 32));
        assert!(!room.is_full() && !room.visit(1) && room.is_full());
    }
}
