//! `oneOf` and `anyOf`: one of several types, told apart by a discriminator or by what fits first.

use serde_json::Value;

use super::classes::Class;
use super::node::{Node, typed};
use super::types::Hint;
use super::view::View;
use super::{Direction, Lowering};
use crate::model::{Integer, Kind, Type, Union, UnionVariant};
use crate::naming::upper_camel;
use crate::spec::pointer;

const KEYS: [&str; 2] = ["oneOf", "anyOf"];

impl Lowering<'_> {
    /// True if the schema lists alternatives that differ in more than what they require.
    pub(super) fn has_alternatives(&mut self, view: &View<'_>) -> bool {
        let alternatives = self.alternatives(view);
        if alternatives.is_empty() {
            return false;
        }
        if super::objects::has_properties(view) {
            let only_required = alternatives.iter().all(|at| self.is_requirement(at));
            if !only_required {
                self.diagnostics.union_beside_properties(&view.at);
            }
            return false;
        }
        true
    }

    /// A union, or what is left of it if only one alternative counts.
    pub(super) fn union_or_only(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        direction: Direction,
        hint: &Hint,
    ) -> Type {
        let alternatives = self.alternatives(view);
        match alternatives.as_slice() {
            [] => Type::Json,
            [only] => self.ty(only, direction, hint),
            several => {
                let classes: Vec<Class> = several
                    .iter()
                    .map(|at| {
                        let view = self.view(at);
                        self.class(&view)
                    })
                    .collect();
                if classes.iter().all(|it| *it == Class::Text) {
                    return self.any_text(several, direction, hint);
                }
                self.named(targets, direction, hint, Lowering::union)
            }
        }
    }

    /// Alternatives that are all text are text; one that has known values gives its open enum.
    fn any_text(&mut self, alternatives: &[String], direction: Direction, hint: &Hint) -> Type {
        let enums: Vec<String> = alternatives
            .iter()
            .filter(|at| self.view(at).first("enum").is_some())
            .cloned()
            .collect();
        match enums.as_slice() {
            [only] => self.ty(only, direction, hint),
            _ => Type::String,
        }
    }

    /// Pointers of all alternatives but null.
    fn alternatives(&mut self, view: &View<'_>) -> Vec<String> {
        let mut found = Vec::new();
        for item in &view.nodes {
            for key in KEYS {
                for (at, _) in item.node.list(key, self.diagnostics) {
                    if !self.is_null(&at) {
                        found.push(at);
                    }
                }
            }
        }
        found
    }

    fn is_null(&self, at: &str) -> bool {
        let Some(node) = self.document.get(at) else {
            return false;
        };
        node.get("type").and_then(Value::as_str) == Some("null")
            || node
                .get("enum")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                == Some(&[Value::Null])
    }

    /// An alternative such as `required: [a]` restricts the object around it, but has no shape of its own.
    fn is_requirement(&self, at: &str) -> bool {
        self.document
            .get(at)
            .and_then(Value::as_object)
            .is_some_and(|map| {
                map.keys()
                    .all(|key| matches!(key.as_str(), "required" | "title" | "description" | "not"))
            })
    }

    fn union(&mut self, targets: &[String], direction: Direction, rust: &str) -> Kind {
        let view = self.view_of(targets);
        let discriminator = view.node_with("discriminator").cloned();
        let discriminator = discriminator.and_then(|node| self.discriminator(&node));
        let mut scope = self.scope(&["Unknown"]);
        let mut variants: Vec<UnionVariant> = Vec::new();
        for (number, at) in self.alternatives(&view).into_iter().enumerate() {
            let step = self.variant_step(&at, number);
            let ty = self.ty(&at, direction, &Hint::new(rust, &step));
            if variants.iter().any(|it| it.ty == ty) {
                continue;
            }
            let mut name = self.variant_name(&at, &ty);
            if scope.has(&name) {
                name = format!("{name}{}", number + 1);
            }
            variants.push(UnionVariant {
                name: scope.claim(name, "", &at, self.diagnostics),
                tags: discriminator
                    .as_ref()
                    .map_or_else(Vec::new, |it| self.tags(it, &at)),
                ty,
            });
        }
        let tagged = variants
            .iter()
            .all(|it| matches!(it.ty, Type::Named(_)) && !it.tags.is_empty());
        if discriminator.is_some() && !tagged {
            self.diagnostics.discriminator_without_names(&view.at);
        }
        Kind::Union(Union {
            variants,
            discriminator: discriminator.filter(|_| tagged).map(|it| it.property_name),
        })
    }

    fn discriminator(&mut self, node: &Node<'_>) -> Option<openapiv3::Discriminator> {
        let at = node.join("discriminator");
        typed(
            &node.map["discriminator"],
            &at,
            "a discriminator",
            self.diagnostics,
        )
    }

    /// The values of the discriminator that mean this alternative: mapped ones, else the component's name.
    fn tags(&self, discriminator: &openapiv3::Discriminator, at: &str) -> Vec<String> {
        let target = self.canonical(at);
        let mapped: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, to)| {
                let to = pointer::from_fragment(to)
                    .unwrap_or_else(|| pointer::join("/components/schemas", to));
                self.canonical(&to) == target
            })
            .map(|(tag, _)| tag.clone())
            .collect();
        if mapped.is_empty() && pointer::parent(&target) == "/components/schemas" {
            return vec![pointer::last(&target)];
        }
        mapped
    }

    /// What an inline alternative is called inside the names made for it.
    fn variant_step(&mut self, at: &str, number: usize) -> String {
        let title = self.view(at).text("title").map(str::to_owned);
        title.unwrap_or_else(|| format!("variant_{}", number + 1))
    }

    fn variant_name(&mut self, at: &str, ty: &Type) -> String {
        if let Some(name) = self.type_name(at) {
            return name;
        }
        if let Some(title) = self
            .document
            .get(at)
            .and_then(|it| it.get("title")?.as_str())
        {
            return upper_camel(title);
        }
        match ty {
            Type::Named(id) => self.types[id.0].name.rust.clone(),
            Type::Boxed(it) | Type::Nullable(it) => self.variant_name("", it),
            Type::Bool => "Bool".to_owned(),
            Type::Integer(Integer::I32 | Integer::I64 | Integer::U32 | Integer::U64) => {
                "Integer".to_owned()
            }
            Type::F32 | Type::F64 => "Number".to_owned(),
            Type::String => "Text".to_owned(),
            Type::Secret => "Secret".to_owned(),
            Type::Timestamp => "Timestamp".to_owned(),
            Type::Bytes | Type::Multipart => "Bytes".to_owned(),
            Type::Json => "Json".to_owned(),
            Type::List(_) => "List".to_owned(),
            Type::Map(_) => "Map".to_owned(),
        }
    }
}
