//! The ratios of all tables as bars.

use std::fmt::Write as _;

use super::table::Table;

const WIDTH: f64 = 860.0;
const LABELS: f64 = 420.0;
const ROW: f64 = 22.0;

/// A picture with one bar a ratio, and a line at 1. Ratios above 4 are cut and say so by their number.
pub(super) fn svg(tables: &[Table]) -> String {
    let ratios: Vec<&(String, f64)> = tables.iter().flat_map(|it| &it.ratios).collect();
    let most = ratios.iter().map(|it| it.1).fold(1.0, f64::max).min(4.0);
    let unit = (WIDTH - LABELS - 60.0) / most;
    let height = ROW.mul_add(as_float(ratios.len()), 20.0);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n"
    );
    for (number, (name, ratio)) in ratios.iter().enumerate() {
        let top = ROW.mul_add(as_float(number), 10.0);
        let length = ratio.min(most) * unit;
        let _ = writeln!(
            text,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{LABELS}\" y=\"{top:.0}\" width=\"{length:.0}\" height=\"16\" fill=\"#4c78a8\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\">{ratio:.2}</text>",
            LABELS - 8.0,
            top + 12.0,
            escaped(name),
            LABELS + length + 6.0,
            top + 12.0,
        );
    }
    let one = LABELS + unit;
    let _ = writeln!(
        text,
        "<line x1=\"{one:.0}\" x2=\"{one:.0}\" y1=\"4\" y2=\"{:.0}\" stroke=\"#e45756\"/>\n</svg>",
        height - 4.0
    );
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn as_float(number: usize) -> f64 {
    number as f64
}
