//! Example calls for the documentation of the operations.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{ident, word};
use crate::model::{
    Content, Example, Field, Kind, Model, Name, Operation, Output, Struct, TypeId, Value,
};
use crate::naming::fields;
use crate::render;

/// What an example needs besides itself.
#[derive(Default)]
pub(super) struct Uses {
    /// Types that must be imported.
    pub(super) names: BTreeSet<String>,
    /// What stands for every secret, instead of the values of the document.
    pub(super) secret: Option<TokenStream>,
    /// True once a secret was written.
    pub(super) has_secret: bool,
}

/// The section `# Example` of an operation.
pub(super) fn doc(it: &Operation, model: &Model) -> String {
    let library = &model.krate.library;
    let mut lines = vec![
        "# Example".to_owned(),
        String::new(),
        "```no_run".to_owned(),
        format!("# async fn example(client: &{library}::Client) -> {library}::Result<()> {{"),
    ];
    lines.extend(lines_of(&body(it, model)));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines.join("\n")
}

/// What the documentation shows of an operation, and the program `documentation` runs.
///
/// ```text
/// use my_client::NewSecret;
/// let answer = client.account("…").secrets().create([NewSecret::new("…")]).await?;
/// println!("{answer:?}");
/// ```
pub(super) fn body(it: &Operation, model: &Model) -> TokenStream {
    let mut uses = Uses::default();
    let call = call(it, model, &mut uses);
    let uses = imports(&uses, model);
    if prints(&it.output) {
        quote!(#uses let answer = #call.await?; println!("{answer:?}");)
    } else {
        quote!(#uses #call.await?;)
    }
}

/// `use my_client::{A, B};`
pub(super) fn imports(uses: &Uses, model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let names: Vec<_> = uses.names.iter().map(|it| word(it)).collect();
    match names.as_slice() {
        [] => quote!(),
        [one] => quote!(use #library::#one;),
        several => quote!(use #library::{#(#several),*};),
    }
}

/// Statements as lines, with a blank one after the imports.
pub(super) fn lines_of(statements: &TokenStream) -> Vec<String> {
    let mut lines = render::statements(statements);
    let mut end = 0;
    while lines.get(end).is_some_and(|it| it.starts_with("use ")) {
        let length = lines[end..].iter().position(|it| it.ends_with(';'));
        end += length.unwrap_or(0) + 1;
    }
    if end > 0 {
        lines.insert(end, String::new());
    }
    lines
}

pub(super) fn prints(output: &Output) -> bool {
    !matches!(output, Output::One(Content::Nothing | Content::Verdict))
}

/// `client.account("…").store("…").secrets().get("…")`
pub(super) fn call(it: &Operation, model: &Model, uses: &mut Uses) -> TokenStream {
    with(it, &it.example, model, uses)
}

/// The call with other values than those of the document.
pub(super) fn with(
    it: &Operation,
    example: &Example,
    model: &Model,
    uses: &mut Uses,
) -> TokenStream {
    let mut handle = quote!(client);
    for step in model.chain(&model[it.resource]) {
        let method = ident(&step.accessor);
        let argument = step.parameter.as_ref().map(|parameter| {
            // Another operation of the handle may call it differently.
            let mut own = it.path_parameters.iter();
            let own = own.find(|it| {
                let held = it.held.as_ref();
                held.is_some_and(|held| held.rust == parameter.name.rust)
            });
            let own = own.map(|it| &it.parameter.name.wire);
            let value = example.path.iter().find(|(wire, _)| Some(wire) == own);
            value.map(|(_, value)| expression(value, model, uses))
        });
        handle = quote!(#handle.#method(#argument));
    }
    let method = ident(&it.method_name);
    let free = it.path_parameters.iter().filter(|it| it.held.is_none());
    let mut arguments: Vec<TokenStream> = free
        .filter_map(|parameter| {
            let wire = &parameter.parameter.name.wire;
            example.path.iter().find(|(name, _)| name == wire)
        })
        .map(|(_, value)| expression(value, model, uses))
        .collect();
    arguments.extend(
        example
            .arguments
            .iter()
            .map(|value| expression(value, model, uses)),
    );
    let setters = example.setters.iter().map(|(name, value)| {
        let name = ident(name);
        let value = expression(value, model, uses);
        quote!(.#name(#value))
    });
    quote!(#handle.#method(#(#arguments),*) #(#setters)*)
}

/// A value as a Rust expression; `uses` collects the types that must be imported.
pub(super) fn expression(value: &Value, model: &Model, uses: &mut Uses) -> TokenStream {
    match value {
        Value::Text(text) => quote!(#text),
        Value::Secret(text) => {
            uses.has_secret = true;
            uses.secret.clone().unwrap_or_else(|| quote!(#text))
        }
        Value::Unwritten(id) => {
            let missing = format!("a `{}`", model[*id].name.rust);
            quote!(unimplemented!(#missing))
        }
        Value::Bool(it) => quote!(#it),
        Value::Number(text) => number(text),
        Value::List(items) => {
            let of = enum_of(items);
            let items = items.iter().map(|it| element(it, of, model, uses));
            quote!([#(#items),*])
        }
        Value::Variant(id, variant) => {
            let name = named(*id, model, uses);
            let variant = ident(variant);
            quote!(#name::#variant)
        }
        Value::Struct(id, required, optional) => built(*id, required, optional, model, uses),
        Value::Json(text) => json(text),
        Value::Some(it) => {
            let it = exact(it, model, uses);
            quote!(Some(#it))
        }
        Value::Alternative(id, variant, it) => {
            let name = named(*id, model, uses);
            let variant = ident(variant);
            let it = exact(it, model, uses);
            quote!(#name::#variant(#it))
        }
        Value::Map(entries) => map(entries, model, uses),
        Value::Boxed(it) => {
            let it = exact(it, model, uses);
            quote!(Box::new(#it))
        }
        Value::Multipart => {
            uses.names.insert("Multipart".to_owned());
            quote!(Multipart::new())
        }
        Value::Timestamp(text) => {
            uses.names.insert("Timestamp".to_owned());
            quote!(#text.parse::<Timestamp>().expect("a time"))
        }
        Value::Null => quote!(None),
    }
}

/// ```rust,ignore
/// NewSecret::new("name", "…").comment("…")
/// ```
fn built(
    id: TypeId,
    required: &[Value],
    optional: &[(Name, Value)],
    model: &Model,
    uses: &mut Uses,
) -> TokenStream {
    let called = named(id, model, uses);
    let required: Vec<TokenStream> = required
        .iter()
        .map(|it| expression(it, model, uses))
        .collect();
    let optional = optional.iter().map(|(name, it)| {
        if *it == Value::Null {
            let clear = word(&method(id, name, model, fields::clearing));
            return quote!(.#clear());
        }
        let setter = |of: &Struct, it: &Field| Some(fields::setter(of, it));
        let set = word(&method(id, name, model, setter));
        let it = expression(it, model, uses);
        quote!(.#set(#it))
    });
    quote!(#called::new(#(#required),*) #(#optional)*)
}

/// ```rust,ignore
/// std::collections::BTreeMap::from([("key".into(), "…".into())])
/// ```
fn map(entries: &[(String, Value)], model: &Model, uses: &mut Uses) -> TokenStream {
    if entries.is_empty() {
        return quote!(std::collections::BTreeMap::new());
    }
    let entries = entries.iter().map(|(key, it)| {
        let it = exact(it, model, uses);
        quote!((#key.into(), #it))
    });
    quote!(std::collections::BTreeMap::from([#(#entries),*]))
}

/// The method of a struct that sets a field, or clears it: `naming` says how it is called.
fn method(
    id: TypeId,
    name: &Name,
    model: &Model,
    naming: impl Fn(&Struct, &Field) -> Option<String>,
) -> String {
    let found = match &model[id].kind {
        Kind::Struct(it) => {
            let field = it.fields.iter().find(|it| it.name == *name);
            field.and_then(|field| naming(it, field))
        }
        _ => None,
    };
    found.unwrap_or_else(|| name.rust.clone())
}

/// The enum of a list that has named values in it.
fn enum_of(items: &[Value]) -> Option<TypeId> {
    items.iter().find_map(|it| match it {
        Value::Variant(id, _) => Some(*id),
        Value::List(items) => enum_of(items),
        _ => None,
    })
}

/// An element of a list: lists inside may differ in length, so they are no arrays, and a text beside named values is of
/// their enum.
fn element(value: &Value, of: Option<TypeId>, model: &Model, uses: &mut Uses) -> TokenStream {
    match (value, of) {
        (Value::List(items), _) => {
            let items = items.iter().map(|it| element(it, of, model, uses));
            quote!(vec![#(#items),*])
        }
        (Value::Text(text), Some(id)) => {
            let name = named(id, model, uses);
            quote!(#name::from(#text))
        }
        (value, _) => expression(value, model, uses),
    }
}

/// A value where nothing converts it: `Some("text".into())`.
fn exact(value: &Value, model: &Model, uses: &mut Uses) -> TokenStream {
    match value {
        Value::List(items) => {
            let items = items.iter().map(|it| exact(it, model, uses));
            quote!(vec![#(#items),*])
        }
        Value::Text(_) | Value::Secret(_) => {
            let it = expression(value, model, uses);
            quote!(#it.into())
        }
        value => expression(value, model, uses),
    }
}

/// `serde_json::json!({ "at": 1700000000000i64 })`
fn json(text: &str) -> TokenStream {
    let value = serde_json::from_str(text).unwrap_or_default();
    let value = json_literal(&value);
    quote!(serde_json::json!(#value))
}

/// Letters that nobody sees are escaped, and integers of which the macro would make an `i32` say what they are.
fn json_literal(value: &serde_json::Value) -> TokenStream {
    use serde_json::Value;
    match value {
        Value::Null => quote!(null),
        Value::Bool(it) => quote!(#it),
        Value::String(it) => quote!(#it),
        Value::Number(it) => {
            let literal = match (it.as_i64(), it.as_u64(), it.as_f64()) {
                (Some(it), ..) if i32::try_from(it).is_ok() => Literal::i64_unsuffixed(it),
                (Some(it), ..) => Literal::i64_suffixed(it),
                (None, Some(it), _) => Literal::u64_suffixed(it),
                (None, None, Some(it)) if it.is_finite() => Literal::f64_unsuffixed(it),
                (None, None, _) => return quote!(null),
            };
            quote!(#literal)
        }
        Value::Array(items) => {
            let items = items.iter().map(json_literal);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let value = json_literal(value);
                quote!(#key: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

fn number(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|_| quote!(1))
}

fn named(id: TypeId, model: &Model, uses: &mut Uses) -> TokenStream {
    let rust = &model[id].name.rust;
    uses.names.insert(rust.clone());
    let name = word(rust);
    quote!(#name)
}
