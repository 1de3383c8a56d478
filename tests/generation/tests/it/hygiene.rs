//! Whatever a specification says, its text ends as documentation: never as code that runs, never as
//! characters that hide something.

use crate::cases;

/// The lines of documentation of a file.
fn docs(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim_start)
        .filter_map(|it| it.strip_prefix("///").or_else(|| it.strip_prefix("//!")))
        .map(|it| it.strip_prefix(' ').unwrap_or(it))
}

#[test]
fn every_code_block_is_text_or_an_example_of_ours() {
    for (case, generated) in cases::generated() {
        for (path, text) in generated
            .files
            .iter()
            .filter(|(path, _)| !path.contains("/runtime/"))
        {
            let mut open: Option<String> = None;
            for line in docs(text) {
                let trimmed = line.trim_start();
                let mark: String = trimmed
                    .chars()
                    .take_while(|it| *it == '`' || *it == '~')
                    .collect();
                if mark.len() < 3 {
                    let indented = line.starts_with("    ") && open.is_none();
                    assert!(!indented, "{}: {path}: indented code: {line}", case.name);
                    continue;
                }
                if open.as_ref() == Some(&mark) {
                    open = None;
                } else if open.is_none() {
                    let language = &trimmed[mark.len()..];
                    let harmless = ["text", "no_run", "toml"].contains(&language);
                    assert!(
                        harmless,
                        "{}: {path}: a code block that runs: {line}",
                        case.name
                    );
                    open = Some(mark);
                }
            }
            assert_eq!(
                open, None,
                "{}: {path}: a code block without end",
                case.name
            );
        }
    }
}

#[test]
fn no_character_changes_the_direction_of_text() {
    let hidden = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for (case, generated) in cases::generated() {
        for (path, text) in generated
            .files
            .iter()
            .filter(|(path, _)| path.starts_with("src/"))
        {
            assert!(!text.contains(hidden), "{}: {path}", case.name);
        }
    }
}
