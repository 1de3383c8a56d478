//! Proof on the wire: for each operation calls with synthesised values, what they must send, and what must come out of
//! each documented answer. Nothing here uses the runtime, so what it computes is evidence.

mod values;
mod written;

use serde_json::{Value as Json, json};

use crate::model::{
    Body, Content, Encoding, Example, Expected, Failure, Model, Name, Operation, Output,
    ParameterPlace, Reply, SchemePlace, Sent, SentBody, Status, Type, Wire,
};
use values::{Fill, Values};

/// Gives each operation its wires. What cannot be made, because a type contains itself without end, is left out.
pub(super) fn fill(model: &mut Model) {
    for number in 0..model.operations.len() {
        let operation = &model.operations[number];
        let credentials = credentials(model, operation);
        let first = credentials.first().copied();
        let mut wires = Vec::new();
        for answer in answers(model, operation) {
            wires.extend(wire(model, operation, Fill::Required, first, answer));
        }
        if let Some(answer) = answers(model, operation).into_iter().next() {
            wires.extend(wire(model, operation, Fill::All, first, answer.clone()));
            for other in credentials.into_iter().skip(1) {
                let wire = wire(
                    model,
                    operation,
                    Fill::Required,
                    Some(other),
                    answer.clone(),
                );
                let name = &model.security.credentials[other].name.rust;
                wires.extend(wire.map(|it| Wire {
                    name: format!("{}_as_{name}", it.name),
                    ..it
                }));
            }
        }
        model.operations[number].wires = wires;
    }
}

fn wire(
    model: &Model,
    operation: &Operation,
    fill: Fill,
    credential: Option<usize>,
    (status, reply, expected): Answer,
) -> Option<Wire> {
    let mut call = Example::default();
    let mut sent = Sent {
        path: operation.path.clone(),
        ..Sent::default()
    };
    path(model, operation, &mut call, &mut sent)?;
    for parameter in &operation.parameters {
        if !parameter.required && fill == Fill::Required {
            continue;
        }
        let values = Values::of_place(model, parameter.place, fill);
        let (value, json) = values.make(&parameter.ty, 0)?;
        if parameter.required {
            call.arguments.push(value);
        } else {
            call.setters.push((parameter.name.clone(), value));
        }
        let pairs = written::parameter(parameter, &json);
        match parameter.place {
            ParameterPlace::Query => sent.query.extend(pairs),
            ParameterPlace::Cookie => sent.cookies.extend(pairs),
            ParameterPlace::Header => {
                let name = parameter.name.wire.to_ascii_lowercase();
                let text = written::header(parameter, &json);
                sent.headers.extend(text.map(|it| (name, it)));
            }
        }
    }
    let mut optional_body = None;
    if let Some(body) = &operation.body {
        let value = self::body(model, body, fill, &mut call, &mut sent)?;
        match value {
            Set::Optional(value) => optional_body = Some(value),
            Set::Done => {}
        }
    }
    if let Some(number) = credential {
        signed(model, operation, number, &mut sent);
    }
    let kind = match fill {
        Fill::Required => "required",
        Fill::All => "all",
    };
    Some(Wire {
        name: format!("{kind}_{status}"),
        call,
        credential,
        body: optional_body,
        sent,
        reply,
        expected,
    })
}

/// What every credential is.
pub(crate) const TOKEN: &str = "t-1";

/// The schemes that an operation accepts and a credential has.
fn accepted<'a>(model: &Model, operation: &'a Operation, number: usize) -> Option<&'a Vec<String>> {
    let parts = &model.security.credentials[number].parts;
    let has = |scheme: &String| parts.iter().any(|it| it.scheme == *scheme);
    // All that the client can say is said.
    let alternatives = operation.security.iter();
    alternatives
        .filter(|it| !it.is_empty() && it.iter().all(has))
        .max_by_key(|it| it.len())
}

/// The credentials that an operation accepts.
fn credentials(model: &Model, operation: &Operation) -> Vec<usize> {
    let all = 0..model.security.credentials.len();
    all.filter(|it| accepted(model, operation, *it).is_some())
        .collect()
}

/// Adds what a credential adds to a request.
fn signed(model: &Model, operation: &Operation, number: usize, sent: &mut Sent) {
    let Some(accepted) = accepted(model, operation, number) else {
        return;
    };
    let schemes = model.security.schemes.iter();
    for scheme in schemes.filter(|it| accepted.contains(&it.name)) {
        let token = TOKEN.to_owned();
        let (list, name, value) = match &scheme.place {
            SchemePlace::Header(name) => (&mut sent.headers, name.as_str(), token),
            SchemePlace::Query(name) => (&mut sent.query, name.as_str(), token),
            SchemePlace::Cookie(name) => (&mut sent.cookies, name.as_str(), token),
            SchemePlace::Bearer => {
                let value = format!("Bearer {token}");
                (&mut sent.headers, "authorization", value)
            }
            SchemePlace::Basic => (&mut sent.headers, "authorization", String::new()),
        };
        list.push((name.to_owned(), value));
    }
}

fn path(model: &Model, operation: &Operation, call: &mut Example, sent: &mut Sent) -> Option<()> {
    let values = Values::of_path(model);
    for it in &operation.path_parameters {
        let (value, json) = values.make(&it.parameter.ty, 0)?;
        let template = format!("{{{}}}", it.parameter.name.wire);
        let text = written::path(&it.parameter, &json);
        sent.path = sent.path.replace(&template, &text);
        call.path.push((it.parameter.name.wire.clone(), value));
    }
    let fixed = operation.fixed_query.split('&').filter(|it| !it.is_empty());
    let pairs = fixed.map(|it| it.split_once('=').unwrap_or((it, "")));
    sent.query
        .extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    Some(())
}

/// What is left to do with a body.
enum Set {
    /// It is part of the call, or not there.
    Done,
    /// It has a setter of its own.
    Optional(crate::model::Value),
}

/// Puts the body into the call; an optional one that is no argument comes back.
fn body(
    model: &Model,
    body: &Body,
    fill: Fill,
    call: &mut Example,
    sent: &mut Sent,
) -> Option<Set> {
    if let Some(id) = body.flattened {
        let values = Values::of_body(model, fill);
        let (required, optional, json) = values.fields(id, 0)?;
        call.arguments.extend(required);
        call.setters.extend(optional);
        sent.body = Some((body.media_type.clone(), SentBody::Json(json.to_string())));
        return Some(Set::Done);
    }
    if !body.required && fill == Fill::Required {
        return Some(Set::Done);
    }
    let values = Values::of_body(model, fill);
    let (value, json) = values.make(&body.ty, 0)?;
    let (media_type, encoding) = match &body.encoding {
        Encoding::Choice => {
            let form = values.first_form(&body.ty)?;
            (&form.media_type, &form.encoding)
        }
        encoding => (&body.media_type, encoding),
    };
    sent.body = Some((media_type.clone(), written::body(encoding, &json)));
    if body.required {
        call.arguments.push(value);
        Some(Set::Done)
    } else {
        Some(Set::Optional(value))
    }
}

/// The status, what the server sends, and what comes out.
type Answer = (u16, Reply, Expected);

/// Every documented answer: its status, what the server sends, and what comes out.
fn answers(model: &Model, operation: &Operation) -> Vec<Answer> {
    let mut found = Vec::new();
    match &operation.output {
        Output::One(content) => {
            let status = operation.statuses.first().copied();
            let status = number(status.unwrap_or(Status::Exact(200)), 200);
            for status in exact(operation, status) {
                found.extend(success(model, operation, content, status, None));
            }
        }
        Output::ByStatus { variants, .. } => {
            for it in variants {
                let status = number(it.status, 200);
                found.extend(success(
                    model,
                    operation,
                    &it.content,
                    status,
                    Some(&it.name),
                ));
            }
        }
    }
    for it in &operation.failures {
        // What stands for a range must not be a status that is documented itself.
        let mut status = number(it.status, 422);
        while found.iter().any(|(known, ..)| *known == status) {
            status += 1;
        }
        found.extend(failure(model, it, status));
    }
    found
}

/// All exact statuses, or the one that stands for a range.
fn exact(operation: &Operation, fallback: u16) -> Vec<u16> {
    let exact: Vec<u16> = operation
        .statuses
        .iter()
        .filter_map(|it| match it {
            Status::Exact(code) => Some(*code),
            Status::Range(_) | Status::Default => None,
        })
        .collect();
    if exact.is_empty() {
        vec![fallback]
    } else {
        exact
    }
}

fn number(status: Status, default: u16) -> u16 {
    match status {
        Status::Exact(code) => code,
        // The first of the hundred that nothing treats in a special way.
        Status::Range(hundreds) => u16::from(hundreds) * 100 + if hundreds == 2 { 7 } else { 18 },
        Status::Default => default,
    }
}

fn success(
    model: &Model,
    operation: &Operation,
    content: &Content,
    status: u16,
    variant: Option<&Name>,
) -> Option<Answer> {
    let values = Values::of_answer(model);
    let of = |ty: &Type| values.make(ty, 0).map(|it| it.1);
    let (body, compared) = match content {
        Content::Json(ty) => (of(ty)?.to_string(), Some((ty, of(ty)?))),
        Content::Result(ty) => (enveloped(&of(ty)?), Some((ty, of(ty)?))),
        Content::Page(ty) => {
            let list = Json::Array(vec![of(ty)?]);
            (enveloped(&list), Some((ty, list)))
        }
        Content::Text => {
            let text = Json::from("text é");
            ("text é".to_owned(), Some((&Type::String, text)))
        }
        Content::Nothing | Content::Bytes | Content::Events(_) => (String::new(), None),
        Content::Lines(ty) => (format!("{}\n", of(ty)?), None),
    };
    let json = compared
        .filter(|(ty, _)| !values.is_sensitive(ty))
        .map(|(_, json)| json.to_string());
    let expected = match (variant, json) {
        (Some(name), json) => Expected::Variant(name.clone(), json),
        (None, Some(json)) => Expected::Value(json),
        (None, None) => Expected::Success,
    };
    let media_type = operation.accept.split(',').next().unwrap_or_default();
    let reply = Reply {
        status,
        media_type: media_type.trim().replace("*/*", "application/json"),
        body,
    };
    Some((status, reply, expected))
}

fn enveloped(result: &Json) -> String {
    json!({"success": true, "errors": [], "messages": [], "result": result}).to_string()
}

fn failure(model: &Model, it: &Failure, status: u16) -> Option<Answer> {
    // Successes, redirects and what comes before an answer are no failures.
    if status < 400 {
        return None;
    }
    let values = Values::of_answer(model);
    let json = values.make(&it.ty, 0)?.1.to_string();
    let reply = Reply {
        status,
        media_type: "application/json".to_owned(),
        body: json.clone(),
    };
    let expected = Expected::Failure(status, it.ty.clone(), json);
    (!values.is_sensitive(&it.ty)).then_some((status, reply, expected))
}
