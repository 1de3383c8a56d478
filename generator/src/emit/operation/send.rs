//! Sending: the body, the kind of answer, and `.await` on the builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use crate::emit::tokens::{ident, in_types, ty, word};
use crate::emit::{doc, statics};
use crate::model::{Content, FeatureId, Model, Operation, Output, OutputVariant, Streamed, Type};

/// ```text
/// pub fn send(mut self) -> BoxFuture<Result<Response<Secret>>> {
///     self.call.json(&Exposed(&self.body), &self.body);
///     self.call.read(Answer::envelope)
/// }
/// ```
///
/// The future is that of the runtime, in a box: one of its own for each operation, and the proof that it can be sent to other
/// threads, would cost users a tenth of the time that the crate takes to compile.
pub(super) fn send(it: &Operation, model: &Model) -> TokenStream {
    let output = output(it, model);
    let body = it.body.as_ref().map(|it| body::write(it, model));
    let mutable = body.is_some().then(|| quote!(mut));
    let ending = match &it.output {
        Output::One(Content::Events(data)) => {
            let events = reader_of_events(data.as_ref(), model);
            quote!(Box::pin(self.call.#events()))
        }
        Output::One(Content::Lines(_)) => quote!(Box::pin(self.call.lines())),
        Output::One(_) | Output::ByStatus { .. } => {
            let read = read(it, model);
            quote!(self.call.read(#read))
        }
    };
    quote! {
        /// Sends the request; the answer comes with its status, headers and other metadata.
        pub fn send(#mutable self) -> crate::runtime::BoxFuture<crate::runtime::Result<crate::runtime::Response<#output>>> {
            #body
            #ending
        }
    }
}

/// What makes a value of an answer that is no stream: `Answer::envelope`, or what looks at the status first.
pub(super) fn read(it: &Operation, model: &Model) -> TokenStream {
    match &it.output {
        Output::One(content) => {
            let read = reader(content);
            quote!(crate::runtime::Answer::#read)
        }
        Output::ByStatus { variants, .. } => by_status(variants, &output(it, model)),
    }
}

/// ```text
/// pub async fn stream(mut self) -> Result<Response<ByteStream>> {
///     self.call.accept("image/png");
///     self.call.stream().await
/// }
/// ```
pub(super) fn alternatives(it: &Operation, model: &Model) -> TokenStream {
    let body = it.body.as_ref().map(|it| body::write(it, model));
    let methods = it.alternatives.iter().map(|alternative| {
        let accept = &alternative.accept;
        let name = word(alternative.method());
        let (ending, text) = match &alternative.content {
            Streamed::Events(data) => (
                reader_of_events(data.as_ref(), model),
                "Sends the request; the answer is a stream of events.",
            ),
            Streamed::Lines(_) => (
                quote!(lines),
                "Sends the request; the answer is read line by line.",
            ),
            Streamed::Bytes => (
                quote!(stream),
                "Sends the request; the answer is read while it comes, whatever its size.",
            ),
        };
        let output = match &alternative.content {
            Streamed::Bytes => quote!(crate::runtime::ByteStream),
            Streamed::Events(data) => events(data.as_ref(), model),
            Streamed::Lines(line) => lines(line, model),
        };
        let mut text = text.to_owned();
        if !it.accept.split(", ").eq(accept.split(", ")) {
            doc::paragraph(&mut text, &format!("Asks for {}.", doc::code(accept)));
        }
        let docs = doc::outer(&text);
        let accept = format!("{accept}{}", alternative.second_choice);
        quote! {
            #docs
            pub async fn #name(mut self) -> crate::runtime::Result<crate::runtime::Response<#output>> {
                #body
                self.call.accept(#accept);
                self.call.#ending().await
            }
        }
    });
    quote!(#(#methods)*)
}

/// The method of `Answer` that reads a content. What depends on the status is no stream.
fn reader(content: &Content) -> TokenStream {
    match content {
        Content::Nothing => quote!(nothing),
        Content::Verdict => quote!(verdict),
        Content::Json(_) => quote!(json),
        Content::Result(_) => quote!(envelope),
        Content::Whole(_) => quote!(checked_json),
        Content::Page(_) => quote!(page),
        Content::Text => quote!(text),
        Content::SecretText => quote!(secret_text),
        Content::Bytes | Content::Events(_) | Content::Lines(_) => quote!(raw),
    }
}

/// The method of `Call` that reads events.
fn reader_of_events(data: Option<&Type>, model: &Model) -> TokenStream {
    match data {
        Some(data) if model.can_be_text(data) => quote!(text_events),
        Some(_) => quote!(typed_events),
        None => quote!(events),
    }
}

fn events(data: Option<&Type>, model: &Model) -> TokenStream {
    let Some(data) = data else {
        return quote!(crate::runtime::EventStream);
    };
    let data = ty(data, model);
    quote!(crate::runtime::Events<#data>)
}

fn lines(line: &Type, model: &Model) -> TokenStream {
    let line = ty(line, model);
    quote!(crate::runtime::JsonLines<#line>)
}

/// The type of the answer.
pub(super) fn output(it: &Operation, model: &Model) -> TokenStream {
    match &it.output {
        Output::One(content) => self::content(content, model).unwrap_or_else(|| quote!(())),
        Output::ByStatus { name, .. } => in_types(name, model.feature_of_operation(it)),
    }
}

fn content(content: &Content, model: &Model) -> Option<TokenStream> {
    Some(match content {
        Content::Nothing | Content::Verdict => return None,
        Content::Json(it) | Content::Result(it) | Content::Whole(it) => ty(it, model),
        Content::Page(it) => {
            let it = ty(it, model);
            quote!(crate::runtime::Page<#it>)
        }
        Content::Text => quote!(String),
        Content::SecretText => quote!(crate::runtime::SecretValue),
        Content::Bytes => quote!(bytes::Bytes),
        Content::Events(data) => events(data.as_ref(), model),
        Content::Lines(line) => lines(line, model),
    })
}

/// ```text
/// |answer| match answer.pattern_beside(&[StatusPattern::Exact(204)]) {
///     StatusPattern::Exact(200) => Ok(answer.json()?.map(Output::Ok)),
///     …
/// }
/// ```
fn by_status(variants: &[OutputVariant], output: &TokenStream) -> TokenStream {
    let last = variants.len() - 1;
    let arms = variants.iter().enumerate().map(|(number, it)| {
        // The runtime answers with one of the documented patterns, so the last one needs no test.
        let status = if number == last {
            quote!(_)
        } else {
            statics::status(it.status)
        };
        let name = ident(&it.name);
        let read = reader(&it.content);
        let is_empty = matches!(it.content, Content::Nothing | Content::Verdict);
        let nothing = is_empty.then(|| quote!(|()|));
        quote!(#status => Ok(answer.#read()?.map(#nothing #output::#name)),)
    });
    let pattern = pattern(variants);
    quote! {
        |answer| match answer.#pattern {
            #(#arms)*
        }
    }
}

/// `pattern()`, or `pattern_beside(&[StatusPattern::Exact(204)])` where some answers have a body and these have none.
fn pattern(variants: &[OutputVariant]) -> TokenStream {
    let is_bare = |it: &&OutputVariant| matches!(it.content, Content::Nothing);
    // Nothing is read like a redirect that is none.
    let variants = variants.iter().filter(|it| !it.status.is_redirect());
    let bare: Vec<_> = variants.clone().filter(is_bare).collect();
    if bare.is_empty() || bare.len() == variants.count() {
        return quote!(pattern());
    }
    let bare = bare.iter().map(|it| statics::status(it.status));
    quote!(pattern_beside(&[#(#bare),*]))
}

/// What is said of a redirect.
const LEADS: &str =
    " Where it leads is [`Response::location`](crate::Response::location) of what `send()` gives.";

/// The enums of answers whose content depends on the status, of the operations of a feature or those of none.
pub(in crate::emit) fn outputs(feature: Option<FeatureId>, model: &Model) -> TokenStream {
    let here = model.operations.iter();
    let here = here.filter(|it| model[it.resource].feature == feature);
    let enums = here.filter_map(|it| match &it.output {
        Output::ByStatus { name, variants } => Some((it, name, variants)),
        Output::One(_) => None,
    });
    let items = enums.map(|(it, name, variants)| {
        let name = ident(name);
        let docs = doc::outer(&format!("What `{}` answers.", it.call));
        let variants = variants.iter().map(|it| {
            let name = ident(&it.name);
            let mut text = format!("The answer with {}.", doc::status(it.status));
            if it.status.is_redirect() {
                text.push_str(LEADS);
            }
            let docs = doc::outer(&text);
            match content(&it.content, model) {
                Some(content) => quote!(#docs #name(#content),),
                None => quote!(#docs #name,),
            }
        });
        quote! {
            #docs
            #[derive(Clone, Debug)]
            #[non_exhaustive]
            pub enum #name { #(#variants)* }
        }
    });
    quote!(#(#items)*)
}

/// `.await` on the builder gives the value alone.
pub(super) fn future(it: &Operation, model: &Model) -> TokenStream {
    let builder = ident(&it.builder);
    let output = output(it, model);
    quote! {
        impl IntoFuture for #builder {
            type Output = crate::runtime::Result<#output>;
            type IntoFuture = crate::runtime::BoxFuture<Self::Output>;
            fn into_future(self) -> Self::IntoFuture {
                crate::runtime::response::value(self.send())
            }
        }
    }
}
