//! Which answers are taken for lists that go on, and how.

use crate::cases;

/// What each file of the case `lists` says about pages, on one line.
fn ways() -> Vec<String> {
    let (_, generated) = cases::generated()
        .into_iter()
        .find(|(case, _)| case.name == "lists")
        .expect("the case `lists` generates");
    let ways = generated.files.iter().filter_map(|(path, text)| {
        let resource = path.strip_prefix("src/resources/")?.strip_suffix(".rs")?;
        let (_, way) = text.split_once("static PAGINATION: Pagination = Pagination::")?;
        let (way, _) = way.split_once("};").or_else(|| way.split_once(");"))?;
        let way = way.replace("crate::runtime::", "");
        let words: Vec<&str> = way.split_whitespace().collect();
        let way = words.join(" ");
        let way = way.trim_end_matches(&[' ', ',', '}'][..]);
        Some(format!(
            "{resource}: {}",
            way.trim_start_matches("List(List { ")
        ))
    });
    ways.collect()
}

#[test]
fn lists_are_told_by_their_shape() {
    let expected = [
        r#"charges: items: "/data", info: None, more: Some("/has_more"), turn: Turn::LastItem { parameter: &Get::STARTING_AFTER, key: "id""#,
        r#"files: items: "/files", info: None, more: None, turn: Turn::Token { parameter: &Get::PAGE_TOKEN, next: "/nextPageToken""#,
        r#"hinted: items: "/things", info: None, more: None, turn: Turn::Token { parameter: &Create::FROM_KEY, next: "/after""#,
        r#"hinted_last: items: "", info: None, more: None, turn: Turn::LastItem { parameter: &List::SINCE, key: "size""#,
        r#"hinted_page: items: "", info: None, more: None, turn: Turn::Page { parameter: &List::P, first: Some(0)"#,
        r#"issues: items: "", info: None, more: None, turn: Turn::Link"#,
        r#"keys: items: "/result", info: None, more: None, turn: Turn::Token { parameter: &List::CURSOR, next: "/result_info/cursor""#,
        r#"members: items: "/members", info: Some(""), more: None, turn: Turn::Offset { parameter: &Get::OFFSET"#,
        r#"messages: items: "/data", info: None, more: Some("/has_more"), turn: Turn::Token { parameter: &Get::AFTER_ID, next: "/last_id""#,
        r#"pods: items: "/items", info: None, more: None, turn: Turn::Token { parameter: &Get::CONTINUE, next: "/metadata/continue""#,
        r#"records: items: "/results", info: None, more: None, turn: Turn::Address { next: "/next""#,
        r#"told: items: "/things", info: Some("/meta"), more: None, turn: Turn::Page { parameter: &Get::PAGE, first: None"#,
        r#"wrapped: items: "/response/items", info: Some("/response/pagination"), more: None, turn: Turn::Page { parameter: &Get::PAGE, first: Some(0)"#,
    ];
    assert_eq!(ways(), expected);
}
