//! A value of each type, as the Rust expression that makes it and as the JSON that it is.

use serde_json::{Map, Value as Json, json};

use crate::model::{
    BodyForm, Kind, Model, Name, ParameterPlace, Presence, Represented, Type, TypeId, Union, Value,
};

/// Deepest nesting of optional values; beyond it they are left out.
const OPTIONAL: usize = 3;

/// Deepest nesting of all; beyond it there is no value.
const DEPTH: usize = 12;

/// Whether optional values are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    Required,
    All,
}

/// Makes values for one place.
pub(super) struct Values<'a> {
    model: &'a Model,
    fill: Fill,
    /// What every text is.
    text: &'static str,
    /// For answers only the JSON counts, so it may hold what no expression makes.
    answer: bool,
}

impl<'a> Values<'a> {
    pub(super) fn of_path(model: &'a Model) -> Self {
        // An object without properties would be nothing, which a path cannot have.
        Self::new(model, Fill::All, "p-1")
    }

    pub(super) fn of_place(model: &'a Model, place: ParameterPlace, fill: Fill) -> Self {
        let text = match place {
            ParameterPlace::Query => "a b&c/é",
            ParameterPlace::Header => "h 1",
            ParameterPlace::Cookie => "c1",
        };
        Self::new(model, fill, text)
    }

    pub(super) fn of_body(model: &'a Model, fill: Fill) -> Self {
        Self::new(model, fill, "text é")
    }

    pub(super) fn of_answer(model: &'a Model) -> Self {
        Self {
            answer: true,
            ..Self::new(model, Fill::All, "text é")
        }
    }

    fn new(model: &'a Model, fill: Fill, text: &'static str) -> Self {
        Self {
            model,
            fill,
            text,
            answer: false,
        }
    }

    /// A value; `None` if the type contains itself without end.
    pub(super) fn make(&self, ty: &Type, depth: usize) -> Option<(Value, Json)> {
        if depth > DEPTH {
            return None;
        }
        Some(match ty {
            Type::Bool => (Value::Bool(true), json!(true)),
            Type::Integer(_) => (Value::Number("3".to_owned()), json!(3)),
            Type::F32 | Type::F64 => (Value::Number("1.5".to_owned()), json!(1.5)),
            Type::String | Type::Bytes | Type::File => self.text(),
            Type::Secret => (Value::Secret(self.text.to_owned()), json!(self.text)),
            Type::Timestamp => {
                let text = "2024-01-31T12:00:00Z";
                (Value::Timestamp(text.to_owned()), json!(text))
            }
            Type::Json => (Value::Json("[1]".to_owned()), json!([1])),
            Type::Multipart => (Value::Multipart, Json::Null),
            Type::Boxed(inner) => self.make(inner, depth + 1)?,
            Type::Nullable(inner) => {
                let (value, json) = self.make(inner, depth + 1)?;
                (Value::Some(Box::new(value)), json)
            }
            Type::List(inner) => {
                let (value, json) = self.make(inner, depth + 1)?;
                (Value::List(vec![value.clone(), value]), json!([json, json]))
            }
            Type::Map(_) if !self.answer => (Value::Map, json!({})),
            Type::Map(inner) => (Value::Map, json!({"key": self.make(inner, depth + 1)?.1})),
            Type::Named(id) => self.named(*id, depth)?,
        })
    }

    fn text(&self) -> (Value, Json) {
        (Value::Text(self.text.to_owned()), json!(self.text))
    }

    fn named(&self, id: TypeId, depth: usize) -> Option<(Value, Json)> {
        match &self.model[id].kind {
            Kind::Identifier(_) => Some(self.text()),
            Kind::Enum(it) => {
                // An empty text in a path or header is nothing.
                let variant = it.variants.iter().find(|it| !it.name.wire.is_empty());
                let Some(variant) = variant else {
                    return Some(self.text());
                };
                let json = match it.represented {
                    Represented::Text => json!(variant.name.wire),
                    Represented::Integer => json!(variant.name.wire.parse::<i64>().ok()?),
                };
                Some((Value::Variant(id, variant.name.clone()), json))
            }
            Kind::Struct(_) => {
                let (required, optional, json) = self.fields(id, depth + 1)?;
                Some((Value::Struct(id, required, optional), json))
            }
            Kind::Union(it) => self.union(id, it, depth + 1),
            Kind::Choice(forms) => {
                let form = forms.first()?;
                let (value, json) = self.make(&form.ty, depth + 1)?;
                let value = Value::Alternative(id, form.name.clone(), Box::new(value));
                Some((value, json))
            }
        }
    }

    /// The arguments, the setters and the JSON of a struct.
    #[expect(clippy::type_complexity, reason = "three things that belong together")]
    pub(super) fn fields(
        &self,
        id: TypeId,
        depth: usize,
    ) -> Option<(Vec<Value>, Vec<(Name, Value)>, Json)> {
        let Kind::Struct(it) = &self.model[id].kind else {
            return None;
        };
        let (mut required, mut optional, mut object) = (Vec::new(), Vec::new(), Map::new());
        for field in &it.fields {
            let wire = field.name.wire.clone();
            match field.presence {
                Presence::Required => {
                    let (value, json) = self.make(&field.ty, depth)?;
                    required.push(value);
                    object.insert(wire, json);
                }
                // Null unless something else is set.
                Presence::RequiredNullable if self.fill == Fill::Required => {
                    object.insert(wire, Json::Null);
                }
                _ if self.fill == Fill::Required || depth > OPTIONAL => {
                    if field.presence == Presence::RequiredNullable {
                        object.insert(wire, Json::Null);
                    }
                }
                _ => {
                    let Some((value, json)) = self.make(&field.ty, depth) else {
                        if field.presence == Presence::RequiredNullable {
                            object.insert(wire, Json::Null);
                        }
                        continue;
                    };
                    optional.push((field.name.clone(), value));
                    object.insert(wire, json);
                }
            }
        }
        Some((required, optional, Json::Object(object)))
    }

    /// The first alternative that ends.
    fn union(&self, id: TypeId, it: &Union, depth: usize) -> Option<(Value, Json)> {
        it.variants.iter().find_map(|variant| {
            if matches!(variant.ty, Type::Boxed(_) | Type::Json) {
                return None;
            }
            let (value, mut json) = self.make(&variant.ty, depth)?;
            if let (Some(property), Some(tag)) = (&it.discriminator, variant.tags.first()) {
                json.as_object_mut()?.insert(property.clone(), json!(tag));
            }
            let value = Value::Alternative(id, variant.name.clone(), Box::new(value));
            Some((value, json))
        })
    }

    /// The form of a body that [`Self::make`] takes.
    pub(super) fn first_form(&self, ty: &Type) -> Option<&'a BodyForm> {
        match &self.model[ty.named()?].kind {
            Kind::Choice(forms) => forms.first(),
            Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) => None,
        }
    }

    /// True for what cannot be written as JSON by everybody.
    pub(super) fn is_sensitive(&self, ty: &Type) -> bool {
        ty.is_secret() || ty.named().is_some_and(|id| self.model[id].sensitive)
    }
}
