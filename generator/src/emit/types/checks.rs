//! What is checked before a value is sent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::{constraints, ident, is_text};
use crate::model::{Field, Kind, Model, Struct, Type, TypeDef, Union};

/// ```text
/// impl crate::runtime::Validate for NewSecret {
///     fn validate(&self, check: &mut crate::runtime::Validator) {
///         check.text("value", &self.value, &Constraints { max_length: Some(65_536), … });
///         check.list("scopes", &self.scopes, &Constraints { min_items: Some(1), … });
/// ```
pub(super) fn of_struct(def: &TypeDef, it: &Struct, model: &Model) -> TokenStream {
    let checks: Vec<TokenStream> = it.fields.iter().filter_map(|it| field(it, model)).collect();
    implementation(def, &checks)
}

/// Each variant is checked by its own rules.
pub(super) fn of_union(def: &TypeDef, it: &Union, model: &Model) -> TokenStream {
    let arms = it.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        if has_rules(&variant.ty, model) {
            quote!(Self::#name(value) => check.nested("", value),)
        } else {
            quote!(Self::#name(_) => {})
        }
    });
    let body = quote!(match self { #(#arms)* Self::Unknown(_) => {} });
    implementation(def, &[body])
}

fn implementation(def: &TypeDef, checks: &[TokenStream]) -> TokenStream {
    let name = ident(&def.name);
    let check = if checks.is_empty() { quote!(_) } else { quote!(check) };
    quote! {
        impl crate::runtime::Validate for #name {
            fn validate(&self, #check: &mut crate::runtime::Validator) {
                #(#checks)*
            }
        }
    }
}

fn field(it: &Field, model: &Model) -> Option<TokenStream> {
    let name = ident(&it.name);
    let wire = &it.name.wire;
    let limited = !it.constraints.is_empty();
    let limits = constraints(&it.constraints);
    match &it.ty {
        Type::List(inner) if limited || has_rules(inner, model) => {
            Some(quote!(check.list(#wire, &self.#name, &#limits);))
        }
        Type::Integer(_) | Type::F32 | Type::F64 if limited => {
            Some(quote!(check.number(#wire, self.#name, &#limits);))
        }
        ty if has_rules(ty, model) => Some(quote!(check.nested(#wire, &self.#name);)),
        ty if limited && is_text(ty, model) => Some(quote!(check.text(#wire, &self.#name, &#limits);)),
        _ => None,
    }
}

/// True if the type checks itself.
fn has_rules(ty: &Type, model: &Model) -> bool {
    match ty {
        Type::Named(id) => model[*id].checked && !matches!(model[*id].kind, Kind::Enum(_)),
        Type::Boxed(inner) | Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            has_rules(inner, model)
        }
        Type::Bool
        | Type::Integer(_)
        | Type::F32
        | Type::F64
        | Type::String
        | Type::Secret
        | Type::Timestamp
        | Type::Json => false,
    }
}
