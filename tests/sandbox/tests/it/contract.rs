//! What the specification has, the sandbox knows: a change of `spec/` that nobody has thought about here fails.

use std::collections::BTreeSet;

use secrets_store_sandbox::bodies::RULES;
use secrets_store_sandbox::contract::{Contract, Operation};
use secrets_store_sandbox::credentials::SCHEMES;
use secrets_store_sandbox::operations::{Handled, OPERATIONS};
use serde_json::{Value, json};

/// Keywords of a schema that say what a value has to be, besides its type.
const RULE_KEYWORDS: [&str; 13] = [
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// What is in the specification and not in the sandbox, or the other way round.
fn differences(contract: &Contract) -> Vec<String> {
    let mut found = Vec::new();
    let known = |id: &str| OPERATIONS.iter().find(|it| it.id == id);
    for operation in contract.operations() {
        match known(&operation.id) {
            Some(handled) => compare(operation, handled, contract.document(), &mut found),
            None => found.push(format!("operation {}", operation.id)),
        }
    }
    for handled in &OPERATIONS {
        if !contract.operations().iter().any(|it| it.id == handled.id) {
            found.push(format!("no operation {}", handled.id));
        }
    }
    found
}

fn compare(operation: &Operation, handled: &Handled, document: &Value, found: &mut Vec<String>) {
    let id = &operation.id;
    let mut query = BTreeSet::new();
    for it in &operation.parameters {
        match (it.place.as_str(), it.name.as_str()) {
            ("path", "account_id" | "store_id" | "secret_id") => {}
            ("query", name) => {
                query.insert(name);
            }
            (place, name) => found.push(format!("{id}: {place} parameter {name}")),
        }
    }
    if query != handled.query.iter().copied().collect() {
        found.push(format!("{id}: query parameters {query:?}"));
    }
    let mut body = Body::default();
    if let Some(node) = body_schema(operation, document) {
        body.walk("", node, document);
    }
    if body.properties != handled.body.iter().map(|it| (*it).to_owned()).collect() {
        found.push(format!(
            "{id}: properties of the body {:?}",
            body.properties
        ));
    }
    for (property, keyword) in &body.rules {
        if !RULES.iter().any(|(p, k, _)| p == property && k == keyword) {
            found.push(format!("{id}: rule {keyword} of {property:?}"));
        }
    }
    let known = |it: &Vec<String>| it.iter().all(|it| SCHEMES.contains(&it.as_str()));
    if !operation.security.iter().all(known) {
        found.push(format!("{id}: security {:?}", operation.security));
    }
}

fn body_schema<'a>(operation: &Operation, document: &'a Value) -> Option<&'a Value> {
    let path = operation.path.replace('/', "~1");
    let method = operation.method.to_lowercase();
    let schema = "requestBody/content/application~1json/schema";
    document.pointer(&format!("/paths/{path}/{method}/{schema}"))
}

/// Properties of a body, and the rules for them.
#[derive(Default)]
struct Body {
    properties: BTreeSet<String>,
    rules: BTreeSet<(String, String)>,
}

impl Body {
    fn walk(&mut self, property: &str, node: &Value, document: &Value) {
        if let Some(target) = node.get("$ref").and_then(Value::as_str) {
            let target = document
                .pointer(target.trim_start_matches('#'))
                .expect("a target");
            return self.walk(property, target, document);
        }
        let rule = |keyword: &str| (property.to_owned(), keyword.to_owned());
        let there = RULE_KEYWORDS
            .into_iter()
            .filter(|it| node.get(it).is_some());
        self.rules.extend(there.map(rule));
        for name in list(node, "required").filter_map(Value::as_str) {
            self.rules.insert((name.to_owned(), "required".to_owned()));
        }
        for it in ["allOf", "oneOf", "anyOf"]
            .into_iter()
            .flat_map(|it| list(node, it))
        {
            self.walk(property, it, document);
        }
        if let Some(items) = node.get("items") {
            self.walk(property, items, document);
        }
        for (name, it) in node
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            self.properties.insert(name.clone());
            self.walk(name, it, document);
        }
    }
}

fn list<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    node.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

#[test]
fn the_sandbox_and_the_specification_have_the_same_operations_parameters_and_properties() {
    let found = differences(Contract::of_project());
    assert!(
        found.is_empty(),
        "teach the sandbox, or correct spec/: {found:#?}"
    );
}

#[test]
fn every_rule_of_the_table_is_one_of_the_specification() {
    let contract = Contract::of_project();
    let mut rules = BTreeSet::new();
    for operation in contract.operations() {
        let mut body = Body::default();
        if let Some(node) = body_schema(operation, contract.document()) {
            body.walk("", node, contract.document());
        }
        rules.extend(body.rules);
    }
    let needless: Vec<_> = RULES
        .iter()
        .filter(|(p, k, _)| !rules.contains(&((*p).to_owned(), (*k).to_owned())))
        .collect();
    assert!(needless.is_empty(), "{needless:?}");
}

#[test]
fn a_change_of_the_specification_that_the_sandbox_does_not_know_is_noticed() {
    const STORES: &str = "/paths/~1accounts~1{account_id}~1secrets_store~1stores";
    const COMPONENTS: &str = "/components";
    let changes = [
        (
            STORES,
            "put",
            json!({"operationId": "new", "responses": {}}),
        ),
        (
            "/components/parameters/secrets-store_search",
            "name",
            json!("filter"),
        ),
        (
            "/components/parameters/secrets-store_search",
            "in",
            json!("header"),
        ),
        (
            "/components/schemas/secrets-store_createSecretObject/properties",
            "ttl",
            json!({}),
        ),
        (
            "/components/schemas/secrets-store_secret_name",
            "maxLength",
            json!(64),
        ),
        (
            "/components/schemas/secrets-store_createStoreObject",
            "required",
            json!([]),
        ),
        (
            &format!("{STORES}/get"),
            "security",
            json!([{"user_service_key": []}]),
        ),
        (&format!("{STORES}/post"), "operationId", json!("renamed")),
    ];
    for (at, key, value) in changes {
        let mut document = Contract::of_project().document().clone();
        let node = document.pointer_mut(at).expect(at);
        node[key] = value;
        assert!(document.pointer(COMPONENTS).is_some());
        let found = differences(&Contract::of(document));
        let relaxed = key == "required";
        assert_eq!(found.is_empty(), relaxed, "{at} {key}: {found:?}");
    }
}

#[test]
fn answers_that_the_specification_does_not_allow_are_noticed() {
    let operations = Contract::of_project().operations().iter();
    let get = operations
        .clone()
        .find(|it| it.id == "secrets-store-get-store-by-id");
    let get = get.expect("the operation");
    let answer =
        |result: Value| json!({"success": true, "errors": [], "messages": [], "result": result});
    let store =
        |created: &str| json!({"id": "a", "name": "b", "created": created, "modified": created});
    let failure = json!({"success": false, "errors": [], "messages": [], "result": null});
    let time = "2023-09-21T18:56:32.624632Z";
    let cases = [
        (200, answer(store(time)), ""),
        (200, answer(store("yesterday")), "modified: format"),
        (200, answer(json!({"id": "a"})), "name: required"),
        (200, failure.clone(), "success: enum"),
        (204, answer(store(time)), "responses/204"),
        (404, failure, ""),
        (404, answer(store(time)), "success: enum"),
    ];
    for (status, body, expected) in cases {
        let found: Vec<String> = get
            .check_answer(status, &body)
            .iter()
            .map(ToString::to_string)
            .collect();
        let is_there = found.iter().any(|it| it == expected);
        assert!(
            is_there || found.is_empty() && expected.is_empty(),
            "{status} {body}: {found:?}"
        );
    }
}
