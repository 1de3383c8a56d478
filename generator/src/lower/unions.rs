//! `oneOf` and `anyOf`: one of several types, told apart by a discriminator or by what fits first.

mod steps;
mod told;

use serde_json::{Map, Value};

use self::steps::Step;
pub(super) use self::told::{Listed, Mapping};
use super::classes::Class;
use super::hints::Hint;
use super::room::AT_ONCE;
use super::view::{View, ViewNode};
use super::{Direction, Lowering};
use crate::model::{Kind, Shape, Type, Union, UnionVariant};
use crate::naming::{is_type_name, upper_camel};

impl Lowering<'_> {
    /// A union, or what is left of it if only one alternative counts or all are of one plain type.
    pub(super) fn union_or_only(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        direction: Direction,
        hint: &Hint,
    ) -> Type {
        let alternatives = self.alternatives(view);
        if let [only] = alternatives.as_slice() {
            let part = self.view_of(only);
            if view.secret() && self.class(&part) == Class::Text {
                return Type::Secret;
            }
            return self.ty_of(only, direction, hint);
        }
        let mut classes = Vec::new();
        for targets in &alternatives {
            let part = self.view_of(targets);
            classes.push(self.class(&part));
        }
        let all = |among: &[Class]| classes.iter().all(|it| among.contains(it));
        if all(&[Class::Text]) {
            self.any_text(view, targets, &alternatives, direction, hint)
        } else if all(&[Class::Integer]) {
            self.integers(view, targets, direction, hint)
        } else if all(&[Class::Integer, Class::Number]) {
            Type::F64
        } else if all(&[Class::Boolean]) {
            Type::Bool
        } else if all(&[Class::Any]) {
            Type::Json
        } else {
            self.named(targets, direction, hint, Lowering::union)
        }
    }

    /// Alternatives that are all text are text: an open enum of all values that they list, if they list any.
    fn any_text(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        alternatives: &[Vec<String>],
        direction: Direction,
        hint: &Hint,
    ) -> Type {
        if view.secret() || alternatives.iter().any(|it| self.view_of(it).secret()) {
            return Type::Secret;
        }
        let mut listing = Vec::new();
        for targets in alternatives {
            let part = self.view_of(targets);
            if self.is_enum(&part, true) {
                listing.push(targets);
            }
        }
        match listing.as_slice() {
            [] => Type::String,
            all if all.len() == alternatives.len() => match all {
                [only] => self.ty_of(only, direction, hint),
                _ => self.named(targets, direction, hint, Lowering::text_enum),
            },
            // Any text, of which the empty one has a meaning of its own.
            [only] if self.only_empty(only) => Type::String,
            _ => self.named(targets, direction, hint, Lowering::suggestions),
        }
    }

    fn only_empty(&mut self, targets: &[String]) -> bool {
        let view = self.view_of(targets);
        let known = self.known_values(&view);
        known.iter().all(|it| it.value.as_str() == Some(""))
    }

    fn union(&mut self, targets: &[String], direction: Direction, rust: &str) -> Kind {
        let place = &targets[0];
        let view = self.view_of(targets);
        let alternatives = self.alternatives(&view);
        self.take_room_to_compare(&alternatives, place);
        let told = self.told(&view, &alternatives);
        let mut scope = self.scope(&["Unknown"]);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let steps = self.variant_steps(&alternatives);
        for (number, (targets, step)) in alternatives.iter().zip(&steps).enumerate() {
            // Each may have as many values that tell it as all others.
            if self.has_no_room() {
                break;
            }
            let at = &targets[0];
            let ty = self.ty_of(targets, direction, &Hint::new(rust, &step.text));
            if variants.iter().any(|it| it.ty == ty) {
                continue;
            }
            let mut name = self.variant_name(at, step, rust, &ty);
            if scope.has(&name) {
                name = format!("{name}{}", number + 1);
            }
            let name = scope.claim(name, "", at, self.diagnostics);
            let tags = told.as_ref().map(|told| self.tags(told, targets));
            let tags = tags.unwrap_or_default();
            self.take_room(1 + tags.len(), place);
            variants.push(UnionVariant {
                name,
                tags,
                constraints: self.limits_of_scalar(targets, &ty),
                ty,
                shape: Shape::Any,
            });
        }
        let tagged = told::are_tagged(&variants);
        match &told {
            Some(told) if !told.is_text => {
                self.diagnostics
                    .discriminator_not_text(&view.at, &told.property);
            }
            Some(_) if !tagged => self.diagnostics.discriminator_without_names(&view.at),
            _ => {}
        }
        let property = told.map(|it| it.property);
        Kind::Union(Union {
            variants,
            discriminator: property.clone().filter(|_| tagged),
            unusable_discriminator: property.filter(|_| !tagged),
        })
    }

    /// All properties of an object, and what it requires, are looked at wherever it is an alternative.
    fn take_room_to_compare(&mut self, alternatives: &[Vec<String>], place: &str) {
        let of = |it: &ViewNode<'_>| {
            let properties = it.node.get("properties").and_then(Value::as_object);
            let required = it.node.get("required").and_then(Value::as_array);
            properties.map_or(0, Map::len) + required.map_or(0, Vec::len)
        };
        let views = alternatives.iter().map(|it| self.view_of(it));
        let names: usize = views.map(|it| it.nodes.iter().map(of).sum::<usize>()).sum();
        self.take_room(names / AT_ONCE, place);
    }

    /// A variant is called after its type without the name of the union in front, or after what it holds.
    fn variant_name(&mut self, at: &str, step: &Step, union: &str, ty: &Type) -> String {
        if let Some(name) = self.type_name(at) {
            return name;
        }
        match ty {
            Type::Named(id) => {
                let name = &self.types[id.0].name.rust;
                let short = name.strip_prefix(union).filter(|it| is_type_name(it));
                match short {
                    Some(short) => short.to_owned(),
                    // A type that contains itself gets its name last.
                    None if name.is_empty() => upper_camel(&step.text),
                    // The type may be shared, and be called after another place.
                    None if !step.is_component && !step.is_number => upper_camel(&step.text),
                    None => name.clone(),
                }
            }
            Type::Boxed(it) | Type::Nullable(it) => self.variant_name("", step, union, it),
            Type::Secret => "Secret".to_owned(),
            Type::Timestamp => "Timestamp".to_owned(),
            _ if !step.is_number => upper_camel(&step.text),
            Type::Bool => "Bool".to_owned(),
            Type::Integer(_) => "Integer".to_owned(),
            Type::F32 | Type::F64 => "Number".to_owned(),
            Type::String => "Text".to_owned(),
            Type::Bytes | Type::File | Type::Multipart => "Bytes".to_owned(),
            Type::Json => "Json".to_owned(),
            Type::List(_) => "List".to_owned(),
            Type::Map(_) => "Map".to_owned(),
        }
    }
}
