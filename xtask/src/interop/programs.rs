//! The programs, and what they found.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::install::Installed;
use super::known::Row;
use super::process::Server;

/// As the sandbox says when it starts.
const ACCOUNT: &str = "985e105f4ecef8ad9ca31a8372d0c353";
const TOKEN: &str = "sandbox-token";
const EMAIL: &str = "user@example.com";
const KEY: &str = "sandboxkey";

pub(super) fn typescript(installed: &Installed) -> Result<Vec<Row>> {
    let mut command = Command::new("node");
    command.arg("typescript.mjs");
    client("cloudflare (TypeScript)", command, installed)
}

pub(super) fn python(installed: &Installed) -> Result<Vec<Row>> {
    let mut command = Command::new(installed.python("python"));
    command.arg("python.py");
    client("cloudflare (Python)", command, installed)
}

/// A program that prints a line for each call, the call and what came of it with a tabulator between them.
fn client(program: &str, mut command: Command, installed: &Installed) -> Result<Vec<Row>> {
    say!("running {program}");
    let sandbox = Server::sandbox(installed)?;
    let output = command
        .current_dir(&installed.scratch)
        .env("CLOUDFLARE_BASE_URL", sandbox.url())
        .env("CLOUDFLARE_ACCOUNT_ID", ACCOUNT)
        .env("CLOUDFLARE_API_TOKEN", TOKEN)
        .env("CLOUDFLARE_EMAIL", EMAIL)
        .env("CLOUDFLARE_API_KEY", KEY)
        .output()
        .with_context(|| format!("cannot run {program}"))?;
    let rows: Vec<Row> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(check, result)| row(program, check, result))
        .collect();
    if !output.status.success() || rows.is_empty() {
        bail!(
            "{program} failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(rows)
}

/// Our client against Prism: the example of each operation in the documentation.
pub(super) fn prism(installed: &Installed) -> Result<Vec<Row>> {
    say!("running Prism");
    let prism = Server::prism(installed)?;
    let documentation = |arguments: &[&str]| {
        Command::new(installed.built.join("documentation"))
            .args(arguments)
            .env("CLOUDFLARE_BASE_URL", prism.url())
            .env("CLOUDFLARE_API_TOKEN", TOKEN)
            .output()
            .context("cannot run the examples of the documentation")
    };
    let names = String::from_utf8(documentation(&[])?.stdout)?;
    let mut rows = Vec::new();
    for name in names.lines() {
        let output = documentation(&[name])?;
        let errors = String::from_utf8_lossy(&output.stderr);
        let result = if output.status.success() {
            "fine"
        } else {
            errors.trim()
        };
        rows.push(row("Prism", name, result));
    }
    Ok(rows)
}

/// The operation that takes everything else its store.
const LAST: &str = "secrets-store-delete-by-id";

pub(super) fn schemathesis(installed: &Installed, examples: u32) -> Result<Vec<Row>> {
    say!("running Schemathesis");
    let sandbox = Server::sandbox(installed)?;
    let mut rows = Vec::new();
    for selection in ["--exclude-operation-id", "--include-operation-id"] {
        let report = installed.scratch.join("schemathesis.json");
        let output = Command::new(installed.python("schemathesis"))
            .current_dir(&installed.scratch)
            .arg("run")
            .arg(&installed.document)
            .args([
                "--url",
                sandbox.url(),
                "--header",
                &format!("Authorization: Bearer {TOKEN}"),
            ])
            .args(["--checks", "all", "--continue-on-failure", "--seed", "1"])
            .args(["--max-examples", &examples.to_string(), selection, LAST])
            .args(["--report", "json", "--report-json-path"])
            .arg(&report)
            .output()
            .context("cannot run schemathesis")?;
        let Ok(text) = fs::read_to_string(&report) else {
            bail!(
                "schemathesis failed: {}",
                String::from_utf8_lossy(&output.stdout)
            );
        };
        fs::remove_file(&report)?;
        read_report(&serde_json::from_str(&text)?, &report, &mut rows)?;
    }
    Ok(rows)
}

/// A row for each kind of failure, and one for all that went well.
fn read_report(report: &Value, path: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let list = |key: &str| {
        report
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let text = |it: &Value, key: &str| {
        it.get(key).map_or_else(String::new, |it| match it {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    let count = |at: &str| report.pointer(at).and_then(Value::as_u64);
    let (Some(made), Some(failed)) = (
        count("/test_cases/generated"),
        count("/test_cases/with_failures"),
    ) else {
        bail!("{} has another form than expected", path.display());
    };
    rows.push(row(
        "Schemathesis",
        &format!("{} of {made} requests", made - failed),
        "fine",
    ));
    for it in list("failures") {
        let check = format!("{} {}", text(it, "code"), text(it, "title"));
        rows.push(row("Schemathesis", &check, &text(it, "operations")));
    }
    for it in list("errors") {
        rows.push(row("Schemathesis", "error", &it.to_string()));
    }
    Ok(())
}

fn row(program: &str, check: &str, result: &str) -> Row {
    Row {
        program: program.to_owned(),
        check: check.to_owned(),
        result: result.to_owned(),
    }
}
