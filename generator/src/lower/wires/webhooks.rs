//! What the API sends by itself: bodies that its functions must read.

use serde_json::{Value as Json, json};

use super::answers::values;
use super::declared::followed;
use super::known::Reading;
use super::schemas::Seen;
use crate::model::{Model, Webhook};
use crate::spec::{items, pointer};

/// Gives each request of the API its bodies.
pub(super) fn fill(model: &mut Model, reading: Reading<'_>) {
    let mut seen = Seen::new();
    for number in 0..model.webhooks.all.len() {
        let bodies = bodies(reading, &model.webhooks.all[number], &mut seen);
        model.webhooks.all[number].bodies = bodies.unwrap_or_default();
    }
}

/// None where the document describes no body after all.
fn bodies(reading: Reading<'_>, it: &Webhook, seen: &mut Seen) -> Option<Vec<String>> {
    let document = reading.document;
    let (item, method) = (pointer::parent(&it.pointer), pointer::last(&it.pointer));
    let item = items::holder(document.root(), item, &method)?;
    let request = document.get(&pointer::join(&item, &method))?;
    let body = followed(document, request.get("requestBody")?)?;
    let media = followed(document, body.get("content")?.get(&it.media_type)?)?;
    let schema = media.get("schema");
    let anything = json!(["anything"]);
    let mut bodies = Vec::new();
    values(reading, schema, seen, |schemas, made| {
        let made: Option<&Json> = made.or(schema.is_none().then_some(&anything));
        // Whatever becomes of what contradicts itself is right.
        if !schemas.contradiction.get() {
            bodies.extend(made.map(Json::to_string));
        }
    });
    Some(bodies)
}
