//! Small pieces of Rust that many emitters print.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::model::{Constraints, Feature, Integer, Kind, Model, Name, Pattern, Type, TypeDef};
use crate::naming;

/// The identifier of a name, with `r#` where the language wants it.
pub(super) fn ident(name: &Name) -> Ident {
    word(&name.rust)
}

/// The identifier of a word.
pub(super) fn word(word: &str) -> Ident {
    if naming::needs_raw(word) {
        format_ident!("r#{word}")
    } else {
        format_ident!("{word}")
    }
}

/// `Some("…")`, or `None`.
pub(super) fn option<T: ToTokens>(it: Option<&T>) -> TokenStream {
    it.map_or_else(|| quote!(None), |it| quote!(Some(#it)))
}

/// `#[deprecated]`, where it is.
pub(super) fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote!(#[deprecated]))
}

/// The name of a constant: `path` and `secret_id` give `PATH_SECRET_ID`.
pub(super) fn constant(parts: &[&str]) -> Ident {
    format_ident!("{}", naming::constant(parts))
}

/// `crate::types::Secret`, or `crate::types::secrets_store::Secret` for a type of a feature.
pub(super) fn type_path(def: &TypeDef, model: &Model) -> TokenStream {
    in_types(&def.name, model.feature_of_type(def))
}

/// The path of a name in the types of a feature, or in those that are always there.
pub(super) fn in_types(name: &Name, feature: Option<&Feature>) -> TokenStream {
    let name = ident(name);
    let module = feature.map(|it| {
        let module = word(&it.module);
        quote!(#module::)
    });
    quote!(crate::types::#module #name)
}

/// `#[cfg(feature = "load-balancers")]`
pub(super) fn condition(feature: Option<&Feature>) -> Option<TokenStream> {
    let name = &feature?.name;
    Some(quote!(#[cfg(feature = #name)]))
}

/// Who names a type, which says where its path begins.
#[derive(Clone, Copy)]
enum Seen {
    /// The code of the crate: by full paths.
    InCrate,
    /// Users, who have everything from the crate root.
    ByUsers,
}

impl Seen {
    fn runtime(self, name: &TokenStream) -> TokenStream {
        match self {
            Self::InCrate => quote!(crate::runtime::#name),
            Self::ByUsers => name.clone(),
        }
    }

    fn named(self, def: &TypeDef, model: &Model) -> TokenStream {
        match self {
            Self::InCrate => type_path(def, model),
            Self::ByUsers => ident(&def.name).into_token_stream(),
        }
    }

    fn ty(self, it: &Type, model: &Model) -> TokenStream {
        match it {
            Type::Bool => quote!(bool),
            Type::Integer(Integer::I32) => quote!(i32),
            Type::Integer(Integer::I64) => quote!(i64),
            Type::Integer(Integer::U32) => quote!(u32),
            Type::Integer(Integer::U64) => quote!(u64),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::String => quote!(String),
            Type::Secret => self.runtime(&quote!(SecretValue)),
            Type::Timestamp => self.runtime(&quote!(Timestamp)),
            Type::Bytes => quote!(bytes::Bytes),
            Type::File => self.runtime(&quote!(FilePart)),
            Type::Multipart => self.runtime(&quote!(Multipart)),
            Type::Json => quote!(serde_json::Value),
            Type::Named(id) => self.named(&model[*id], model),
            Type::Boxed(inner) => {
                let inner = self.ty(inner, model);
                quote!(Box<#inner>)
            }
            Type::List(inner) => {
                let inner = self.ty(inner, model);
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                let inner = self.ty(inner, model);
                quote!(std::collections::BTreeMap<String, #inner>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner, model);
                quote!(Option<#inner>)
            }
        }
    }
}

/// The Rust spelling of a type: `Vec<crate::types::Secret>`.
pub(super) fn ty(it: &Type, model: &Model) -> TokenStream {
    Seen::InCrate.ty(it, model)
}

/// The same as users write it: `Vec<Secret>`.
pub(super) fn users_ty(it: &Type, model: &Model) -> TokenStream {
    Seen::ByUsers.ty(it, model)
}

/// True for types that hold a secret, directly or inside.
pub(super) fn is_sensitive(it: &Type, model: &Model) -> bool {
    it.is_secret() || it.named().is_some_and(|id| model[id].sensitive)
}

/// A type for documentation, with a link if it has a name: ``[`Vec<Problem>`](crate::Problem)``.
pub(super) fn spelt(it: &Type, model: &Model) -> String {
    let text = users_ty(it, model).to_string().replace(' ', "");
    match it.named() {
        Some(id) => format!("[`{text}`](crate::{})", word(&model[id].name.rust)),
        None => format!("`{text}`"),
    }
}

/// True for types that are copied, not cloned.
pub(super) fn is_copy(it: &Type) -> bool {
    matches!(it, Type::Bool | Type::Integer(_) | Type::F32 | Type::F64)
}

/// True for the types that `Text` is implemented for.
pub(super) fn implements_text(it: &Type, model: &Model) -> bool {
    match it {
        Type::String | Type::Secret => true,
        Type::Named(id) => matches!(model[*id].kind, Kind::Identifier(_) | Kind::Enum(_)),
        Type::Nullable(inner) => implements_text(inner, model),
        Type::Bool
        | Type::Integer(_)
        | Type::F32
        | Type::F64
        | Type::Timestamp
        | Type::Bytes
        | Type::File
        | Type::Multipart
        | Type::Json
        | Type::Boxed(_)
        | Type::List(_)
        | Type::Map(_) => false,
    }
}

/// ```text
/// crate::runtime::Constraints { max_length: Some(32), pointer: "/components/…", ..crate::runtime::Constraints::NONE }
/// ```
pub(super) fn constraints(it: &Constraints) -> TokenStream {
    if it.is_empty() {
        return quote!(crate::runtime::Constraints::NONE);
    }
    let count = |name: &str, value: Option<u64>| {
        let name = format_ident!("{name}");
        value.map(|it| {
            let it = integer(it);
            quote!(#name: Some(#it),)
        })
    };
    let number = |name: &str, value: &Option<String>| {
        let name = format_ident!("{name}");
        value.as_ref().map(|it| {
            let it = float(it);
            quote!(#name: Some(#it),)
        })
    };
    let flag = |name: &str, value: bool| {
        let name = format_ident!("{name}");
        value.then(|| quote!(#name: true,))
    };
    let parts = [
        count("min_length", it.min_length),
        count("max_length", it.max_length),
        it.length_in_bytes
            .then(|| quote!(length_unit: crate::runtime::LengthUnit::Bytes,)),
        it.pattern.as_ref().map(|it| {
            let it = pattern(it);
            quote!(pattern: Some(#it),)
        }),
        number("minimum", &it.minimum),
        number("maximum", &it.maximum),
        flag("exclusive_minimum", it.exclusive_minimum),
        flag("exclusive_maximum", it.exclusive_maximum),
        number("multiple_of", &it.multiple_of),
        count("min_items", it.min_items),
        count("max_items", it.max_items),
        flag("unique_items", it.unique_items),
        count("min_properties", it.min_properties),
        count("max_properties", it.max_properties),
    ];
    let pointer = &it.pointer;
    quote! {
        crate::runtime::Constraints {
            #(#parts)*
            pointer: #pointer,
            ..crate::runtime::Constraints::NONE
        }
    }
}

/// ```text
/// crate::runtime::Pattern::row("^[0-9a-f]{32}$", &[("09af", 32, 32)])
/// crate::runtime::Pattern::expression("^(a|b)+$")
/// ```
fn pattern(it: &Pattern) -> TokenStream {
    let text = &it.text;
    let Some(row) = &it.row else {
        return quote!(crate::runtime::Pattern::expression(#text));
    };
    let runs = row.iter().map(|it| {
        let ranges: String = it.ranges.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let least = Literal::usize_unsuffixed(it.least);
        let most = it.most.map_or_else(
            || quote!(usize::MAX),
            |it| Literal::usize_unsuffixed(it).into_token_stream(),
        );
        quote!((#ranges, #least, #most))
    });
    quote!(crate::runtime::Pattern::row(#text, &[#(#runs),*]))
}

/// `65_536`: a number without type suffix, in groups of three.
pub(super) fn integer(value: u64) -> TokenStream {
    grouped(&value.to_string()).parse().unwrap_or_else(|_| {
        let literal = Literal::u64_unsuffixed(value);
        quote!(#literal)
    })
}

/// A whole number from its text: `-12_345`.
pub(super) fn literal(text: &str) -> TokenStream {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (quote!(-), digits),
        None => (quote!(), text),
    };
    let digits: TokenStream = grouped(digits).parse().unwrap_or_else(|_| quote!(0));
    quote!(#sign #digits)
}

/// `12_345_678_901_u64`
pub(super) fn typed_literal(text: &str, of: &Type, model: &Model) -> TokenStream {
    let plain = literal(text);
    let typed = format!("{plain}_{}", ty(of, model)).replace(' ', "");
    typed.parse().unwrap_or(plain)
}

fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

/// A float literal from the text of the document.
fn float(text: &str) -> TokenStream {
    let value: f64 = text.parse().unwrap_or_default();
    let literal = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}
