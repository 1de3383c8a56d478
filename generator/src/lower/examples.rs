//! Example calls: the specification's own example values, as arguments of the generated methods.

mod least;
mod parameters;
mod secrets;
mod shown;
mod within;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use serde_json::Value as Json;

use self::least::Least;
use self::secrets::Nearest;
use super::{answers, possible};
use crate::model::{
    Example, Integer, Kind, Method, Model, Name, Operation, Presence, Struct, Type, TypeId, Union,
    UnionVariant, Value,
};
use crate::spec::Document;

/// Gives each operation its example.
pub(super) fn fill(model: &mut Model, document: &Document) {
    let examples = Examples {
        least: Least::of(model),
        nearest: Nearest::of(model),
        steps: Cell::default(),
        values: Cell::default(),
        without: RefCell::default(),
        met: Cell::default(),
        model,
        document,
    };
    let examples: Vec<(Example, Option<Example>)> = model
        .operations
        .iter()
        .map(|operation| {
            let example = examples.call(operation);
            let leak = examples.leak(operation, &example);
            (example, leak)
        })
        .collect();
    for (operation, (example, leak)) in model.operations.iter_mut().zip(examples) {
        operation.example = example;
        operation.leak = leak;
    }
}

/// So many values inside each other are as the specification shows them; below are the fewest that there can be.
const DEEPEST: usize = 8;

/// Values of types that need more are not written: nobody would read them.
const MOST: u32 = 200;

/// So many values of the document are shown in one example; a long text counts as several.
const VALUES: usize = 300;

/// So many elements of a list are shown.
const ITEMS: usize = 10;

/// More rounds than types that need each other lie inside each other.
const ROUNDS: usize = 32;

struct Examples<'a> {
    least: Least,
    nearest: Nearest,
    /// How many schemas may still be looked at.
    steps: Cell<usize>,
    /// How many values of the document may still be shown.
    values: Cell<usize>,
    /// Schemas that have no example, nor anything in them, and whether the one that is looked at has.
    without: RefCell<BTreeSet<String>>,
    met: Cell<bool>,
    model: &'a Model,
    document: &'a Document,
}

impl Examples<'_> {
    fn call(&self, operation: &Operation) -> Example {
        let mut example = Example::default();
        self.values.set(VALUES);
        self.parameters(operation, &mut example);
        self.body(operation, &mut example);
        example.answer = answers::of(self.model, &operation.output);
        example
    }

    fn body(&self, operation: &Operation, example: &mut Example) {
        let Some(body) = &operation.body else { return };
        let json = self.body_example(operation);
        match body.flattened {
            Some(id) => {
                let (required, optional) = self.fields(id, json.as_ref());
                example.arguments.extend(required);
                example.setters.extend(optional);
            }
            None => {
                let value = self.value(&body.payload.ty, json.as_ref());
                if body.required {
                    example.arguments.push(value);
                } else if sends(operation.method) {
                    example.setters.push((body.name.clone(), value));
                }
            }
        }
    }

    /// An example value of a type; what the specification leaves open is filled with something plain.
    fn value(&self, ty: &Type, json: Option<&Json>) -> Value {
        self.value_within(ty, json, 0)
    }

    fn value_within(&self, ty: &Type, json: Option<&Json>, depth: usize) -> Value {
        let json = json.filter(|_| depth < DEEPEST);
        match ty {
            Type::Bool => Value::Bool(json.and_then(Json::as_bool).unwrap_or(true)),
            Type::Integer(integer) => Value::Number(integer_text(*integer, json)),
            Type::F32 | Type::F64 => {
                let fits = |it: &f64| *ty == Type::F64 || possible::is_f32(*it);
                let number = json.and_then(Json::as_f64).filter(fits).unwrap_or(1.5);
                Value::Number(format!("{number:?}"))
            }
            Type::String => Value::Text(json.and_then(Json::as_str).unwrap_or("text").to_owned()),
            Type::Secret => Value::Secret(json.and_then(Json::as_str).unwrap_or("text").to_owned()),
            Type::Bytes | Type::File => Value::Text("content".to_owned()),
            Type::Multipart => Value::Multipart,
            Type::Timestamp => Value::Timestamp(
                json.and_then(Json::as_str)
                    .filter(|it| possible::is_date_time(it))
                    .unwrap_or("2024-01-31T12:00:00Z")
                    .to_owned(),
            ),
            // Not null, which nothing can send in a path.
            Type::Json => Value::Json(json.map_or_else(|| "\"text\"".to_owned(), Json::to_string)),
            Type::Map(item) => Value::Map(self.entries(item, json, depth)),
            Type::List(item) if depth >= DEEPEST && self.is_made_of_others(item) => {
                Value::List(Vec::new())
            }
            Type::List(item) => {
                let item = |json| self.value_within(item, json, depth + 1);
                let shown = json.and_then(Json::as_array).into_iter().flatten();
                let mut shown: Vec<_> = shown
                    .filter(|it| !self.is_unlisted(ty, it))
                    .map(|it| item(Some(it)))
                    .collect();
                if shown.is_empty() {
                    shown.push(item(None));
                }
                Value::List(shown)
            }
            Type::Boxed(it) => self.value_within(it, json, depth),
            Type::Nullable(it) => Value::Some(Box::new(self.value_within(it, json, depth))),
            Type::Named(id) => self.named(*id, json, depth),
        }
    }

    /// Whether an element of a list is a text that its enum does not have.
    fn is_unlisted(&self, list: &Type, json: &Json) -> bool {
        let (Type::List(item), Some(text)) = (list, json.as_str()) else {
            return false;
        };
        let Type::Named(id) = item.not_null() else {
            return false;
        };
        let Kind::Enum(it) = &self.model[*id].kind else {
            return false;
        };
        !it.any_text && !it.variants.iter().any(|it| it.name.wire == text)
    }

    /// What the document shows of a map; none where a value would be one that nobody can write.
    fn entries(&self, item: &Type, json: Option<&Json>, depth: usize) -> Vec<(String, Value)> {
        let shown = json.and_then(Json::as_object).into_iter().flatten();
        let entries: Vec<_> = shown
            .take(ITEMS)
            .map(|(key, it)| (key.clone(), self.value_within(item, Some(it), depth + 1)))
            .collect();
        let is_unwritten = |(_, it): &(String, Value)| matches!(it, Value::Unwritten(_));
        if entries.iter().any(is_unwritten) {
            return Vec::new();
        }
        entries
    }

    fn named(&self, id: TypeId, json: Option<&Json>, depth: usize) -> Value {
        match &self.model[id].kind {
            Kind::Identifier(_) => {
                Value::Text(json.and_then(Json::as_str).unwrap_or("id").to_owned())
            }
            Kind::Enum(it) => {
                let text = json.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
                let known = it
                    .variants
                    .iter()
                    .find(|it| Some(&it.name.wire) == text.as_ref());
                let is_other = known.is_none() && it.any_text && json.is_some_and(Json::is_string);
                match known.or(it.variants.first()).filter(|_| !is_other) {
                    Some(variant) => Value::Variant(id, variant.name.clone()),
                    None => Value::Text(text.unwrap_or_default()),
                }
            }
            Kind::Choice(forms) => match forms.first() {
                Some(it) => {
                    let value = self.value_within(&it.payload.ty, json, depth);
                    Value::alternative(id, &it.name, &it.payload.ty, value)
                }
                None => Value::Json("null".to_owned()),
            },
            Kind::Struct(_) | Kind::Union(_) if !self.is_short(id) => Value::Unwritten(id),
            Kind::Struct(_) => {
                let (required, optional) = self.fields_within(id, json, depth + 1);
                Value::Struct(id, required, optional)
            }
            Kind::Union(it) => match self.shown(it, depth) {
                Some(it) => {
                    let value = self.value_within(&it.ty, json, depth + 1);
                    Value::alternative(id, &it.name, &it.ty, value)
                }
                None => Value::Json("{}".to_owned()),
            },
        }
    }

    /// The alternative that an example has: the first, and far inside the one that ends soonest.
    fn shown<'u>(&self, union: &'u Union, depth: usize) -> Option<&'u UnionVariant> {
        let variants = union.variants.iter();
        let chosen = if depth < DEEPEST {
            // A boxed alternative may contain the union itself, and so on.
            variants.clone().find(|it| !matches!(it.ty, Type::Boxed(_)))
        } else {
            let ends = variants.clone();
            let ends = ends.filter(|it| self.least.of_type(&it.ty).is_some());
            ends.min_by_key(|it| self.least.of_type(&it.ty))
        };
        chosen.or(union.variants.first())
    }

    fn is_short(&self, id: TypeId) -> bool {
        self.least.of_named(id).is_some_and(|it| it <= MOST)
    }

    fn is_made_of_others(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => matches!(self.model[*id].kind, Kind::Struct(_) | Kind::Union(_)),
            Type::Boxed(it) | Type::Nullable(it) | Type::List(it) => self.is_made_of_others(it),
            _ => false,
        }
    }

    fn fields(&self, id: TypeId, json: Option<&Json>) -> (Vec<Value>, Vec<(Name, Value)>) {
        self.fields_within(id, json, 0)
    }

    /// Required fields are always there, optional ones if the example has them or they are secret.
    fn fields_within(
        &self,
        id: TypeId,
        json: Option<&Json>,
        depth: usize,
    ) -> (Vec<Value>, Vec<(Name, Value)>) {
        let Kind::Struct(Struct { fields, .. }) = &self.model[id].kind else {
            return (Vec::new(), Vec::new());
        };
        let mut required = Vec::new();
        let mut optional = Vec::new();
        for field in fields {
            let own = json.and_then(|it| it.get(&field.name.wire)).cloned();
            // Secrets are shown even where the example leaves them out.
            let part = own.or_else(|| {
                field
                    .ty
                    .is_secret()
                    .then(|| self.schema_example(&field.pointer))
                    .map(|it| it.unwrap_or_else(|| Json::from("text")))
            });
            let value = || {
                let value = self.value_within(&field.ty, part.as_ref(), depth);
                match part {
                    Some(_) => value,
                    None => self.within(value, &field.ty, &field.pointer, &field.constraints),
                }
            };
            match field.presence {
                _ if field.fixed.is_some() => {}
                Presence::Required => required.push(value()),
                _ if part.as_ref().is_none_or(Json::is_null) => {}
                _ => optional.push((field.name.clone(), value())),
            }
        }
        (required, optional)
    }
}

/// Whether a call without a body would hardly be one: many documents forget that it is required.
fn sends(method: Method) -> bool {
    matches!(method, Method::Post | Method::Put | Method::Patch)
}

fn integer_text(integer: Integer, json: Option<&Json>) -> String {
    json.filter(|it| possible::is_integer(integer, it))
        .map_or_else(|| "1".to_owned(), Json::to_string)
}
