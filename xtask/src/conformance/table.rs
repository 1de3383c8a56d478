//! The table at the end of a conformance run.

use std::fmt::Write as _;
use std::time::Duration;

use super::Outcome;

const HEAD: [&str; 10] = [
    "document",
    "operations",
    "types",
    "untyped",
    "warnings",
    "lines",
    "generate",
    "memory",
    "check",
    "result",
];

/// One row a document, and a total.
pub(super) fn of(outcomes: &[Outcome]) -> String {
    let mut rows: Vec<[String; 10]> = vec![HEAD.map(str::to_owned)];
    rows.extend(outcomes.iter().map(row));
    rows.push(total(outcomes));
    let mut text = String::new();
    let width = |column: usize| rows.iter().map(|it| it[column].chars().count()).max();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let width = width(column).unwrap_or_default();
            let _ = match column {
                0 => write!(text, "{cell:width$}"),
                9 => write!(text, "  {cell}"),
                _ => write!(text, "  {cell:>width$}"),
            };
        }
        text.push('\n');
    }
    for (name, (_, log)) in outcomes
        .iter()
        .filter_map(|it| Some((&it.name, it.failure.as_ref()?)))
    {
        let _ = writeln!(text, "{name}: see {}", log.display());
    }
    text
}

fn row(it: &Outcome) -> [String; 10] {
    let numbers = &it.statistics;
    [
        it.name.clone(),
        format!("{}/{}", numbers.emitted, numbers.operations),
        numbers.types.to_string(),
        numbers.untyped.to_string(),
        numbers.warnings.to_string(),
        it.lines.to_string(),
        seconds(it.generating),
        megabytes(numbers.memory),
        seconds(it.checking),
        it.failure
            .as_ref()
            .map_or_else(|| "fine".to_owned(), |(problem, _)| problem.clone()),
    ]
}

fn total(outcomes: &[Outcome]) -> [String; 10] {
    let sum = |of: fn(&Outcome) -> u64| outcomes.iter().map(of).sum::<u64>();
    let failed = outcomes.iter().filter(|it| it.failure.is_some()).count();
    let memory = outcomes.iter().map(|it| it.statistics.memory).max();
    [
        format!("{} documents", outcomes.len()),
        format!(
            "{}/{}",
            sum(|it| it.statistics.emitted),
            sum(|it| it.statistics.operations)
        ),
        sum(|it| it.statistics.types).to_string(),
        sum(|it| it.statistics.untyped).to_string(),
        sum(|it| it.statistics.warnings).to_string(),
        outcomes
            .iter()
            .map(|it| it.lines)
            .sum::<usize>()
            .to_string(),
        seconds(outcomes.iter().map(|it| it.generating).sum()),
        megabytes(memory.unwrap_or_default()),
        seconds(outcomes.iter().map(|it| it.checking).sum()),
        if failed == 0 {
            "all fine".to_owned()
        } else {
            format!("{failed} failed")
        },
    ]
}

fn seconds(it: Duration) -> String {
    format!("{:.2} s", it.as_secs_f64())
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}
