//! `cargo xtask update`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use client_generator::diff::{compare, markdown};
use client_generator::files::Files;
use client_generator::model::Model;
use client_generator::spec::fragment::{Format, Selection};
use client_generator::{Generated, Input, Options, Source, generate};

use crate::messages::Messages;
use crate::replace::Replacement;
use crate::specification::{NAMES, OVERLAY, SPEC, own_programs};
use crate::{changelog, fragment, text};

const CHANGELOG: &str = "CHANGELOG.md";

/// Take over what the API's provider documents now.
///
/// Cuts the part that `x-fragment` in `spec/secrets-store.yaml` names out of the whole document, applies the overlay,
/// generates, and writes the specification, its names, `generated/` and an entry in `CHANGELOG.md`. If anything is wrong,
/// nothing is written. What users of the crate will notice is printed as Markdown.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask update --from openapi.yaml
  cargo xtask update --from openapi.yaml > pull-request.md")]
pub(crate) struct Arguments {
    /// The whole document, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The folder of the project, if not the one that this program was built in.
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// Everything that will be written.
struct Update {
    spec: String,
    files: Files,
    names: String,
    changelog: String,
    /// What users notice, as Markdown.
    notes: String,
}

/// Runs the command; false if a step found something wrong.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let root = arguments.project.clone().unwrap_or_else(crate::root);
    let messages = arguments.messages;
    let Some(update) = plan(&root, arguments)? else {
        messages.note("nothing was written");
        return Ok(false);
    };
    // Everything that can be refused is tried before anything is in place.
    let mut files = Replacement::default();
    let mut lines = Vec::new();
    for (name, text) in [
        (SPEC, &update.spec),
        (NAMES, &update.names),
        (CHANGELOG, &update.changelog),
    ] {
        let changed = files.prepare(&root.join(name), text)?;
        let what = if changed { "written" } else { "unchanged" };
        lines.push(format!("{name}: {what}"));
    }
    let generated = root.join("generated");
    let written = update
        .files
        .write(&generated)
        .with_context(|| format!("cannot write to {}", generated.display()))?;
    files.commit()?;
    let count = text::counted(written.changed + written.removed, "file");
    messages.note(&format!("generated: {count} changed"));
    for line in lines {
        messages.note(&line);
    }
    say!(as_it_is "{}", update.notes);
    Ok(true)
}

/// All steps but writing; none after problems, which are printed.
fn plan(root: &Path, arguments: &Arguments) -> Result<Option<Update>> {
    let messages = arguments.messages;
    let old = source(root, SPEC)?;
    let changelog = source(root, CHANGELOG)?.text;
    let hints = Hints::read(root)?;
    let Some(selection) = Selection::recorded(&old) else {
        let text =
            format!("{SPEC} has no `x-fragment` that says what to cut out; see spec/README.md");
        messages.problem("error", &text);
        return Ok(None);
    };
    let whole = fragment::source(&arguments.from)?;
    let Some(part) = fragment::part(&whole, &selection, messages) else {
        return Ok(None);
    };
    messages.note(&format!("generating from {} operations", part.operations));
    let spec = part.text(Format::Yaml);
    let new = Source {
        name: SPEC.to_owned(),
        text: spec.clone(),
    };
    let Some(generated) = client(&hints.input(&new), messages) else {
        messages.note(&format!(
            "these are places in the new {SPEC}; `cargo xtask fragment` writes it to a file of its own"
        ));
        return Ok(None);
    };
    let before = generate(&hints.input(&old)).ok().map(|it| it.model);
    let (lines, notes) = difference(before.as_ref(), &generated.model);
    let Some(changelog) = changelog::with(&changelog, &lines) else {
        let text =
            format!("{CHANGELOG} has no heading of a version; begin one with `## Unreleased`");
        messages.problem("error", &text);
        return Ok(None);
    };
    Ok(Some(Update {
        spec,
        files: generated.files,
        names: generated.names,
        changelog,
        notes,
    }))
}

/// Lines for the changelog, and the text for a pull request.
///
/// The present specification may not fit the overlay any more, if the overlay was corrected for the new one.
fn difference(before: Option<&Model>, after: &Model) -> (Vec<String>, String) {
    let Some(before) = before else {
        let notes = format!(
            "The overlay fits only the new {SPEC}, so there is nothing to compare with here, and {CHANGELOG} has no new \
             entry. `cargo xtask diff HEAD:` compares with what is committed.\n"
        );
        return (Vec::new(), notes);
    };
    let changes = compare(before, after);
    let notes = markdown(&changes, &before.krate, &after.krate);
    (changelog::lines(&changes), notes)
}

fn client(input: &Input, messages: Messages) -> Option<Generated> {
    match generate(input) {
        Ok(generated) => {
            messages.print(&generated.warnings);
            Some(generated)
        }
        Err(reports) => {
            messages.print(&reports);
            None
        }
    }
}

/// What a document is read with, the old one and the new one alike.
struct Hints {
    overlay: Source,
    /// Not there before the first run.
    names: Option<Source>,
    examples: Vec<Source>,
}

impl Hints {
    fn read(root: &Path) -> Result<Self> {
        let names = root.join(NAMES).exists().then(|| source(root, NAMES));
        Ok(Self {
            overlay: source(root, OVERLAY)?,
            names: names.transpose()?,
            examples: own_programs(root)?,
        })
    }

    fn input(&self, document: &Source) -> Input {
        Input {
            document: document.clone(),
            overlays: vec![self.overlay.clone()],
            names: self.names.clone(),
            examples: self.examples.clone(),
            options: Options::default(),
        }
    }
}

fn source(root: &Path, name: &str) -> Result<Source> {
    let path = root.join(name);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Source {
        name: name.to_owned(),
        text,
    })
}
