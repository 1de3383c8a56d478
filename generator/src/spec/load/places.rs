//! Where the parsers say that something is wrong, and their messages without it: the place is printed in front.

/// Where an error stands, in characters. The parser counts bytes, and an error at the end of a line stands in column 0
/// of the next.
pub(super) fn place(error: &serde_json::Error, text: &str) -> (usize, usize) {
    let line_of = |line: usize| text.lines().nth(line - 1).unwrap_or_default();
    match (error.line().max(1), error.column()) {
        (line, 0) => {
            let line = (line - 1).max(1);
            (line, line_of(line).chars().count() + 1)
        }
        (line, column) => {
            let before = line_of(line).get(..column - 1);
            (line, before.map_or(column, |it| it.chars().count() + 1))
        }
    }
}

/// A message without its places, of which YAML may name two.
pub(super) fn without_place(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = |it: &str| {
            it.trim_start_matches(|it: char| it.is_ascii_digit())
                .to_owned()
        };
        let rest = number(part);
        text.push_str(&rest.strip_prefix(" column ").map_or(rest.clone(), number));
    }
    text
}

/// A message without the position that stands for lines and columns where a text has a character that YAML does not take, and
/// where that is. The parser counts bytes.
pub(super) fn without_position<'a>(
    message: &'a str,
    text: &str,
) -> (&'a str, Option<(usize, usize)>) {
    let Some((start, position)) = message.rsplit_once(" at position ") else {
        return (message, None);
    };
    let before = position.parse().ok().and_then(|end: usize| text.get(..end));
    let place = before.map(|before| {
        let mut lines = before.replace("\r\n", "\n");
        lines.push('.');
        let lines: Vec<&str> = lines.split(['\n', '\r']).collect();
        let last = lines.last().map_or(1, |it| it.chars().count());
        (lines.len(), last)
    });
    (start, place)
}

#[cfg(test)]
mod tests {
    use super::{without_place, without_position};

    #[test]
    fn messages_lose_all_their_places() {
        for (message, expected) in [
            ("a", "a"),
            ("a at line 1 column 2", "a"),
            (
                "a at line 12 column 3, while b at line 4 column 56",
                "a, while b",
            ),
            (
                "a at line 19 column 2001, while scanning",
                "a, while scanning",
            ),
        ] {
            assert_eq!(without_place(message), expected);
        }
    }

    #[test]
    fn positions_become_lines_and_columns() {
        for (text, position, expected) in [
            ("a\u{1}", 1, (1, 2)),
            ("\u{1}", 0, (1, 1)),
            ("a: b\nc: \u{e4}\u{e4}\u{1}", 12, (2, 6)),
            ("a\r\nb\r\u{1}", 5, (3, 1)),
        ] {
            let message = format!("no at position {position}");
            assert_eq!(
                without_position(&message, text),
                ("no", Some(expected)),
                "{text:?}"
            );
        }
    }
}
