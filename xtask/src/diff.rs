//! `cargo xtask diff`: what users of the crate notice of a change of the specification.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use client_generator::diff::{Weight, compare, markdown, verdict};
use client_generator::model::Model;
use client_generator::{Input, Options, Source, generate};

use crate::messages::Messages;
use crate::specification::{self, NAMES, Naming, OVERLAY, SPEC};
use crate::text::visible;

/// Compare two specifications, and say what users of the crate notice.
///
/// Prints Markdown for a pull request: each change with its weight and the reason, then the verdict and the next
/// version. OLD and NEW are files, or revisions of git: `HEAD~1:` is the specification with its overlay as committed
/// there, `HEAD~1:spec/other.yaml` one file alone. Without NEW it is the specification with its overlay as it is now.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask diff HEAD:
  cargo xtask diff origin/main: --fail-on breaking
  cargo xtask diff HEAD~1: HEAD: --output changes.md
  cargo xtask diff spec/secrets-store.yaml spec/secrets-store.yaml --new-overlay spec/secrets-store.overlay.yaml
  cargo xtask diff old.yaml new.yaml --old-names names.lock

Exit codes: 0 fine; 1 a specification has errors, or `--fail-on` applies; 2 wrong usage, or a file that cannot be read or
written.")]
pub(crate) struct Arguments {
    /// The specification before: FILE, REVISION: or REVISION:FILE.
    #[arg(value_name = "OLD")]
    old: String,
    /// The specification after, in the same form.
    #[arg(value_name = "NEW", requires = "old")]
    new: Option<String>,
    /// An overlay for OLD, in the same form; may be given several times, applied in order.
    #[arg(long, value_name = "FILE")]
    old_overlay: Vec<String>,
    /// An overlay for NEW.
    #[arg(long, value_name = "FILE")]
    new_overlay: Vec<String>,
    /// The names that OLD was generated with, in the same form.
    #[arg(long, value_name = "FILE")]
    old_names: Option<String>,
    /// The names that NEW is generated with; without it its own, or else those of OLD, which generating it would keep.
    #[arg(long, value_name = "FILE")]
    new_names: Option<String>,
    /// Exit with 1 if there is a change of this weight or a heavier one.
    #[arg(long, value_name = "WEIGHT", value_enum)]
    fail_on: Option<FailOn>,
    /// Write the Markdown to this file instead of printing it.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Additive,
    Breaking,
}

/// Runs the command; false if a specification has errors or `--fail-on` applies.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let on_collision = arguments.naming.on_collision();
    let mut old = input(Some(&arguments.old), &arguments.old_overlay)?;
    let mut new = input(arguments.new.as_deref(), &arguments.new_overlay)?;
    if let Some(names) = arguments.old_names.as_ref() {
        old.names = Some(source(&place(names))?);
    }
    if let Some(names) = arguments.new_names.as_ref() {
        new.names = Some(source(&place(names))?);
    } else if new.names.is_none() {
        new.names.clone_from(&old.names);
    }
    for input in [&mut old, &mut new] {
        input.options.on_collision = on_collision;
    }
    let (Some(old), Some(new)) = (model(arguments, &old), model(arguments, &new)) else {
        return Ok(false);
    };
    let changes = compare(&old, &new);
    let text = markdown(&changes, &old.krate, &new.krate);
    match &arguments.output {
        Some(path) => {
            fs::write(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        None => say!(as_it_is "{}", visible(&text)),
    }
    let limit = arguments.fail_on.map(|it| match it {
        FailOn::Additive => Weight::Additive,
        FailOn::Breaking => Weight::Breaking,
    });
    Ok(limit.is_none_or(|limit| verdict(&changes) < Some(limit)))
}

/// The model of a specification; without one its problems are printed.
fn model(arguments: &Arguments, input: &Input) -> Option<Model> {
    match generate(input) {
        Ok(generated) => Some(generated.model),
        Err(reports) => {
            arguments.messages.print(&reports);
            let name = &input.document.name;
            arguments
                .messages
                .note(&format!("{name}: cannot be compared"));
            None
        }
    }
}

/// Where a text is.
enum Place {
    File(PathBuf),
    /// A file of a revision.
    Revision(String, String),
}

/// `HEAD~1:` stands for the usual document with its overlay and its names, and so does nothing at all.
fn input(argument: Option<&str>, overlays: &[String]) -> Result<Input> {
    let usual: Option<&dyn Fn(&str) -> Place> = match argument.map(revision) {
        None => Some(&|path| Place::File(crate::root().join(path))),
        Some(Some((revision, ""))) => {
            Some(&move |path| Place::Revision(revision.to_owned(), path.to_owned()))
        }
        Some(_) => None,
    };
    let overlays: Vec<Place> = if overlays.is_empty() {
        usual.iter().map(|it| it(OVERLAY)).collect()
    } else {
        overlays.iter().map(|it| place(it)).collect()
    };
    let document = match (usual, argument) {
        (Some(usual), _) => usual(SPEC),
        (None, argument) => place(argument.unwrap_or_default()),
    };
    let names = match usual.map(|it| it(NAMES)) {
        // Older revisions have none.
        Some(place) if exists(&place)? => Some(source(&place)?),
        Some(_) | None => None,
    };
    Ok(Input {
        document: source(&document)?,
        overlays: overlays.iter().map(source).collect::<Result<_>>()?,
        names,
        examples: Vec::new(),
        options: Options {
            mistakes: specification::mistakes(usual.is_some()),
            ..Options::default()
        },
    })
}

fn place(text: &str) -> Place {
    match revision(text) {
        Some((revision, path)) => Place::Revision(revision.to_owned(), path.to_owned()),
        None => Place::File(PathBuf::from(text)),
    }
}

/// Revision and path, unless there is a file of this name.
fn revision(text: &str) -> Option<(&str, &str)> {
    if Path::new(text).exists() {
        return None;
    }
    text.split_once(':')
        .filter(|(revision, _)| !revision.is_empty())
}

fn source(place: &Place) -> Result<Source> {
    match place {
        Place::File(path) => specification::source(path),
        Place::Revision(revision, path) => {
            let name = format!("{revision}:{path}");
            Ok(Source {
                text: committed(&name)?,
                name,
            })
        }
    }
}

/// Whether there is a file; that one cannot be read is another thing.
fn exists(place: &Place) -> Result<bool> {
    match place {
        Place::File(path) => Ok(path.exists()),
        Place::Revision(revision, path) => {
            let listed = ["ls-tree", "--name-only", "--end-of-options", revision, path];
            Ok(!git(&listed, revision)?.is_empty())
        }
    }
}

/// The text of a file as git knows it.
fn committed(name: &str) -> Result<String> {
    git(&["show", "--end-of-options", name], name)
}

/// What git prints about something.
fn git(arguments: &[&str], name: &str) -> Result<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(crate::root())
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!("cannot read {name}: {}", message.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::{Place, exists};

    #[test]
    fn a_revision_that_cannot_be_read_is_not_one_without_the_file() {
        let place = Place::Revision("no-such-revision".to_owned(), "spec/names.lock".to_owned());
        assert!(exists(&place).is_err());
        assert!(!exists(&Place::File("no/such/file".into())).expect("can be seen"));
    }
}
