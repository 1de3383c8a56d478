//! What the specification says about requests and answers, as far as a service needs it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use client_generator::{Input, Source, merge};
use serde_json::{Map, Value};

use crate::schema::{Schema, Violation};

const METHODS: [&str; 8] = [
    "get", "head", "options", "trace", "post", "put", "patch", "delete",
];

/// What a token with the permission to read has in `x-api-token-group`.
const READ: &str = "Secrets Store Read";

/// The operations of `spec/`, with the overlay on it.
#[derive(Debug)]
pub struct Contract {
    document: Value,
    operations: Vec<Operation>,
}

/// An operation of the specification.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// `GET`
    pub method: String,
    /// `/accounts/{account_id}/…`
    pub path: String,
    /// Permission to read is enough.
    pub reads: bool,
    /// The accepted combinations of security schemes.
    pub security: Vec<Vec<String>>,
    /// All parameters.
    pub parameters: Vec<Parameter>,
    /// The body, if it takes one.
    pub body: Option<Schema>,
    /// Statuses, also ranges such as `4XX`, with the schema of the answer.
    pub answers: BTreeMap<String, Schema>,
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in the request.
    pub name: String,
    /// `path` or `query`
    pub place: String,
    /// The request cannot do without it.
    pub required: bool,
    /// What it has to be.
    pub schema: Schema,
}

impl Contract {
    /// The contract of the project's `spec/`, read once.
    ///
    /// # Panics
    /// If `spec/` does not parse; the generator says more about that.
    #[must_use]
    pub fn of_project() -> &'static Self {
        static CONTRACT: OnceLock<Contract> = OnceLock::new();
        CONTRACT.get_or_init(|| {
            let source = |name: &str, text: &str| Source {
                name: name.to_owned(),
                text: text.to_owned(),
            };
            let input = Input {
                document: source(
                    "spec/secrets-store.yaml",
                    include_str!("../../../spec/secrets-store.yaml"),
                ),
                overlays: vec![source(
                    "spec/secrets-store.overlay.yaml",
                    include_str!("../../../spec/secrets-store.overlay.yaml"),
                )],
                names: None,
                examples: Vec::new(),
                options: client_generator::Options::default(),
            };
            match merge(&input) {
                Ok(document) => Self::of(document),
                Err(reports) => panic!("the specification has errors: {reports:#?}"),
            }
        })
    }

    /// The contract of a document.
    ///
    /// # Panics
    /// If an operation has no `operationId`, or a schema is none.
    #[must_use]
    pub fn of(document: Value) -> Self {
        let mut operations = Vec::new();
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for method in METHODS {
                if let Some(node) = item.get(method) {
                    let reader = Reader {
                        document: &document,
                        item,
                        node,
                    };
                    operations.push(reader.operation(method, path));
                }
            }
        }
        Self {
            document,
            operations,
        }
    }

    /// All operations.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The most bytes that the value of a secret may have.
    ///
    /// # Panics
    /// If the specification no longer says.
    #[must_use]
    pub fn most_bytes(&self) -> usize {
        let value = self
            .document
            .pointer("/components/schemas/secrets-store_value");
        let most = value.and_then(|it| it.get("maxLength")?.as_u64());
        let most = most.and_then(|it| usize::try_from(it).ok());
        most.expect("the value of a secret has a limit")
    }

    /// The merged document.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document
    }
}

impl Operation {
    /// What is wrong with an answer of this status, if anything.
    #[must_use]
    pub fn check_answer(&self, status: u16, body: &Value) -> Vec<Violation> {
        let exact = self.answers.get(&status.to_string());
        let range = || self.answers.get(&format!("{}XX", status / 100));
        match exact.or_else(range) {
            Some(schema) => schema.check(body),
            None => vec![Violation::undocumented(status)],
        }
    }
}

/// Reads one operation.
struct Reader<'a> {
    document: &'a Value,
    item: &'a Value,
    node: &'a Value,
}

impl Reader<'_> {
    fn operation(&self, method: &str, path: &str) -> Operation {
        let id = self.node.get("operationId").and_then(Value::as_str);
        let groups = self.node.get("x-api-token-group").and_then(Value::as_array);
        let body = self.node.get("requestBody").map(|it| self.followed(it));
        let answers = self.node.get("responses").and_then(Value::as_object);
        Operation {
            id: id.expect("an operationId").to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            reads: groups.is_some_and(|it| it.iter().any(|it| it == READ)),
            security: self.security(),
            parameters: self.parameters(),
            body: body.and_then(|it| self.content(it)),
            answers: answers
                .into_iter()
                .flatten()
                .filter_map(|(status, it)| Some((status.clone(), self.content(it)?)))
                .collect(),
        }
    }

    fn security(&self) -> Vec<Vec<String>> {
        let own = self.node.get("security");
        let list = own.or_else(|| self.document.get("security"));
        let list = list.and_then(Value::as_array);
        let names = |it: &Value| it.as_object().map(names);
        list.into_iter().flatten().filter_map(names).collect()
    }

    fn parameters(&self) -> Vec<Parameter> {
        let text = |it: &Value, key| it.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        [self.item, self.node]
            .into_iter()
            .filter_map(|it| it.get("parameters").and_then(Value::as_array))
            .flatten()
            .map(|it| self.followed(it))
            .map(|it| Parameter {
                name: text(it, "name"),
                place: text(it, "in"),
                required: it.get("required") == Some(&Value::Bool(true)),
                schema: self.schema(it.get("schema").unwrap_or(&Value::Null)),
            })
            .collect()
    }

    /// The schema of JSON in a body or an answer.
    fn content(&self, node: &Value) -> Option<Schema> {
        let schema = node.pointer("/content/application~1json/schema")?;
        Some(self.schema(schema))
    }

    fn schema(&self, node: &Value) -> Schema {
        Schema::new(node, self.document)
    }

    fn followed<'a>(&'a self, node: &'a Value) -> &'a Value {
        follow(node, self.document)
    }
}

fn names(map: &Map<String, Value>) -> Vec<String> {
    map.keys().cloned().collect()
}

/// What a reference leads to; the node itself if it is none.
pub(crate) fn follow<'a>(node: &'a Value, document: &'a Value) -> &'a Value {
    let target = node.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|it| document.pointer(it.strip_prefix('#')?));
    target.map_or(node, |it| follow(it, document))
}
