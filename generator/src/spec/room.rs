//! How much overlays may write. A few actions that copy what the last one wrote would fill any memory.

use serde_json::Value;

use super::load;

/// Most nodes inside each other. The parsers read no more either.
const DEEPEST: usize = 128;

/// What may still be written, in bytes of text and so many for each node; nothing once it was not enough.
#[derive(Debug, Default)]
pub(super) struct Room(Option<usize>);

impl Room {
    /// As much as aliases may repeat in this text.
    pub(super) fn of(text: &str) -> Self {
        Self(Some(load::budget(text)))
    }

    pub(super) fn add(&mut self, text: &str) {
        self.0 = self.0.map(|left| left.saturating_add(load::budget(text)));
    }

    /// Takes the room of a value that is written below the node `at`.
    ///
    /// # Errors
    /// What there is too much of.
    pub(super) fn take(&mut self, at: &str, value: &Value) -> Result<(), String> {
        let extent = Extent::of(value);
        if at.matches('/').count() + 1 + extent.depth > DEEPEST {
            self.0 = None;
            return Err(format!("would lie more than {DEEPEST} levels deep"));
        }
        self.0 = self.0.and_then(|left| left.checked_sub(extent.size));
        let full = "is more than 33 times the texts and 1 MiB, with all that was written before";
        self.0.map(|_| ()).ok_or_else(|| full.to_owned())
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.is_none()
    }
}

/// How large a value is.
struct Extent {
    size: usize,
    /// Nodes inside each other, below the value itself.
    depth: usize,
}

impl Extent {
    fn of(value: &Value) -> Self {
        let mut extent = Self {
            size: load::NODE,
            depth: 0,
        };
        match value {
            Value::String(text) => extent.size += text.len(),
            Value::Array(items) => items.iter().for_each(|item| extent.add(item)),
            Value::Object(map) => {
                for (key, value) in map {
                    extent.size += key.len();
                    extent.add(value);
                }
            }
            _ => {}
        }
        extent
    }

    fn add(&mut self, value: &Value) {
        let inside = Self::of(value);
        self.size += inside.size;
        self.depth = self.depth.max(inside.depth + 1);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Room;

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
                room.take(at, &nested(levels)).is_ok(),
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
            .take_while(|_| room.take("", &value).is_ok())
            .count();
        assert_eq!(count, (1 << 20) / (1003 + 2 * 32));
        assert!(room.is_full() && room.take("", &Value::Null).is_err());
        let mut room = Room::of("");
        room.add("");
        let more = (0..10_000)
            .take_while(|_| room.take("", &value).is_ok())
            .count();
        assert_eq!(more, 2 * (1 << 20) / (1003 + 2 * 32));
    }
}
