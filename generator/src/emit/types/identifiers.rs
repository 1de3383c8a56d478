//! Identifier newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::head;
use crate::emit::tokens::{constant, constraints, ident};
use crate::model::{Constraints, TypeDef};

/// ```text
/// pub struct SecretId(std::sync::Arc<str>);
/// static SECRET_ID: Constraints = Constraints { max_length: Some(32), … };
/// crate::runtime::identifier!(SecretId, SECRET_ID);
/// ```
pub(super) fn item(def: &TypeDef, limits: &Constraints) -> TokenStream {
    let head = head(def, "An identifier.");
    let name = ident(&def.name);
    let constant = constant(&[&def.name.rust]);
    let limits = constraints(limits);
    quote! {
        #head
        ///
        /// Text becomes an identifier unchecked and is checked when it is sent; `parse` checks at once.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(std::sync::Arc<str>);
        static #constant: crate::runtime::Constraints = #limits;
        crate::runtime::identifier!(#name, #constant);
    }
}
