//! Where schemas stand in a document: everywhere else the same words are data, such as examples and defaults.

use serde_json::{Map, Value};

use crate::spec::{items, pointer};

/// The objects of OpenAPI on the way to a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Root,
    Components,
    PathItem,
    /// A map of path items, by where the API sends them.
    Callback,
    /// Of `x-webhooks`: either of the two.
    Extension,
    Operation,
    /// Parameters and headers.
    Parameter,
    /// Request bodies and responses.
    Message,
    MediaType,
    Encoding,
    Schema,
}

/// How a part stands below its key.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// It is the value.
    One,
    /// It is the value, where true and false are something else than schemas.
    Object,
    /// The value is a list or map of them.
    Each,
    /// The value is a map of them and of extensions.
    EachButExtensions,
}

use Form::{Each, EachButExtensions, Object, One};

type Part = (&'static str, Form, Kind);

impl Kind {
    /// The keys that lead on.
    const fn parts(self) -> &'static [Part] {
        match self {
            Self::Root => &[
                ("paths", EachButExtensions, Self::PathItem),
                ("webhooks", Each, Self::PathItem),
                ("x-webhooks", Each, Self::Extension),
                ("components", One, Self::Components),
                ("$defs", Each, Self::Schema),
            ],
            Self::Components => &[
                ("schemas", Each, Self::Schema),
                ("responses", Each, Self::Message),
                ("parameters", Each, Self::Parameter),
                ("requestBodies", Each, Self::Message),
                ("headers", Each, Self::Parameter),
                ("pathItems", Each, Self::PathItem),
                ("callbacks", Each, Self::Callback),
                ("mediaTypes", Each, Self::MediaType),
            ],
            Self::PathItem => &[
                ("get", One, Self::Operation),
                ("put", One, Self::Operation),
                ("post", One, Self::Operation),
                ("delete", One, Self::Operation),
                ("options", One, Self::Operation),
                ("head", One, Self::Operation),
                ("patch", One, Self::Operation),
                ("trace", One, Self::Operation),
                ("query", One, Self::Operation),
                ("parameters", Each, Self::Parameter),
            ],
            Self::Operation => &[
                ("parameters", Each, Self::Parameter),
                ("requestBody", One, Self::Message),
                ("responses", EachButExtensions, Self::Message),
                ("callbacks", Each, Self::Callback),
            ],
            // See `Walk::node`.
            Self::Callback | Self::Extension => &[],
            Self::Parameter => &[
                ("schema", One, Self::Schema),
                ("content", Each, Self::MediaType),
            ],
            Self::Message => &[
                ("headers", Each, Self::Parameter),
                ("content", Each, Self::MediaType),
            ],
            Self::MediaType => &[
                ("schema", One, Self::Schema),
                ("encoding", Each, Self::Encoding),
            ],
            Self::Encoding => &[("headers", Each, Self::Parameter)],
            Self::Schema => &[
                ("properties", Each, Self::Schema),
                ("patternProperties", Each, Self::Schema),
                ("$defs", Each, Self::Schema),
                ("allOf", Each, Self::Schema),
                ("anyOf", Each, Self::Schema),
                ("oneOf", Each, Self::Schema),
                ("prefixItems", Each, Self::Schema),
                ("items", Object, Self::Schema),
                ("unevaluatedItems", Object, Self::Schema),
                ("additionalProperties", Object, Self::Schema),
                ("unevaluatedProperties", Object, Self::Schema),
                ("not", Object, Self::Schema),
            ],
        }
    }
}

/// Pointers of all schemas, each before those inside it.
pub(super) fn schemas(document: &Value) -> Vec<String> {
    of_kind(document, Kind::Schema, &|_| true)
}

/// Pointers of the schemas that are objects of some kind, each before those inside it.
pub(super) fn schemas_that(
    are: impl Fn(&Map<String, Value>) -> bool,
    document: &Value,
) -> Vec<String> {
    let wanted = |it: &Value| it.as_object().is_some_and(&are);
    of_kind(document, Kind::Schema, &wanted)
}

/// Pointers of all operations.
pub(super) fn operations(document: &Value) -> Vec<String> {
    of_kind(document, Kind::Operation, &|_| true)
}

/// Pointers of the parameters that are of some kind. Headers are much the same.
pub(super) fn parameters_that(are: impl Fn(&Value) -> bool, document: &Value) -> Vec<String> {
    of_kind(document, Kind::Parameter, &are)
}

/// Pointers of the media types that are of some kind.
pub(super) fn media_types_that(are: impl Fn(&Value) -> bool, document: &Value) -> Vec<String> {
    of_kind(document, Kind::MediaType, &are)
}

fn of_kind(document: &Value, kind: Kind, wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    let mut walk = Walk {
        kind,
        wanted,
        at: String::new(),
        found: Vec::new(),
    };
    walk.node(Kind::Root, document);
    walk.found
}

struct Walk<'a> {
    kind: Kind,
    wanted: &'a dyn Fn(&Value) -> bool,
    /// Where it is.
    at: String,
    found: Vec<String>,
}

impl Walk<'_> {
    fn node(&mut self, kind: Kind, node: &Value) {
        if kind == self.kind && (self.wanted)(node) {
            self.found.push(self.at.clone());
        }
        match kind {
            Kind::Extension if items::is_item(node) => return self.node(Kind::PathItem, node),
            Kind::Callback | Kind::Extension => {
                return self.part(EachButExtensions, Kind::PathItem, node);
            }
            _ => {}
        }
        let Value::Object(map) = node else { return };
        for (key, form, below) in kind.parts() {
            if let Some(value) = pointer::child(map, key) {
                self.step(key, |it| it.part(*form, *below, value));
            }
        }
    }

    fn part(&mut self, form: Form, below: Kind, value: &Value) {
        match (form, value) {
            (One, _) | (Object, Value::Object(_)) => self.node(below, value),
            (Each, Value::Array(items)) => {
                for (number, item) in items.iter().enumerate() {
                    self.step(&number.to_string(), |it| it.node(below, item));
                }
            }
            (Each | EachButExtensions, Value::Object(map)) => {
                for (name, value) in map {
                    if matches!(form, Each) || !name.starts_with("x-") {
                        self.step(name, |it| it.node(below, value));
                    }
                }
            }
            (Object | Each | EachButExtensions, _) => {}
        }
    }

    fn step(&mut self, name: &str, go: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        pointer::push(&mut self.at, name);
        go(self);
        self.at.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::spec::METHODS;

    #[test]
    fn operations_of_every_method_are_found() {
        for key in METHODS {
            let document = json!({ "paths": { "/a": { key: {} } } });
            assert_eq!(super::operations(&document), [format!("/paths/~1a/{key}")]);
        }
    }

    #[test]
    fn what_the_api_sends_by_itself_is_found() {
        let item = || json!({ "post": {} });
        let called = json!({ "post": { "callbacks": { "b": { "{$url}": item() }, "x-c": true } } });
        let document = json!({
            "paths": { "/a": called },
            "webhooks": { "d": item() },
            "x-webhooks": { "e": item(), "i": { "{$url}": item() }, "x-f": true },
            "components": { "callbacks": { "g": { "{$url}": item(), "x-h": item() } } },
        });
        let found = [
            "/paths/~1a/post",
            "/paths/~1a/post/callbacks/b/{$url}/post",
            "/webhooks/d/post",
            "/x-webhooks/e/post",
            "/x-webhooks/i/{$url}/post",
            "/components/callbacks/g/{$url}/post",
        ];
        assert_eq!(super::operations(&document), found);
    }
}
