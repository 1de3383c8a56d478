//! What to do about texts that cannot be parsed, where the parsers only say what they met.

/// A part of what a parser says, and what helps then.
const ADVICE: &[(&str, &str)] = &[
    (
        "recursion limit exceeded",
        "values may lie 128 deep inside each other, and no alias may stand inside of what its anchor names; refer to schemas with `$ref`",
    ),
    (
        "number out of range",
        "write a number that 64 bits hold, up to about 1.8e308, or leave the limit out",
    ),
    (
        "hex escape",
        r"of a pair such as `\ud83d\ude00`, half is missing; write the character itself",
    ),
    (
        "control characters are not allowed",
        "save the file as text in UTF-8",
    ),
    (
        "mapping values are not allowed",
        "put a text with a colon and a space in it into quotes, or look for a line that is indented too far",
    ),
    (
        "did not find expected",
        "look for a quote or a bracket that is not closed, or an indentation unlike that of the lines before",
    ),
    (
        "cannot start any token",
        "put a text that begins with a sign such as `@`, `%` or a backtick into quotes",
    ),
    (
        "unknown anchor",
        "define it with `&` before it is used, or put a text that begins with `*` into quotes",
    ),
    (
        "EOF while parsing",
        "look for a bracket or a quote that is not closed",
    ),
];

/// What helps, if anything more can be said; `line` is the line of the text.
pub(super) fn advice(message: &str, line: &str) -> Option<&'static str> {
    let indent = line.len() - line.trim_start().len();
    if line[..indent].contains('\t') {
        return Some("indent with spaces: YAML takes no tabs there");
    }
    let mut known = ADVICE.iter();
    let found = known.find(|(part, _)| message.contains(part));
    found.map(|(_, help)| *help)
}
