//! The lines of a text, for messages that show them.

/// Longest part of a line that a message shows, in characters: a document on one line must not fill the screen.
const WIDTH: usize = 120;

/// How many characters lie between two marks.
const STEP: usize = 1024;

/// Where the lines of a text begin.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Offset and number of the first character of each line.
    starts: Vec<(usize, usize)>,
    /// Offsets of every `STEP`th character, so that a column of a long line is found without reading the line.
    marks: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let (mut starts, mut marks) = (vec![(0, 0)], Vec::new());
        // For JSON it is a sign like any other.
        let is_json = text.trim_start().starts_with('{');
        let mut characters = text.char_indices().enumerate().peekable();
        while let Some((number, (offset, character))) = characters.next() {
            if number % STEP == 0 {
                marks.push(offset);
            }
            let next = characters.peek().map(|(_, (_, it))| *it);
            if character == '\n' || character == '\r' && next != Some('\n') && !is_json {
                starts.push((offset + 1, number + 1));
            }
        }
        Self {
            text,
            starts,
            marks,
        }
    }

    /// A line from 1; empty if there is none.
    pub(super) fn line(&self, line: usize) -> &'a str {
        let start = line.checked_sub(1).and_then(|it| self.starts.get(it));
        let end = self.starts.get(line).map_or(self.text.len(), |it| it.0 - 1);
        start.map_or("", |it| self.text[it.0..end].trim_end_matches('\r'))
    }

    /// A line, or the part of a long one around a column, and the column that it begins with. Both count from 1; what
    /// goes on ends in an ellipsis.
    pub(super) fn around(&self, line: usize, column: usize) -> (String, usize) {
        let Some((start, number)) = line.checked_sub(1).and_then(|it| self.starts.get(it)) else {
            return (String::new(), 1);
        };
        let text = self.line(line);
        if text.char_indices().nth(WIDTH).is_none() {
            return (text.to_owned(), 1);
        }
        let first = column.saturating_sub(WIDTH / 3).max(1);
        let from = self.offset(number + first - 1).min(start + text.len());
        let rest = &self.text[from..start + text.len()];
        let to = rest.char_indices().nth(WIDTH).map(|it| it.0);
        let part = match to {
            Some(to) => format!("{}…", &rest[..to]),
            None => rest.to_owned(),
        };
        (part, first)
    }

    /// Where a character stands.
    fn offset(&self, number: usize) -> usize {
        let mark = self
            .marks
            .get(number / STEP)
            .copied()
            .unwrap_or(self.text.len());
        let rest = self.text[mark..].char_indices().nth(number % STEP);
        rest.map_or(self.text.len(), |it| mark + it.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_end_as_yaml_and_json_say() {
        for (text, lines) in [
            ("a\nb\n", vec!["a", "b", "", ""]),
            ("a\r\nb", vec!["a", "b", ""]),
            ("a\rb\r\rc", vec!["a", "b", "", "c", ""]),
            ("{\"a\":\r1}\n", vec!["{\"a\":\r1}", ""]),
        ] {
            let found = Lines::of(text);
            for (number, line) in lines.into_iter().enumerate() {
                assert_eq!(found.line(number + 1), line, "{text:?}");
            }
        }
    }

    #[test]
    fn a_long_line_is_shown_around_its_mark() {
        let long = format!("{}x{}", "a".repeat(500), "b".repeat(500));
        let wide = format!("{}x{}", "ä".repeat(500), "b".repeat(500));
        for text in [&long, &wide] {
            let text = format!("first\n{text}\r\nlast");
            let lines = Lines::of(&text);
            assert_eq!(lines.around(1, 3), ("first".to_owned(), 1));
            assert_eq!(lines.around(3, 1), ("last".to_owned(), 1));
            let (part, column) = lines.around(2, 501);
            assert_eq!(part.chars().nth(501 - column), Some('x'));
            assert_eq!(part.chars().count(), 121);
        }
    }
}
