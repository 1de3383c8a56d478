//! `cargo xtask merged`.

use std::path::PathBuf;

use anyhow::Result;
use client_generator::merge;

use crate::fragment::{format, output, write_changed};
use crate::messages::Messages;
use crate::specification::Texts;

/// Write the document with its overlays on it, for tools that know no overlays.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask merged --out merged.yaml
  cargo xtask merged --spec api.json --overlay fixes.yaml --out merged.json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    texts: Texts,
    /// The file to write; `.yaml` and `.yml` give YAML, `.json` gives JSON.
    #[arg(long, value_name = "FILE", value_parser = output)]
    out: PathBuf,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// Runs the command; false if something is wrong with the document or an overlay.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    match merge(&arguments.texts.input()?) {
        Ok(document) => {
            let text = format(&arguments.out).write(&document);
            let changed = write_changed(&arguments.out, &text)?;
            let what = if changed { "written" } else { "unchanged" };
            say!("{}: {what}", arguments.out.display());
            Ok(true)
        }
        Err(reports) => {
            arguments.messages.print(&reports);
            arguments.messages.note("nothing was written");
            Ok(false)
        }
    }
}
