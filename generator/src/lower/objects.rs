//! Objects: the properties of all their parts, in one struct.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::hints::Hint;
use super::view::{View, place};
use super::{Direction, Lowering, fixed, numbers};
use crate::model::{Constraints, Doc, Field, Kind, Name, Presence, Struct, Type};
use crate::naming::{Scope, snake, told_apart};
use crate::spec::{annotations, pointer};

/// What is said of a property of which the document says nothing.
const UNDECLARED: &str = "Required, but the API does not say what it is.";

/// True for what is called required and nothing else.
pub(super) fn is_undeclared(field: &Field) -> bool {
    pointer::last(pointer::parent(&field.pointer)) == "required"
}

/// Whether it has any property.
pub(super) fn has_properties(view: &View<'_>) -> bool {
    let mut properties = view.nodes.iter().filter_map(|it| it.node.get("properties"));
    properties.any(|it| it.as_object().is_some_and(|it| !it.is_empty()))
}

/// The names of all properties.
pub(super) fn property_names<'a>(view: &View<'a>) -> BTreeSet<&'a str> {
    let properties = view
        .nodes
        .iter()
        .filter_map(|it| it.node.get("properties")?.as_object());
    properties
        .flat_map(|it| it.keys().map(String::as_str))
        .collect()
}

/// `{type: object}` and nothing else: what Java calls `Map<String, Object>` is written so, and `Object` is anything.
fn is_any_object(map: &Map<String, Value>) -> bool {
    let is_object = map.get("type").is_some_and(|it| it == "object");
    is_object && annotations::only_beside(map, "type") && !map.contains_key("x-sensitive")
}

impl Lowering<'_> {
    /// A struct named `rust`.
    pub(super) fn object(&mut self, targets: &[String], direction: Direction, rust: &str) -> Kind {
        let view = self.view_of(targets);
        self.properties_not_counted(&view);
        let required = self.required(&view);
        let mut scope = self.scope(&[]);
        let mut fields = Vec::new();
        let properties = self.visible_properties(&view, targets, direction, &required);
        let names = self.field_names(&properties, &mut scope);
        for ((name, step), parts) in names.into_iter().zip(properties.values()) {
            let is_required = required.contains(name.wire.as_str());
            let hint = Hint::new(rust, &step);
            fields.push(self.field(name, parts, is_required, direction, &hint));
        }
        let hint = Hint::new(rust, "additional_properties");
        let additional = self.additional(&view, direction, &hint);
        let additional = additional.or_else(|| self.of_heirs(targets));
        if additional.is_none() && view.first("additionalProperties").is_none() {
            fields.extend(self.undeclared(&view, &mut scope));
        }
        Kind::Struct(Struct { fields, additional })
    }

    /// What the heirs of a component add is kept as it is.
    fn of_heirs(&mut self, targets: &[String]) -> Option<Type> {
        let [target] = targets else {
            return None;
        };
        let heirs = self.heirs.get(target)?;
        self.diagnostics.inherited(target, heirs);
        Some(Type::Json)
    }

    /// The type of properties that are not named, if the document speaks of them.
    pub(super) fn additional(
        &mut self,
        view: &View<'_>,
        direction: Direction,
        hint: &Hint,
    ) -> Option<Type> {
        let node = view.node_with("additionalProperties")?;
        match &node.map["additionalProperties"] {
            Value::Bool(false) => None,
            Value::Bool(true) => Some(Type::Json),
            Value::Object(map) if map.is_empty() || is_any_object(map) => Some(Type::Json),
            _ => {
                let at = node.join("additionalProperties");
                Some(self.element(&at, direction, hint))
            }
        }
    }

    fn required<'v>(&mut self, view: &View<'v>) -> BTreeSet<&'v str> {
        let mut names = BTreeSet::new();
        for item in view.nodes.iter() {
            for (at, name) in item.node.list("required", self.diagnostics) {
                if let Some(name) = name.as_str() {
                    names.insert(name);
                } else {
                    self.diagnostics
                        .wrong_kind(&at, "required", "a property name", name);
                }
            }
        }
        names
    }

    /// Properties with all the schemas that describe them.
    pub(super) fn properties(&mut self, view: &View<'_>) -> IndexMap<String, Vec<String>> {
        let mut properties: IndexMap<String, Vec<String>> = IndexMap::new();
        // What the parts so far of a property lead to; most have one part, and nobody asks.
        let mut known: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
        for item in view.nodes.iter() {
            for (at, name, schema) in item.node.entries("properties", self.diagnostics) {
                let parts = properties.entry(name.to_owned()).or_default();
                let only_refers = schema.get("$ref").is_some();
                if only_refers && !parts.is_empty() {
                    let (seen, known) = known.entry(name.to_owned()).or_default();
                    known.extend(parts[*seen..].iter().map(|it| self.canonical(it)));
                    *seen = parts.len();
                    if known.contains(&self.canonical(&at)) {
                        continue;
                    }
                }
                parts.push(at);
            }
        }
        self.beside_first(view, &mut properties);
        properties
    }

    /// What stands beside alternatives comes before what one of them adds.
    fn beside_first(&mut self, view: &View<'_>, properties: &mut IndexMap<String, Vec<String>>) {
        let mut numbers = BTreeMap::new();
        for target in view.targets.iter().filter(|it| place(it) != it.as_str()) {
            let beside = self.view(place(target));
            let maps = beside.nodes.iter().map(|it| it.node.get("properties"));
            let maps = maps.filter_map(|it| it?.as_object());
            for name in maps.flat_map(|it| it.keys().map(String::as_str)) {
                let number = numbers.len();
                numbers.entry(name).or_insert(number);
            }
        }
        if !numbers.is_empty() {
            let number = |it: &str| numbers.get(it).copied().unwrap_or(usize::MAX);
            properties.sort_by(|a, _, b, _| number(a).cmp(&number(b)));
        }
    }

    /// The properties that travel this way: `readOnly` ones are not sent, `writeOnly` ones never come. Where a schema that is
    /// only sent requires one of them, or has nothing else, they can only be meant to be sent; what answers have as well is theirs.
    fn visible_properties(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        direction: Direction,
        required: &BTreeSet<&str>,
    ) -> IndexMap<String, Vec<String>> {
        let hidden_by = match direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let other_way = targets.iter().any(|it| self.access.also(it, direction));
        let mut visible = self.properties(view);
        let mut hidden: IndexMap<String, Vec<String>> = IndexMap::new();
        visible.retain(|name, parts| {
            let view = self.view_of(parts);
            let both = view.flag("readOnly") && view.flag("writeOnly");
            if both {
                let message = "nothing is both `readOnly` and `writeOnly`; it is taken as neither";
                self.diagnostics.contradiction(&parts[0], message);
            }
            let shown = both || !view.flag(hidden_by);
            if !shown {
                hidden.insert(name.clone(), parts.clone());
            }
            shown
        });
        if direction == Direction::Response || other_way {
            return visible;
        }
        hidden.retain(|_, parts| !parts.iter().any(|it| self.access.is_answered(it)));
        let meant = visible.is_empty() || hidden.keys().any(|it| required.contains(it.as_str()));
        if !meant || hidden.is_empty() {
            return visible;
        }
        for parts in hidden.values() {
            self.diagnostics.read_only_in_request(&parts[0]);
        }
        let mut all = self.properties(view);
        all.retain(|name, _| visible.contains_key(name) || hidden.contains_key(name));
        all
    }

    /// What properties are called, as a hint says or as they are written, and what their types are called after.
    fn field_names(
        &mut self,
        properties: &IndexMap<String, Vec<String>>,
        scope: &mut Scope,
    ) -> Vec<(Name, String)> {
        let hinted = properties.values().map(|it| self.value_name(&it[0]));
        let hinted: Vec<Option<String>> = hinted.collect();
        let wires = properties.keys().map(String::as_str);
        let asked = wires.clone().zip(&hinted);
        let plain: Vec<String> = asked
            .map(|(wire, hinted)| hinted.clone().unwrap_or_else(|| snake(wire)))
            .collect();
        let apart = told_apart(wires.zip(plain.iter().map(String::as_str)));
        let mut names = Vec::new();
        for (number, (wire, parts)) in properties.iter().enumerate() {
            let apart = apart.get(wire.as_str());
            let apart = apart.filter(|_| hinted[number].is_none());
            let rust = apart.unwrap_or(&plain[number]).clone();
            let name = scope.claim(rust, wire, &parts[0], self.diagnostics);
            names.push((name, apart.unwrap_or(wire).clone()));
        }
        names
    }

    fn field(
        &mut self,
        name: Name,
        parts: &[String],
        required: bool,
        direction: Direction,
        hint: &Hint,
    ) -> Field {
        let at = parts[0].clone();
        let view = self.view_of(parts);
        let telling = self.telling(parts);
        // What it holds has a form as JSON.
        let by_caller = std::mem::take(&mut self.bodies.by_caller);
        let ty = match by_caller.get(&at) {
            Some(ty) => ty.clone(),
            None => self.ty_of(&telling, direction, hint),
        };
        self.bodies.by_caller = by_caller;
        let nullable = view.nullable() && ty != Type::Json;
        let values = self.values_of(&view, &ty);
        Field {
            pointer: pointer::join(pointer::parent(&at), &name.wire),
            name,
            presence: match (required, nullable) {
                (true, false) => Presence::Required,
                (true, true) => Presence::RequiredNullable,
                // Null is a JSON value like any other.
                (false, false) if ty == Type::Json => Presence::OptionalNullable,
                (false, false) => Presence::Optional,
                (false, true) => Presence::OptionalNullable,
            },
            doc: numbers::described(view.doc(), &view, &ty).and(values.as_deref()),
            values,
            constraints: self.limits(&view, &ty),
            each: self.limits_of_each(&view, &ty),
            default: if required { None } else { self.default(&view) },
            fixed: (required && !nullable)
                .then(|| self.only_scalar(&view, &ty))
                .flatten()
                .or_else(|| fixed::only_null(&view, &ty).filter(|_| required)),
            deprecated: view.flag("deprecated"),
            whole: matches!(ty, Type::Integer(_)) && view.text("type") == Some("number"),
            ty,
        }
    }

    /// What is called required and nothing else, unless it is a property in another spelling: it may be anything, and since
    /// it may be a mistake as well, it may be left out.
    fn undeclared(&mut self, view: &View<'_>, scope: &mut Scope) -> Vec<Field> {
        let mut known: BTreeSet<&str> = property_names(view);
        let mut fields = Vec::new();
        for item in view.nodes.iter() {
            let names = item.node.get("required").and_then(Value::as_array);
            for (number, wire) in names.into_iter().flatten().enumerate() {
                let Some(wire) = wire.as_str().filter(|it| known.insert(it)) else {
                    continue;
                };
                let at = pointer::join(&item.node.join("required"), &number.to_string());
                let rust = snake(wire);
                if scope.has(&rust) || !wire.contains(char::is_alphanumeric) {
                    let done = "the name is passed over";
                    self.diagnostics.unknown_required(&at, wire, done);
                    continue;
                }
                let done = "it may be any JSON value, and may be left out";
                self.diagnostics.unknown_required(&at, wire, done);
                fields.push(Field {
                    name: scope.claim(rust, wire, &at, self.diagnostics),
                    ty: Type::Json,
                    presence: Presence::OptionalNullable,
                    doc: Doc::default().and(Some(UNDECLARED)),
                    pointer: at,
                    constraints: Constraints::default(),
                    each: Constraints::default(),
                    default: None,
                    fixed: None,
                    values: None,
                    deprecated: false,
                    whole: false,
                });
            }
        }
        fields
    }
}
