//! What is checked before a value is sent.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::tokens::{constant, constraints, ident, implements_text};
use crate::model::{Constraints, Field, Kind, Model, Struct, Type, TypeDef, Union};

/// ```text
/// impl crate::runtime::Validate for NewSecret {
///     fn validate(&self, check: &mut crate::runtime::Validator) {
///         const VALUE: Constraints = Constraints { max_length: Some(65_536), … };
///         check.text("value", &self.value, &VALUE);
/// ```
pub(super) fn of_struct(def: &TypeDef, it: &Struct, model: &Model) -> TokenStream {
    let checks: Vec<(Option<TokenStream>, TokenStream)> =
        it.fields.iter().filter_map(|it| field(it, model)).collect();
    let limits = checks
        .iter()
        .map(|(limits, _)| limits.clone().unwrap_or_default());
    let calls = checks.iter().map(|(_, call)| call.clone());
    implementation(def, &limits.chain(calls).collect::<Vec<_>>())
}

/// Each variant is checked by its own rules.
pub(super) fn of_union(def: &TypeDef, it: &Union, model: &Model) -> TokenStream {
    let checked = it.variants.iter().filter_map(|it| {
        let check = value(&it.ty, &it.constraints, model)?;
        Some((ident(&it.name), check))
    });
    let (names, checks): (Vec<Ident>, Vec<TokenStream>) = checked.unzip();
    let checks = match (names.as_slice(), checks.as_slice()) {
        ([], _) => None,
        ([name], [check]) => Some(quote!(if let Self::#name(value) = self { #check; })),
        (names, checks) => Some(quote!(match self { #(Self::#names(value) => #checks,)* _ => {} })),
    };
    implementation(def, checks.as_slice())
}

/// `check.nested("", value)`, or `check.text("", value, &Constraints { … })` for a text or number that has limits.
fn value(ty: &Type, limits: &Constraints, model: &Model) -> Option<TokenStream> {
    if has_rules(ty, model) {
        return Some(quote!(check.nested("", value)));
    }
    let inner = match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    };
    let constant = constraints(limits);
    match inner {
        _ if limits.is_empty() => None,
        Type::String | Type::Secret => Some(quote!(check.text("", value, &#constant))),
        Type::Integer(_) | Type::F32 | Type::F64 => {
            Some(quote!(check.number("", *value, &#constant)))
        }
        _ => None,
    }
}

fn implementation(def: &TypeDef, checks: &[TokenStream]) -> TokenStream {
    let name = ident(&def.name);
    let check = if checks.is_empty() {
        quote!(_)
    } else {
        quote!(check)
    };
    quote! {
        impl crate::runtime::Validate for #name {
            fn validate(&self, #check: &mut crate::runtime::Validator) {
                #(#checks)*
            }
        }
    }
}

/// The limits as a constant, if there are any, and the check.
fn field(it: &Field, model: &Model) -> Option<(Option<TokenStream>, TokenStream)> {
    let name = ident(&it.name);
    let wire = &it.name.wire;
    let limited = !it.constraints.is_empty();
    let constant = constant(&[&it.name.rust]);
    let limits = constraints(&it.constraints);
    let (limits, constant) = if limited {
        (
            Some(quote!(const #constant: crate::runtime::Constraints = #limits;)),
            quote!(#constant),
        )
    } else {
        (None, quote!(crate::runtime::Constraints::NONE))
    };
    if !it.each.is_empty()
        && let Some(call) = each(it, &constant, model)
    {
        return Some((limits, call));
    }
    match &it.ty {
        Type::List(inner) if limited || has_rules(inner, model) => {
            Some((limits, quote!(check.list(#wire, &self.#name, &#constant);)))
        }
        Type::Map(inner) if limited || has_rules(inner, model) => {
            Some((limits, quote!(check.map(#wire, &self.#name, &#constant);)))
        }
        Type::Integer(_) | Type::F32 | Type::F64 if limited => {
            Some((limits, quote!(check.number(#wire, self.#name, &#constant);)))
        }
        ty if has_rules(ty, model) => Some((None, quote!(check.nested(#wire, &self.#name);))),
        ty if limited && implements_text(ty, model) => {
            Some((limits, quote!(check.text(#wire, &self.#name, &#constant);)))
        }
        _ => None,
    }
}

/// The check of all elements. Their limits have no name, which a field could have as well.
///
/// ```text
/// check.list_with("tags", &self.tags, &TAGS, |check, value| {
///     check.text("", value, &Constraints { max_length: Some(64), … });
/// });
/// ```
fn each(it: &Field, limits: &TokenStream, model: &Model) -> Option<TokenStream> {
    let (name, wire) = (ident(&it.name), &it.name.wire);
    let (method, inner) = match &it.ty {
        Type::List(inner) => (quote!(list_with), inner),
        Type::Map(inner) => (quote!(map_with), inner),
        _ => return None,
    };
    let check = value(inner, &it.each, model)?;
    Some(quote!(check.#method(#wire, &self.#name, &#limits, |check, value| #check);))
}

/// True if the type checks itself.
fn has_rules(ty: &Type, model: &Model) -> bool {
    ty.named()
        .is_some_and(|id| model[id].checked && !matches!(model[id].kind, Kind::Enum(_)))
}
