//! `src/runtime/…`: the static half, copied as it is, without the modules that a client does not need.

mod parts;

use std::collections::BTreeSet;

use crate::files::Files;
use crate::model::Model;

use self::parts::{PARTS, Part};

macro_rules! sources {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../runtime/src/runtime/", $name)))),*]
    };
}

/// Every file of the runtime. A test compares the list with the folder.
pub(crate) const SOURCES: &[(&str, &str)] = sources!(
    "additional.rs"
    "api_error.rs"
    "base_url.rs"
    "blocking.rs"
    "body.rs"
    "body_member.rs"
    "builder.rs"
    "bulk.rs"
    "bulk_report.rs"
    "byte_stream.rs"
    "calendar.rs"
    "call.rs"
    "call_body.rs"
    "charset.rs"
    "checkpoint.rs"
    "client.rs"
    "constraints.rs"
    "credentials.rs"
    "decode.rs"
    "defaults.rs"
    "drift.rs"
    "echo.rs"
    "encode.rs"
    "ensure.rs"
    "envelope.rs"
    "error.rs"
    "error_body.rs"
    "error_kind.rs"
    "error_words.rs"
    "event.rs"
    "event_stream.rs"
    "events.rs"
    "excerpt.rs"
    "execute.rs"
    "expression.rs"
    "field_errors.rs"
    "fields.rs"
    "file_part.rs"
    "findings.rs"
    "finite.rs"
    "form.rs"
    "header.rs"
    "identifier.rs"
    "items.rs"
    "json_lines.rs"
    "json_path.rs"
    "limited.rs"
    "limits.rs"
    "listing.rs"
    "memory_transport.rs"
    "mend.rs"
    "missing_time.rs"
    "mod.rs"
    "multipart.rs"
    "nullable.rs"
    "nulls.rs"
    "objects.rs"
    "open_enum.rs"
    "open_number.rs"
    "opening.rs"
    "operation.rs"
    "outcome.rs"
    "pace.rs"
    "pages.rs"
    "pagination.rs"
    "path.rs"
    "pattern.rs"
    "plain.rs"
    "prepare.rs"
    "public.rs"
    "rate_limit.rs"
    "raw_request.rs"
    "refusal.rs"
    "repetition.rs"
    "ready_request.rs"
    "request_options.rs"
    "reqwest_transport.rs"
    "reserved.rs"
    "response.rs"
    "result_ext.rs"
    "retry.rs"
    "retry_after.rs"
    "secret.rs"
    "service.rs"
    "settings.rs"
    "shape.rs"
    "structured.rs"
    "tagged.rs"
    "take.rs"
    "time.rs"
    "timestamp.rs"
    "trace.rs"
    "tracker.rs"
    "transport.rs"
    "union.rs"
    "validate.rs"
    "validate_impls.rs"
    "verdict.rs"
    "watch.rs"
    "webhook.rs"
    "whole.rs"
);

pub(super) fn files(model: &Model, files: &mut Files) {
    let left_out = left_out(model);
    for (name, text) in SOURCES {
        let module = name.trim_end_matches(".rs");
        if left_out.contains(module) {
            continue;
        }
        let header =
            format!("// @generated from generator/runtime/src/runtime/{name}. Edit that file.\n\n");
        let text = match module {
            "mod" | "public" => &without(&left_out, text),
            _ => *text,
        };
        files.add(format!("src/runtime/{name}"), header + text);
    }
}

/// The modules that this client does not need.
fn left_out(model: &Model) -> BTreeSet<&'static str> {
    let (needed, others): (Vec<_>, Vec<_>) = PARTS.iter().partition(|it| (it.is_needed)(model));
    let modules = |parts: Vec<&Part>| -> BTreeSet<&'static str> {
        let modules = parts.iter().flat_map(|it| it.modules);
        modules.copied().collect()
    };
    &modules(others) - &modules(needed)
}

/// A list of modules without those that are left out: their declarations, what is re-exported from them, and where the
/// table of the documentation names them. Each has a line of its own.
fn without(left_out: &BTreeSet<&str>, text: &str) -> String {
    let declares = |line: &str, module: &str| {
        let path = line
            .trim_start()
            .trim_start_matches("pub use crate::runtime::");
        let path = path.strip_prefix(module).unwrap_or_default();
        line.strip_prefix("pub mod ") == Some(&format!("{module};")) || path.starts_with("::")
    };
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        if left_out.iter().any(|module| declares(line, module)) {
            continue;
        }
        if let Some(line) = row(left_out, line) {
            kept += &line;
            kept.push('\n');
        }
    }
    kept
}

/// A row of the table without the modules that are left out; nothing if no module is left in it.
fn row(left_out: &BTreeSet<&str>, line: &str) -> Option<String> {
    let Some((question, modules)) = line
        .strip_suffix(" |")
        .and_then(|it| it.rsplit_once(" | "))
        .filter(|(_, modules)| modules.starts_with("[`"))
    else {
        return Some(line.to_owned());
    };
    let is_left_out = |it: &&str| left_out.contains(it.trim_matches(['[', '`', ']']));
    let modules: Vec<&str> = modules.split(", ").filter(|it| !is_left_out(it)).collect();
    (!modules.is_empty()).then(|| format!("{question} | {} |", modules.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::PARTS;
    use crate::naming::{CLIENT_BUILDER_NAMES, CLIENT_NAMES, ROOT_NAMES};

    #[test]
    fn what_is_left_out_is_named_nowhere() {
        let modules = PARTS.iter().flat_map(|it| it.modules);
        let left_out: BTreeSet<&str> = modules.copied().collect();
        for name in ["mod.rs", "public.rs"] {
            let source = super::SOURCES.iter().find(|it| it.0 == name);
            let text = super::without(&left_out, source.expect("it is there").1);
            let words: BTreeSet<&str> = text
                .split(|it: char| !it.is_alphanumeric() && it != '_')
                .collect();
            for module in &left_out {
                assert!(!words.contains(module), "{module} in {name}");
            }
            assert!(text.lines().count() > 5, "{text}");
        }
    }

    #[test]
    fn what_is_always_there_uses_no_part() {
        let modules = PARTS.iter().flat_map(|it| it.modules);
        let parts: BTreeSet<&str> = modules.copied().collect();
        for (name, text) in super::SOURCES {
            let module = name.trim_end_matches(".rs");
            if parts.contains(module) || ["mod", "public"].contains(&module) {
                continue;
            }
            for part in &parts {
                let path = format!("crate::runtime::{part}::");
                assert!(!text.contains(&path), "{part} in {name}");
            }
        }
    }

    #[test]
    fn names_of_the_runtime_are_reserved() {
        let public = include_str!("../../runtime/src/runtime/public.rs");
        let names = public
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| it.starts_with(char::is_uppercase) && *it != "What");
        for name in names {
            assert!(
                ROOT_NAMES.contains(&name),
                "{name} is not in naming::ROOT_NAMES"
            );
        }
    }

    #[test]
    fn methods_of_the_client_and_its_builder_are_reserved() {
        for (text, reserved) in [
            (
                include_str!("../../runtime/src/runtime/builder.rs"),
                CLIENT_BUILDER_NAMES,
            ),
            (
                include_str!("../../runtime/src/runtime/client.rs"),
                CLIENT_NAMES,
            ),
        ] {
            let methods = text
                .lines()
                .filter_map(|it| it.strip_prefix("    pub fn ")?.split('(').next());
            for name in methods {
                assert!(reserved.contains(&name), "{name} is not in naming::taken");
            }
        }
    }

    #[test]
    fn the_list_of_sources_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src/runtime");
        let there: BTreeSet<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|it| Some(it.ok()?.file_name().to_string_lossy().into_owned()))
            .collect();
        let listed: BTreeSet<String> = super::SOURCES
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        assert_eq!(there, listed);
    }
}
