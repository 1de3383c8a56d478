//! Which answers are taken for lists that go on, and how.

use crate::cases;

/// What each request of the case `lists` says about pages, on one line.
fn ways() -> Vec<String> {
    let (_, generated) = cases::generated()
        .into_iter()
        .find(|(case, _)| case.name == "lists")
        .expect("the case `lists` generates");
    let files = generated.files.iter().filter_map(|(path, text)| {
        let resource = path.strip_prefix("src/resources/")?.strip_suffix(".rs")?;
        Some((resource, text))
    });
    files
        .flat_map(|(resource, text)| of_file(resource, text))
        .collect()
}

fn of_file(resource: &str, text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text
        .split("static PAGINATION: Pagination = Pagination::")
        .collect();
    let ways = pieces.windows(2).filter_map(|it| {
        let (_, request) = it[0].rsplit_once("\nimpl ")?;
        let (request, _) = request.split_once(' ')?;
        let (way, _) = it[1]
            .split_once("};")
            .into_iter()
            .chain(it[1].split_once(");"))
            .min()?;
        let way = way.replace("crate::runtime::", "");
        let words: Vec<&str> = way.split_whitespace().collect();
        let way = words.join(" ");
        let way = way.trim_end_matches(&[' ', ',', '}'][..]);
        let way = way.trim_start_matches("List(List { ");
        Some(format!("{resource}.{request}: {way}"))
    });
    ways.collect()
}

#[test]
fn lists_are_told_by_their_shape() {
    let expected = [
        r#"charges.List: items: "/data", info: None, more: Some("/has_more"), turn: Turn::LastItem { parameter: &List::STARTING_AFTER, key: "id""#,
        r#"client.Hinted: items: "/things", info: None, more: None, turn: Turn::Token { parameter: &Hinted::FROM_KEY, next: "/after""#,
        r#"client.HintedLast: items: "", info: None, more: None, turn: Turn::LastItem { parameter: &HintedLast::SINCE, key: "size""#,
        r#"client.HintedPage: items: "", info: None, more: None, turn: Turn::Page { parameter: &HintedPage::P, first: Some(0)"#,
        r#"client.Played: items: "/items", info: None, more: None, turn: Turn::Address { next: "/next""#,
        r#"client.Told: items: "/things", info: Some("/meta"), more: None, turn: Turn::Page { parameter: &Told::PAGE, first: None"#,
        r#"client.Wrapped: items: "/response/items", info: Some("/response/pagination"), more: None, turn: Turn::Page { parameter: &Wrapped::PAGE, first: Some(0)"#,
        r#"files.List: items: "/files", info: None, more: None, turn: Turn::Token { parameter: &List::PAGE_TOKEN, next: "/nextPageToken""#,
        r#"issues.List: items: "", info: None, more: None, turn: Turn::Link"#,
        r#"keys.List: items: "/result", info: None, more: None, turn: Turn::Token { parameter: &List::CURSOR, next: "/result_info/cursor""#,
        r#"members.List: items: "/members", info: Some(""), more: None, turn: Turn::Offset { parameter: &List::OFFSET"#,
        r#"messages.List: items: "/data", info: None, more: Some("/has_more"), turn: Turn::Token { parameter: &List::AFTER_ID, next: "/last_id""#,
        r#"pods.List: items: "/items", info: None, more: None, turn: Turn::Token { parameter: &List::CONTINUE, next: "/metadata/continue""#,
        r#"records.List: items: "/results", info: None, more: None, turn: Turn::Address { next: "/next""#,
        r#"signals.List: items: "/value", info: None, more: None, turn: Turn::Address { next: "/nextLink""#,
    ];
    assert_eq!(ways(), expected);
}
