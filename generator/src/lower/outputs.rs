//! Answers: what each documented success holds.

mod second_choice;
mod taken;

use self::taken::Taken;
use super::contents::{Ways, of_media, same_schema};
use super::hints::Hint;
use super::media::{Media, MediaKind, is_json_text, media, plain_text};
use super::node::Node;
use super::pagination::{self, Answered, Sent, page_parameter};
use super::statuses::{Documented, Responses, by_outcome};
use super::{Direction, Lowering, contents, docs, keys};
use crate::model::{
    Alternative, Content, Failure, Header, Method, Output, OutputVariant, Pagination, Redirection,
    Status, Streamed, Type,
};
use crate::spec::media_type::{essence, is_json_stream};
use crate::spec::pointer;

/// What lowering the responses of an operation gives.
pub(super) struct Answers {
    pub(super) output: Output,
    pub(super) statuses: Vec<Status>,
    pub(super) accept: String,
    pub(super) second_choice: String,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) failures: Vec<Failure>,
    pub(super) text_failures: Vec<Status>,
    pub(super) redirections: Vec<Redirection>,
    pub(super) success_member: Option<String>,
    pub(super) headers: Vec<Header>,
    pub(super) pagination: Option<Pagination>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    label: &str,
    sent: Sent<'_>,
    method: Method,
) -> Answers {
    let hint = pagination::hint(lowering, operation, sent);
    let paged = page_parameter(&hint, sent.parameters).is_some();
    let mut found = by_outcome(lowering, operation);
    let mut taken = Taken::new(lowering, sent, method);
    let mut contents = Vec::new();
    for (status, at) in &found.successes {
        let content = content(lowering, at, *status, label, paged, &mut taken);
        contents.push((*status, content));
    }
    if reads_nothing(method, &contents, &found) {
        lowering.diagnostics.nothing_to_read(&found.successes[0].1);
    }
    complete_parts(&mut contents);
    let one = one(&contents);
    let answered = Answered {
        content: pagination::listed(contents.iter().map(|(_, it)| it)),
        schema: taken.schemas.first().map(String::as_str),
        links: taken.headers.links,
        reads: matches!(method, Method::Get | Method::Query),
    };
    let pagination = pagination::of(lowering, operation, hint, sent, &answered);
    if pagination.is_some() || matches!(one, Some(Content::Events(_) | Content::Lines(_))) {
        found.without_redirects();
    }
    contents.extend(led_to(lowering, &found.redirects, &mut taken));
    contents.sort_by_key(|(status, _)| *status);
    let statuses = contents.iter().map(|(status, _)| *status).collect();
    let output = match one {
        Some(content) if found.redirects.is_empty() => Output::One(content),
        Some(_) | None => by_status(lowering, operation, label, contents),
    };
    let failures = failures_of(lowering, &found.failures, label);
    let accept = taken.accept_of(&output);
    Answers {
        statuses,
        second_choice: taken.second_choice_of(&accept, &failures.media_types),
        accept,
        output,
        alternatives: taken.alternatives,
        failures: failures.typed,
        text_failures: failures.texts,
        redirections: failures.redirections,
        success_member: lowering.success_member(&taken.schemas, &failures.schemas),
        headers: taken.headers.into_found(),
        pagination,
    }
}

/// A part of what 200 brings is of its type (RFC 9110, section 15.3.7), though documents often say no more than that it is one.
fn complete_parts(contents: &mut [(Status, Content)]) {
    let whole = contents.iter().find(|it| it.0 == Status::Exact(200));
    let Some(whole) = whole.map(|it| it.1.clone()) else {
        return;
    };
    let is_bare =
        |it: &&mut (Status, Content)| it.0 == Status::Exact(206) && it.1 == Content::Nothing;
    for (_, part) in contents.iter_mut().filter(is_bare) {
        part.clone_from(&whole);
    }
}

/// Whether a GET gives nothing, and could give something.
fn reads_nothing(method: Method, contents: &[(Status, Content)], found: &Responses) -> bool {
    method == Method::Get
        && found.redirects.is_empty()
        && matches!(contents, [(Status::Exact(200), Content::Nothing)])
}

/// What redirects hold beside other successes: nothing but where they lead.
fn led_to(
    lowering: &mut Lowering<'_>,
    redirects: &Documented,
    taken: &mut Taken,
) -> Vec<(Status, Content)> {
    for (_, at) in redirects {
        if let Some(node) = Node::behind(lowering.document, at, lowering.diagnostics) {
            keys::check(&node, &keys::RESPONSE, lowering.diagnostics);
            lowering.diagnostics.not_called(&node.at, node.map);
            taken.headers.read(lowering, &node);
        }
    }
    let all = redirects.iter();
    all.map(|(status, _)| (*status, Content::Nothing)).collect()
}

fn content(
    lowering: &mut Lowering<'_>,
    at: &str,
    status: Status,
    label: &str,
    paged: bool,
    taken: &mut Taken,
) -> Content {
    let Some(node) = keys::behind(lowering.document, at, &keys::RESPONSE, lowering.diagnostics)
    else {
        return Content::Nothing;
    };
    lowering.diagnostics.not_called(&node.at, node.map);
    taken.headers.read(lowering, &node);
    let media = media(lowering, &node);
    let Some(chosen) = media.iter().min_by_key(|it| (it.kind, it.is_other_name())) else {
        return Content::Nothing;
    };
    taken.is_file |= chosen.kind == MediaKind::Bytes;
    if taken.is_head {
        // What is described is what GET would answer (RFC 9110, section 9.3.2).
        taken.accept(&chosen.name);
        return Content::Nothing;
    }
    let chosen = plain_text(lowering, &media, chosen).unwrap_or(chosen);
    let ways = Ways {
        status,
        label,
        paged,
    };
    beside(lowering, &node.at, &media, chosen, &ways, taken);
    taken.accept(&chosen.name);
    if chosen.kind == MediaKind::Json {
        taken.schemas.push(pointer::join(&chosen.at, "schema"));
    }
    let content = of_media(lowering, chosen, &ways);
    if content == Content::Bytes {
        taken.offer(&chosen.name, Streamed::Bytes);
    }
    content
}

/// What the other media types of an answer are good for: another way to read it, the same again, or nothing.
fn beside(
    lowering: &mut Lowering<'_>,
    at: &str,
    media: &[Media],
    chosen: &Media,
    ways: &Ways<'_>,
    taken: &mut Taken,
) {
    let (mut left, mut streamed) = (Vec::new(), Vec::new());
    let goes_on = media.iter().any(|it| is_json_stream(&it.name));
    for it in media.iter().filter(|it| it.at != chosen.at) {
        match it.kind {
            // What comes when is not said by what comes at once.
            MediaKind::Lines if is_json_stream(&it.name) && same_schema(lowering, it, chosen) => {
                taken.offer(&it.name, Streamed::Lines(Type::Json));
            }
            MediaKind::Events => {
                let data = contents::events(lowering, it, ways.label);
                taken.offer(&it.name, Streamed::Events(data));
            }
            MediaKind::Lines => {
                let line = contents::lines(lowering, it, ways.label);
                taken.offer(&it.name, Streamed::Lines(line));
            }
            // Bytes may be any of several types.
            MediaKind::Bytes if chosen.kind == MediaKind::Bytes => taken.accept(&it.name),
            MediaKind::Json if chosen.kind == MediaKind::Text && is_json_text(lowering, it) => {
                taken.accept(&it.name);
            }
            // The same by another name, or something else in JSON.
            MediaKind::Json if same_schema(lowering, it, chosen) => {}
            // The same in a form that no method reads.
            MediaKind::Bytes if goes_on && same_schema(lowering, it, chosen) => {
                left.push(it.name.as_str());
            }
            // A file beside what says the same in JSON.
            MediaKind::Bytes => streamed.push(it.name.as_str()),
            MediaKind::Text if it.is_table() => streamed.push(it.name.as_str()),
            MediaKind::Json | MediaKind::Text => left.push(it.name.as_str()),
        }
    }
    if !left.is_empty() {
        lowering
            .diagnostics
            .other_answers(at, &chosen.name, &left.join(", "));
    }
    if !streamed.is_empty() {
        taken.offer(&streamed.join(", "), Streamed::Bytes);
    }
}

/// What is said of failures.
#[derive(Default)]
struct Failures {
    typed: Vec<Failure>,
    texts: Vec<Status>,
    media_types: Vec<String>,
    redirections: Vec<Redirection>,
    /// The schemas of what is JSON.
    schemas: Vec<String>,
}

/// What failures hold, which of them are text, and what is said of those that are none elsewhere. The envelope is read by the
/// runtime, and what is neither stays as it came.
fn failures_of(lowering: &mut Lowering<'_>, failures: &Documented, label: &str) -> Failures {
    let mut found = Failures::default();
    for (status, at) in failures {
        let Some(node) = keys::behind(lowering.document, at, &keys::RESPONSE, lowering.diagnostics)
        else {
            continue;
        };
        lowering.diagnostics.not_called(&node.at, node.map);
        if status.is_redirection() {
            let text = node.description(lowering.document, at, lowering.diagnostics);
            found.redirections.push(Redirection {
                status: *status,
                doc: docs::clean(text.unwrap_or_default()),
            });
        }
        let media = media(lowering, &node);
        let is_text = |it: &Media| it.kind == MediaKind::Text && essence(&it.name) == "text/plain";
        if media.iter().any(is_text) {
            found.texts.push(*status);
        }
        let json = media.iter().find(|it| it.kind == MediaKind::Json);
        let usual = json.or(media.first()).filter(|_| !status.is_redirection());
        found.media_types.extend(usual.map(|it| it.name.clone()));
        let Some(json) = json else {
            continue;
        };
        let schema = pointer::join(&json.at, "schema");
        if lowering.document.get(&schema).is_none() {
            continue;
        }
        if !status.is_redirection() {
            found.schemas.push(schema.clone());
        }
        if lowering.envelope(&schema).is_some() {
            lowering.check_verdict(&schema, &node.at);
            continue;
        }
        let step = match status {
            Status::Exact(code) => format!("error_{code}"),
            Status::Range(hundreds) => format!("error_{hundreds}xx"),
            Status::Default => "error".to_owned(),
        };
        let ty = lowering.element_as(&schema, Direction::Response, &Hint::new(label, &step));
        if ty != Type::Json {
            found.typed.push(Failure {
                media_type: json.name.clone(),
                status: *status,
                ty,
            });
        }
    }
    found
}

/// The content of all, if they have the same.
fn one(contents: &[(Status, Content)]) -> Option<Content> {
    let Some((_, first)) = contents.first() else {
        return Some(Content::Nothing);
    };
    if contents.iter().all(|(_, it)| it == first) {
        return Some(first.clone());
    }
    let is_empty = |it: &Content| matches!(it, Content::Nothing | Content::Verdict);
    let are_empty = contents.iter().all(|(_, it)| is_empty(it));
    are_empty.then_some(Content::Verdict)
}

/// An enum with a variant for each status.
fn by_status(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    label: &str,
    contents: Vec<(Status, Content)>,
) -> Output {
    let at = operation.join("responses");
    let wire = format!("{label}Output");
    let name = lowering
        .root
        .claim(wire.clone(), &wire, &at, lowering.diagnostics);
    let mut scope = lowering.scope(&[]);
    let variants = contents
        .into_iter()
        .map(|(status, content)| OutputVariant {
            name: scope.claim(variant(status), "", &at, lowering.diagnostics),
            status,
            // Pages only make sense where every success is one.
            content: match content {
                Content::Page(item) => Content::Result(Type::List(Box::new(item))),
                // A stream is opened before the status is known.
                Content::Events(_) | Content::Lines(_) => Content::Bytes,
                other => other,
            },
        })
        .collect();
    Output::ByStatus { name, variants }
}

/// The reason phrase of the common ones (RFC 9110, 15.3), else the number.
fn variant(status: Status) -> String {
    match status {
        Status::Exact(200) => "Ok".to_owned(),
        Status::Exact(201) => "Created".to_owned(),
        Status::Exact(202) => "Accepted".to_owned(),
        Status::Exact(204) => "NoContent".to_owned(),
        Status::Exact(301) => "MovedPermanently".to_owned(),
        Status::Exact(302) => "Found".to_owned(),
        Status::Exact(303) => "SeeOther".to_owned(),
        Status::Exact(307) => "TemporaryRedirect".to_owned(),
        Status::Exact(308) => "PermanentRedirect".to_owned(),
        Status::Exact(code) => format!("Status{code}"),
        Status::Range(hundreds) => format!("Other{hundreds}xx"),
        Status::Default => "Other".to_owned(),
    }
}
