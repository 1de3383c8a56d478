//! Methods that no single operation gives: many items in chunks, and creating at most once.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, ty};
use super::{arguments, doc};
use crate::model::{Bulk, Ensure, Model, Operation};

/// The extra methods of one operation.
pub(super) fn methods(it: &Operation, model: &Model) -> TokenStream {
    let bulk = it.bulk.as_ref().map(|bulk| self::bulk(it, bulk, model));
    let ensure = it
        .ensure
        .as_ref()
        .map(|ensure| self::ensure(it, ensure, model));
    quote!(#bulk #ensure)
}

/// ```text
/// pub fn create_all(&self, items: impl IntoIterator<Item = NewSecret>) -> Bulk<NewSecret, Secret> {
///     let handle = self.clone();
///     Bulk::new(items.into_iter().collect(), 100, move |chunk| handle.create(chunk).into_future())
/// }
/// ```
fn bulk(it: &Operation, bulk: &Bulk, model: &Model) -> TokenStream {
    let docs = doc::outer(&format!(
        "Like `{}`, for any number of items.\n\nThey are sent in requests of {} items, a few at a time. The answer \
         has a result for each item, in their order: what failed does not hide what worked.",
        it.method_name.rust, bulk.chunk,
    ));
    let name = ident(&bulk.name);
    let method = ident(&it.method_name);
    let item = ty(&bulk.item, model);
    let accepts = arguments::accepts(&bulk.item, model);
    let items = if arguments::changes(&bulk.item, model) {
        quote!(items.into_iter().map(Into::into).collect())
    } else {
        quote!(items.into_iter().collect())
    };
    let chunk = proc_macro2::Literal::u64_unsuffixed(bulk.chunk);
    let (result, send) = match &bulk.result {
        Some(result) => {
            let result = ty(result, model);
            (result, quote!(handle.#method(chunk).into_future()))
        }
        None => (
            quote!(()),
            quote! {{
                let count = chunk.len();
                let request = handle.#method(chunk);
                Box::pin(async move { request.await.map(|()| vec![(); count]) })
            }},
        ),
    };
    let send = quote!(move |chunk: Vec<#item>| #send);
    let made = bulk.keys.as_ref().map_or_else(
        || quote!(crate::runtime::Bulk::new(#items, #chunk, #send)),
        |(key, result_key)| {
            let (key, result_key) = (ident(key), ident(result_key));
            quote! {
                let send = #send;
                crate::runtime::Bulk::new(#items, #chunk, send)
                    .paired(|item, value| item.#key == value.#result_key)
            }
        },
    );
    quote! {
        #docs
        pub fn #name(&self, items: impl IntoIterator<Item = #accepts>) -> crate::runtime::Bulk<#item, #result> {
            let handle = self.clone();
            #made
        }
    }
}

/// ```text
/// pub fn ensure(&self, item: NewSecret) -> BoxFuture<Result<Secret>> {
///     let key = item.name.clone();
///     let list = self.list().search(key.as_str());
///     let create = self.create([item]).into_future();
///     crate::runtime::ensure::ensure(list.clone().items(), create, list.items(), move |it| it.name == key)
/// }
/// ```
fn ensure(it: &Operation, ensure: &Ensure, model: &Model) -> TokenStream {
    let docs = doc::outer(&format!(
        "Like `{}` for one item, but where the outcome of the request is unknown, it looks whether the item exists \
         now.\n\nIt is looked for by its `{}`, before and after. What was there before is not taken for it: then the \
         error of the request comes back, as it does where nothing is found.",
        it.method_name.rust, ensure.key.wire,
    ));
    let name = ident(&ensure.name);
    let method = ident(&it.method_name);
    let item = ty(&ensure.item, model);
    let result = ty(&ensure.result, model);
    let list = ident(&ensure.list);
    let (key, result_key) = (ident(&ensure.key), ident(&ensure.result_key));
    let search = ensure.search.as_ref().map(|it| {
        let it = ident(it);
        quote!(.#it(key.as_str()))
    });
    quote! {
        #docs
        pub fn #name(&self, item: #item) -> crate::runtime::BoxFuture<crate::runtime::Result<#result>> {
            let key = item.#key.clone();
            let list = self.#list()#search;
            let create = self.#method([item]).into_future();
            crate::runtime::ensure::ensure(list.clone().items(), create, list.items(), move |it: &#result| it.#result_key == key)
        }
    }
}
