//! `src/runtime/…`: the static half, copied as it is.

use crate::files::Files;

macro_rules! sources {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../runtime/src/runtime/", $name)))),*]
    };
}

/// Every file of the runtime. A test compares the list with the folder.
pub(crate) const SOURCES: &[(&str, &str)] = sources!(
    "api_error.rs"
    "base_url.rs"
    "blocking.rs"
    "body.rs"
    "builder.rs"
    "bulk.rs"
    "bulk_report.rs"
    "byte_stream.rs"
    "calendar.rs"
    "call.rs"
    "call_body.rs"
    "classes.rs"
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
    "error_kind.rs"
    "event.rs"
    "event_stream.rs"
    "events.rs"
    "execute.rs"
    "fields.rs"
    "file_part.rs"
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
    "mod.rs"
    "multipart.rs"
    "nullable.rs"
    "open_enum.rs"
    "open_number.rs"
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
    "request_options.rs"
    "reqwest_transport.rs"
    "reserved.rs"
    "response.rs"
    "retry.rs"
    "retry_after.rs"
    "secret.rs"
    "service.rs"
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
    "whole.rs"
);

pub(super) fn files(files: &mut Files) {
    for (name, text) in SOURCES {
        let header =
            format!("// @generated from generator/runtime/src/runtime/{name}. Edit that file.\n\n");
        files.add(format!("src/runtime/{name}"), header + text);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::naming::ROOT_NAMES;

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
