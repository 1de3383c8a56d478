//! The style table of `OpenAPI` 3.0.3, and what it leaves open.

use client_runtime::runtime::encode::{Style, header_value, join_pairs, path_value, query_pairs};
use client_runtime::runtime::plain::Plain;
use serde::Serialize;

/// The object of the table, in its order.
#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Color {
    r: u8,
    g: u8,
    b: u8,
}

fn object() -> Plain {
    plain(&Color {
        r: 100,
        g: 200,
        b: 150,
    })
}

fn array() -> Plain {
    plain(&["blue", "black", "brown"])
}

fn plain(value: &(impl Serialize + ?Sized)) -> Plain {
    Plain::of(value).expect("JSON")
}

/// As `serde_json::json!`.
macro_rules! json {
    ($($json:tt)+) => {
        plain(&serde_json::json!($($json)+))
    };
}

fn query(style: Style, explode: bool, value: &Plain) -> String {
    join_pairs(&query_pairs("color", style, explode, false, value))
}

#[test]
fn queries_follow_the_table() {
    for (style, explode, value, expected) in [
        (Style::Form, false, json!(""), "color="),
        (Style::Form, false, json!("blue"), "color=blue"),
        (Style::Form, false, array(), "color=blue,black,brown"),
        (Style::Form, false, object(), "color=R,100,G,200,B,150"),
        (Style::Form, true, json!(""), "color="),
        (Style::Form, true, json!("blue"), "color=blue"),
        (
            Style::Form,
            true,
            array(),
            "color=blue&color=black&color=brown",
        ),
        (Style::Form, true, object(), "R=100&G=200&B=150"),
        (
            Style::SpaceDelimited,
            false,
            array(),
            "color=blue%20black%20brown",
        ),
        (
            Style::SpaceDelimited,
            false,
            object(),
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            Style::SpaceDelimited,
            true,
            array(),
            "color=blue&color=black&color=brown",
        ),
        (
            Style::PipeDelimited,
            false,
            array(),
            "color=blue%7Cblack%7Cbrown",
        ),
        (
            Style::PipeDelimited,
            false,
            object(),
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            Style::PipeDelimited,
            true,
            array(),
            "color=blue&color=black&color=brown",
        ),
        (
            Style::DeepObject,
            true,
            object(),
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
        (
            Style::DeepObject,
            true,
            json!({ "a": { "b": 1 }, "c": [1, 2] }),
            "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D%5B%5D=1&color%5Bc%5D%5B%5D=2",
        ),
        (
            Style::DeepObject,
            true,
            json!([{ "a": 1 }, { "a": [2, null] }]),
            "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D%5B%5D=2",
        ),
        (
            Style::DeepObject,
            true,
            json!([[1], [2]]),
            "color%5B0%5D%5B%5D=1&color%5B1%5D%5B%5D=2",
        ),
        (Style::DeepObject, true, json!([]), ""),
    ] {
        assert_eq!(
            query(style, explode, &value),
            expected,
            "{style:?} {explode} {value:?}"
        );
    }
}

#[test]
fn nothing_is_left_out_and_lists_in_lists_are_json() {
    for explode in [false, true] {
        for nothing in [
            json!(null),
            json!([]),
            json!([null]),
            json!({}),
            json!({ "a": null }),
        ] {
            assert_eq!(query(Style::Form, explode, &nothing), "", "{nothing:?}");
        }
    }
    let inner = json!([["a", null], { "b": [1] }, null, []]);
    for (explode, expected) in [
        (
            true,
            "color=%5B%22a%22%2Cnull%5D&color=%7B%22b%22%3A%5B1%5D%7D&color=%5B%5D",
        ),
        (
            false,
            "color=%5B%22a%22%2Cnull%5D,%7B%22b%22%3A%5B1%5D%7D,%5B%5D",
        ),
    ] {
        assert_eq!(query(Style::Form, explode, &inner), expected);
    }
    assert_eq!(
        query(Style::Form, true, &json!({ "a": [[1, 2], 3] })),
        "a=%5B1%2C2%5D&a=3"
    );
    let header = header_value(false, &inner);
    assert_eq!(header.as_deref(), Some(r#"["a",null],{"b":[1]},[]"#));
    let path = path_value("color", Style::Label, true, false, &json!([[1], [2, 3]]));
    assert_eq!(path.as_deref(), Some(".%5B1%5D.%5B2%2C3%5D"));
    assert_eq!(
        query(Style::Form, true, &json!([1, true, 2.5, -3])),
        "color=1&color=true&color=2.5&color=-3"
    );
}

#[test]
fn separators_are_bare_and_values_are_not() {
    assert_eq!(
        query(Style::Form, false, &json!(["a,b", "c d"])),
        "color=a%2Cb,c%20d"
    );
    assert_eq!(
        query(Style::Form, true, &json!("a&b=c+d/ö#")),
        "color=a%26b%3Dc%2Bd%2F%C3%B6%23"
    );
    assert_eq!(
        join_pairs(&query_pairs("a[b]", Style::Form, true, false, &json!("~"))),
        "a%5Bb%5D=~"
    );
}

#[test]
fn reserved_characters_stay_when_allowed_but_never_end_the_value() {
    let pairs = query_pairs(
        "to",
        Style::Form,
        true,
        true,
        &json!("https://a.b/c?d=e&f=g+h#i 100%"),
    );
    assert_eq!(
        join_pairs(&pairs),
        "to=https://a.b/c?d=e%26f=g%2Bh%23i%20100%25"
    );
    // What is encoded already stays (RFC 6570, 3.2.3).
    for (value, expected) in [
        ("a%2Fb%2fc", "a%2Fb%2fc"),
        ("%%2F%2", "%25%2F%252"),
        ("%é%zz%", "%25%C3%A9%25zz%25"),
    ] {
        let pairs = query_pairs("to", Style::Form, true, true, &json!(value));
        assert_eq!(join_pairs(&pairs), format!("to={expected}"));
        let path = path_value("to", Style::Simple, false, true, &json!(value));
        assert_eq!(path.as_deref(), Some(expected));
    }
    let plain = query_pairs("to", Style::Form, true, false, &json!("%2F"));
    assert_eq!(join_pairs(&plain), "to=%252F");
}

#[test]
fn paths_follow_the_table() {
    for (style, explode, value, expected) in [
        (Style::Matrix, false, json!(""), ";color"),
        (Style::Matrix, false, json!("blue"), ";color=blue"),
        (Style::Matrix, false, array(), ";color=blue,black,brown"),
        (Style::Matrix, false, object(), ";color=R,100,G,200,B,150"),
        (Style::Matrix, true, json!(""), ";color"),
        (Style::Matrix, true, json!("blue"), ";color=blue"),
        (
            Style::Matrix,
            true,
            array(),
            ";color=blue;color=black;color=brown",
        ),
        (Style::Matrix, true, object(), ";R=100;G=200;B=150"),
        (Style::Matrix, true, json!({"x": "", "y": "="}), ";x;y=%3D"),
        (Style::Label, false, json!(""), "."),
        (Style::Label, false, json!("blue"), ".blue"),
        (Style::Label, false, array(), ".blue,black,brown"),
        (Style::Label, false, object(), ".R,100,G,200,B,150"),
        (Style::Label, true, array(), ".blue.black.brown"),
        (Style::Label, true, object(), ".R=100.G=200.B=150"),
        (Style::Simple, false, json!("a b"), "a%20b"),
        (Style::Simple, false, array(), "blue,black,brown"),
        (Style::Simple, false, object(), "R,100,G,200,B,150"),
        (Style::Simple, true, array(), "blue,black,brown"),
        (Style::Simple, true, object(), "R=100,G=200,B=150"),
    ] {
        assert_eq!(
            path_value("color", style, explode, false, &value).unwrap(),
            expected,
            "{style:?} {explode} {value:?}"
        );
    }
    assert_eq!(
        path_value("name", Style::Simple, false, true, &json!("a/b c?d:e%")).as_deref(),
        Some("a/b%20c%3Fd:e%25")
    );
    assert_eq!(
        path_value("color", Style::Simple, false, false, &json!([])),
        None
    );
}

#[test]
fn headers_are_not_encoded() {
    for (explode, value, expected) in [
        (false, json!("a b/c"), Some("a b/c")),
        (false, array(), Some("blue,black,brown")),
        (false, object(), Some("R,100,G,200,B,150")),
        (true, object(), Some("R=100,G=200,B=150")),
        (false, json!(5), Some("5")),
        (false, json!(null), None),
        (false, json!([]), None),
    ] {
        assert_eq!(
            header_value(explode, &value).as_deref(),
            expected,
            "{value:?}"
        );
    }
}
