//! Tables of descriptions and what becomes of them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::clean;

/// Name, description, documentation.
type Row = (&'static str, &'static str, &'static str);

const TEXTS: &[Row] = &[
    ("plain", "Lists zones.\n", "Lists zones."),
    (
        "fence",
        "a\n```rust\nlet x;\n```\nb",
        "a\n```text\nlet x;\n```\nb",
    ),
    ("open fence", "```\nx", "```text\nx\n```"),
    ("indented", "a\n\n        code", "a\n\n   code"),
    ("generic", "a Vec<T> of <T>", "a Vec\\<T> of \\<T>"),
    ("bracket", "see [x] and a[0]", "see \\[x\\] and a\\[0\\]"),
    (
        "link",
        "see [the docs](https://a.b/c).",
        "see [the docs](https://a.b/c).",
    ),
    (
        "relative link",
        "see [x](/y) and [`z`](#a/z)",
        "see x and `z`",
    ),
    (
        "label without end",
        "[a][1\n\n[1]: https://a.b",
        "\\[a\\]\\[1",
    ),
    ("no link", "[a-z](1,2)", "\\[a-z\\](1,2)"),
    (
        "bare url",
        "go to https://a.b/c?d=e.",
        "go to <https://a.b/c?d=e>.",
    ),
    ("url in parentheses", "(https://a.b)", "(<https://a.b>)"),
    (
        "code span",
        "use `Vec<T>` and `[x]`",
        "use `Vec<T>` and `[x]`",
    ),
    ("open code span", "a ` b", "a \\` b"),
    ("bidi", "a\u{202e}b\u{2066}c", "abc"),
    ("escaped", "a \\[b\\]", "a \\[b\\]"),
    ("blank edges", "\n\n   a\n\n", "a"),
];

const LINKS: &[Row] = &[
    (
        "code in a link",
        "[the `[x]` of](https://a.b)",
        "[the `[x]` of](https://a.b)",
    ),
    (
        "code that is not closed",
        "[the `x](https://a.b)",
        "\\[the \\`x\\](<https://a.b>)",
    ),
    (
        "code behind a link",
        "[the `x](https://a.b) `",
        "\\[the `x](https://a.b) `",
    ),
    ("code in a relative link", "[the `x`](/y)", "the `x`"),
    (
        "url in a relative link",
        "[https://a.b](/y)",
        "<https://a.b>",
    ),
    (
        "parentheses",
        "[x](https://a.b/c_(d(e))).",
        "[x](https://a.b/c_(d(e))).",
    ),
    (
        "open parentheses",
        "[x](https://a.b/(c)",
        "\\[x\\](<https://a.b/(c)>",
    ),
    (
        "bare parentheses",
        "(https://a.b/c(d)) e",
        "(<https://a.b/c(d)>) e",
    ),
    (
        "escaped end",
        "[x\\](https://a.b)",
        "\\[x\\](<https://a.b>)",
    ),
    (
        "escaped end of url",
        "[x](https://a.b\\)",
        "\\[x\\](<https://a.b>\\)",
    ),
    (
        "backtick in url",
        "[x](https://a.b/`c)`",
        "\\[x\\](<https://a.b/>`c)`",
    ),
    (
        "line break",
        "a [b\n  c](https://a.b) d",
        "a [b c](https://a.b) d",
    ),
    (
        "brackets over lines",
        "[b\nc] [d\n](e)",
        "\\[b\nc\\] \\[d \\](e)",
    ),
    ("mail", "[us](mailto:a+b@c.d)", "[us](mailto:a+b@c.d)"),
    (
        "mail to an item",
        "[us](mailto:a@b)",
        "\\[us\\](mailto:a@b)",
    ),
    (
        "script",
        "[x](javascript:alert)",
        "\\[x\\](javascript:alert)",
    ),
    ("title", "[x](https://a.b \"c\") d", "[x](https://a.b) d"),
    (
        "open title",
        "[x](https://a.b \"c) d",
        "\\[x\\](<https://a.b> \"c) d",
    ),
    (
        "references",
        "[a][1], [b][One], [one][] and [1], [c][2]\n\n[1]: https://a.b\n[one]: https://c.d 'e'\n",
        "[a](https://a.b), [b](https://c.d), [one](https://c.d) and [1](https://a.b), \\[c\\]\\[2\\]",
    ),
    (
        "no definition",
        "[a][b]\n[b]: https://a.b\n\n[c]: Item\n[d]: https://a.b e",
        "[a](https://a.b)\n[b](https://a.b): <https://a.b>\n\n\\[c\\]: Item\n\\[d\\]: <https://a.b> e",
    ),
    (
        "hidden definition",
        "[a][b]\n\n[b]: https://a.b\u{202e}",
        "\\[a\\]\\[b\\]\n\n\\[b\\]: <https://a.b>",
    ),
    (
        "definition in code",
        "```\n[b]: https://a.b\n```",
        "```text\n[b]: https://a.b\n```",
    ),
];

#[test]
fn descriptions_become_safe_markdown() {
    for (name, text, expected) in TEXTS.iter().chain(LINKS) {
        assert_eq!(clean(text).text, *expected, "{name}");
    }
}

#[test]
fn links_longer_than_any_are_text() {
    for (length, is_link) in [(3_000, true), (5_000, false)] {
        let link = format!("[x](https://a.b/{})", "c".repeat(length));
        assert_eq!(clean(&link).text == link, is_link, "{length}");
    }
}

/// What means something in Markdown, in any order.
const PIECES: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    "`",
    "``",
    "\\",
    "<",
    ">",
    "!",
    "\n",
    "\n\n",
    " ",
    "é",
    "[1]",
    "[a]: ",
    "[1]: https://a.b\n",
    "https://a.b/",
    "mailto:a@b.c",
    "a",
    "1",
    "\"",
    ":",
    "#",
    "/",
    "```",
    "~~~",
    "<a href=\"https://a.b\">",
    "</a>",
    "    ",
    "\u{202e}",
];

proptest! {
    #[test]
    fn every_text_can_be_cleaned(pieces in vec(select(PIECES), 0..40)) {
        let once = clean(&pieces.concat()).text;
        let hidden = once.contains('\u{202e}');
        prop_assert!(!hidden);
        prop_assert_eq!(once.trim_end(), &once);
    }
}
