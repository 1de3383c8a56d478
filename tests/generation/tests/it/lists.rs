//! Which answers are taken for lists that go on, and how.

use crate::cases;

/// What each request of a case says about pages, on one line.
fn ways(name: &str) -> Vec<String> {
    let (_, generated) = cases::generated()
        .into_iter()
        .find(|(case, _)| case.name == name)
        .expect("the case generates");
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
        .split("static PAGINATION: Pagination = Pagination")
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
        let way = way.trim_start_matches("{ ");
        Some(format!("{resource}.{request}: {way}"))
    });
    ways.collect()
}

#[test]
fn lists_are_told_by_their_shape() {
    let expected = [
        r#"articles.List: items: "/data", required: &[], info: Some("/meta/pagination"), more: None, turn: Turn::Page { asks: Asks::Query(&List::PAGINATION_PAGE), first: None"#,
        r#"attempts.List: items: "/data", required: &["/data"], info: None, more: Some(More::Unless("/done")), turn: Turn::Token { asks: Asks::Query(&List::ITERATOR), next: "/iterator""#,
        r#"cards.List: items: "/cards", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::CURSOR), next: "/next_cursor""#,
        r#"charges.List: items: "/data", required: &["/data"], info: None, more: Some(More::If("/has_more")), turn: Turn::LastItem { asks: Asks::Query(&List::STARTING_AFTER), key: "id""#,
        r#"client.Hinted: items: "/things", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Hinted::FROM_KEY), next: "/after""#,
        r#"client.HintedEnd: items: "/things", required: &[], info: None, more: Some(More::Unless("/meta/at_end")), turn: Turn::Token { asks: Asks::Query(&HintedEnd::CURSOR), next: "/meta/token""#,
        r#"client.HintedLast: items: "", required: &[], info: None, more: None, turn: Turn::LastItem { asks: Asks::Query(&HintedLast::SINCE), key: "size""#,
        r#"client.HintedPage: items: "", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&HintedPage::P), first: Some(0)"#,
        r#"client.Inside: items: "/data/parts", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&Inside::PAGE), first: Some(1)"#,
        r#"client.Numbered: items: "/things", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&Numbered::PAGE), first: Some(1)"#,
        r#"client.Played: items: "/items", required: &[], info: None, more: None, turn: Turn::Address { next: "/next""#,
        r#"client.Related: items: "/data", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&Related::PAGE), first: Some(1)"#,
        r#"client.Told: items: "/things", required: &[], info: Some("/meta"), more: None, turn: Turn::Page { asks: Asks::Query(&Told::PAGE), first: None"#,
        r#"client.Wrapped: items: "/response/items", required: &[], info: Some("/response/pagination"), more: None, turn: Turn::Page { asks: Asks::Query(&Wrapped::PAGE), first: Some(0)"#,
        r#"files.List: items: "/files", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::PAGE_TOKEN), next: "/nextPageToken""#,
        r#"hinted_cards.List: items: "/cards", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::CURSOR), next: "/next_cursor""#,
        r#"hits.List: items: "/hits", required: &[], info: None, more: None, turn: Turn::Scroll { asks: Asks::Query(&List::SCROLL_ID), next: "/_scroll_id""#,
        r#"issues.List: items: "", required: &[], info: None, more: None, turn: Turn::Link"#,
        r#"jobs.Get: items: "/steps", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Get::ITERATOR), next: "/next_iterator""#,
        r#"keys.List: items: "/result", required: &["/result"], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::CURSOR), next: "/result_info/cursor""#,
        r#"members.List: items: "/members", required: &[], info: Some(""), more: None, turn: Turn::Offset { asks: Asks::Query(&List::OFFSET)"#,
        r#"messages.List: items: "/data", required: &[], info: None, more: Some(More::If("/has_more")), turn: Turn::Token { asks: Asks::Query(&List::AFTER_ID), next: "/last_id""#,
        r#"pods.List: items: "/items", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::CONTINUE), next: "/metadata/continue""#,
        r#"polls.Get: items: "/voters", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Get::CURSOR), next: "/next_cursor""#,
        r#"records.List: items: "/results", required: &[], info: None, more: None, turn: Turn::Address { next: "/next""#,
        r#"rows.List: items: "", required: &[], info: None, more: None, turn: Turn::Offset { asks: Asks::Query(&List::OFFSET)"#,
        r#"signals.List: items: "/value", required: &[], info: None, more: None, turn: Turn::Address { next: "/nextLink""#,
        r#"tags.List: items: "/tags", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&List::PAGE), first: Some(1)"#,
        r#"todos.List: items: "/items", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::PAGE_TOKEN), next: "/next_page""#,
        r#"ways.Described: items: "/things", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&Described::PAGE), first: Some(1)"#,
        r#"ways.HintedFirst: items: "", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&HintedFirst::P), first: Some(1)"#,
        r#"ways.HintedTold: items: "/things", required: &[], info: Some("/meta"), more: None, turn: Turn::Page { asks: Asks::Query(&HintedTold::P), first: None"#,
        r#"ways.Least: items: "/things", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&Least::PAGE), first: Some(1)"#,
        r#"ways.Numbered: items: "/things", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Numbered::CURSOR), next: "/next_cursor""#,
        r#"ways.Skipped: items: "/things", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Skipped::OFFSET), next: "/next_offset""#,
        r#"words.Indexed: items: "/Items", required: &[], info: None, more: None, turn: Turn::Offset { asks: Asks::Query(&Indexed::START_INDEX)"#,
        r#"words.Named: items: "/items", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Named::TOKEN), next: "/nextToken""#,
        r#"words.PageIndex: items: "/data", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&PageIndex::PAGE_INDEX), first: Some(0)"#,
        r#"words.Skipped: items: "/items", required: &[], info: Some(""), more: None, turn: Turn::Offset { asks: Asks::Query(&Skipped::SKIP_COUNT)"#,
        r#"words_keys.List: items: "/validators", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::PAGINATION_KEY), next: "/pagination/next_key""#,
    ];
    assert_eq!(ways("lists"), expected);
}

#[test]
fn lists_in_bodies_are_told_by_their_tokens() {
    let expected = [
        r#"client.Events: items: "/items", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::member("pageToken"), next: "/nextPageToken""#,
        r#"client.Hinted: items: "/orders", required: &[], info: Some(""), more: None, turn: Turn::Offset { asks: Asks::member("skip")"#,
        r#"client.HintedPage: items: "", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::member("number"), first: Some(0)"#,
        r#"client.Search: items: "/orders", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::member("cursor"), next: "/cursor""#,
        r#"client.SyncRequest: items: "/added", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&SyncRequest::CURSOR), next: "/next_cursor""#,
        r#"eithers.List: items: "/things", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::CURSOR), next: "/next_cursor""#,
        r#"errors.List: items: "/errors", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&List::CURSOR), next: "/cursor""#,
    ];
    assert_eq!(ways("lists_in_bodies"), expected);
}

#[test]
fn hints_know_more_than_documents_that_leave_it_open() {
    let expected = [
        r#"client.Any: items: "/data", required: &[], info: Some("/any"), more: Some(More::If("/any/more")), turn: Turn::Token { asks: Asks::Query(&Any::CURSOR), next: "/any/next""#,
        r#"client.Bare: items: "/data", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Bare::CURSOR), next: "/bare/next""#,
        r#"client.Either: items: "/data", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Either::CURSOR), next: "/either/next""#,
        r#"client.Further: items: "/data", required: &[], info: None, more: None, turn: Turn::Token { asks: Asks::Query(&Further::CURSOR), next: "/further/next""#,
        r#"client.Page: items: "/data", required: &[], info: None, more: None, turn: Turn::Page { asks: Asks::Query(&Page::PAGE), first: Some(1)"#,
        r#"items.List: items: "/data", required: &[], info: None, more: None, turn: Turn::LastItem { asks: Asks::Query(&List::AFTER), key: "id""#,
        r#"links.List: items: "/data", required: &[], info: None, more: None, turn: Turn::Address { next: "/links/0/href""#,
    ];
    assert_eq!(ways("pagination_open"), expected);
}

#[test]
fn hints_of_others_take_no_pages_away() {
    let ways = ways("repaired_lists");
    let requests: Vec<&str> = ways
        .iter()
        .map(|it| it.split(": ").next().unwrap_or_default())
        .collect();
    let expected = [
        "client.Apart",
        "client.Empty",
        "client.Flag",
        "client.List",
        "client.Named",
        "client.Nowhere",
        "client.Style",
        "client.Text",
        "items.List",
    ];
    assert_eq!(requests, expected);
    for way in &ways {
        assert!(way.contains(r#"next: "/next_cursor""#), "{way}");
    }
}
