//! `cargo xtask generate`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use client_generator::diagnostics::Severity;
use client_generator::files::{self, Drift, Files};
use client_generator::timings::Phase;
use client_generator::{Summary, generate};

use crate::messages::Messages;
use crate::replace::Replacement;
use crate::specification::Specification;
use crate::statistics;
use crate::text::counted;

/// Write the client crate from the specification.
///
/// Without options: `spec/secrets-store.yaml` with its overlay, written to `generated/`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask generate
  cargo xtask generate --check
  cargo xtask generate --spec api.json --overlay fixes.yaml --out ../my-client --crate-name my-client
  cargo xtask generate --spec openapi.yaml --tag Queue --path '/zones/{zone_id}/dns_records' --out ../part

Exit codes: 0 fine; 1 the specification has errors, or `--check` found a difference; 2 wrong usage, or a file that cannot
be read or written.")]
pub(crate) struct Arguments {
    /// Compare with what is there instead of writing; exit with 1 if anything differs.
    #[arg(long)]
    check: bool,
    /// Show how long each phase takes.
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    specification: Specification,
    /// The folder of the crate; needed for every crate but the project's own.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) messages: Messages,
    /// Where the numbers of the run go, as JSON.
    #[arg(long, value_name = "FILE", hide = true)]
    statistics: Option<PathBuf>,
}

/// Runs the command; false if something is wrong with the input or, with `--check`, with the output.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let start = Instant::now();
    let out = out(arguments)?;
    let names = arguments.specification.names_file();
    if let Some(names) = &names {
        refuse_inside(&out, names)?;
    }
    let input = arguments.specification.input()?;
    match generate(&input) {
        Ok(mut generated) => {
            arguments.messages.print(&generated.warnings);
            summary(&generated.summary);
            let names = names.as_deref().map(|it| (it, generated.names.as_str()));
            let fine = generated.timings.measure(Phase::Write, || {
                if arguments.check {
                    check(&generated.files, &out, names, arguments.messages)
                } else {
                    write(&generated.files, &out, names).map(|()| true)
                }
            })?;
            if let Some(file) = &arguments.statistics {
                statistics::write(file, &generated.summary, &generated.timings)?;
            }
            if arguments.timings {
                say!(as_it_is "{}", generated.timings);
            }
            say!("done in {:.0?}", start.elapsed());
            Ok(fine)
        }
        Err(reports) => {
            arguments.messages.print(&reports);
            let errors = reports
                .iter()
                .filter(|it| it.severity == Severity::Error)
                .count();
            let text = format!("{}; nothing was written", counted(errors, "error"));
            arguments.messages.note(&text);
            Ok(false)
        }
    }
}

/// Where the crate goes. `generated/` is part of the workspace, so no other crate may take its place.
fn out(arguments: &Arguments) -> Result<PathBuf> {
    match (&arguments.out, arguments.specification.foreign()) {
        (Some(out), _) => Ok(out.clone()),
        (None, Some(option)) => bail!("`--out` is needed with `{option}`"),
        (None, None) => Ok(crate::root().join("generated")),
    }
}

/// The folder of the crate holds nothing but the crate: the next run would not know who wrote the names.
fn refuse_inside(out: &Path, names: &Path) -> Result<()> {
    let (folder, file) = (resolved(out)?, resolved(names)?);
    if let Ok(inside) = file.strip_prefix(folder)
        && !files::is_passed_over(inside)
    {
        bail!(
            "{} is inside of {}, which holds nothing but the crate; keep the names beside that folder",
            names.display(),
            out.display(),
        );
    }
    Ok(())
}

/// A path from the root, without links as far as it is there.
fn resolved(path: &Path) -> Result<PathBuf> {
    let path =
        std::path::absolute(path).with_context(|| format!("cannot read {}", path.display()))?;
    let there = path.ancestors().find_map(|it| {
        let rest = path.strip_prefix(it).ok()?;
        Some(fs::canonicalize(it).ok()?.join(rest))
    });
    Ok(there.unwrap_or(path))
}

/// ```text
/// 12 of 12 operations, 17 types for 33 schemas, 5 handles, 0 untyped values; 2 warnings
///      2  missing-type
/// ```
fn summary(it: &Summary) {
    let warnings: usize = it.warnings.values().sum();
    let webhooks = match it.webhooks {
        0 => String::new(),
        count => format!("{}, ", counted(count, "webhook")),
    };
    say!(
        "{} of {}, {} for {}, {}, {webhooks}{}; {}",
        it.emitted,
        counted(it.operations, "operation"),
        counted(it.types, "type"),
        counted(it.schemas, "schema"),
        counted(it.handles, "handle"),
        counted(it.untyped, "untyped value"),
        counted(warnings, "warning"),
    );
    for (rule, count) in &it.warnings {
        say!("{count:6}  {rule}");
    }
}

/// A file beside the crate, with the text it should have.
type Beside<'a> = Option<(&'a Path, &'a str)>;

fn check(files: &Files, out: &Path, names: Beside<'_>, messages: Messages) -> Result<bool> {
    let names_differ = names.filter(|(path, text)| differs(path, text));
    if let Some((path, _)) = names_differ {
        messages.problem("stale", &path.display().to_string());
    }
    let drift = files
        .compare(out)
        .with_context(|| format!("cannot read {}", out.display()))?;
    for it in &drift {
        let (kind, path) = match it {
            Drift::Missing(path) => ("missing", path),
            Drift::Stale(path) => ("stale", path),
            Drift::Orphaned(path) => ("orphaned", path),
        };
        messages.problem(kind, &out.join(path).display().to_string());
    }
    let count = drift.len() + usize::from(names_differ.is_some());
    if count == 0 {
        say!("{} is up to date", out.display());
    } else {
        let verb = if count == 1 { "differs" } else { "differ" };
        let files = counted(count, "file");
        messages.note(&format!(
            "{files} {verb}; run the same command without `--check`"
        ));
    }
    Ok(count == 0)
}

fn differs(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).map_or(true, |there| there.replace("\r\n", "\n") != text)
}

fn write(files: &Files, out: &Path, names: Beside<'_>) -> Result<()> {
    // Both are written, or neither: names that cannot be kept would be lost with the next run.
    let names = names.filter(|(path, text)| differs(path, text));
    let mut replacement = Replacement::default();
    if let Some((path, text)) = names {
        replacement.prepare(path, text)?;
    }
    let written = files
        .write(out)
        .with_context(|| format!("cannot write to {}", out.display()))?;
    replacement.commit()?;
    if let Some((path, _)) = names {
        say!("{}: written", path.display());
    }
    say!(
        "{}: {} written, {} unchanged, {} removed",
        out.display(),
        counted(written.changed, "file"),
        written.unchanged,
        written.removed,
    );
    Ok(())
}
