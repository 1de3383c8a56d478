//! Identifier newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::head;
use crate::emit::tokens::{constraints, ident};
use crate::model::{Constraints, TypeDef};

/// ```text
/// pub struct SecretId(std::sync::Arc<str>);
/// impl SecretId { pub(crate) const LIMITS: Constraints = Constraints { max_length: Some(32), … }; }
/// crate::runtime::identifier!(SecretId, SecretId::LIMITS, true);
/// ```
pub(super) fn item(def: &TypeDef, limits: &Constraints) -> TokenStream {
    let head = head(def, "An identifier.");
    let name = ident(&def.name);
    let strict = limits.plain;
    let limits = constraints(limits);
    quote! {
        #head
        ///
        /// Text becomes an identifier unchecked and is checked when it is sent; `parse` checks at once.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(std::sync::Arc<str>);
        impl #name {
            pub(crate) const LIMITS: crate::runtime::Constraints = #limits;
        }
        crate::runtime::identifier!(#name, #name::LIMITS, #strict);
    }
}
