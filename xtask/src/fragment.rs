//! `cargo xtask fragment`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use client_generator::Source;
use client_generator::spec::fragment::{Format, Fragment, Selection, cut};

use crate::messages::Messages;
use crate::text;
use crate::wanted::Wanted;

/// Cut some operations out of a document, with everything that they refer to.
///
/// An operation is taken for any of the tags, paths or identifiers. The same input gives the same bytes,
/// and a file that is right already is not touched.
#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("some").args(["tag", "path", "operation"]).required(true).multiple(true))]
#[command(after_help = "Examples:
  cargo xtask fragment --from openapi.yaml --tag 'Secrets Store' --out spec/secrets-store.yaml
  cargo xtask fragment --from openapi.json --path '/zones/{zone_id}/dns_records' --operation zones-get --out dns.yaml")]
pub(crate) struct Arguments {
    /// The whole document, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    #[command(flatten)]
    wanted: Wanted,
    /// The file to write; `.yaml` and `.yml` give YAML, `.json` gives JSON.
    #[arg(long, value_name = "FILE", value_parser = output)]
    out: PathBuf,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// Runs the command; false if something is wrong with the document or the selection.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let source = source(&arguments.from)?;
    let selection = arguments.wanted.selection();
    let Some(fragment) = part(&source, &selection, arguments.messages) else {
        arguments.messages.note("nothing was written");
        return Ok(false);
    };
    let text = fragment.text(format(&arguments.out));
    let changed = write_changed(&arguments.out, &text)?;
    say!(
        "{}: {}; {}, {}",
        arguments.out.display(),
        if changed { "written" } else { "unchanged" },
        text::counted(fragment.operations, "operation"),
        text::counted(fragment.components, "component"),
    );
    Ok(true)
}

/// A whole document; only the file's own name is kept, so that the result does not depend on folders.
pub(crate) fn source(path: &Path) -> Result<Source> {
    let text = text::read(path)?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Source {
        name: name.to_string_lossy().into_owned(),
        text,
    })
}

/// Cuts and prints the messages; none if there were errors.
pub(crate) fn part(source: &Source, wanted: &Selection, messages: Messages) -> Option<Fragment> {
    if source.text.len() > 1_000_000 {
        let size = source.text.len() / 1_000_000;
        messages.note(&format!("reading {} ({size} MB)", source.name));
    }
    match cut(source, wanted) {
        Ok(fragment) => {
            messages.print(&fragment.warnings);
            Some(fragment)
        }
        Err(reports) => {
            messages.print(&reports);
            None
        }
    }
}

/// Writes unless the file has this text already; true if it was written.
pub(crate) fn write_changed(path: &Path, text: &str) -> Result<bool> {
    match fs::read(path) {
        Ok(there) if there == text.as_bytes() => return Ok(false),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot read {}", path.display()));
        }
        Ok(_) | Err(_) => {}
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(true)
}

/// A file whose name says which format it wants.
pub(crate) fn output(path: &str) -> Result<PathBuf> {
    let path = PathBuf::from(path);
    match extension(&path) {
        Some("yaml" | "yml" | "json") => Ok(path),
        _ => bail!("the name must end in .yaml, .yml or .json"),
    }
}

pub(crate) fn format(path: &Path) -> Format {
    match extension(path) {
        Some("json") => Format::Json,
        _ => Format::Yaml,
    }
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|it| it.to_str())
}
