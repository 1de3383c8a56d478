//! Schema to type: what kind of value it is, and under which name it exists.

use indexmap::IndexSet;

use super::classes::{Class, integer, number};
use super::hints::Hint;
use super::view::View;
use super::{Direction, Lowering, equal, nesting};
use crate::model::{Form, Kind, Name, SentAs, Struct, Type, TypeDef, TypeId};
use crate::spec::pointer;

/// What makes two uses of schemas the same type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) targets: Vec<String>,
    /// Only where requests and answers differ.
    direction: Option<Direction>,
    /// As the parts of a body, files among them.
    parts: bool,
}

impl Lowering<'_> {
    /// The type of the schema at a pointer, without the `Option` of a nullable one.
    pub(super) fn ty(&mut self, at: &str, direction: Direction, hint: &Hint) -> Type {
        self.ty_of(&[at.to_owned()], direction, hint)
    }

    /// The type of an element or value, which may be null.
    pub(super) fn element(&mut self, at: &str, direction: Direction, hint: &Hint) -> Type {
        self.element_of(&[at.to_owned()], direction, hint)
    }

    fn element_of(&mut self, targets: &[String], direction: Direction, hint: &Hint) -> Type {
        let nullable = self.view_of(targets).nullable();
        let ty = self.ty_of(targets, direction, &hint.element());
        if nullable && ty != Type::Json {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type of several schemas together.
    pub(super) fn ty_of(&mut self, targets: &[String], direction: Direction, hint: &Hint) -> Type {
        let at = targets.first().cloned().unwrap_or_default();
        let way: Vec<String> = targets.iter().map(|it| self.canonical(it)).collect();
        if self.nesting.nameless.contains(&way) {
            self.diagnostics.endless_type(&at);
            return Type::Json;
        }
        if self.nesting.nameless.len() >= nesting::DEEPEST {
            self.diagnostics.nested_too_deep(&at, "lists and maps");
            return Type::Json;
        }
        let named = self.hint_of_component(&way);
        self.nesting.nameless.push(way);
        self.nesting.depth += 1;
        let ty = self.ty_within(targets, direction, named.as_ref().unwrap_or(hint));
        if named.is_some() && ty.named().is_some() {
            self.unread.named(&self.canonical(&at));
        }
        self.nesting.nameless.pop();
        if self.nesting.depth == 1 {
            self.make_postponed();
        }
        self.nesting.depth -= 1;
        ty
    }

    fn ty_within(&mut self, targets: &[String], direction: Direction, hint: &Hint) -> Type {
        let view = self.view_of(targets);
        let component = self.only_component(&view).map(|it| (it, direction));
        let settled = component.as_ref().and_then(|it| self.settled.get(it));
        let ty = match settled {
            Some(ty) => ty.clone(),
            None => self.ty_of_view(&view, targets, direction, hint),
        };
        self.check_secrecy(&view, &ty);
        // What contains itself is cut in one place, not in all.
        let is_cut = matches!(ty, Type::Json | Type::List(_) | Type::Map(_));
        if let Some(component) = component.filter(|_| !is_cut) {
            self.settled.insert(component, ty.clone());
        }
        ty
    }

    /// The component that a schema is, if nothing beside it makes another type of it. What can be many things is asked for by
    /// many, and each would look at all the things.
    fn only_component(&mut self, view: &View<'_>) -> Option<String> {
        let [target] = view.targets.as_slice() else {
            return None;
        };
        let canonical = self.canonical(target);
        let is_component = pointer::parent(&canonical) == "/components/schemas";
        if !is_component || self.bodies.hints.is_some() {
            return None;
        }
        let target = self.view(&canonical);
        let same = target.secret() == view.secret() && target.text("type") == view.text("type");
        same.then_some(canonical)
    }

    fn ty_of_view(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        direction: Direction,
        hint: &Hint,
    ) -> Type {
        match self.class(view) {
            Class::Boolean => Type::Bool,
            Class::Integer => self.integers(view, targets, direction, hint),
            // A number of TypeScript is a `number`, also where all values are whole and have names.
            Class::Number if self.is_enum(view, false) => {
                self.named(targets, direction, hint, Lowering::integer_enum)
            }
            Class::Number => number(view),
            Class::Array => self.array(view, direction, hint),
            Class::Any => Type::Json,
            Class::Text => self.text(view, targets, direction, hint),
            Class::Object if !super::objects::has_properties(view) => {
                self.map(view, direction, hint)
            }
            Class::Object => self.named(targets, direction, hint, Lowering::object),
            Class::Union => self.union_or_only(view, targets, direction, hint),
        }
    }

    /// Integers, with names if the document gives any to the values.
    pub(super) fn integers(
        &mut self,
        view: &View<'_>,
        targets: &[String],
        direction: Direction,
        hint: &Hint,
    ) -> Type {
        if self.is_enum(view, false) {
            return self.named(targets, direction, hint, Lowering::integer_enum);
        }
        Type::Integer(integer(view))
    }

    /// A list of what all parts say of the elements.
    fn array(&mut self, view: &View<'_>, direction: Direction, hint: &Hint) -> Type {
        let items: Vec<String> = view
            .nodes
            .iter()
            .filter(|it| it.node.has("items"))
            .map(|it| it.node.join("items"))
            .collect();
        if items.is_empty() {
            self.diagnostics.array_without_items(&view.at);
            return Type::List(Box::new(Type::Json));
        }
        let items = self.telling(&items);
        Type::List(Box::new(self.element_of(&items, direction, hint)))
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
        if view.secret() {
            return Type::Secret;
        }
        if self.is_enum(view, true) {
            return self.named(targets, direction, hint, Lowering::text_enum);
        }
        if let [target] = targets
            && let Some(ty) = self.identifier(target)
        {
            return ty;
        }
        match format {
            Some("date-time" | "google-datetime") => Type::Timestamp,
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
        let targets = targets.iter().map(|it| self.canonical(it));
        let canonical = Vec::from_iter(targets.collect::<IndexSet<String>>());
        let differs = canonical
            .iter()
            .any(|it| self.access.differs(self.document, it));
        Key {
            targets: canonical,
            direction: differs.then_some(direction),
            parts: self.bodies.hints.is_some(),
        }
    }

    /// Which of the types it is that a component gives: the form that is sent, where its answers look different, and
    /// that of a body in several parts, where other bodies use it as well.
    pub(super) fn form(&mut self, key: &Key) -> Form {
        let component = |it: &String| pointer::parent(it) == "/components/schemas";
        if key.parts {
            let alone = key
                .targets
                .iter()
                .all(|it| !component(it) || self.only_in_parts(it));
            return if alone { Form::Plain } else { Form::Parts };
        }
        let sent = key.direction == Some(Direction::Request)
            && key
                .targets
                .iter()
                .all(|it| !component(it) || self.access.also(it, Direction::Request));
        if sent { Form::Request } else { Form::Plain }
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
        let form = self.form(key);
        let id = self.push(name, &key.targets, form);
        self.memo.insert(key.clone(), Type::Named(id));
        let task = nesting::Task {
            id,
            targets: key.targets.clone(),
            direction,
            rust: rust.to_owned(),
            make,
        };
        self.make_or_postpone(task);
        Type::Named(id)
    }

    /// The type of an inline schema that is met inside itself: its place is taken, its name comes later.
    fn recursive(&mut self, key: &Key) -> Option<Type> {
        let position = self.open.iter().position(|(open, _)| open == key)?;
        let id = match self.open[position].1 {
            Some(id) => id,
            None => {
                let form = self.form(key);
                let id = self.push(Name::undecided(""), &key.targets, form);
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
        let form = self.form(key);
        let asked = asked.or_else(|| self.kept_name_of(&key.targets, form));
        let autorest = self.autorest_name(&key.targets);
        let rust = asked.unwrap_or_else(|| {
            let free = autorest.as_ref().filter(|it| self.takes(it)).cloned();
            let hint = free.unwrap_or_else(|| self.home(hint, &key.targets));
            self.inline_name(&hint, &key.targets)
        });
        self.open.push((key.clone(), None));
        let kind = self.inside(&key.targets[0], |it| {
            make(it, &key.targets, direction, &rust)
        });
        let reserved = self.open.pop().and_then(|(_, id)| id);
        let step = &autorest.as_ref().unwrap_or(hint).step;
        let content = equal::content(&kind).filter(|_| reserved.is_none());
        let inline = content.map(|it| self.compared(it, &key.targets, hint, step));
        if let Some(ty) = inline.as_ref().and_then(|it| self.shared.get(it)) {
            self.promised.remove(&rust);
            return ty.clone();
        }
        let name = self.root.claim(rust, "", &key.targets[0], self.diagnostics);
        let id = match reserved {
            Some(id) => {
                self.types[id.0].former = self.former(&key.targets, form, &name);
                self.types[id.0].name = name;
                id
            }
            None => self.push(name, &key.targets, form),
        };
        self.types[id.0].kind = kind;
        let ty = Type::Named(id);
        self.memo.insert(key.clone(), ty.clone());
        if let Some(inline) = inline {
            self.shared.insert(inline, ty.clone());
        }
        ty
    }

    /// What makes an inline type one with another.
    fn compared(
        &mut self,
        content: equal::Content,
        targets: &[String],
        hint: &Hint,
        step: &str,
    ) -> equal::Inline {
        let view = self.view_of(targets);
        equal::Inline {
            owner: hint.is_own.then(|| hint.parent.clone()),
            step: step.to_owned(),
            doc: equal::said(&content, view.doc()),
            deprecated: view.flag("deprecated"),
            content,
        }
    }

    /// Adds a type without content.
    pub(super) fn push(&mut self, name: Name, targets: &[String], form: Form) -> TypeId {
        let view = self.view_of(targets);
        let id = TypeId(self.types.len());
        let former = self.former(targets, form, &name);
        self.types.push(TypeDef {
            name,
            doc: view.doc(),
            pointer: targets[0].clone(),
            form,
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
            sent: SentAs::default(),
            feature: None,
        });
        id
    }
}
