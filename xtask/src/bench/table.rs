//! Tables in Markdown, aligned so that they can be read as they are.

use std::fmt;

/// A table of results.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) title: String,
    /// What it shows and how it was measured.
    pub(super) text: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Named ratios, for the chart.
    pub(super) ratios: Vec<(String, f64)>,
}

impl Table {
    pub(super) fn new(title: &str, text: &str, head: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            text: text.to_owned(),
            head: head.iter().map(|it| (*it).to_owned()).collect(),
            rows: Vec::new(),
            ratios: Vec::new(),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}\n", self.title, self.text)?;
        let lines = || std::iter::once(&self.head).chain(&self.rows);
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                let cells = lines().filter_map(|it| it.get(column));
                cells.map(|it| it.chars().count()).max().unwrap_or_default()
            })
            .collect();
        for (number, line) in lines().enumerate() {
            write!(f, "|")?;
            for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
                match column {
                    0 => write!(f, " {cell:<width$} |")?,
                    _ => write!(f, " {cell:>width$} |")?,
                }
            }
            writeln!(f)?;
            if number == 0 {
                // Texts stand on the left, numbers on the right.
                for (column, width) in widths.iter().enumerate() {
                    let end = if column == 0 { "-" } else { ":" };
                    write!(f, "|{}{end}", "-".repeat(width + 1))?;
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}
