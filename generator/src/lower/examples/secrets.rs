//! Calls that send a secret, for the proof that none shows: where the example has none, what is optional leads to one.

use super::{Examples, ROUNDS};
use crate::model::{
    Example, Field, Kind, Model, Name, Operation, Parameter, Type, TypeDef, TypeId, Value,
};

impl Examples<'_> {
    /// The example with a secret in it, if the operation takes any and all of the call can be written and sent.
    pub(super) fn leak(&self, operation: &Operation, example: &Example) -> Option<Example> {
        let is_sent =
            |it: &Example| it.is_whole() && it.path.iter().all(|(_, value)| !value.is_empty());
        // In a path, the client refuses the secret of the test.
        let says = |it: &Example| {
            let setters = it.setters.iter().map(|it| &it.1);
            it.arguments.iter().chain(setters).any(Value::has_secret)
        };
        let mut call = example.clone();
        if !says(&call) {
            self.carry_in_body(operation, &mut call);
        }
        if is_sent(&call) && says(&call) {
            return Some(call);
        }
        let of_client = |it: &Parameter| it.is_setting && it.ty.is_secret();
        let signs = operation.credential.is_some() || operation.parameters.iter().any(of_client);
        Some(example.clone()).filter(|it| signs && is_sent(it))
    }

    fn carry_in_body(&self, operation: &Operation, call: &mut Example) {
        let Some(body) = &operation.body else { return };
        if let Some(id) = body.flattened {
            let parameters = operation.parameters.iter();
            let parameters = parameters.filter(|it| it.is_argument()).count();
            let mut required = call.arguments.split_off(parameters);
            self.carry_in_fields(id, &mut required, &mut call.setters);
            call.arguments.extend(required);
        } else if let Some(value) = if body.required {
            call.arguments.last_mut()
        } else {
            let mut setters = call.setters.iter_mut();
            let own = setters.find(|it| it.0 == body.name);
            own.map(|it| &mut it.1)
        } {
            self.carry(&body.payload.ty, value);
        }
    }

    /// Puts a secret into a value of this type, if it has room for one. Each step is nearer to it, so this ends.
    fn carry(&self, ty: &Type, value: &mut Value) {
        match (ty, value) {
            (Type::Boxed(ty), Value::Boxed(value)) | (Type::Nullable(ty), Value::Some(value)) => {
                self.carry(ty, value);
            }
            (Type::Boxed(ty), value) => self.carry(ty, value),
            (Type::List(item), Value::List(items)) if self.nearest.of_type(item).is_some() => {
                if items.is_empty() {
                    items.push(self.value(item, None));
                }
                if let Some(first) = items.first_mut() {
                    self.carry(item, first);
                }
            }
            (Type::Map(item), Value::Map(entries)) if self.nearest.of_type(item).is_some() => {
                if entries.is_empty() {
                    entries.push(("key".to_owned(), self.value(item, None)));
                }
                if let Some((_, first)) = entries.first_mut() {
                    self.carry(item, first);
                }
            }
            (Type::Named(id), Value::Struct(_, required, optional)) => {
                self.carry_in_fields(*id, required, optional);
            }
            (Type::Named(id), value) => self.carry_in_alternative(*id, value),
            _ => {}
        }
    }

    fn carry_in_fields(
        &self,
        id: TypeId,
        required: &mut [Value],
        optional: &mut Vec<(Name, Value)>,
    ) {
        let Some(field) = nearest_field(&self.model[id], &self.nearest) else {
            return;
        };
        if field.is_argument() {
            let mut arguments = fields(&self.model[id]).filter(|it| it.is_argument());
            let place = arguments.position(|it| it.name == field.name);
            if let Some(value) = place.and_then(|it| required.get_mut(it)) {
                self.carry(&field.ty, value);
            }
            return;
        }
        let mut known = optional.iter_mut().map(|(name, value)| (&*name, value));
        if let Some((_, value)) = known.find(|it| *it.0 == field.name) {
            return self.carry(&field.ty, value);
        }
        let mut value = self.value(&field.ty, None);
        self.carry(&field.ty, &mut value);
        optional.push((field.name.clone(), value));
    }

    /// Another alternative where the one that is shown has no room for a secret.
    fn carry_in_alternative(&self, id: TypeId, value: &mut Value) {
        let alternatives = alternatives(&self.model[id]);
        let near = |it: &(&Name, &Type)| self.nearest.of_type(it.1);
        let shown = match &*value {
            Value::Alternative(_, name, _) => alternatives.iter().find(|it| it.0 == name),
            _ => None,
        };
        let Some(least) = alternatives.iter().filter_map(near).min() else {
            return;
        };
        // One that is further from a secret may lead back to here, again and again.
        let chosen = shown.filter(|it| near(it) == Some(least));
        let mut nearest = alternatives.iter().filter(|it| near(it) == Some(least));
        let Some((name, ty)) = chosen.or_else(|| nearest.next()) else {
            return;
        };
        if chosen.is_none() {
            *value = Value::alternative(id, name, ty, self.value(ty, None));
        }
        if let Value::Alternative(_, _, inner) = value {
            self.carry(ty, inner);
        }
    }
}

/// How far inside each type the nearest secret is; `None` where there is none, or too far.
pub(super) struct Nearest(Vec<Option<u32>>);

impl Nearest {
    pub(super) fn of(model: &Model) -> Self {
        let mut nearest = Self(vec![None; model.types.len()]);
        for _ in 0..ROUNDS {
            let next = model.types.iter().map(|it| nearest.of_kind(it));
            let next = Self(next.collect());
            if next.0 == nearest.0 {
                break;
            }
            nearest = next;
        }
        nearest
    }

    fn of_type(&self, ty: &Type) -> Option<u32> {
        match ty {
            Type::Secret => Some(0),
            Type::Boxed(it) | Type::Nullable(it) | Type::List(it) | Type::Map(it) => {
                self.of_type(it)
            }
            Type::Named(id) => self.0.get(id.0).copied().flatten(),
            _ => None,
        }
    }

    fn of_kind(&self, it: &TypeDef) -> Option<u32> {
        let field = nearest_field(it, self).and_then(|it| self.of_type(&it.ty));
        let alternatives = alternatives(it).into_iter();
        let alternative = alternatives.filter_map(|it| self.of_type(it.1)).min();
        field.or(alternative).map(|it| it + 1)
    }
}

fn nearest_field<'a>(it: &'a TypeDef, nearest: &Nearest) -> Option<&'a Field> {
    let written = fields(it).filter(|it| it.fixed.is_none());
    let with_room = written.filter(|it| nearest.of_type(&it.ty).is_some());
    with_room.min_by_key(|it| nearest.of_type(&it.ty))
}

fn fields(it: &TypeDef) -> impl Iterator<Item = &Field> {
    let fields = match &it.kind {
        Kind::Struct(it) => it.fields.as_slice(),
        Kind::Enum(_) | Kind::Identifier(_) | Kind::Union(_) | Kind::Choice(_) => &[],
    };
    fields.iter()
}

fn alternatives(it: &TypeDef) -> Vec<(&Name, &Type)> {
    match &it.kind {
        Kind::Union(it) => it.variants.iter().map(|it| (&it.name, &it.ty)).collect(),
        Kind::Choice(forms) => {
            let forms = forms.iter().map(|it| (&it.name, &it.payload.ty));
            forms.collect()
        }
        Kind::Struct(_) | Kind::Enum(_) | Kind::Identifier(_) => Vec::new(),
    }
}
