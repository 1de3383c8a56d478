//! Bodies on their way out: each media type in its own way.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::is_always_there;
use crate::emit::tokens::{constraints, ident, is_sensitive};
use crate::emit::{parts, statics, tokens};
use crate::model::{Body, BodyForm, Encoding, Kind, Model, Payload, Type};

/// A place that holds a value, a reference to it, how it is given away, and the call that it is written into.
struct Value<'a> {
    place: TokenStream,
    reference: TokenStream,
    given: TokenStream,
    /// It is a variable, which nobody needs afterwards.
    is_owned: bool,
    call: &'a TokenStream,
}

/// ```text
/// self.call.json(&Exposed(&self.body), &self.body);
/// ```
pub(super) fn write(body: &Body, model: &Model) -> TokenStream {
    let call = quote!(self.call);
    if is_always_there(body) {
        let value = Value {
            place: quote!(self.body),
            reference: quote!(&self.body),
            given: quote!(self.body.clone()),
            is_owned: false,
            call: &call,
        };
        return any(body, &value, model).together();
    }
    let written = any(body, &Value::bound(&call), model).together();
    quote! {
        if let Some(body) = &self.body {
            #written
        }
    }
}

/// ```text
/// call.json(&new_item, &new_item);
/// ```
///
/// The same of a variable, inside the method of the handle.
pub(super) fn write_variable(body: &Body, variable: &Ident, model: &Model) -> Written {
    let call = quote!(call);
    any(body, &Value::variable(variable, &call), model)
}

/// What writes a body.
pub(super) struct Written {
    /// What it needs to know. In a method, it comes before all statements.
    pub(super) constants: TokenStream,
    pub(super) statements: TokenStream,
}

impl Written {
    fn together(self) -> TokenStream {
        let (constants, statements) = (self.constants, self.statements);
        quote!(#constants #statements)
    }
}

fn any(body: &Body, value: &Value<'_>, model: &Model) -> Written {
    match choice(&body.payload.ty, model) {
        Some(forms) => of_choice(forms, body, value, model),
        None => one(&body.payload, value, model),
    }
}

impl<'a> Value<'a> {
    /// What a pattern has bound to `body`.
    fn bound(call: &'a TokenStream) -> Self {
        Self {
            place: quote!(body),
            reference: quote!(body),
            given: quote!(body.clone()),
            is_owned: false,
            call,
        }
    }

    fn variable(name: &Ident, call: &'a TokenStream) -> Self {
        Self {
            place: quote!(#name),
            reference: quote!(&#name),
            given: quote!(#name),
            is_owned: true,
            call,
        }
    }
}

fn choice<'a>(ty: &Type, model: &'a Model) -> Option<&'a [BodyForm]> {
    let Type::Named(id) = ty else { return None };
    match &model[*id].kind {
        Kind::Choice(forms) => Some(forms),
        Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) => None,
    }
}

/// `match &self.body { UploadContent::Json(body) => …, UploadContent::Multipart(body) => … }`
fn of_choice(forms: &[BodyForm], body: &Body, value: &Value<'_>, model: &Model) -> Written {
    let name = tokens::ty(&body.payload.ty, model);
    let (matched, bound) = if value.is_owned {
        (
            &value.given,
            Value::variable(&format_ident!("body"), value.call),
        )
    } else {
        (&value.reference, Value::bound(value.call))
    };
    let arms = forms.iter().map(|form| {
        let variant = ident(&form.name);
        let write = one(&form.payload, &bound, model).together();
        quote!(#name::#variant(body) => { #write })
    });
    Written {
        constants: TokenStream::new(),
        statements: quote!(match #matched { #(#arms)* }),
    }
}

/// A body that is a list brings its own limits, such as the fewest elements.
fn one(it: &Payload, value: &Value<'_>, model: &Model) -> Written {
    let reference = &value.reference;
    let written = if is_sensitive(&it.ty, model) {
        quote!(&crate::runtime::Exposed(#reference))
    } else {
        reference.clone()
    };
    let limits = (!it.constraints.is_empty() && matches!(it.ty, Type::List(_))).then(|| {
        let limits = constraints(&it.constraints);
        quote!(const LIMITS: crate::runtime::Constraints = #limits;)
    });
    let rules = if limits.is_some() {
        quote!(&crate::runtime::Limited(#reference, &LIMITS))
    } else {
        reference.clone()
    };
    let styled = match &it.encoding {
        Encoding::Form(fields) if !sends(it, model) && !fields.is_empty() => {
            Some(statics::form_fields(fields))
        }
        _ => None,
    };
    Written {
        constants: quote!(#limits #styled),
        statements: encoded(it, value, &written, &rules, model),
    }
}

/// ```text
/// call.styled_form(&Exposed(&body), &body, FIELDS);
/// ```
///
/// `written` is what is sent, `rules` what is checked.
fn encoded(
    it: &Payload,
    value: &Value<'_>,
    written: &TokenStream,
    rules: &TokenStream,
    model: &Model,
) -> TokenStream {
    let Value {
        place,
        reference,
        given,
        call,
        ..
    } = value;
    let media_type = &it.media_type;
    match &it.encoding {
        Encoding::Json => {
            let other = (!it.is_called_json()).then(|| quote!(#call.content_type(#media_type);));
            quote!(#call.json(#written, #rules); #other)
        }
        Encoding::Form(_) if sends(it, model) => {
            let ty = tokens::ty(it.ty.unboxed(), model);
            quote!(#call.styled_form(#written, #rules, #ty::FIELDS);)
        }
        Encoding::Form(fields) if fields.is_empty() => quote!(#call.form(#written, #rules);),
        Encoding::Form(_) => quote!(#call.styled_form(#written, #rules, FIELDS);),
        Encoding::Multipart => quote!(#call.multipart(#given, &());),
        Encoding::Parts(_) if sends(it, model) => {
            let ty = tokens::ty(it.ty.unboxed(), model);
            quote!(#call.multipart(<#ty as crate::runtime::Parts>::parts(#reference), #rules);)
        }
        Encoding::Parts(said) => {
            let parts = parts::of(&it.ty, said, place, model);
            quote! {
                #parts
                #call.multipart(parts, #rules);
            }
        }
        Encoding::Text if it.ty.is_secret() => quote!(#call.secret_text(#media_type, #given);),
        Encoding::Text => quote!(#call.text(#media_type, #given);),
        Encoding::Bytes => quote!(#call.bytes(#media_type, #given);),
        // Its variants are written one by one.
        Encoding::Choice => TokenStream::new(),
    }
}

/// Whether it is told with the type.
fn sends(it: &Payload, model: &Model) -> bool {
    matches!(it.ty.unboxed(), Type::Named(id) if model[*id].sent.tells(&it.encoding))
}
