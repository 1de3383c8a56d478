//! `cargo xtask ci`: the steps of `.ci/run`, which is the one list of them.

use std::process::Command;

use anyhow::{Context as _, Result};

/// Runs `.ci/run`; false if a step failed.
pub(crate) fn run() -> Result<bool> {
    let status = Command::new("bash")
        .arg(".ci/run")
        .current_dir(crate::root())
        .status()
        .context("cannot run .ci/run with bash")?;
    Ok(status.success())
}
