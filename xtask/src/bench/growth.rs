//! How the cost of `generate` grows with documents of one shape: a rule that looks at everything from everywhere shows here,
//! long before somebody meets it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::generation::{generate, release};
use super::process::{measured, median, ratio};
use super::shapes::{SHAPES, Shape};
use super::table::Table;

/// How much larger the second document is.
const TIMES: u32 = 4;

/// Measures all shapes in two sizes.
pub(super) fn measure(rounds: usize) -> Result<Vec<Table>> {
    let program = release()?;
    let mut table = Table::new(
        "Growth",
        "Processor time of `generate` for documents of one shape, and for those with four times as many parts. Linear is 1; 4 is \
         quadratic, and what is below 1 has a fixed cost as well.",
        &["shape", "parts", "time", "4 times as many", "× linear"],
    );
    for shape in SHAPES {
        let (mut small, mut large) = (Vec::new(), Vec::new());
        // In turn, so that what disturbs the machine disturbs both.
        for _ in 0..rounds.min(3) {
            small.push(cost(&program, shape, shape.parts)?);
            large.push(cost(&program, shape, shape.parts * TIMES as usize)?);
        }
        let (small, large) = (median(small), median(large));
        let growth = ratio(large, small) / f64::from(TIMES);
        table.rows.push(vec![
            shape.name.to_owned(),
            shape.parts.to_string(),
            format!("{:.0} ms", small.as_secs_f64() * 1e3),
            format!("{:.0} ms", large.as_secs_f64() * 1e3),
            format!("{growth:.2}"),
        ]);
        let name = format!("growth, {}", shape.name);
        table.ratios.push((name, growth));
    }
    Ok(vec![table])
}

fn cost(program: &Path, shape: &Shape, parts: usize) -> Result<Duration> {
    let scratch = tempfile::tempdir()?;
    let file = scratch.path().join("shape.json");
    fs::write(&file, serde_json::to_string(&(shape.make)(parts))?)?;
    measured(generate(program, &file, &scratch.path().join("crate")).arg("--wire-tests"))
}
