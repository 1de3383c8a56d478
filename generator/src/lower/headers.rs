//! Headers of answers: their names, and what their text is read as.

use serde_json::{Map, Value};

use super::classes::Class;
use super::node::Node;
use super::{Lowering, docs};
use crate::model::{Header, Integer, Parameter, Type};
use crate::naming::{Scope, snake};
use crate::spec::follow;
use crate::spec::pointer;

/// Most headers of one operation. The longest lists of real documents have a dozen.
const MOST: usize = 64;

/// The headers of all documented successes together.
pub(super) struct Headers {
    found: Vec<Header>,
    /// The constants of a builder.
    names: Scope,
    /// The header `Link` is documented to lead to the next page.
    pub(super) links: bool,
}

impl Headers {
    /// None yet, beside the constants of these parameters.
    pub(super) fn new(lowering: &Lowering<'_>, parameters: &[Parameter]) -> Self {
        let taken: Vec<&str> = parameters.iter().map(|it| it.name.rust.as_str()).collect();
        Self {
            found: Vec::new(),
            names: lowering.scope(&taken),
            links: false,
        }
    }

    pub(super) fn into_found(self) -> Vec<Header> {
        self.found
    }

    /// Adds those of a response.
    pub(super) fn read(&mut self, lowering: &mut Lowering<'_>, response: &Node<'_>) {
        let list = response.map("headers", lowering.diagnostics);
        let all = response.join("headers");
        for name in list.into_iter().flat_map(Map::keys) {
            let same = |it: &Header| it.name.wire.eq_ignore_ascii_case(name);
            if self.found.iter().any(same) {
                continue;
            }
            if self.found.len() >= MOST {
                lowering.diagnostics.too_many_headers(&all, MOST);
                return;
            }
            let at = pointer::join(&all, name);
            let Some(target) = follow(lowering.document, &at, lowering.diagnostics) else {
                continue;
            };
            let is_name = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(it);
            if name.is_empty() || !name.chars().all(is_name) {
                lowering.diagnostics.bad_answer_header(&at, name);
                continue;
            }
            let found = lowering.document.get(&target);
            self.links |= name.eq_ignore_ascii_case("link") && found.is_some_and(leads_on);
            let node = Node::at(lowering.document, &target, lowering.diagnostics);
            let text =
                node.and_then(|it| it.description(lowering.document, &at, lowering.diagnostics));
            let doc = docs::clean(text.unwrap_or_default());
            let schema = pointer::join(&target, "schema");
            lowering.check_unkept(&schema, "a header of an answer");
            let wanted = snake(&format!("header_{name}"));
            self.found.push(Header {
                name: self.names.claim(wanted, name, &at, lowering.diagnostics),
                ty: ty(lowering, &schema),
                doc,
            });
        }
    }
}

/// Whether what is said of a header is about the next page.
fn leads_on(header: &Value) -> bool {
    let text = header.to_string().to_ascii_lowercase();
    ["next", "pagina", "5988", "8288"]
        .iter()
        .any(|it| text.contains(it))
}

/// Plain values and lists of them have a type; what else there is stays text.
fn ty(lowering: &mut Lowering<'_>, schema: &str) -> Type {
    if lowering.document.get(schema).is_none() {
        return Type::String;
    }
    let view = lowering.view(schema);
    match lowering.class(&view) {
        Class::Boolean => Type::Bool,
        Class::Integer => Type::Integer(Integer::I64),
        Class::Number => Type::F64,
        Class::Text if matches!(view.text("format"), Some("date-time" | "google-datetime")) => {
            Type::Timestamp
        }
        Class::Array => match view.node_with("items").map(|it| it.join("items")) {
            Some(items) => match ty(lowering, &items) {
                // Only the outer list has commas to itself.
                Type::List(_) => Type::String,
                item => Type::List(Box::new(item)),
            },
            None => Type::String,
        },
        Class::Text | Class::Object | Class::Union | Class::Any => Type::String,
    }
}
