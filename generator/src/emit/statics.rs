//! Parameters and operations as constants: what the runtime needs to know of them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::tokens::{constant, constraints, type_path};
use crate::model::{
    Constraints, FormField, Kind, Model, Name, Operation, Parameter, PathParameter, Resource,
    Retry, Status, Style, Type,
};
use crate::naming;

/// The constant of a path parameter, seen from a method of the handle: the handle's own where the two agree, else one of the
/// method.
pub(super) fn path_name(it: &PathParameter, resource: &Resource) -> TokenStream {
    if is_held(it, resource) {
        let name = constant(&[&it.name.rust]);
        quote!(Self::#name)
    } else {
        let name = own_path_name(it);
        quote!(#name)
    }
}

/// `PATH_SECRET_ID`, inside a method: no parameter of another place has it.
pub(super) fn own_path_name(it: &PathParameter) -> Ident {
    constant(&["path", &it.name.rust])
}

/// True if the handle has the same parameter, limits included.
pub(super) fn is_held(it: &PathParameter, resource: &Resource) -> bool {
    resource.held.iter().any(|held| same(held, it))
}

/// True if one constant does for both.
pub(super) fn same(a: &PathParameter, b: &PathParameter) -> bool {
    a.name == b.name
        && (a.strict, a.style, a.explode, a.json) == (b.strict, b.style, b.explode, b.json)
        && a.allow_reserved == b.allow_reserved
        && a.constraints == b.constraints
}

/// ```text
/// const STORE_ID: PathParameter = PathParameter::new("store_id").strict().with(StoreId::LIMITS);
/// ```
pub(super) fn path(name: &Ident, it: &PathParameter, model: &Model) -> TokenStream {
    let wire = &it.name.wire;
    let strict = it.strict.then(|| quote!(.strict()));
    let style = (it.style != Style::Simple || it.explode).then(|| {
        let (style, explode) = (style_name(it.style), it.explode);
        quote!(.style(crate::runtime::Style::#style, #explode))
    });
    let reserved = it.allow_reserved.then(|| quote!(.allow_reserved()));
    let json = it.json.then(|| quote!(.json()));
    let limits = path_limits(&it.ty, &it.constraints, model).map(|limits| quote!(.with(#limits)));
    quote! {
        const #name: crate::runtime::PathParameter =
            crate::runtime::PathParameter::new(#wire) #strict #style #reserved #json #limits;
    }
}

/// The limits of the identifier type where they are the same; `None` if there are none.
fn path_limits(ty: &Type, limits: &Constraints, model: &Model) -> Option<TokenStream> {
    if let Type::Named(id) = ty
        && let Kind::Identifier(own) = &model[*id].kind
        && own == limits
    {
        let path = type_path(&model[*id], model);
        return Some(quote!(#path::LIMITS));
    }
    (!limits.is_empty()).then(|| constraints(limits))
}

/// The constant of a query, header or cookie parameter, inside its builder or method.
pub(super) fn parameter_name(it: &Name) -> Ident {
    format_ident!("{}", naming::parameter_constant(&it.rust))
}

/// ```text
/// const PER_PAGE: Parameter = Parameter::form("per_page").with(Constraints { … });
/// ```
pub(super) fn parameter(it: &Parameter) -> TokenStream {
    let name = parameter_name(&it.name);
    let wire = &it.name.wire;
    let start = match (it.style, it.explode) {
        (Style::Simple, false) => quote!(simple(#wire)),
        (Style::Form, true) => quote!(form(#wire)),
        (style, explode) => {
            let style = style_name(style);
            quote!(form(#wire).style(crate::runtime::Style::#style, #explode))
        }
    };
    let allow_reserved = it.allow_reserved.then(|| quote!(.allow_reserved()));
    let json = it.json.then(|| quote!(.json()));
    let fields = (!it.fields.is_empty()).then(|| {
        let fields = it.fields.iter().map(form_field);
        quote!(.fields(&[#(#fields),*]))
    });
    let setting = it.is_setting.then(|| quote!(.setting()));
    let limits = (!it.constraints.is_empty()).then(|| {
        let limits = constraints(&it.constraints);
        quote!(.with(#limits))
    });
    quote! {
        const #name: crate::runtime::Parameter =
            crate::runtime::Parameter::#start #allow_reserved #json #fields #setting #limits;
    }
}

/// ```text
/// const FIELDS: &[FormField] = &[FormField::new("filter").style(Style::DeepObject, true)];
/// ```
pub(super) fn form_fields(all: &[FormField]) -> TokenStream {
    let all = all.iter().map(form_field);
    quote!(const FIELDS: &[crate::runtime::FormField] = &[#(#all),*];)
}

/// `FormField::new("filter").style(Style::DeepObject, true)`
fn form_field(it: &FormField) -> TokenStream {
    let wire = &it.wire;
    let (style, explode) = (style_name(it.style), it.explode);
    let allow_reserved = it.allow_reserved.then(|| quote!(.allow_reserved()));
    let json = it.json.then(|| quote!(.json()));
    quote! {
        crate::runtime::FormField::new(#wire)
            .style(crate::runtime::Style::#style, #explode) #allow_reserved #json
    }
}

pub(super) fn style_name(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Cookie => quote!(Cookie),
    }
}

/// ```text
/// static OPERATION: Operation = Operation { id: "…", name: "secrets.list", method: http::Method::GET, … };
/// ```
pub(super) fn operation(it: &Operation) -> TokenStream {
    let (id, call) = (&it.id, &it.call);
    let accept = format!("{}{}", it.accept, it.second_choice);
    let path = it.template();
    let method = format_ident!("{}", it.method.verb());
    let security = it.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let retry = match it.retry {
        Retry::Idempotent => quote!(Idempotent),
        Retry::Unsent => quote!(OnlyUnsent),
    };
    let statuses = it.statuses.iter().map(|it| status(*it));
    quote! {
        static OPERATION: crate::runtime::Operation = crate::runtime::Operation {
            id: #id,
            name: #call,
            method: http::Method::#method,
            path: #path,
            security: &[#(#security),*],
            retry: crate::runtime::Retry::#retry,
            accept: #accept,
            statuses: &[#(#statuses),*],
        };
    }
}

/// `StatusPattern::Exact(200)`
pub(super) fn status(it: Status) -> TokenStream {
    match it {
        Status::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(crate::runtime::StatusPattern::Exact(#code))
        }
        Status::Range(hundreds) => {
            let hundreds = Literal::u8_unsuffixed(hundreds);
            quote!(crate::runtime::StatusPattern::Range(#hundreds))
        }
        Status::Default => quote!(crate::runtime::StatusPattern::Default),
    }
}
