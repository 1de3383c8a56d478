//! Values as callers of the client write them: the JSON of the document in terms of the types that were made of it.

use std::cell::Cell;
use std::collections::BTreeSet;

use serde_json::{Number, Value as Json};

use crate::lower::possible;
use crate::model::{
    Fixed, Integer, Kind, Model, Name, Presence, Represented, Type, TypeId, Union, UnionVariant,
    Value,
};

/// Why there is no way to write a value.
#[derive(Debug)]
pub(super) enum Unsaid {
    /// The types do not take what the document allows: something is wrong with them.
    Misfit(String),
    /// Callers would write it in another way.
    Other,
}

type Said<T> = Result<T, Unsaid>;

/// The arguments and the setters of a struct.
type Fields = (Vec<Value>, Vec<(Name, Value)>);

/// So many values are tried for one: choices among lists of choices fit in more ways than anybody waits for.
const STEPS: usize = 10_000;

fn misfit<T>(json: &Json, of: &str) -> Said<T> {
    Err(Unsaid::Misfit(format!("{json} does not fit {of}")))
}

/// A value of a type.
pub(super) fn value(model: &Model, ty: &Type, json: &Json) -> Said<Value> {
    Speaker::new(model).value(ty, json)
}

/// The fields of a struct; a property that has none is a mistake.
pub(super) fn fields(model: &Model, id: TypeId, json: &Json) -> Said<Fields> {
    Speaker::new(model).fields(id, json)
}

/// Says one value.
struct Speaker<'a> {
    model: &'a Model,
    /// How many values may still be tried.
    steps: Cell<usize>,
}

impl<'a> Speaker<'a> {
    fn new(model: &'a Model) -> Self {
        Self {
            model,
            steps: Cell::new(STEPS),
        }
    }

    fn value(&self, ty: &Type, json: &Json) -> Said<Value> {
        let Some(left) = self.steps.get().checked_sub(1) else {
            return Err(Unsaid::Other);
        };
        self.steps.set(left);
        let text = || match json.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => misfit(json, "a text"),
        };
        Ok(match ty {
            Type::Bool => match json.as_bool() {
                Some(it) => Value::Bool(it),
                None => return misfit(json, "a boolean"),
            },
            Type::Integer(integer) => Value::Number(whole(*integer, json)?),
            Type::F32 | Type::F64 => match json.as_f64() {
                Some(number) => Value::Number(format!("{number:?}")),
                None => return misfit(json, "a number"),
            },
            Type::String | Type::Bytes => Value::Text(text()?),
            // What can be a file and something else is given as a file.
            Type::File => Value::Text(text().map_err(|_| Unsaid::Other)?),
            Type::Secret => Value::Secret(text()?),
            Type::Timestamp => match json.as_str() {
                Some(it) if possible::is_date_time(it) => Value::Timestamp(it.to_owned()),
                _ => return misfit(json, "a date-time"),
            },
            Type::Json => Value::Json(json.to_string()),
            Type::Multipart => return Err(Unsaid::Other),
            Type::Boxed(inner) => self.value(inner, json)?,
            Type::Nullable(inner) => Value::Some(Box::new(self.value(inner, json)?)),
            Type::List(inner) => match json.as_array() {
                // Nothing in it says which type it is of.
                Some(items) if items.is_empty() => return Err(Unsaid::Other),
                Some(items) => {
                    let items = items.iter().map(|it| self.value(inner, it));
                    Value::List(items.collect::<Said<_>>()?)
                }
                // One file or several.
                None if **inner == Type::File => Value::List(vec![self.value(inner, json)?]),
                None => return misfit(json, "a list"),
            },
            Type::Map(inner) => match json.as_object() {
                Some(map) => {
                    let entries = map
                        .iter()
                        .map(|(key, it)| Ok((key.clone(), self.value(inner, it)?)));
                    Value::Map(entries.collect::<Said<_>>()?)
                }
                None => return misfit(json, "a map"),
            },
            Type::Named(id) => self.named(*id, json)?,
        })
    }

    fn named(&self, id: TypeId, json: &Json) -> Said<Value> {
        let name = &self.model[id].name.rust;
        match &self.model[id].kind {
            Kind::Identifier(_) => match json.as_str() {
                Some(text) => Ok(Value::Text(text.to_owned())),
                None => misfit(json, name),
            },
            Kind::Enum(it) => {
                let text = json
                    .as_str()
                    .map_or_else(|| json.to_string(), str::to_owned);
                match it.variants.iter().find(|it| it.name.wire == text) {
                    Some(variant) => Ok(Value::Variant(id, variant.name.clone())),
                    // Any text is one: an enum of texts is open.
                    None if json.is_string() && it.represented == Represented::Text => {
                        Ok(Value::Text(text))
                    }
                    None => misfit(json, name),
                }
            }
            Kind::Struct(_) => {
                let (required, optional) = self.fields(id, json)?;
                Ok(Value::Struct(id, required, optional))
            }
            Kind::Union(it) => self.alternative(id, it, json),
            Kind::Choice(_) => Err(Unsaid::Other),
        }
    }

    fn is_text_enum(&self, ty: &Type) -> bool {
        let Type::Named(id) = ty.not_null() else {
            return false;
        };
        matches!(&self.model[*id].kind, Kind::Enum(it) if it.represented == Represented::Text)
    }

    /// What the tag says, and else the first that takes all of it.
    fn alternative(&self, id: TypeId, union: &Union, json: &Json) -> Said<Value> {
        let property = union.discriminator.as_deref();
        let tag = property.and_then(|it| json.get(it)?.as_str());
        let tagged = tag.is_some() && union.variants.iter().any(|it| !it.tags.is_empty());
        let mut other = false;
        // A value that is no text is one that an alternative has before it is the text of one.
        let (first, last): (Vec<&UnionVariant>, Vec<&UnionVariant>) =
            (union.variants.iter()).partition(|it| json.is_string() || !self.is_text_enum(&it.ty));
        for variant in first.into_iter().chain(last) {
            if tagged && !variant.tags.iter().any(|it| Some(it.as_str()) == tag) {
                continue;
            }
            let json = untagged(self.model, &variant.ty, property, json);
            match self.value(&variant.ty, &json) {
                Ok(value) => {
                    return Ok(Value::alternative(id, &variant.name, &variant.ty, value));
                }
                Err(Unsaid::Other) => other = true,
                Err(Unsaid::Misfit(_)) => {}
            }
        }
        if other {
            Err(Unsaid::Other)
        } else {
            misfit(json, &self.model[id].name.rust)
        }
    }

    fn fields(&self, id: TypeId, json: &Json) -> Said<Fields> {
        let name = &self.model[id].name.rust;
        let Kind::Struct(it) = &self.model[id].kind else {
            return misfit(json, name);
        };
        let Some(map) = json.as_object() else {
            return misfit(json, name);
        };
        // Thousands of requests may send little of an object with thousands of properties.
        let names = it.fields.iter().map(|it| it.name.wire.as_str());
        let set = names.filter(|it| map.contains_key(*it)).take(map.len());
        let known: BTreeSet<&str> = set.collect();
        if let Some(key) = map.keys().find(|it| !known.contains(it.as_str())) {
            if it.additional.is_some() {
                return Err(Unsaid::Other);
            }
            return Err(Unsaid::Misfit(format!("{name} has no field for {key:?}")));
        }
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        for field in &it.fields {
            let json = map
                .get(&field.name.wire)
                .filter(|it| !it.is_null() || field.ty == Type::Json);
            match (field.presence, json) {
                // The constructor fills it in.
                (_, Some(json)) if field.fixed.as_ref().is_some_and(|it| is_fixed(it, json)) => {}
                (Presence::Required, Some(json)) if field.fixed.is_none() => {
                    required.push(self.value(&field.ty, json)?);
                }
                // Null is what such a field writes when it is not set.
                (Presence::RequiredNullable, None) if map.contains_key(&field.name.wire) => {}
                (Presence::ThreeState, None) if map.contains_key(&field.name.wire) => {
                    optional.push((field.name.clone(), Value::Null));
                }
                (Presence::Required | Presence::RequiredNullable, None) => {
                    let text = format!("{name} asks for {:?}", field.name.wire);
                    return Err(Unsaid::Misfit(text));
                }
                (_, Some(json)) => {
                    optional.push((field.name.clone(), self.value(&field.ty, json)?));
                }
                // The constructor fills it in, and no setter takes it away.
                (_, None) if field.fixed.is_some() => return Err(Unsaid::Other),
                (_, None) => {}
            }
        }
        Ok((required, optional))
    }
}

fn whole(integer: Integer, json: &Json) -> Said<String> {
    if possible::is_integer(integer, json) {
        Ok(json.to_string())
    } else {
        misfit(json, "an integer")
    }
}

/// The tag of a union is its own business where its alternatives have no field for it.
fn untagged(model: &Model, ty: &Type, tag: Option<&str>, json: &Json) -> Json {
    let fields = ty.named().map(|id| &model[id].kind);
    let (Some(tag), Some(Kind::Struct(it))) = (tag, fields) else {
        return json.clone();
    };
    let mut json = json.clone();
    if !it.fields.iter().any(|it| it.name.wire == tag)
        && let Some(map) = json.as_object_mut()
    {
        map.shift_remove(tag);
    }
    json
}

/// Whether it is the only value there is.
pub(super) fn is_fixed(fixed: &Fixed, json: &Json) -> bool {
    match fixed {
        Fixed::Text(text) => json == text,
        Fixed::Variant(name) => json == name.wire.as_str(),
        Fixed::Integer(number) => json.as_number().map(Number::to_string).as_ref() == Some(number),
        Fixed::Flag(flag) => json == flag,
        Fixed::Null => json.is_null(),
    }
}

/// A handle that operations with other types share takes all of them as text. What has parts no text is sent as.
pub(super) fn as_shared(model: &Model, ty: &Type, json: Json) -> Option<Json> {
    let is_text = ty.takes_any_text(&model.types) || ty.is_secret();
    Some(match (ty, json) {
        (Type::List(ty), Json::Array(items)) => {
            let items = items.into_iter().map(|it| as_shared(model, ty, it));
            items.collect::<Option<_>>()?
        }
        (_, Json::Array(_) | Json::Object(_)) if is_text => return None,
        (_, json @ (Json::Number(_) | Json::Bool(_))) if is_text => {
            Json::from(super::written::scalar(&json))
        }
        (_, json) => json,
    })
}
