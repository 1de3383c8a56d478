//! Which modules of the runtime only some clients need, and which clients.

use crate::model::{
    Asks, Content, Encoding, Field, Kind, List, Model, Operation, Output, Pages, Represented,
    Streamed, Struct,
};

/// Modules that only some clients need. All others are in every crate.
pub(super) struct Part {
    pub(super) modules: &'static [&'static str],
    pub(super) is_needed: fn(&Model) -> bool,
}

pub(super) const PARTS: &[Part] = &[
    Part {
        modules: &["fields", "form"],
        is_needed: |it| any_body(it, |encoding| matches!(encoding, Encoding::Form(_))),
    },
    Part {
        modules: &["fields", "file_part", "multipart"],
        is_needed: |it| {
            any_body(it, |encoding| {
                matches!(encoding, Encoding::Multipart | Encoding::Parts(_))
            })
        },
    },
    Part {
        modules: &["expression"],
        is_needed: |it| it.has_expressions,
    },
    Part {
        modules: &["event", "event_stream", "events"],
        is_needed: |it| {
            any_content(it, |content| matches!(content, Content::Events(_)))
                || any_streamed(it, |streamed| matches!(streamed, Streamed::Events(_)))
        },
    },
    Part {
        modules: &["items", "pages", "pagination", "repetition"],
        is_needed: |it| {
            any(it, |operation| operation.pagination.is_some())
                || any_content(it, |content| matches!(content, Content::Page(_)))
        },
    },
    Part {
        modules: &["listing"],
        is_needed: |it| any_list(it, |_| true),
    },
    Part {
        modules: &["body_member"],
        is_needed: |it| any_list(it, |it| matches!(it.turn.asks(), Some(Asks::Member(_)))),
    },
    Part {
        modules: &["byte_stream"],
        is_needed: |it| {
            any(it, |operation| !operation.alternatives.is_empty())
                || any_content(it, |it| {
                    matches!(it, Content::Events(_) | Content::Lines(_))
                })
        },
    },
    Part {
        modules: &["header"],
        is_needed: |it| any(it, |operation| !operation.headers.is_empty()),
    },
    Part {
        modules: &["bulk", "bulk_report"],
        is_needed: |it| any(it, |operation| operation.bulk.is_some()),
    },
    Part {
        modules: &["ensure"],
        is_needed: |it| any(it, |operation| operation.ensure.is_some()),
    },
    Part {
        modules: &["json_lines"],
        is_needed: |it| {
            any_content(it, |content| matches!(content, Content::Lines(_)))
                || any_streamed(it, |streamed| matches!(streamed, Streamed::Lines(_)))
        },
    },
    Part {
        modules: &["webhook"],
        is_needed: |it| !it.webhooks.all.is_empty(),
    },
    Part {
        modules: &["shape", "tagged", "union"],
        is_needed: |it| any_kind(it, |kind| matches!(kind, Kind::Union(_))),
    },
    Part {
        modules: &["open_number", "whole"],
        is_needed: |it| any_kind(it, is_number),
    },
    Part {
        modules: &["whole"],
        is_needed: |it| any_kind(it, has_whole_numbers),
    },
    Part {
        modules: &["additional"],
        is_needed: |it| any_read(it, Struct::reads_additional),
    },
    Part {
        modules: &["missing_time"],
        is_needed: |it| any_read(it, |it| it.fields.iter().any(Field::may_lack_time)),
    },
];

fn any(model: &Model, is: fn(&Operation) -> bool) -> bool {
    model.operations.iter().any(is)
}

/// Of the lists that are not in envelopes.
fn any_list(model: &Model, is: fn(&List) -> bool) -> bool {
    let paginations = model
        .operations
        .iter()
        .filter_map(|it| it.pagination.as_ref());
    let mut lists = paginations.filter_map(|it| match &it.pages {
        Pages::List(list) => Some(list),
        Pages::Numbered { .. } => None,
    });
    lists.any(is)
}

fn any_body(model: &Model, is: fn(&Encoding) -> bool) -> bool {
    let bodies = model.operations.iter().filter_map(|it| it.body.as_ref());
    let choices = model.types.iter().filter_map(|it| match &it.kind {
        Kind::Choice(forms) => Some(forms),
        _ => None,
    });
    let forms = choices.flatten().map(|it| &it.payload.encoding);
    bodies.map(|it| &it.payload.encoding).chain(forms).any(is)
}

fn any_content(model: &Model, is: fn(&Content) -> bool) -> bool {
    model.operations.iter().any(|it| match &it.output {
        Output::One(content) => is(content),
        Output::ByStatus { variants, .. } => variants.iter().any(|it| is(&it.content)),
    })
}

/// The same of what is read while it comes, beside the output.
fn any_streamed(model: &Model, is: fn(&Streamed) -> bool) -> bool {
    let mut alternatives = model.operations.iter().flat_map(|it| &it.alternatives);
    alternatives.any(|it| is(&it.content))
}

fn any_kind(model: &Model, is: fn(&Kind) -> bool) -> bool {
    model.types.iter().any(|it| is(&it.kind))
}

fn any_read(model: &Model, is: fn(&Struct) -> bool) -> bool {
    let mut read = model.types.iter().filter(|it| it.is_read());
    read.any(|it| matches!(&it.kind, Kind::Struct(it) if is(it)))
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Enum(it) if it.represented == Represented::Integer)
}

fn has_whole_numbers(kind: &Kind) -> bool {
    matches!(kind, Kind::Struct(it) if it.fields.iter().any(|it| it.whole))
}
