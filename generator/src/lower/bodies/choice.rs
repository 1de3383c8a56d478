//! Bodies in several media types: an enum with a variant for each.

use indexmap::IndexMap;
use serde_json::Value;

use super::form;
use super::media_types::{Candidate, Written};
use crate::lower::Lowering;
use crate::lower::hints::Hint;
use crate::model::{BodyForm, Form, Kind, SentAs, Type, TypeDef, TypeId};
use crate::naming::{Scope, snake, upper_camel};
use crate::spec::pointer;
use crate::{names, naming};

/// The enum of a body; `main` is the form of the first media type.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    at: &str,
    label: &str,
    main: BodyForm,
    (first, others): (&Candidate, &[Candidate]),
) -> Type {
    if let Some(ty) = lowering.bodies.choices.get(at) {
        return ty.clone();
    }
    let mut scope = lowering.scope(&[]);
    let document = lowering.document;
    // The same schema is the same type, even where it stands in the document twice.
    let mut twins: IndexMap<Option<&Value>, Type> = IndexMap::new();
    let mut forms = Vec::new();
    let mut main = Some(main);
    for candidate in std::iter::once(first).chain(others) {
        let schema = candidate.schema(document);
        let has_values = has_values(candidate);
        let it = main.take().unwrap_or_else(|| {
            let step = format!("{}_body", snake(&candidate.name.rust));
            let twin = twins.get(&schema).filter(|_| has_values).cloned();
            form(lowering, candidate, &Hint::of_operation(label, &step), twin)
        });
        // What may be anything is that of a patch alone.
        let ty = &it.payload.ty;
        if has_values && *ty != Type::Json && !has_files(lowering, ty) {
            twins.entry(schema).or_insert_with(|| ty.clone());
        }
        forms.push(named(lowering, it, candidate, &mut scope));
    }
    let ty = Type::Named(push(lowering, at, label, forms));
    lowering.bodies.choices.insert(at.to_owned(), ty.clone());
    ty
}

/// Whether the schema says what is sent, in whatever way that is written.
fn has_values(it: &Candidate) -> bool {
    match it.written {
        Written::Json | Written::Form | Written::Multipart => true,
        Written::Text | Written::Bytes => false,
    }
}

/// Files have no form but parts, and what callers put together has no type.
fn has_files(lowering: &Lowering<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => match &lowering.types[id.0].kind {
            Kind::Struct(it) => it.has_files(),
            Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => false,
        },
        other => *other == Type::Multipart,
    }
}

/// The form under a name that no other has: two that share the short one say all of their media type.
fn named(
    lowering: &mut Lowering<'_>,
    mut form: BodyForm,
    candidate: &Candidate,
    scope: &mut Scope,
) -> BodyForm {
    let short = candidate.name.rust.clone();
    let rust = if scope.has(&short) {
        upper_camel(&candidate.name.wire)
    } else {
        short
    };
    form.name = scope.claim(
        rust,
        &candidate.name.wire,
        &candidate.at,
        lowering.diagnostics,
    );
    form
}

fn push(lowering: &mut Lowering<'_>, at: &str, label: &str, forms: Vec<BodyForm>) -> TypeId {
    let shared = pointer::parent(at) == "/components/requestBodies";
    let wire = if shared {
        pointer::last(at)
    } else {
        String::new()
    };
    let kept = lowering.kept_name(at, Form::Plain);
    let rust = kept.unwrap_or_else(|| {
        if !shared {
            return naming::nested(label, "content");
        }
        let short = naming::nested(&lowering.components.body_name(&wire), "content");
        if lowering.components.have(&short) || lowering.root.has(&short) {
            naming::nested(&upper_camel(&wire), "content")
        } else {
            short
        }
    });
    let name = lowering.root.claim(rust, &wire, at, lowering.diagnostics);
    let place = names::place(at, Form::Plain);
    let former = lowering
        .names
        .former(&place, &name.rust, &lowering.krate.version)
        .filter(|it| naming::is_identifier(it) && !lowering.root.has(it));
    let id = TypeId(lowering.types.len());
    lowering.types.push(TypeDef {
        name,
        doc: crate::model::Doc::default(),
        pointer: at.to_owned(),
        form: Form::Plain,
        deprecated: false,
        former,
        kind: Kind::Choice(forms),
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
