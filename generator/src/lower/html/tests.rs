//! What becomes of HTML, and that no word of it is lost.

use proptest::prelude::*;

use super::markdown;

#[test]
fn html_becomes_markdown() {
    for (html, expected) in [
        ("a < b, <id>, Vec<T>, </x>", "a < b, <id>, Vec<T>, </x>"),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ("<p>One.<P>Two.", "One.\n\nTwo."),
        ("One.<br><br/>Two.<br />\nThree.", "One.\n\nTwo.\n\nThree."),
        ("- one<br>more\n- two", "- one\n  more\n- two"),
        ("10. one<br>more", "10. one\n    more"),
        ("**a**<br>b", "**a**\n\nb"),
        ("| a<br>b | <p>c</p> |", "| a b |  c |"),
        (
            "Set <code>limit</code> to <b>one</b>.",
            "Set `limit` to **one**.",
        ),
        ("<code>a&lt;b</code> a&lt;b", "`a<b` a&lt;b"),
        ("<code></code>x <b> y </b>z", "x  **y** z"),
        ("<code><a href=\"/x\">y</a></code>", "`y`"),
        (
            "<code><b>a</b> <span>b</span> <br> <id></code>",
            "`a b <id>`",
        ),
        ("<p <b>x</b>", "<p **x**"),
        ("<b:c>x</b:c>", "<b:c>x</b:c>"),
        (
            "<a href=\"https://a.b/?c&amp;d\">the\n docs</a>, <a href='/e'>here</a>",
            "[the docs](https://a.b/?c&d), here",
        ),
        ("<a href=\"https://a.b\">https://a.b</a>", "https://a.b"),
        (
            "<a> and <b> of <i>, /notes/<note>",
            "<a> and <b> of <i>, /notes/<note>",
        ),
        (
            "<a href=\"https://a.b\">The <code>x</code></a>",
            "[The x](https://a.b)",
        ),
        (
            "Of:<ul>\n <li>one</li>\n <li>two<ol><li>x</li></ol></li></ul>End",
            "Of:\n\n- one\n- two\n  1. x\n\nEnd",
        ),
        (
            "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
            "- One\n- Two",
        ),
        (
            "<dl><dt>A</dt> <dd>First</dd><dt>B</dt><dd>Second</dd></dl>",
            "- A: First\n- B: Second",
        ),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "- a | b"),
        ("<pre>\na &lt; b\n  c</pre>x", "```\na < b\n  c\n```\n\nx"),
        ("<h2>Title</h2>Text", "#### Title\n\nText"),
        (
            "`<p>` and ```\n<b>x</b>\n```",
            "`<p>` and ```\n<b>x</b>\n```",
        ),
        (
            "<ul><li>1<ul><li>2<ul><li>3</ul></ul></ul>",
            "- 1\n  - 2\n  - 3",
        ),
        ("x <!-- y", "x <!-- y"),
        ("x<!-- hidden -->y <span class=\"a>b\">z</span>", "xy z"),
        ("<b>a*b</b> <i></i>.", "a*b ."),
        (
            "<b><b>Note</b></b>: <b>x <br><b>y</b></b>",
            "**Note**: x **y**",
        ),
        ("<b>x `<b>` y</b> `</b>`", "**x `<b>` y** `</b>`"),
        ("<b>: <i>a <b>b</b></i>", "<b>: a **b**"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn elements_may_lie_deep_inside_each_other() {
    let (open, close) = ("<i><b>".repeat(20_000), "</b></i>".repeat(20_000));
    assert_eq!(markdown(&format!("{open}x{close} y")), "*x* y");
}

/// What stands in no tag.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "<h2>",
    "</h2>",
    "<br/>",
    "<a href=\"https://a.b\">",
    "</a>",
    "<a href='/x'>",
    "<note>",
    "</note>",
    "<id>",
    "<",
    ">",
    "&lt;",
    "`",
    "```",
    "|",
    "- ",
    "1. ",
    "*",
    "[",
    "\n",
    " ",
    "é",
];

proptest! {
    #[test]
    fn no_word_is_lost(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let words = (0..pieces.len()).map(|number| format!("word{number}x"));
        let text: String = pieces.iter().zip(words.clone()).flat_map(|(it, word)| [(*it).to_owned(), word]).collect();
        let markdown = markdown(&text);
        let mut rest = &*markdown;
        for word in words {
            let at = rest.find(&word);
            prop_assert!(at.is_some(), "{word} of {text:?} is not in {markdown:?}");
            rest = &rest[at.unwrap_or_default()..];
        }
    }
}
