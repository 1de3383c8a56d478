//! Messages as text: for people, for programs, and for the annotations of GitHub.

use std::fmt::Write as _;

use super::{Report, Severity};
use crate::unseen::{escaped, is_unseen, shortened};

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line and a mark under it, in colours.
    Colour,
    /// The same without colours.
    Plain,
    /// One JSON object a line.
    Json,
    /// `::error file=…,line=…::…`, which GitHub shows beside the line.
    Github,
}

/// One message, with its final line break.
pub fn print(report: &Report, format: Format) -> String {
    match format {
        Format::Colour => human(report, &COLOURS),
        Format::Plain => human(report, &Palette::default()),
        Format::Json => json(report),
        Format::Github => github(report),
    }
}

/// Escape sequences of a terminal (ECMA-48), or nothing.
#[derive(Default)]
struct Palette {
    error: &'static str,
    warning: &'static str,
    bold: &'static str,
    frame: &'static str,
    end: &'static str,
}

const COLOURS: Palette = Palette {
    error: "\u{1b}[1;31m",
    warning: "\u{1b}[1;33m",
    bold: "\u{1b}[1m",
    frame: "\u{1b}[1;34m",
    end: "\u{1b}[0m",
};

/// ```text
/// error[unknown-type]: unknown schema type `intger`
///   --> spec/api.yaml:12:15
///    |
/// 12 |         type: intger
///    |               ^^^^^^
///    = at: /components/schemas/Thing/properties/a/type
///    = help: use one of string, number, integer, boolean, array, object
/// ```
fn human(report: &Report, palette: &Palette) -> String {
    let Palette {
        bold, frame, end, ..
    } = palette;
    let severity = match report.severity {
        Severity::Error => palette.error,
        Severity::Warning => palette.warning,
    };
    let mut text = format!(
        "{severity}{}[{}]{end}{bold}: {}{end}\n",
        report.severity,
        report.code,
        shown(&report.message)
    );
    let number = report.line.to_string();
    let margin = " ".repeat(number.len());
    if report.line > 0 {
        let (line, mark) = excerpt(report);
        let _ = write!(
            text,
            "{margin}{frame}--> {end}{}:{}:{}\n{margin} {frame}|{end}\n{frame}{number} |{end} {line}\n\
             {margin} {frame}|{end} {severity}{mark}{end}\n",
            report.file, report.line, report.column
        );
    } else if !report.file.is_empty() {
        let _ = writeln!(text, "{margin}{frame}--> {end}{}", report.file);
    }
    if !report.pointer.is_empty() {
        let _ = writeln!(
            text,
            "{margin} {frame}={end} {bold}at{end}: {}",
            shown(&report.pointer)
        );
    }
    if let Some(help) = &report.help {
        let _ = writeln!(
            text,
            "{margin} {frame}={end} {bold}help{end}: {}",
            shown(help)
        );
    }
    text
}

/// Most characters of a message that are printed for people.
const LONGEST: usize = 2000;

/// What stands in a document can hold anything: no line breaks, nothing that a terminal acts on, and not megabytes of it.
fn shown(text: &str) -> String {
    escaped(&shortened(text, LONGEST), is_unseen).into_owned()
}

/// The line, or the part around the mark, and the mark that goes under it.
fn excerpt(report: &Report) -> (String, String) {
    let line: String = report
        .text
        .chars()
        .map(|it| if is_unseen(it) { ' ' } else { it })
        .collect();
    let width = line.chars().count();
    let start = report.column.saturating_sub(report.text_column).min(width);
    let before = if report.text_column > 1 { "…" } else { "" };
    let indent = start + before.chars().count();
    let length = report.length.clamp(1, (width - start).max(1));
    (
        format!("{before}{line}"),
        format!("{}{}", " ".repeat(indent), "^".repeat(length)),
    )
}

fn json(report: &Report) -> String {
    let mut text = serde_json::to_string(report).unwrap_or_default();
    text.push('\n');
    text
}

/// See <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
fn github(report: &Report) -> String {
    let mut text = format!("::{} ", report.severity);
    if !report.file.is_empty() {
        let _ = write!(text, "file={},", property(&report.file));
    }
    if report.line > 0 {
        let last = report.column + report.length.saturating_sub(1);
        let _ = write!(
            text,
            "line={},col={},endColumn={last},",
            report.line, report.column
        );
    }
    let mut message = shown(&report.message);
    if let Some(help) = &report.help {
        let _ = write!(message, "\nhelp: {}", shown(help));
    }
    let _ = writeln!(text, "title={}::{}", report.code, data(&message));
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{Format, print};
    use crate::diagnostics::{Report, Severity};

    fn report() -> Report {
        Report {
            severity: Severity::Error,
            code: "unknown-type",
            file: "a,b.yaml".to_owned(),
            line: 12,
            column: 9,
            length: 6,
            text: "  type: intger".to_owned(),
            text_column: 1,
            pointer: "/x/type".to_owned(),
            message: "100 % wrong".to_owned(),
            help: Some("do this".to_owned()),
        }
    }

    #[test]
    fn people_see_the_line_and_a_mark() {
        assert_eq!(
            print(&report(), Format::Plain),
            "error[unknown-type]: 100 % wrong\n  --> a,b.yaml:12:9\n   |\n12 |   type: intger\n   |         ^^^^^^\n   = at: /x/type\n   = help: do this\n"
        );
    }

    #[test]
    fn colours_add_nothing_but_escape_sequences() {
        let coloured = print(&report(), Format::Colour);
        let mut plain = String::new();
        for (number, part) in coloured.split('\u{1b}').enumerate() {
            let rest = part.split_once('m').map_or(part, |(_, rest)| rest);
            plain.push_str(if number == 0 { part } else { rest });
        }
        assert_ne!(coloured, plain);
        assert_eq!(plain, print(&report(), Format::Plain));
    }

    #[test]
    fn github_gets_its_escapes() {
        assert_eq!(
            print(&report(), Format::Github),
            "::error file=a%2Cb.yaml,line=12,col=9,endColumn=14,title=unknown-type::100 %25 wrong%0Ahelp: do this\n"
        );
    }

    #[test]
    fn what_a_document_says_is_printed_and_does_nothing() {
        let hostile = Report {
            message: "a \u{1b}[2J\r\n::error::b \u{202e}".to_owned() + &"x".repeat(5000),
            text: "c: \u{1b}]0;d\u{7}".to_owned(),
            pointer: "/e\nf".to_owned(),
            help: Some("g\u{7}".to_owned()),
            ..report()
        };
        for (format, lines) in [(Format::Plain, 7), (Format::Github, 1)] {
            let text = print(&hostile, format);
            assert_eq!(text.lines().count(), lines, "{text}");
            let unseen = |it: char| it != '\n' && crate::unseen::is_unseen(it);
            assert!(!text.contains(unseen) && text.len() < 4000, "{text:?}");
        }
    }

    #[test]
    fn json_is_one_line() {
        let text = print(&report(), Format::Json);
        assert!(text.starts_with(
            "{\"severity\":\"error\",\"code\":\"unknown-type\",\"file\":\"a,b.yaml\",\"line\":12"
        ));
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn a_part_of_a_line_is_marked_at_its_own_column() {
        let long = Report {
            text: format!("{}intger{}", "x".repeat(40), "y".repeat(40)),
            text_column: 461,
            column: 501,
            ..report()
        };
        let text = print(&long, Format::Plain);
        assert!(text.contains("…x"), "{text}");
        let lines: Vec<&str> = text.lines().collect();
        let at = lines[3]
            .find("intger")
            .map(|it| lines[3][..it].chars().count());
        assert_eq!(
            at,
            lines[4].find('^').map(|it| lines[4][..it].chars().count())
        );
    }
}
