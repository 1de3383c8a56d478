//! What calls cost: the package `client-bench` measures, here is only the table.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::process::quietly;
use super::table::Table;

/// Runs the measurements of `tests/bench`.
pub(super) fn measure(rounds: usize) -> Result<Vec<Table>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--release", "-p", "client-bench", "--"])
        .args(["--rounds", &rounds.to_string()]);
    let output = quietly(command.current_dir(crate::root()))?;
    let mut table = Table::new(
        "Calls",
        "Over loopback, with the server in another process and without TLS. The baseline of calls is the client written by hand in \
         `tests/baseline` (reqwest and serde_json). Ratios are medians of the ratios of single rounds.",
        &["measurement", "who", "median", "× baseline"],
    );
    for line in output.lines() {
        let value: Value = serde_json::from_str(line).context("client-bench wrote no JSON")?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let number = |key: &str| value[key].as_f64().unwrap_or(f64::NAN);
        let (what, who, times) = (text("what"), text("who"), number("ratio"));
        table.rows.push(vec![
            what.clone(),
            who.clone(),
            format!("{:.1} {}", number("value"), text("unit"))
                .trim_end()
                .to_owned(),
            format!("{times:.2}"),
        ]);
        if who == "generated" {
            table.ratios.push((what, times));
        }
    }
    Ok(vec![table])
}
