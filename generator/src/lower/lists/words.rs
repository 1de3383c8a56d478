//! The words of the field: what parameters and answers of lists that go on are called, without case and separators.

/// Parameters that take what the page before holds.
pub(super) const TOKENS: &[&str] = &[
    "after",
    "bookmark",
    "continuation",
    "continuationtoken",
    "continue",
    "cursor",
    "iterator",
    "marker",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "pageafter",
    "pagecursor",
    "pagetoken",
    "paginationkey",
    "paginationtoken",
    "scrollid",
    "startcursor",
    "startingafter",
    "startingtoken",
    "startkey",
];
/// Tokens that no answer would repeat only because they were sent.
pub(super) const OWN_TOKENS: &[&str] = &[
    "continuationtoken",
    "continue",
    "cursor",
    "iterator",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "paginationtoken",
    "scrollid",
];
/// Those of them that answers repeat for the next page, where the server keeps the place.
pub(super) const SCROLLS: &[&str] = &["scrollid"];
/// Parameters that take the key of an item.
pub(super) const ITEM_TOKENS: &[&str] = &["after", "afterid", "startafter", "startingafter"];
/// What answers call the token of the next page.
pub(super) const NEXT_TOKENS: &[&str] = &[
    "continuationtoken",
    "endcursor",
    "next",
    "nextbookmark",
    "nextcontinuationtoken",
    "nextcursor",
    "nextkey",
    "nextmarker",
    "nextpage",
    "nextpagecursor",
    "nextpagetoken",
    "nextstartkey",
    "nexttoken",
];
/// What answers call the address of the next page.
pub(super) const NEXT_ADDRESSES: &[&str] = &[
    "next",
    "nexthref",
    "nextlink",
    "nextpage",
    "nextpagehref",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];
/// Parameters that only take what the answer calls the next of them: by themselves, they are as well something else.
pub(super) const NAMED_TOKENS: &[&str] = &["from", "key", "start", "token"];
pub(super) const PAGES: &[&str] = &[
    "currentpage",
    "page",
    "pageindex",
    "pageno",
    "pagenum",
    "pagenumber",
    "paginationpage",
];
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "skipcount", "startat"];
/// Offsets that count from 0 or from 1 (SCIM), with what only answers have where it is 0 (Jellyfin, Emby).
pub(super) const INDEXES: &[(&str, &str)] = &[("startindex", "totalrecordcount")];
pub(super) const SIZES: &[&str] = &[
    "count",
    "first",
    "itemsperpage",
    "limit",
    "maxresultcount",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "size",
    "take",
    "top",
];
pub(super) const MORE: &[&str] = &[
    "hasmore",
    "hasmoreitems",
    "hasmoreresults",
    "hasnext",
    "hasnextpage",
    "istruncated",
    "more",
    "moreavailable",
    "moreresultsavailable",
];
/// What says that this is the last page.
pub(super) const LAST: &[&str] = &["islast", "islastpage"];
/// What says so beside the items and the token. Elsewhere, things and jobs are done.
pub(super) const DONE: &str = "done";
/// What says how many there are.
pub(super) const TOTALS: &[&str] = &[
    "lastpage",
    "pagecount",
    "total",
    "totalcount",
    "totalelements",
    "totalitems",
    "totalpages",
    "totalresults",
];
pub(super) const TOLD_PAGES: &[&str] = &["currentpage", "page", "pagenumber"];
/// Which of several lists has the items.
pub(in crate::lower) const ITEMS: &[&str] = &[
    "data",
    "items",
    "results",
    "values",
    "entries",
    "records",
    "objects",
    "elements",
    "resources",
    "content",
    "rows",
];
/// Lists that stand beside the items of any answer.
pub(super) const BESIDE: &[&str] = &["errors", "warnings"];
/// What is put around a list and its counts.
pub(super) const WRAPPERS: &[&str] = &[
    "data", "embedded", "payload", "response", "result", "results",
];
/// Of those, what things have that are no lists, too.
pub(super) const NEXT_OF_ANYTHING: &[&str] = &["next", "nextpage"];
/// How documents say that the first page has the number 0.
pub(super) const FROM_ZERO: &[&str] = &[
    "0-based",
    "zero-based",
    "zero based",
    "starts at 0",
    "starting from 0",
    "(0..",
];
/// How documents say that it has the number 1.
pub(super) const FROM_ONE: &[&str] = &[
    "1-based",
    "one-based",
    "starts at 1",
    "starting at 1",
    "starting from 1",
    "starts from 1",
    "begins at 1",
    "first page is 1",
];
