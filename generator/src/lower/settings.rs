//! Settings: required parameters that nearly all operations share, such as the version of the API or who it is used for.
//! They are set once, for the client, and a call may still have its own.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{krate, secrecy};
use crate::diagnostics::Diagnostics;
use crate::model::{
    Model, Name, Operation, Parameter, ParameterPlace, Setting, SettingPlace, Style, Type,
};
use crate::naming::{CLIENT_BUILDER_NAMES, OnCollision, Scope, apart, snake};
use crate::spec::{Document, follow, pointer};

/// Of so many operations, all but one in ten have to share a parameter.
const NEARLY: usize = 10;

/// What is in the query says what is asked for, unless so many operations ask for the same.
const ENOUGH_IN_QUERY: usize = 10;

/// Words of parameters that are never about what is asked for.
const OF_THE_CALLER: &[&str] = &["version", "key", "apikey", "token", "secret", "tenant"];

/// The word of a setting that the document itself has a value for.
const VERSION: &[&str] = &["version"];

/// Words of what is another value in each call.
const OF_EACH_CALL: &[&str] = &[
    "correlation",
    "date",
    "digest",
    "idempotency",
    "match",
    "nonce",
    "range",
    "request",
    "signature",
    "timestamp",
    "trace",
    "traceparent",
    "transaction",
];

/// Where a parameter is sent, and its name there.
type Key = (SettingPlace, String);

/// Finds them, and marks the parameters of the operations.
pub(super) fn find(model: &mut Model, document: &Document, diagnostics: &mut Diagnostics) {
    let found = candidates(model);
    let prefix = krate::variable_prefix(&model.krate.name);
    let mut scope = Scope::with(CLIENT_BUILDER_NAMES, OnCollision::Suffix);
    let mut settings = BTreeMap::new();
    for (key, all) in found {
        let defaults = defaults(document, &all);
        let first = defaults.first().copied();
        if defaults.iter().any(|it| Some(*it) != first) {
            // Each operation has a version of its own.
            continue;
        }
        let default = first.and_then(|it| it.or_else(|| own_version(document)));
        let name = name(all[0], &mut scope, diagnostics);
        let variable = format!("{prefix}_{}", name.rust.to_ascii_uppercase());
        let doc = all.iter().map(|it| &it.doc).find(|it| !it.text.is_empty());
        let setting = Setting {
            place: key.0,
            is_secret: all.iter().any(|it| is_secret(document, it)),
            doc: doc.cloned().unwrap_or_default(),
            variable: Some(variable).filter(|it| default.is_none() && !is_taken(model, it)),
            default: default.map(str::to_owned),
            name,
        };
        settings.insert(key, setting);
    }
    for operation in &mut model.operations {
        mark(operation, &settings);
    }
    model.settings = settings.into_values().collect();
}

/// What enough operations require, with all its places.
fn candidates(model: &Model) -> BTreeMap<Key, Vec<&Parameter>> {
    let mut found: BTreeMap<Key, Vec<&Parameter>> = BTreeMap::new();
    for parameter in model.operations.iter().flat_map(|it| &it.parameters) {
        if let Some(key) = key(parameter) {
            found.entry(key).or_default().push(parameter);
        }
    }
    let operations = model.operations.len();
    found.retain(|key, all| is_shared(key, all.len(), operations));
    // The runtime knows them by their names alone.
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (_, name) in found.keys() {
        *names.entry(name.to_ascii_lowercase()).or_default() += 1;
    }
    found.retain(|(_, name), _| names[&name.to_ascii_lowercase()] == 1);
    found
}

/// The key of a required text that callers choose; none of what cannot be set for all calls.
fn key(it: &Parameter) -> Option<Key> {
    if !it.is_argument() || it.json || !matches!(it.ty, Type::String | Type::Secret) {
        return None;
    }
    match (it.place, it.style) {
        (ParameterPlace::Query, Style::Form) => Some((SettingPlace::Query, it.name.wire.clone())),
        (ParameterPlace::Header, Style::Simple) => {
            Some((SettingPlace::Header, it.name.wire.to_ascii_lowercase()))
        }
        _ => None,
    }
}

fn is_shared((place, name): &Key, uses: usize, operations: usize) -> bool {
    let enough = match place {
        SettingPlace::Query if !has_word(name, OF_THE_CALLER) => ENOUGH_IN_QUERY,
        SettingPlace::Query | SettingPlace::Header => 2,
    };
    let others = operations - uses.min(operations);
    uses >= enough && others * NEARLY <= operations && !has_word(name, OF_EACH_CALL)
}

fn has_word(name: &str, words: &[&str]) -> bool {
    snake(name).split('_').any(|it| words.contains(&it))
}

fn is_secret(document: &Document, it: &Parameter) -> bool {
    it.ty == Type::Secret || secrecy::is_told_of_setting(&it.name.wire, schema(document, it))
}

fn schema<'a>(document: &'a Document, it: &Parameter) -> Option<&'a Json> {
    let at = pointer::join(&it.pointer, "schema");
    let at = follow(document, &at, &mut Diagnostics::default())?;
    document.get(&at)
}

/// What each operation has as the default of a version; other settings have none.
fn defaults<'a>(document: &'a Document, all: &[&Parameter]) -> Vec<Option<&'a str>> {
    let default = |it: &&Parameter| schema(document, it)?.get("default")?.as_str();
    if has_word(&all[0].name.wire, VERSION) {
        all.iter().map(default).collect()
    } else {
        Vec::new()
    }
}

/// The version that the document describes, where that is a date.
fn own_version(document: &Document) -> Option<&str> {
    let own = document.get("/info/version").and_then(Json::as_str);
    own.filter(|it| is_dated(it))
}

/// `2024-06-01`, `2024-06-01-preview`: versions of that kind are of the API itself.
fn is_dated(version: &str) -> bool {
    let mut parts = version.splitn(3, '-');
    let mut number = |length: usize| {
        let part = parts.next().unwrap_or_default();
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        digits == length
    };
    number(4) && number(2) && number(2)
}

/// The setter; one of another parameter's name, or of what every builder has, says that it is a parameter.
fn name(it: &Parameter, scope: &mut Scope, diagnostics: &mut Diagnostics) -> Name {
    let mut rust = it.name.rust.clone();
    if scope.has(&rust) {
        rust = apart::parameter(&rust);
    }
    scope.claim(rust, &it.name.wire, &it.pointer, diagnostics)
}

/// True for the variable of a credential.
fn is_taken(model: &Model, variable: &String) -> bool {
    let credentials = model.security.credentials.iter();
    let mut parts = credentials.flat_map(|it| &it.parts);
    parts.any(|it| it.variable.as_ref() == Some(variable))
}

fn mark(operation: &mut Operation, settings: &BTreeMap<Key, Setting>) {
    for parameter in &mut operation.parameters {
        if let Some(setting) = key(parameter).and_then(|it| settings.get(&it)) {
            parameter.is_setting = true;
            if setting.is_secret {
                parameter.ty = Type::Secret;
            }
        }
    }
}
