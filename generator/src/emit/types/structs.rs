//! Structs: fields, and for those that are sent a constructor and setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{checks, head, wire};
use crate::emit::tokens::{deprecated, ident, is_sensitive, ty, word};
use crate::emit::{arguments, doc, parts, statics};
use crate::model::{Field, Model, Presence, SentAs, Struct, TypeDef};
use crate::naming::fields;

/// ```text
/// #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
/// #[non_exhaustive]
/// pub struct Secret { pub id: SecretId, … }
/// impl NewSecret { pub fn new(name: impl Into<String>, …) -> Self { … } pub fn comment(…) -> Self { … } }
/// ```
pub(super) fn item(def: &TypeDef, it: &Struct, model: &Model) -> TokenStream {
    let head = head(def, "An object of the API.");
    let name = ident(&def.name);
    let derives = derives(def, it);
    let non_exhaustive = (!def.internal).then(|| quote!(#[non_exhaustive]));
    let visibility = visibility(def);
    let serde = Serde::of(def);
    let fields = it.fields.iter().map(|it| field(def, it, serde, model));
    let additional = additional(def, it, model);
    let setters = (def.in_request && !def.internal).then(|| setters(def, it, model));
    let serialize = (def.sensitive && !it.has_files()).then(|| wire::of_struct(def, it, model));
    let checks = def.in_request.then(|| checks::of_struct(def, it, model));
    let sent = sent_as(def, it, model);
    quote! {
        #head
        #derives
        #non_exhaustive
        #visibility struct #name { #(#fields,)* #additional }
        #setters
        #serialize
        #checks
        #sent
    }
}

/// How several requests send it.
///
/// ```text
/// impl Filter { pub(crate) const FIELDS: &[FormField] = &[FormField::new("by").style(Style::DeepObject, true)]; }
/// ```
fn sent_as(def: &TypeDef, it: &Struct, model: &Model) -> TokenStream {
    let SentAs { form, parts } = &def.sent;
    let form = form.as_ref().map(|fields| {
        let name = ident(&def.name);
        let fields = statics::form_fields(fields);
        quote!(impl #name { pub(crate) #fields })
    });
    let parts = parts
        .as_ref()
        .map(|said| parts::of_struct(def, it, said, model));
    quote!(#form #parts)
}

fn visibility(def: &TypeDef) -> TokenStream {
    if def.internal {
        quote!(pub(crate))
    } else {
        quote!(pub)
    }
}

fn derives(def: &TypeDef, it: &Struct) -> TokenStream {
    let plain = def.is_comparable().then(|| quote!(PartialEq,));
    // A body of several parts is put together field by field.
    let serialize = def.is_written().then(|| quote!(serde::Serialize,));
    let deserialize = def.is_read().then(|| quote!(serde::Deserialize,));
    let default = (it.is_all_optional() && def.has_default()).then(|| quote!(Default,));
    quote!(#[derive(Clone, Debug, #default #plain #serialize #deserialize)])
}

/// ```text
/// /// Freeform text describing the secret.
/// #[serde(skip_serializing_if = "Option::is_none")]
/// pub comment: Option<String>
/// ```
fn field(def: &TypeDef, it: &Field, serde: Serde, model: &Model) -> TokenStream {
    let mut text = doc::or(
        &it.doc.text,
        &format!("The property {}.", doc::code(&it.name.wire)),
    );
    doc::paragraph(&mut text, &doc::default(it.default.as_ref()));
    let doc = doc::outer(&text);
    let deprecated = deprecated(it.deprecated);
    let serde = serde_attribute(serde, it);
    let visibility = visibility(def);
    let name = ident(&it.name);
    let ty = held(it, model);
    quote!(#doc #deprecated #serde #visibility #name: #ty)
}

/// The type with the wrapper that its presence asks for.
pub(super) fn held(it: &Field, model: &Model) -> TokenStream {
    let ty = ty(&it.ty, model);
    match it.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::OptionalNullable | Presence::RequiredNullable => {
            quote!(Option<#ty>)
        }
        Presence::ThreeState => quote!(crate::runtime::Nullable<#ty>),
    }
}

/// What serde does with a type: asked once, as the answer is in all fields together.
#[derive(Clone, Copy)]
struct Serde {
    reads: bool,
    writes: bool,
}

impl Serde {
    fn of(def: &TypeDef) -> Self {
        Self {
            reads: def.is_read(),
            writes: def.is_written(),
        }
    }
}

fn serde_attribute(serde: Serde, it: &Field) -> Option<TokenStream> {
    let mut parts = Vec::new();
    // rustc composes letters beyond ASCII, so the name that serde sees can be another.
    if it.name.rust != it.name.wire || !it.name.wire.is_ascii() {
        let wire = &it.name.wire;
        parts.push(quote!(rename = #wire));
    }
    let Serde { reads, writes } = serde;
    match it.presence {
        Presence::Required => {
            let with = quote!(deserialize_with = "crate::runtime::whole::required");
            parts.extend((reads && it.whole).then_some(with));
        }
        Presence::Optional => {
            parts.extend(optional(it).filter(|_| reads));
            parts.extend(writes.then(|| quote!(skip_serializing_if = "Option::is_none")));
        }
        Presence::OptionalNullable => {
            parts.extend(reads.then(|| nullable(it)));
            parts.extend(writes.then(|| quote!(skip_serializing_if = "Option::is_none")));
        }
        Presence::RequiredNullable => {
            parts.extend(reads.then(|| nullable(it)));
        }
        Presence::ThreeState => {
            let with = quote!(, deserialize_with = "crate::runtime::missing_time::three_state");
            let with = it.may_lack_time().then_some(with);
            parts.extend(reads.then(|| quote!(default #with)));
            parts.extend(
                writes.then(|| quote!(skip_serializing_if = "crate::runtime::Nullable::is_absent")),
            );
        }
    }
    let used = reads || writes;
    (used && !parts.is_empty()).then(|| quote!(#[serde(#(#parts),*)]))
}

/// ```text
/// default, deserialize_with = "crate::runtime::whole::optional"
/// ```
fn optional(it: &Field) -> Option<TokenStream> {
    let with = if it.whole {
        "crate::runtime::whole::optional"
    } else if it.may_lack_time() {
        "crate::runtime::missing_time::optional"
    } else {
        return None;
    };
    Some(quote!(default, deserialize_with = #with))
}

/// ```text
/// default, deserialize_with = "crate::runtime::drift::nullable_field"
/// ```
fn nullable(it: &Field) -> TokenStream {
    let with = if it.whole {
        "crate::runtime::whole::nullable"
    } else if it.may_lack_time() {
        "crate::runtime::missing_time::nullable"
    } else {
        "crate::runtime::drift::nullable_field"
    };
    quote!(default, deserialize_with = #with)
}

fn additional(def: &TypeDef, it: &Struct, model: &Model) -> Option<TokenStream> {
    let ty = ty(it.additional.as_ref()?, model);
    let visibility = visibility(def);
    let name = word(&fields::additional(it));
    let reads = def.is_read() && it.reads_additional();
    let with = reads.then(|| quote!(, deserialize_with = "crate::runtime::additional::entries"));
    let flatten = (def.is_read() || def.is_written()).then(|| quote!(#[serde(flatten #with)]));
    Some(quote! {
        /// Properties that have no field of their own.
        #flatten
        #visibility #name: std::collections::BTreeMap<String, #ty>,
    })
}

/// The constructor takes what is required, each setter one field that the constructor does not take.
fn setters(def: &TypeDef, it: &Struct, model: &Model) -> TokenStream {
    let name = ident(&def.name);
    let arguments = it.fields.iter().filter(|it| it.is_argument()).map(|it| {
        let name = ident(&it.name);
        let ty = arguments::accepts(&it.ty, model);
        quote!(#name: #ty)
    });
    let setters = it
        .fields
        .iter()
        .filter(|it| !it.is_argument())
        .map(|field| setter(it, field, &quote!(self), model));
    let (text, value) = made(it, model);
    let docs = doc::outer(&text);
    let default = default(&name, def, it);
    quote! {
        impl #name {
            #docs
            pub fn new(#(#arguments),*) -> Self { #value }
            #(#setters)*
        }
        #default
    }
}

/// What needs no arguments has a default; where all of it is optional, it is derived.
///
/// ```text
/// impl Default for Ping { fn default() -> Self { Self::new() } }
/// ```
fn default(name: &Ident, def: &TypeDef, it: &Struct) -> Option<TokenStream> {
    (def.has_default() && !it.is_all_optional()).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self { Self::new() }
            }
        }
    })
}

/// What the constructor says and gives.
///
/// ```text
/// Self { name: name.into(), comment: None }
/// ```
fn made(it: &Struct, model: &Model) -> (String, TokenStream) {
    if it.is_all_optional() {
        return ("With nothing set.".to_owned(), quote!(Self::default()));
    }
    let values = it.fields.iter().map(|it| initial(it, model));
    let additional = it.additional.as_ref().map(|_| {
        let name = word(&fields::additional(it));
        quote!(#name: std::collections::BTreeMap::new(),)
    });
    let value = quote!(Self { #(#values,)* #additional });
    let fixed = it.fields.iter().filter_map(|it| {
        let (name, value) = (doc::code(&it.name.rust), it.fixed.as_ref()?.wire());
        Some(format!("; {name} is {}", doc::code(value)))
    });
    let fixed: String = fixed.collect();
    (format!("With everything that is required{fixed}."), value)
}

/// A field when nothing optional is set yet: `name: name.into()`, `comment: None`, `kind: Kind::Circle`.
pub(in crate::emit) fn initial(it: &Field, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    if let Some(fixed) = &it.fixed {
        let value = arguments::fixed(fixed, &it.ty, model);
        return match it.presence {
            Presence::Required => quote!(#name: #value),
            _ => quote!(#name: Some(#value)),
        };
    }
    match it.presence {
        Presence::Required => arguments::field(&name, &it.ty, model),
        Presence::Optional | Presence::OptionalNullable | Presence::RequiredNullable => {
            quote!(#name: None)
        }
        Presence::ThreeState => quote!(#name: crate::runtime::Nullable::Absent),
    }
}

/// ```text
/// /// Freeform text describing the secret.
/// pub fn comment(mut self, comment: impl Into<String>) -> Self { self.comment = Some(comment.into()); self }
/// ```
///
/// `place` is where the field lives: `self`, or `self.body` in a builder. Three-state fields also get a
/// method that sends null.
pub(in crate::emit) fn setter(
    of: &Struct,
    it: &Field,
    place: &TokenStream,
    model: &Model,
) -> TokenStream {
    let mut text = doc::or(&it.doc.text, &format!("Sets {}.", doc::code(&it.name.wire)));
    doc::paragraph(&mut text, &doc::default(it.default.as_ref()));
    doc::paragraph(&mut text, &doc::fixed(it.fixed.as_ref()));
    let docs = doc::outer(&text);
    let deprecated = deprecated(it.deprecated);
    let name = ident(&it.name);
    let method = word(&fields::setter(of, it));
    let ty = arguments::accepts(&it.ty, model);
    let value = arguments::convert(&it.ty, &quote!(#name), model);
    let value = match it.presence {
        Presence::Required => value,
        Presence::Optional | Presence::OptionalNullable | Presence::RequiredNullable => {
            quote!(Some(#value))
        }
        Presence::ThreeState => quote!(crate::runtime::Nullable::Value(#value)),
    };
    let clear = fields::clearing(of, it).map(|method| {
        let method = word(&method);
        let docs = doc::outer(&format!(
            "Sends null for {}, which clears it.",
            doc::code(&it.name.wire)
        ));
        quote! {
            #docs
            pub fn #method(mut self) -> Self {
                #place.#name = crate::runtime::Nullable::Null;
                self
            }
        }
    });
    quote! {
        #docs
        #deprecated
        pub fn #method(mut self, #name: #ty) -> Self {
            #place.#name = #value;
            self
        }
        #clear
    }
}

/// The value of a sensitive field on its way out.
pub(super) fn exposed(it: &Field, value: &TokenStream, model: &Model) -> TokenStream {
    if is_sensitive(&it.ty, model) {
        quote!(&crate::runtime::Exposed(#value))
    } else {
        value.clone()
    }
}
