//! What the server answers: one answer for each documented status, and one for each alternative in it.

use serde_json::{Value as Json, json};

use super::declared::followed;
use super::known::Reading;
use super::schemas::{Fill, Schemas, Seen, Way};
use crate::model::{
    Answer, Content, Expected, Failure, Method, Model, Name, Operation, Output, Status, Type,
};
use crate::spec::{Document, pointer};

/// Most answers of one status.
const TURNS: usize = 8;

/// A documented response.
struct Response<'a> {
    status: Status,
    /// The status that the server answers with.
    number: u16,
    content: Vec<(&'a str, &'a Json)>,
}

/// Every documented answer. `seen` are the alternatives that earlier answers have shown.
pub(super) fn of(
    reading: Reading<'_>,
    model: &Model,
    operation: &Operation,
    seen: &mut Seen,
) -> Vec<Answer> {
    let responses = responses(reading.document, operation);
    let success = |it: &Status| matches!(it, Status::Exact(200..=299) | Status::Range(2));
    // What redirects mean is decided elsewhere; `default` is a success only where there is nothing else.
    let redirect = |it: &Status| it.is_redirection() && operation.statuses.contains(it);
    let success = |it: &Status| success(it) || redirect(it);
    let only_default = !responses.iter().any(|it| success(&it.status));
    let mut answers = Vec::new();
    for it in &responses {
        if success(&it.status) {
            successes(reading, model, operation, it, seen, &mut answers);
        } else if it.status == Status::Default && only_default {
            let it = Response {
                number: 200,
                content: it.content.clone(),
                ..*it
            };
            successes(reading, model, operation, &it, seen, &mut answers);
        } else if it.number >= 400 {
            answers.push(failure(reading, model, operation, it));
        }
    }
    // Where nothing is documented that a client can get, the request is proved all the same.
    if answers.is_empty() && matches!(operation.output, Output::One(Content::Nothing)) {
        answers.push(Answer {
            status: 204,
            media_type: "application/json".to_owned(),
            body: String::new(),
            expected: Expected::Success(None, None),
        });
    }
    // A success comes first, if there is one.
    answers.sort_by_key(|it| it.status >= 400);
    answers
}

fn responses<'a>(document: &'a Document, operation: &Operation) -> Vec<Response<'a>> {
    let at = pointer::join(&operation.pointer, "responses");
    let map = document.get(&at).and_then(Json::as_object);
    let mut found = Vec::new();
    for (key, node) in map.into_iter().flatten() {
        let (Some(status), Some(node)) = (status(key), followed(document, node)) else {
            continue;
        };
        let content = node.get("content").and_then(Json::as_object);
        let content = content.into_iter().flatten();
        found.push(Response {
            status,
            number: 0,
            content: content
                .filter_map(|(name, it)| Some((name.as_str(), followed(document, it)?)))
                .collect(),
        });
    }
    complete_parts(&mut found);
    number(&mut found);
    found
}

/// What comes in part is what 200 brings, where nothing else is said.
fn complete_parts(found: &mut [Response<'_>]) {
    let whole = found.iter().find(|it| it.status == Status::Exact(200));
    let whole = whole.map(|it| it.content.clone()).unwrap_or_default();
    for it in found {
        if it.status == Status::Exact(206) && it.content.is_empty() {
            it.content.clone_from(&whole);
        }
    }
}

/// Gives each response a status that its documented one stands for.
fn number(found: &mut Vec<Response<'_>>) {
    let (mut exact, mut ranges) = (Vec::new(), Vec::new());
    for it in found.iter() {
        match it.status {
            Status::Exact(code) => exact.push(code),
            Status::Range(hundreds) => ranges.push(hundreds),
            Status::Default => {}
        }
    }
    let free = |from: u16| (from..600).find(|it| !exact.contains(it)).unwrap_or(from);
    for it in found.iter_mut() {
        it.number = match it.status {
            Status::Exact(code) => code,
            // What nothing treats in a special way.
            Status::Range(hundreds) => {
                free(u16::from(hundreds) * 100 + if hundreds == 2 { 7 } else { 18 })
            }
            Status::Default if ranges.contains(&4) => free(518),
            Status::Default => free(418),
        };
    }
    // Where every status is documented, nothing is left for `default`.
    let all = ranges.contains(&4) && ranges.contains(&5);
    found.retain(|it| it.status != Status::Default || !all || found_nothing_else(&exact, &ranges));
}

fn found_nothing_else(exact: &[u16], ranges: &[u8]) -> bool {
    !exact.iter().any(|it| (200..300).contains(it)) && !ranges.contains(&2)
}

fn status(key: &str) -> Option<Status> {
    let key = key.trim();
    if key == "default" {
        return Some(Status::Default);
    }
    if let Ok(code) = key.parse::<u16>() {
        return (100..600).contains(&code).then_some(Status::Exact(code));
    }
    let hundreds = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx"))?;
    let hundreds = hundreds.parse::<u8>().ok()?;
    (1..=5)
        .contains(&hundreds)
        .then_some(Status::Range(hundreds))
}

/// What the client makes of a success: the variant, and its content.
fn outcome(operation: &Operation, status: Status) -> Option<(Option<&Name>, &Content)> {
    match &operation.output {
        Output::One(content) => Some((None, content)),
        Output::ByStatus { variants, .. } => {
            let it = variants.iter().find(|it| it.status == status)?;
            Some((Some(&it.name), &it.content))
        }
    }
}

fn successes(
    reading: Reading<'_>,
    model: &Model,
    operation: &Operation,
    response: &Response<'_>,
    seen: &mut Seen,
    answers: &mut Vec<Answer>,
) {
    let Some((variant, content)) = outcome(operation, response.status) else {
        return;
    };
    let (media_type, media) = chosen(operation, response);
    let schema = media.and_then(|it| it.get("schema"));
    let answer = |schemas: &Schemas<'_>, made: Option<&Json>| {
        // What HEAD describes is what GET would answer.
        let described = schema.is_some() && operation.method != Method::Head;
        let Some((body, json)) = decoded(model, content, made, described) else {
            return;
        };
        // Whatever the client makes of it is right.
        if schemas.contradiction.get() {
            return;
        }
        answers.push(Answer {
            status: response.number,
            media_type: concrete(media_type, content),
            body,
            expected: Expected::Success(variant.cloned(), json),
        });
    };
    values(reading, schema, seen, answer);
}

/// Values of a schema: one for each alternative in it that none before has shown, and one with nulls.
pub(super) fn values(
    reading: Reading<'_>,
    schema: Option<&Json>,
    seen: &mut Seen,
    mut take: impl FnMut(&Schemas<'_>, Option<&Json>),
) {
    let new = || Schemas::new(reading, Way::Answer, Fill::All, "text é ");
    let mut turn = 0;
    loop {
        let schemas = new().at_turn(turn);
        let made = schema.and_then(|it| schemas.value(it));
        let taken = schemas.taken.take();
        if turn == 0 || !taken.is_subset(seen) {
            take(&schemas, made.as_ref());
        }
        seen.extend(taken);
        turn += 1;
        if turn >= schemas.turns.get().min(TURNS) {
            break;
        }
    }
    let schemas = new().with_nulls();
    let made = schema.and_then(|it| schemas.value(it));
    if schemas.has_nulls() && made.is_some() {
        take(&schemas, made.as_ref());
    }
}

/// The media type that the client asks for, or the first.
fn chosen<'a>(operation: &Operation, response: &Response<'a>) -> (&'a str, Option<&'a Json>) {
    let asked = |name: &str| operation.accept.split(", ").any(|it| it == name);
    let all = &response.content;
    let found = all.iter().find(|it| asked(it.0)).or_else(|| all.first());
    found.map_or(("application/json", None), |(name, it)| (name, Some(it)))
}

/// What an answer of a range of media types is called.
fn concrete(media_type: &str, content: &Content) -> String {
    let plain = match content {
        Content::Text | Content::SecretText => "text/plain",
        Content::Bytes => "application/octet-stream",
        Content::Nothing
        | Content::Verdict
        | Content::Json(_)
        | Content::Result(_)
        | Content::Whole(_)
        | Content::Page(_) => "application/json",
        Content::Events(_) => "text/event-stream",
        Content::Lines(_) => "application/x-ndjson",
    };
    if media_type.contains('*') {
        plain
    } else {
        media_type
    }
    .to_owned()
}

/// What the server sends, and what must come out of it; `None` if the schema has no value.
fn decoded(
    model: &Model,
    content: &Content,
    made: Option<&Json>,
    described: bool,
) -> Option<(String, Option<String>)> {
    let compared = |ty: Option<&Type>, json: &Json| {
        let secret = ty.is_some_and(|it| is_sensitive(model, it));
        (!secret).then(|| json.to_string())
    };
    let made = match made {
        Some(it) => it.clone(),
        None if described => return None,
        None => json!(["anything"]),
    };
    Some(match content {
        Content::Json(ty) => (made.to_string(), compared(Some(ty), &made)),
        Content::Whole(ty) => {
            let body = succeeded(made, true);
            (body.to_string(), compared(Some(ty), &body))
        }
        Content::Result(ty) | Content::Page(ty) => {
            let body = succeeded(made, true);
            let result = body.get("result").cloned().unwrap_or_default();
            (body.to_string(), compared(Some(ty), &result))
        }
        Content::Verdict => (succeeded(made, true).to_string(), None),
        Content::Nothing => (String::new(), None),
        Content::Text | Content::Bytes => {
            let text = "text é";
            (text.to_owned(), compared(None, &json!(text)))
        }
        Content::SecretText => ("text é".to_owned(), None),
        Content::Events(ty) => {
            let all = match made {
                Json::Array(events) => events,
                event => vec![event],
            };
            let json = ty.as_ref();
            let json = json.and_then(|ty| compared(Some(ty), &json!(all)));
            (all.iter().map(event).collect(), json)
        }
        Content::Lines(ty) => {
            // A list is what all lines are together.
            let all = match made {
                Json::Array(lines) => lines,
                Json::Null if !matches!(ty, Type::Nullable(_) | Type::Json) => Vec::new(),
                line => vec![line.clone(), line],
            };
            (lines(&all), compared(Some(ty), &Json::Array(all)))
        }
    })
}

fn event(data: &Json) -> String {
    let text = data.as_str();
    let text = text.map_or_else(|| data.to_string(), str::to_owned);
    format!("data: {text}\n\n")
}

fn lines(all: &[Json]) -> String {
    let lines = all.iter().flat_map(|it| [it.to_string(), "\n".to_owned()]);
    lines.collect()
}

/// An envelope that says what its status says.
fn succeeded(mut envelope: Json, success: bool) -> Json {
    if let Some(map) = envelope.as_object_mut() {
        map.insert("success".to_owned(), json!(success));
        if success {
            map.insert("errors".to_owned(), json!([]));
        }
    }
    envelope
}

fn failure(
    reading: Reading<'_>,
    model: &Model,
    operation: &Operation,
    response: &Response<'_>,
) -> Answer {
    let typed: Option<&Failure> = operation
        .failures
        .iter()
        .find(|it| it.status == response.status);
    let mut content = response.content.iter();
    let chosen = match typed {
        Some(typed) => content.find(|it| it.0 == typed.media_type),
        None => {
            let json = content.clone().find(|(name, _)| name.contains("json"));
            json.or_else(|| content.next())
        }
    };
    let schema = chosen.and_then(|it| it.1.get("schema"));
    let schemas = Schemas::new(reading, Way::Answer, Fill::All, "text é ");
    let made = schema.and_then(|it| schemas.value(it));
    let body = made.map_or(Json::Null, |it| match it.get("success") {
        Some(Json::Bool(_)) => succeeded(it, false),
        _ => it,
    });
    let text = body.to_string();
    let typed = typed.filter(|it| {
        !body.is_null() && !schemas.contradiction.get() && !is_sensitive(model, &it.ty)
    });
    Answer {
        status: response.number,
        media_type: match chosen {
            Some((name, _)) if !name.contains('*') => (*name).to_owned(),
            _ => "application/json".to_owned(),
        },
        expected: Expected::Failure(typed.map(|it| (it.ty.clone(), text.clone()))),
        body: if body.is_null() { String::new() } else { text },
    }
}

/// True for what cannot be written as JSON by everybody.
fn is_sensitive(model: &Model, ty: &Type) -> bool {
    ty.is_secret() || ty.named().is_some_and(|id| model[id].sensitive)
}
