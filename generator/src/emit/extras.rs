//! Methods that no single operation gives: many items in chunks, and creating at most once.

use proc_macro2::TokenStream;
use quote::quote;

use super::operation::is_always_there;
use super::tokens::{ident, ty};
use super::{arguments, doc};
use crate::model::{Bulk, Ensure, Model, Operation, Type};

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
///     let call = self.create(Vec::<NewSecret>::new()).call;
///     let items = items.into_iter().collect();
///     Bulk::new(call, items, 100, move |call, chunk| {
///         let mut request = handle.create(chunk);
///         request.call = call;
///         request.send()
///     })
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
    let items = collected(&bulk.item, model);
    // A body that may be left out is no argument.
    let setter = it.body.as_ref().filter(|body| !is_always_there(body));
    let (none, some) = match setter.map(|body| ident(&body.name)) {
        Some(body) => (quote!(), quote!(handle.#method().#body(chunk))),
        None => (quote!(Vec::<#item>::new()), quote!(handle.#method(chunk))),
    };
    let chunk = proc_macro2::Literal::u64_unsuffixed(bulk.chunk);
    let (result, count, answer) = match &bulk.result {
        Some(result) => (ty(result, model), quote!(), quote!(request.send())),
        None => (
            quote!(()),
            quote!(let count = chunk.len();),
            quote!(Box::pin(async move {
                request.send().await.map(|it| it.map(|()| vec![(); count]))
            })),
        ),
    };
    let made = quote! {
        crate::runtime::Bulk::new(call, items, #chunk, move |call, chunk| {
            #count
            let mut request = #some;
            request.call = call;
            #answer
        })
    };
    let made = paired(bulk, made);
    quote! {
        #docs
        pub fn #name(&self, items: impl IntoIterator<Item = #accepts>) -> crate::runtime::Bulk<#item, #result> {
            let handle = self.clone();
            let call = self.#method(#none).call;
            let items = #items;
            #made
        }
    }
}

/// `items.into_iter().map(Into::into).collect()`
fn collected(item: &Type, model: &Model) -> TokenStream {
    match item {
        Type::List(_) | Type::Boxed(_) => {
            let item = arguments::convert(item, &quote!(it), model);
            quote!(items.into_iter().map(|it| #item).collect())
        }
        item if model.changes(item) => quote!(items.into_iter().map(Into::into).collect()),
        _ => quote!(items.into_iter().collect()),
    }
}

/// ```text
/// let bulk = Bulk::new(…);
/// bulk.paired(|item| &item.name, |value| &value.name)
/// ```
fn paired(bulk: &Bulk, made: TokenStream) -> TokenStream {
    let Some((key, result_key)) = &bulk.keys else {
        return made;
    };
    let (key, result_key) = (ident(key), ident(result_key));
    quote! {
        let bulk = #made;
        bulk.paired(|item| &item.#key, |value| &value.#result_key)
    }
}

/// ```text
/// pub fn ensure(&self, item: NewSecret) -> Ensure<Secret> {
///     let key = item.name.clone();
///     let list = self.list().search(key.as_str());
///     let mut request = self.create([item]);
///     let lists = [list.clone().items(), list.items()];
///     Ensure::new(request.call.clone(), lists, move |call| {
///         request.call = call;
///         request.send()
///     }, move |it| it.name == key)
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
    let list = ident(&model[ensure.list].method_name);
    let (key, result_key) = (ident(&ensure.key), ident(&ensure.result_key));
    let search = ensure.search.as_ref().map(|it| {
        let it = ident(it);
        quote!(.#it(key.as_str()))
    });
    quote! {
        #docs
        pub fn #name(&self, item: #item) -> crate::runtime::Ensure<#result> {
            let key = item.#key.clone();
            let list = self.#list()#search;
            let mut request = self.#method([item]);
            let lists = [list.clone().items(), list.items()];
            crate::runtime::Ensure::new(
                request.call.clone(),
                lists,
                move |call| {
                    request.call = call;
                    request.send()
                },
                move |it| it.#result_key == key,
            )
        }
    }
}
