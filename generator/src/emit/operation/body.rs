//! Bodies on their way out: each media type in its own way.

use proc_macro2::TokenStream;
use quote::quote;

use super::is_always_there;
use crate::emit::tokens::{constraints, ident, is_sensitive, word};
use crate::emit::{statics, tokens};
use crate::model::{
    Body, BodyForm, Constraints, Encoding, Field, FormField, Kind, Model, Part, Presence, Struct,
    Type,
};
use crate::naming;

/// What is needed to write a value.
struct Writing<'a> {
    media_type: &'a str,
    encoding: &'a Encoding,
    ty: &'a Type,
    constraints: &'a Constraints,
}

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
    let written = match choice(&body.ty, model) {
        Some(forms) => of_choice(forms, body, &value, model),
        None => one(
            &Writing {
                media_type: &body.media_type,
                encoding: &body.encoding,
                ty: &body.ty,
                constraints: &body.constraints,
            },
            &value,
            model,
        ),
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
    let name = tokens::ty(&body.ty, model);
    let reference = &value.reference;
    let arms = forms.iter().map(|form| {
        let variant = ident(&form.name);
        let writing = Writing {
            media_type: &form.media_type,
            encoding: &form.encoding,
            ty: &form.ty,
            constraints: &form.constraints,
        };
        let write = one(&writing, &Value::bound(), model);
        quote!(#name::#variant(body) => { #write })
    });
    quote!(match #reference { #(#arms)* })
}

/// A body that is a list brings its own limits, such as the fewest elements.
fn one(it: &Writing<'_>, value: &Value, model: &Model) -> TokenStream {
    let (place, reference) = (&value.place, &value.reference);
    let written = if is_sensitive(it.ty, model) {
        quote!(&crate::runtime::Exposed(#reference))
    } else {
        reference.clone()
    };
    let limits = (!it.constraints.is_empty() && matches!(it.ty, Type::List(_))).then(|| {
        let limits = constraints(it.constraints);
        quote!(const LIMITS: crate::runtime::Constraints = #limits;)
    });
    let rules = if limits.is_some() {
        quote!(&crate::runtime::Limited(#reference, &LIMITS))
    } else {
        reference.clone()
    };
    let media_type = it.media_type;
    let write = match it.encoding {
        Encoding::Json => {
            let usual = media_type == "application/json";
            let other = (!usual).then(|| quote!(self.call.content_type(#media_type);));
            quote!(self.call.json(#written, #rules); #other)
        }
        Encoding::Form(fields) => form(fields, &written, &rules),
        Encoding::Multipart => quote!(self.call.multipart(#place.clone(), &());),
        Encoding::Parts(parts) => {
            let parts = self::parts(it.ty, parts, value, model);
            quote! {
                let mut parts = crate::runtime::Multipart::new();
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

/// ```text
/// const FIELDS: &[FormField] = &[FormField::new("filter").style(Style::DeepObject, true)];
/// self.call.styled_form(&self.body, &self.body, FIELDS);
/// ```
fn form(fields: &[FormField], written: &TokenStream, rules: &TokenStream) -> TokenStream {
    if fields.is_empty() {
        return quote!(self.call.form(#written, #rules););
    }
    let fields = fields.iter().map(statics::form_field);
    quote! {
        const FIELDS: &[crate::runtime::FormField] = &[#(#fields),*];
        self.call.styled_form(#written, #rules, FIELDS);
    }
}

/// ```text
/// parts.text("note", &self.body.note);
/// parts.file("photo", &self.body.photo).content_type("image/png").header("x-rank", &self.body.photo_x_rank);
/// ```
fn parts(ty: &Type, said: &[Part], value: &Value, model: &Model) -> TokenStream {
    let Some(fields) = ty.named().and_then(|id| match &model[id].kind {
        Kind::Struct(it) => Some(it),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => None,
    }) else {
        return TokenStream::new();
    };
    let headers: Vec<&str> = said
        .iter()
        .flat_map(|it| it.headers.iter().map(|it| it.field.rust.as_str()))
        .collect();
    let steps = fields
        .fields
        .iter()
        .filter(|it| !headers.contains(&it.name.rust.as_str()))
        .map(|field| {
            let said = said.iter().find(|it| it.wire == field.name.wire);
            part(field, said, value, model)
        });
    let additional = additional(fields, value);
    quote!(#(#steps)* #additional)
}

fn additional(fields: &Struct, value: &Value) -> Option<TokenStream> {
    fields.additional.as_ref()?;
    let place = &value.place;
    let name = word(&naming::fields::additional(fields));
    Some(quote! {
        for (name, value) in &#place.#name {
            parts.text(name, value);
        }
    })
}

fn part(field: &Field, said: Option<&Part>, value: &Value, model: &Model) -> TokenStream {
    let (name, wire, place) = (ident(&field.name), &field.name.wire, &value.place);
    let more = said.map(|it| more(it, value));
    if field.ty.is_file() {
        return file(field, more.as_ref(), value);
    }
    let method = if said.is_some_and(|it| it.json) {
        quote!(json)
    } else {
        quote!(text)
    };
    let content = if is_sensitive(&field.ty, model) {
        quote!(&crate::runtime::Exposed(&#place.#name))
    } else {
        quote!(&#place.#name)
    };
    quote!(parts.#method(#wire, #content) #more;)
}

/// What the description says of a part: `.content_type("image/png").header("x-rank", …)`.
fn more(it: &Part, value: &Value) -> TokenStream {
    let place = &value.place;
    let content_type = it
        .content_type
        .as_ref()
        .map(|it| quote!(.content_type(#it)));
    let headers = it.headers.iter().map(|it| {
        let (header, field) = (&it.name, ident(&it.field));
        let method = if it.needed {
            quote!(needed_header)
        } else {
            quote!(header)
        };
        quote!(.#method(#header, &#place.#field))
    });
    quote!(#content_type #(#headers)*)
}

/// A list of files is a part for each.
fn file(field: &Field, more: Option<&TokenStream>, value: &Value) -> TokenStream {
    let (name, wire, place) = (ident(&field.name), &field.name.wire, &value.place);
    let add = |file: &TokenStream| {
        if matches!(field.ty, Type::List(_)) {
            quote!(for file in #file { parts.file(#wire, file) #more; })
        } else {
            quote!(parts.file(#wire, #file) #more;)
        }
    };
    let inner = add(&quote!(#name));
    match field.presence {
        Presence::Required => add(&quote!(&#place.#name)),
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            quote!(if let Some(#name) = &#place.#name { #inner })
        }
        Presence::ThreeState => quote!(if let Some(#name) = #place.#name.value() { #inner }),
    }
}
