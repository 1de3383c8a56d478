//! Bodies on their way out: each media type in its own way.

use proc_macro2::TokenStream;
use quote::quote;

use super::is_always_there;
use crate::emit::tokens::{constraints, ident, is_sensitive};
use crate::emit::{parts, statics, tokens};
use crate::model::{Body, BodyForm, Encoding, FormField, Kind, Model, Payload, Type};

/// A place that holds a value, and a reference to it.
struct Value {
    place: TokenStream,
    reference: TokenStream,
}

/// ```text
/// self.call.json(&Exposed(&self.body), &self.body);
/// ```
pub(super) fn write(body: &Body, model: &Model) -> TokenStream {
    let always = is_always_there(body);
    let value = if always {
        Value {
            place: quote!(self.body),
            reference: quote!(&self.body),
        }
    } else {
        Value::bound()
    };
    let written = match choice(&body.payload.ty, model) {
        Some(forms) => of_choice(forms, body, &value, model),
        None => one(&body.payload, &value, model),
    };
    if always {
        return written;
    }
    quote! {
        if let Some(body) = &self.body {
            #written
        }
    }
}

impl Value {
    /// What a pattern has bound to `body`.
    fn bound() -> Self {
        Self {
            place: quote!(body),
            reference: quote!(body),
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
fn of_choice(forms: &[BodyForm], body: &Body, value: &Value, model: &Model) -> TokenStream {
    let name = tokens::ty(&body.payload.ty, model);
    let reference = &value.reference;
    let arms = forms.iter().map(|form| {
        let variant = ident(&form.name);
        let write = one(&form.payload, &Value::bound(), model);
        quote!(#name::#variant(body) => { #write })
    });
    quote!(match #reference { #(#arms)* })
}

/// A body that is a list brings its own limits, such as the fewest elements.
fn one(it: &Payload, value: &Value, model: &Model) -> TokenStream {
    let (place, reference) = (&value.place, &value.reference);
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
    let media_type = &it.media_type;
    let write = match &it.encoding {
        Encoding::Json => {
            let other =
                (!it.is_called_json()).then(|| quote!(self.call.content_type(#media_type);));
            quote!(self.call.json(#written, #rules); #other)
        }
        Encoding::Form(_) if sends(it, model) => {
            let ty = tokens::ty(it.ty.unboxed(), model);
            quote!(self.call.styled_form(#written, #rules, #ty::FIELDS);)
        }
        Encoding::Form(fields) => form(fields, &written, &rules),
        Encoding::Multipart => quote!(self.call.multipart(#place.clone(), &());),
        Encoding::Parts(_) if sends(it, model) => {
            let ty = tokens::ty(it.ty.unboxed(), model);
            quote!(self.call.multipart(<#ty as crate::runtime::Parts>::parts(#reference), #rules);)
        }
        Encoding::Parts(said) => {
            let parts = parts::of(&it.ty, said, place, model);
            quote! {
                #parts
                self.call.multipart(parts, #rules);
            }
        }
        Encoding::Text => quote!(self.call.text(#media_type, #place.clone());),
        Encoding::Bytes => quote!(self.call.bytes(#media_type, #place.clone());),
        // Its variants are written one by one.
        Encoding::Choice => TokenStream::new(),
    };
    quote!(#limits #write)
}

/// Whether it is told with the type.
fn sends(it: &Payload, model: &Model) -> bool {
    matches!(it.ty.unboxed(), Type::Named(id) if model[*id].sent.tells(&it.encoding))
}

/// ```text
/// const FIELDS: &[FormField] = &[FormField::new("filter").style(Style::DeepObject, true)];
/// self.call.styled_form(&self.body, &self.body, FIELDS);
/// ```
fn form(fields: &[FormField], written: &TokenStream, rules: &TokenStream) -> TokenStream {
    if fields.is_empty() {
        return quote!(self.call.form(#written, #rules););
    }
    let fields = statics::form_fields(fields);
    quote! {
        #fields
        self.call.styled_form(#written, #rules, FIELDS);
    }
}
