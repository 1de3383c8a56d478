//! Schema to type: what kind of value it is, and under which name it exists.

use serde_json::Value;

use super::view::View;
use super::{Direction, Lowering};
use crate::model::{Integer, Kind, Name, Struct, Type, TypeDef, TypeId};
use crate::spec::pointer;
use crate::{names, naming};

/// What makes two uses of schemas the same type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    targets: Vec<String>,
    /// Only where requests and answers differ.
    direction: Option<Direction>,
}

/// Where an inline schema stands; its name is made of this.
#[derive(Clone, Debug)]
pub(super) struct Hint {
    /// The type or operation around it, in upper camel case.
    pub(super) parent: String,
    /// The property, parameter or role.
    pub(super) step: String,
}

impl Hint {
    pub(super) fn new(parent: &str, step: &str) -> Self {
        Self {
            parent: parent.to_owned(),
            step: step.to_owned(),
        }
    }

    /// The elements of a list or map here.
    fn element(&self) -> Self {
        let singular = naming::singular(&self.step);
        let step = if singular == self.step {
            format!("{}_item", self.step)
        } else {
            singular
        };
        Self::new(&self.parent, &step)
    }
}

/// The JSON type of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Boolean,
    Integer,
    Number,
    Text,
    Array,
    Object,
    Union,
    Any,
}

impl Lowering<'_> {
    /// The type of the schema at a pointer, without the `Option` of a nullable one.
    pub(super) fn ty(&mut self, at: &str, direction: Direction, hint: &Hint) -> Type {
        self.ty_of(&[at.to_owned()], direction, hint)
    }

    /// The type of an element or value, which may be null.
    pub(super) fn element(&mut self, at: &str, direction: Direction, hint: &Hint) -> Type {
        let nullable = self.view(at).nullable();
        let ty = self.ty(at, direction, &hint.element());
        if nullable && ty != Type::Json {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type of several schemas together.
    pub(super) fn ty_of(&mut self, targets: &[String], direction: Direction, hint: &Hint) -> Type {
        let view = self.view_of(targets);
        let hint = &self
            .hint_of_component(targets)
            .unwrap_or_else(|| hint.clone());
        let class = self.class(&view);
        if class != Class::Text && view.flag("x-sensitive") {
            self.diagnostics.sensitive_but_no_text(&view.at);
        }
        match class {
            Class::Boolean => Type::Bool,
            Class::Integer => Type::Integer(integer(&view)),
            Class::Number => number(&view),
            Class::Array => self.array(&view, direction, hint),
            Class::Any => Type::Json,
            Class::Text => self.text(&view, targets, direction, hint),
            Class::Object if !super::objects::has_properties(&view) => {
                self.map(&view, direction, hint)
            }
            Class::Object => self.named(targets, direction, hint, Lowering::object),
            Class::Union => self.union_or_only(&view, targets, direction, hint),
        }
    }

    /// Elements of a list or map that is a component are called after the component, wherever it is used.
    fn hint_of_component(&mut self, targets: &[String]) -> Option<Hint> {
        let [target] = targets else { return None };
        let target = self.canonical(target);
        if pointer::parent(&target) != "/components/schemas" {
            return None;
        }
        let rust = self.type_name(&target);
        let rust = rust.unwrap_or_else(|| naming::upper_camel(&pointer::last(&target)));
        Some(Hint::new(&rust, ""))
    }

    /// What kind of JSON value fits; contradictions and unknown types are reported.
    pub(super) fn class(&mut self, view: &View<'_>) -> Class {
        let mut found = None;
        for item in &view.nodes {
            let node = &item.node;
            let Some(text) = node.text("type", self.diagnostics) else {
                continue;
            };
            let Some(class) = class_of_type(text) else {
                self.diagnostics
                    .unknown_schema_type(&node.join("type"), text);
                return Class::Any;
            };
            match found {
                None => found = Some(class),
                Some(first) if first == class => {}
                Some(Class::Number) if class == Class::Integer => found = Some(class),
                Some(Class::Integer) if class == Class::Number => {}
                Some(_) => self
                    .diagnostics
                    .contradicting_types(&node.join("type"), text),
            }
        }
        let union = self.has_alternatives(view);
        match found {
            None | Some(Class::Object) if union => Class::Union,
            Some(class) => class,
            None => class_without_type(view),
        }
    }

    fn array(&mut self, view: &View<'_>, direction: Direction, hint: &Hint) -> Type {
        let Some(node) = view.node_with("items") else {
            self.diagnostics.array_without_items(&view.at);
            return Type::List(Box::new(Type::Json));
        };
        let items = node.join("items");
        Type::List(Box::new(self.element(&items, direction, hint)))
    }

    fn map(&mut self, view: &View<'_>, direction: Direction, hint: &Hint) -> Type {
        let value = match self.additional(view, direction, hint) {
            Some(ty) => ty,
            None => Type::Json,
        };
        Type::Map(Box::new(value))
    }

    fn text(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        direction: Direction,
        hint: &Hint,
    ) -> Type {
        let format = view.text("format");
        if view.flag("x-sensitive") || format == Some("password") {
            return Type::Secret;
        }
        if view.first("enum").is_some() && self.enum_has_text(view) {
            return self.named(targets, direction, hint, Lowering::text_enum);
        }
        if let [target] = targets
            && let Some(ty) = self.identifier(target)
        {
            return ty;
        }
        match format {
            Some("date-time") => Type::Timestamp,
            _ => Type::String,
        }
    }

    /// A type with a name of its own: made once for the same schemas, shared by equal inline ones.
    pub(super) fn named(
        &mut self,
        targets: &[String],
        direction: Direction,
        hint: &Hint,
        make: fn(&mut Self, &[String], Direction, &str) -> Kind,
    ) -> Type {
        let key = self.key(targets, direction);
        if let Some(ty) = self.memo.get(&key) {
            return ty.clone();
        }
        if let Some(ty) = self.recursive(&key) {
            return ty;
        }
        match self.component_name(&key) {
            Some((rust, wire)) => self.component(&key, &rust, &wire, direction, make),
            None => self.inline(&key, direction, hint, make),
        }
    }

    fn key(&mut self, targets: &[String], direction: Direction) -> Key {
        let mut canonical: Vec<String> = Vec::with_capacity(targets.len());
        for target in targets {
            let target = self.canonical(target);
            if !canonical.contains(&target) {
                canonical.push(target);
            }
        }
        let differs = canonical
            .iter()
            .any(|it| self.access.differs(self.document, it));
        Key {
            targets: canonical,
            direction: differs.then_some(direction),
        }
    }

    /// The name of a schema under `components`; the request form of one used both ways says so.
    fn component_name(&mut self, key: &Key) -> Option<(String, String)> {
        let [target] = key.targets.as_slice() else {
            return None;
        };
        if pointer::parent(target) != "/components/schemas" {
            return None;
        }
        let wire = pointer::last(target);
        let request_form = self.is_request_form(key);
        let form = if request_form { "Request" } else { "" };
        let rust = self
            .type_name(target)
            .map(|it| format!("{it}{form}"))
            .or_else(|| self.kept_name(target, request_form))
            .unwrap_or_else(|| format!("{}{form}", naming::upper_camel(&wire)));
        Some((rust, wire))
    }

    /// True for the form that is sent, of a component whose answers look different.
    fn is_request_form(&self, key: &Key) -> bool {
        key.direction == Some(Direction::Request)
            && key.targets.iter().all(|it| {
                pointer::parent(it) != "/components/schemas"
                    || self.access.also(it, Direction::Request)
            })
    }

    /// The name that users compile against already.
    pub(super) fn kept_name(&self, at: &str, request_form: bool) -> Option<String> {
        let name = self.names.ty(&names::place(at, request_form))?;
        naming::is_identifier(name).then(|| name.to_owned())
    }

    /// The type name that the document asks for with `x-rust-name`. On a property, a name in lower case is that
    /// of the field.
    pub(super) fn type_name(&mut self, at: &str) -> Option<String> {
        let name = self.asked_name(at)?;
        if naming::is_type_name(&name) {
            return Some(name);
        }
        let of_field = pointer::parent(at) != "/components/schemas" && naming::is_value_name(&name);
        if !of_field {
            self.diagnostics
                .not_an_identifier(&pointer::join(at, "x-rust-name"), &name);
        }
        None
    }

    /// The name of a field or argument that the document asks for with `x-rust-name`. On a property, a name in
    /// upper case is that of its type.
    pub(super) fn value_name(&mut self, at: &str) -> Option<String> {
        let name = self.asked_name(at)?;
        if naming::is_value_name(&name) {
            return Some(name);
        }
        if !naming::is_type_name(&name) {
            self.diagnostics
                .not_an_identifier(&pointer::join(at, "x-rust-name"), &name);
        }
        None
    }

    fn asked_name(&mut self, at: &str) -> Option<String> {
        let value = self.document.get(at)?.get("x-rust-name")?;
        if value.as_str().is_none() {
            let place = pointer::join(at, "x-rust-name");
            self.diagnostics
                .wrong_kind(&place, "x-rust-name", "text", value);
        }
        value.as_str().map(str::to_owned)
    }

    /// Makes a component's type; its place is taken first, so that it may contain itself.
    fn component(
        &mut self,
        key: &Key,
        rust: &str,
        wire: &str,
        direction: Direction,
        make: fn(&mut Self, &[String], Direction, &str) -> Kind,
    ) -> Type {
        let at = key.targets[0].clone();
        let name = self
            .root
            .claim(rust.to_owned(), wire, &at, self.diagnostics);
        let id = self.push(name, &key.targets, self.is_request_form(key));
        self.memo.insert(key.clone(), Type::Named(id));
        let kind = make(self, &key.targets, direction, rust);
        self.types[id.0].kind = kind;
        Type::Named(id)
    }

    /// The type of an inline schema that is met inside itself: its place is taken, its name comes later.
    fn recursive(&mut self, key: &Key) -> Option<Type> {
        let position = self.open.iter().position(|(open, _)| open == key)?;
        let id = match self.open[position].1 {
            Some(id) => id,
            None => {
                let nameless = Name {
                    rust: String::new(),
                    wire: String::new(),
                };
                let id = self.push(nameless, &key.targets, self.is_request_form(key));
                self.open[position].1 = Some(id);
                id
            }
        };
        Some(Type::Named(id))
    }

    fn inline(
        &mut self,
        key: &Key,
        direction: Direction,
        hint: &Hint,
        make: fn(&mut Self, &[String], Direction, &str) -> Kind,
    ) -> Type {
        let asked = match key.targets.as_slice() {
            [target] => self.type_name(target),
            _ => None,
        };
        let request_form = self.is_request_form(key);
        let asked = asked.or_else(|| self.kept_name(&key.targets[0], request_form));
        let rust =
            asked.unwrap_or_else(|| format!("{}{}", hint.parent, naming::upper_camel(&hint.step)));
        self.open.push((key.clone(), None));
        let kind = make(self, &key.targets, direction, &rust);
        let reserved = self.open.pop().and_then(|(_, id)| id);
        let shape = super::passes::shape(&kind).map(|it| format!("{} {it}", hint.step));
        let shape = shape.filter(|_| reserved.is_none());
        if let Some(ty) = shape.as_ref().and_then(|it| self.shared.get(it)) {
            return ty.clone();
        }
        let name = self.root.claim(rust, "", &key.targets[0], self.diagnostics);
        let id = match reserved {
            Some(id) => {
                self.types[id.0].name = name;
                id
            }
            None => self.push(name, &key.targets, request_form),
        };
        self.types[id.0].kind = kind;
        let ty = Type::Named(id);
        self.memo.insert(key.clone(), ty.clone());
        if let Some(shape) = shape {
            self.shared.insert(shape, ty.clone());
        }
        ty
    }

    /// Adds a type without content.
    pub(super) fn push(&mut self, name: Name, targets: &[String], request_form: bool) -> TypeId {
        let view = self.view_of(targets);
        let id = TypeId(self.types.len());
        let place = names::place(&targets[0], request_form);
        let former = self.names.former(&place, &name.rust, &self.version);
        let former = former.filter(|it| naming::is_identifier(it) && !self.root.has(it));
        self.types.push(TypeDef {
            name,
            doc: view.doc(),
            pointer: targets[0].clone(),
            request_form,
            deprecated: view.flag("deprecated"),
            former,
            kind: Kind::Struct(Struct {
                fields: Vec::new(),
                additional: None,
            }),
            in_request: false,
            in_response: false,
            sensitive: false,
            checked: false,
            internal: false,
        });
        id
    }
}

fn class_of_type(text: &str) -> Option<Class> {
    Some(match text {
        "boolean" => Class::Boolean,
        "integer" => Class::Integer,
        "number" => Class::Number,
        "string" => Class::Text,
        "array" => Class::Array,
        "object" => Class::Object,
        _ => return None,
    })
}

/// Many documents leave `type` out where the other keys tell.
fn class_without_type(view: &View<'_>) -> Class {
    if super::objects::has_properties(view) || view.first("additionalProperties").is_some() {
        return Class::Object;
    }
    if view.first("items").is_some() {
        return Class::Array;
    }
    let values = view.first("enum").and_then(Value::as_array);
    if let Some(values) = values {
        let mut values = values.iter().filter(|it| !it.is_null());
        return match values.clone().next() {
            Some(Value::String(_)) if values.all(Value::is_string) => Class::Text,
            Some(Value::Bool(_)) if values.all(Value::is_boolean) => Class::Boolean,
            Some(Value::Number(_)) if values.all(|it| it.is_i64() || it.is_u64()) => Class::Integer,
            _ => Class::Any,
        };
    }
    match view.text("format") {
        Some("date-time" | "uuid" | "uri" | "email" | "date") => Class::Text,
        _ => Class::Any,
    }
}

/// Width from the format, sign from the minimum.
fn integer(view: &View<'_>) -> Integer {
    let unsigned = view
        .first("minimum")
        .and_then(Value::as_f64)
        .is_some_and(|it| it >= 0.0);
    let narrow = matches!(
        view.text("format"),
        Some("int32" | "int16" | "int8" | "uint8" | "uint16")
    );
    match (view.text("format"), unsigned, narrow) {
        (Some("uint32"), _, _) | (_, true, true) => Integer::U32,
        (Some("uint64" | "uint"), _, _) | (_, true, false) => Integer::U64,
        (_, false, true) => Integer::I32,
        (_, false, false) => Integer::I64,
    }
}

/// A `number` whose values are multiples of 1 is an integer.
fn number(view: &View<'_>) -> Type {
    if view.first("multipleOf").and_then(Value::as_f64) == Some(1.0) {
        return Type::Integer(integer(view));
    }
    match view.text("format") {
        Some("float") => Type::F32,
        Some("int32" | "int64" | "uint32" | "uint64") => Type::Integer(integer(view)),
        _ => Type::F64,
    }
}
