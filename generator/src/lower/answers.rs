//! Answers that a client takes for a success: the least that the types ask for.

use serde_json::{Map, Value, json};

use crate::model::{Content, Kind, Model, Output, Presence, Represented, Type};

/// Deepest nesting; beyond it a value is null.
const DEPTH: usize = 8;

/// Most values; beyond them they are null.
const MOST: usize = 500;

/// The answer of an operation, in its envelope if it has one.
pub(super) fn of(model: &Model, output: &Output) -> String {
    let content = match output {
        Output::One(content) => content,
        Output::ByStatus { variants, .. } => match variants.first() {
            Some(variant) => &variant.content,
            None => &Content::Nothing,
        },
    };
    let answer = match content {
        Content::Nothing | Content::Verdict | Content::Events(_) => return String::new(),
        Content::Text | Content::SecretText | Content::Bytes => return "text".to_owned(),
        Content::Json(ty) | Content::Whole(ty) | Content::Lines(ty) => least(model, ty),
        Content::Result(ty) => envelope(&least(model, ty)),
        Content::Page(ty) => {
            let mut page = envelope(&json!([least(model, ty)]));
            page["result_info"] = json!({"page": 1, "per_page": 20, "count": 1, "total_count": 1});
            page
        }
    };
    answer.to_string()
}

fn envelope(result: &Value) -> Value {
    json!({"success": true, "errors": [], "messages": [], "result": result})
}

fn least(model: &Model, ty: &Type) -> Value {
    value(model, ty, 0, &mut 0)
}

fn value(model: &Model, ty: &Type, depth: usize, count: &mut usize) -> Value {
    *count += 1;
    if depth > DEPTH || *count > MOST {
        return Value::Null;
    }
    match ty {
        Type::Bool => json!(true),
        Type::Integer(_) | Type::F32 | Type::F64 => json!(1),
        Type::String | Type::Secret => json!("text"),
        Type::Timestamp => json!("2024-01-31T12:00:00Z"),
        Type::Json | Type::Nullable(_) | Type::Bytes | Type::File | Type::Multipart => Value::Null,
        Type::Boxed(inner) => value(model, inner, depth, count),
        Type::List(inner) => json!([value(model, inner, depth + 1, count)]),
        Type::Map(inner) => json!({"key": value(model, inner, depth + 1, count)}),
        Type::Named(id) => match &model[*id].kind {
            Kind::Identifier(_) => json!("id"),
            // Nothing that comes is one.
            Kind::Choice(_) => Value::Null,
            Kind::Enum(it) => {
                let first = it.variants.first().map(|it| it.name.wire.as_str());
                match it.represented {
                    Represented::Text => json!(first.unwrap_or("text")),
                    Represented::Integer => {
                        json!(first.and_then(|it| it.parse::<i64>().ok()).unwrap_or(1))
                    }
                }
            }
            Kind::Union(it) => it
                .variants
                .first()
                .map_or(Value::Null, |it| value(model, &it.ty, depth + 1, count)),
            Kind::Struct(it) => {
                let required = it
                    .fields
                    .iter()
                    .filter(|it| it.presence == Presence::Required);
                let fields: Map<String, Value> = required
                    .map(|it| {
                        let value = value(model, &it.ty, depth + 1, count);
                        (it.name.wire.clone(), value)
                    })
                    .collect();
                Value::Object(fields)
            }
        },
    }
}
