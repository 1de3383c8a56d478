//! `type` as a list: one type, null, or alternatives.

use serde_json::{Map, Value, json};

use super::schema::Schema;

/// The keys that only speak of values of one type.
const OWN: &[(&str, &[&str])] = &[
    (
        "string",
        &[
            "minLength",
            "maxLength",
            "pattern",
            "x-length-unit",
            "x-sensitive",
        ],
    ),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

/// Formats of numbers; all others are of text.
const NUMBERS: &[&str] = &[
    "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float",
    "double",
];

/// How many types there are besides null, `integer` being a `number`.
const ALL: usize = 5;

/// A type with its place in the list.
struct Kind {
    name: String,
    number: usize,
}

impl Schema<'_> {
    pub(super) fn types(&mut self) {
        let names: Vec<String> = match self.map.get("type") {
            Some(Value::String(name)) if name == "null" => return self.null("type"),
            // Lowering reports what is no list of texts.
            Some(Value::Array(list)) if !list.is_empty() && list.iter().all(Value::is_string) => {
                list.iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect()
            }
            Some(_) => return,
            None => match of_values(&self.map) {
                names if names.len() > 1 => {
                    let values = self.map.get("enum").and_then(Value::as_array);
                    if values.is_some_and(|it| it.contains(&Value::Null)) {
                        self.put("nullable", Value::Bool(true), "enum");
                    }
                    names.into_iter().map(str::to_owned).collect()
                }
                _ => return,
            },
        };
        let null = names.iter().position(|it| it == "null");
        let kinds = self.kinds(&names);
        if let (Some(number), true) = (null, kinds.is_empty()) {
            return self.null(&format!("type/{number}"));
        }
        if let Some(number) = null {
            self.put("nullable", Value::Bool(true), &format!("type/{number}"));
        }
        let number = self.number_in_text(&kinds);
        match (number, kinds.as_slice()) {
            (Some(only), _) | (None, [only]) => self.put(
                "type",
                only.name.as_str().into(),
                &format!("type/{}", only.number),
            ),
            (None, several) => self.several(several),
        }
    }

    /// Nothing but null: 3.0 says it with the one value there is.
    fn null(&mut self, from: &str) {
        self.put("nullable", Value::Bool(true), from);
        self.put("enum", json!([null]), from);
        self.map.shift_remove("type");
    }

    /// The types that count: each once, without null, and only those that some value of the `enum` has.
    fn kinds(&self, names: &[String]) -> Vec<Kind> {
        let values = self.map.get("enum").and_then(Value::as_array);
        let possible = |name: &str| values.is_none_or(|it| it.iter().any(|value| is(value, name)));
        let counts = |number: usize, name: &str| {
            name != "null"
                && !names[..number].iter().any(|it| it == name)
                && !(name == "integer" && names.iter().any(|it| it == "number"))
        };
        let all = || {
            names
                .iter()
                .enumerate()
                .filter(|(number, name)| counts(*number, name))
                .map(|(number, name)| Kind {
                    name: name.clone(),
                    number,
                })
        };
        let left: Vec<Kind> = all().filter(|it| possible(&it.name)).collect();
        let only_null = possible("null") && names.iter().any(|it| it == "null");
        if left.is_empty() && !only_null {
            all().collect()
        } else {
            left
        }
    }

    /// ```yaml
    /// {type: [integer, string], format: int32, pattern: '^-?(?:0|[1-9]\d*)$'}    # becomes
    /// {type: integer, format: int32}
    /// ```
    ///
    /// So .NET describes numbers: it reads texts that hold one as well, and answers with numbers.
    fn number_in_text<'k>(&mut self, kinds: &'k [Kind]) -> Option<&'k Kind> {
        let [one, other] = kinds else {
            return None;
        };
        let (number, text) = if one.name == "string" {
            (other, one)
        } else {
            (one, other)
        };
        let says = |key: &str| self.map.get(key).and_then(Value::as_str);
        let is_number = matches!(number.name.as_str(), "integer" | "number")
            && says("format").is_some_and(|it| NUMBERS.contains(&it));
        let is_told =
            text.name == "string" && says("pattern").is_some_and(|it| WRITTEN.contains(&it));
        let chooses = ["enum", "oneOf", "anyOf", "allOf", "$ref"];
        if !is_number || !is_told || chooses.iter().any(|it| self.map.contains_key(*it)) {
            return None;
        }
        self.map.shift_remove("pattern");
        Some(number)
    }

    /// Alternatives of one type each, with the keys that speak of that type.
    fn several(&mut self, kinds: &[Kind]) {
        if self.map.contains_key("oneOf") || self.map.contains_key("anyOf") {
            return self.types_beside_alternatives();
        }
        let values = self.map.get("enum").cloned();
        let mut branches = Vec::new();
        for (number, kind) in kinds.iter().enumerate() {
            branches.push(self.branch(kind, number));
        }
        let bare = branches.iter().all(|it| it.len() == 1);
        if bare && values.is_none() && kinds.len() == ALL {
            self.map.shift_remove("type");
            return;
        }
        self.map.shift_remove("enum");
        self.map.shift_remove("type");
        let branches = branches.into_iter().map(Value::Object).collect();
        self.map.insert("anyOf".to_owned(), Value::Array(branches));
    }

    /// ```yaml
    /// {type: [string, array], minLength: 1, items: {}}     # becomes
    /// anyOf: [{type: string, minLength: 1}, {type: array, items: {}}]
    /// ```
    fn branch(&mut self, kind: &Kind, number: usize) -> Map<String, Value> {
        let to = format!("anyOf/{number}");
        let from = self.join("type") + &format!("/{}", kind.number);
        self.origins.copy(&from, &format!("{}/{to}", self.at));
        let mut branch = Map::from_iter([("type".to_owned(), Value::from(kind.name.as_str()))]);
        if let Some(Value::Array(values)) = self.map.get("enum") {
            let own = values
                .iter()
                .filter(|it| is(it, &kind.name))
                .cloned()
                .collect();
            branch.insert("enum".to_owned(), Value::Array(own));
            self.origins
                .copy(&self.join("enum"), &format!("{}/{to}/enum", self.at));
        }
        let keys: Vec<String> = self.map.keys().cloned().collect();
        for key in keys {
            if self.belongs(&key, &kind.name)
                && let Some(value) = self.map.shift_remove(&key)
            {
                self.carry(&key, &format!("{to}/{key}"));
                branch.insert(key, value);
            }
        }
        branch
    }

    fn belongs(&self, key: &str, kind: &str) -> bool {
        let kind = if kind == "integer" { "number" } else { kind };
        if key == "format" {
            let format = self.map.get("format").and_then(Value::as_str);
            let number = format.is_some_and(|it| NUMBERS.contains(&it));
            return kind == if number { "number" } else { "string" };
        }
        OWN.iter()
            .any(|(owner, keys)| *owner == kind && keys.contains(&key))
    }

    /// The alternatives say which types there are, mostly; a list of types could only take some away.
    fn types_beside_alternatives(&mut self) {
        const TELLING: &[&str] = &["type", "$ref", "enum", "allOf", "anyOf", "oneOf"];
        let alternatives = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|it| self.map.get(*it)?.as_array());
        let tells = |it: &Value| TELLING.iter().any(|key| it.get(*key).is_some());
        if !alternatives.flatten().all(tells) {
            let help = "repeat the type in each alternative; one without is any JSON value";
            self.diagnostics
                .not_in_30(&self.join("type"), "type: […]", help);
        }
        self.map.shift_remove("type");
    }
}

/// Numbers as .NET describes them: whole ones, with and without a sign, those with a point, and those with an exponent. What else is
/// made of digits may be a date, a version or a range.
const WRITTEN: [&str; 4] = [
    r"^-?(?:0|[1-9]\d*)$",
    r"^(?:0|[1-9]\d*)$",
    r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
    r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
];

/// The types of the values of an `enum` without `type`, null left out. Objects and lists are no values to choose from.
pub(super) fn of_values(map: &Map<String, Value>) -> Vec<&'static str> {
    let values = map.get("enum").and_then(Value::as_array);
    let Some(values) = values.filter(|_| !map.contains_key("type")) else {
        return Vec::new();
    };
    if values.iter().any(|it| it.is_array() || it.is_object()) {
        return Vec::new();
    }
    let found = ["string", "boolean", "integer", "number"]
        .into_iter()
        .filter(|kind| values.iter().any(|it| is(it, kind)));
    let mut found: Vec<&str> = found.collect();
    // Every integer is a number.
    if values.iter().any(Value::is_f64) {
        found.retain(|it| *it != "integer");
    } else {
        found.retain(|it| *it != "number");
    }
    found
}

/// True if a value is of a type.
fn is(value: &Value, kind: &str) -> bool {
    match value {
        Value::Null => kind == "null",
        Value::Bool(_) => kind == "boolean",
        Value::Number(it) => kind == "number" || kind == "integer" && !it.is_f64(),
        Value::String(_) => kind == "string",
        Value::Array(_) => kind == "array",
        Value::Object(_) => kind == "object",
    }
}
