//! What the document shows of bodies and schemas.

use serde_json::Value as Json;

use super::{Examples, ITEMS};
use crate::diagnostics::Diagnostics;
use crate::lower::view;
use crate::model::Operation;
use crate::spec::{follow, pointer};

/// So many schemas are looked at for one example.
const STEPS: usize = 2000;

/// So many bytes of a text count as one value.
const BYTES: usize = 100;

impl Examples<'_> {
    pub(super) fn body_example(&self, operation: &Operation) -> Option<Json> {
        let mut quiet = Diagnostics::default();
        let at = pointer::join(&operation.pointer, "requestBody");
        let at = follow(self.document, &at, &mut quiet)?;
        let media_type = &operation.body.as_ref()?.payload.media_type;
        let media = pointer::join_all(&at, ["content", media_type]);
        let media = follow(self.document, &media, &mut quiet)?;
        let node = self.document.get(&media)?;
        let named = node
            .get("examples")
            .and_then(Json::as_object)
            .and_then(|it| {
                let first = it.values().next()?;
                // OpenAPI 3.2 tells apart what is meant and how it is written.
                first.get("value").or_else(|| first.get("dataValue"))
            });
        let own = node
            .get("example")
            .or(named)
            .and_then(|it| self.as_shown(it));
        own.or_else(|| self.schema_example(&pointer::join(&media, "schema")))
    }

    /// As much of an example as anybody reads.
    pub(super) fn as_shown(&self, example: &Json) -> Option<Json> {
        let length = example.as_str().map_or(0, str::len);
        let left = self.values.get().checked_sub(1 + length / BYTES)?;
        self.values.set(left);
        Some(match example {
            Json::Array(items) => {
                let items = items.iter().take(ITEMS);
                items.map_while(|it| self.as_shown(it)).collect()
            }
            Json::Object(members) => members
                .iter()
                .map_while(|(name, it)| Some((name.clone(), self.as_shown(it)?)))
                .collect(),
            other => other.clone(),
        })
    }

    /// The example of a schema, put together from its parts if need be.
    pub(super) fn schema_example(&self, at: &str) -> Option<Json> {
        let canonical = view::canonical(self.document, at);
        if self.without.borrow().contains(&canonical) {
            return None;
        }
        self.steps.set(STEPS);
        self.met.set(false);
        let example = self.schema_example_within(at, 0);
        if !self.met.get() {
            self.without.borrow_mut().insert(canonical);
        }
        example
    }

    fn schema_example_within(&self, at: &str, depth: usize) -> Option<Json> {
        let left = self.steps.get().checked_sub(1).filter(|_| depth <= 8)?;
        self.steps.set(left);
        if let Some(example) = view::nearest(self.document, at, "example") {
            self.met.set(true);
            return self.as_shown(example);
        }
        let canonical = view::canonical(self.document, at);
        let node = self.document.get(&canonical)?.as_object()?;
        if node.contains_key("items") {
            let item =
                self.schema_example_within(&pointer::join(&canonical, "items"), depth + 1)?;
            return Some(Json::Array(vec![item]));
        }
        let mut object = serde_json::Map::new();
        for member in node
            .get("allOf")
            .and_then(Json::as_array)
            .map_or(0..0, |it| 0..it.len())
        {
            let at = pointer::join_all(&canonical, ["allOf", &member.to_string()]);
            if let Some(Json::Object(part)) = self.schema_example_within(&at, depth + 1) {
                object.extend(part);
            }
        }
        let properties = pointer::join(&canonical, "properties");
        for name in node
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flat_map(|it| it.keys())
        {
            if let Some(value) =
                self.schema_example_within(&pointer::join(&properties, name), depth + 1)
            {
                object.insert(name.clone(), value);
            }
        }
        (!object.is_empty()).then_some(Json::Object(object))
    }
}
