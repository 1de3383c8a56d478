//! Bodies in several media types: an enum with a variant for each.

use super::form;
use super::media_types::{Candidate, Written};
use crate::lower::Lowering;
use crate::lower::types::Hint;
use crate::model::{BodyForm, Form, Kind, Type, TypeDef, TypeId};
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
    if let Some(ty) = lowering.choices.get(at) {
        return ty.clone();
    }
    let mut scope = lowering.scope(&[]);
    let mut forms = vec![named(lowering, main, first, &mut scope)];
    let mut known: Vec<&Candidate> = vec![first];
    for candidate in others {
        let step = format!("{}_body", snake(&candidate.name.rust));
        let same = known.iter().zip(&forms);
        let same = same.filter(|(it, _)| is_twin(lowering, it, candidate));
        // The same schema is the same type, even where it stands in the document twice.
        let twin = same
            .map(|(_, it)| &it.ty)
            .find(|ty| !has_files(lowering, ty))
            .cloned();
        let hint = Hint::new(label, &step);
        let it = form(lowering, candidate, &hint, twin);
        forms.push(named(lowering, it, candidate, &mut scope));
        known.push(candidate);
    }
    let ty = Type::Named(push(lowering, at, label, forms));
    lowering.choices.insert(at.to_owned(), ty.clone());
    ty
}

/// True if both are values of one type, written in different ways.
fn is_twin(lowering: &Lowering<'_>, a: &Candidate, b: &Candidate) -> bool {
    let values = |it: &Candidate| match it.written {
        Written::Json | Written::Form | Written::Multipart => true,
        Written::Text | Written::Bytes => false,
    };
    let schema = |it: &Candidate| lowering.document.get(&pointer::join(&it.at, "schema"));
    values(a) && values(b) && schema(a) == schema(b)
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
        let of = if shared {
            upper_camel(&wire)
        } else {
            label.to_owned()
        };
        naming::nested(&of, "content")
    });
    let name = lowering.root.claim(rust, &wire, at, lowering.diagnostics);
    let place = names::place(at, Form::Plain);
    let former = lowering
        .names
        .former(&place, &name.rust, &lowering.version)
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
        feature: None,
    });
    id
}
