//! Lists: sorted, filtered, a page at a time.

use std::time::SystemTime;

use serde_json::{Value, json};

use crate::query::Query;
use crate::store::{Secret, Store};

/// How many objects a page has if nobody asks. The service does not document it; 20 is what its examples show.
const PER_PAGE: usize = 20;

/// One page, and what goes with it.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) info: Value,
}

/// Cuts out a page. `total` counts without filters, as the specification says of `total_count`.
pub(crate) fn page<T>(items: Vec<T>, total: usize, query: &Query) -> Page<T> {
    // What page 0 is, is not documented: the schema allows it, so it is taken for the first.
    let number = query.number("page").unwrap_or(1).max(1);
    let per_page = match query.number("per_page") {
        None | Some(0) => PER_PAGE,
        Some(count) => count,
    };
    let pages = items.len().div_ceil(per_page);
    let skipped = per_page.saturating_mul(number - 1);
    let items: Vec<T> = items.into_iter().skip(skipped).take(per_page).collect();
    let info = info(number, per_page, items.len(), total, pages);
    Page { items, info }
}

/// `result_info` of an answer with all there is.
pub(crate) fn whole(count: usize) -> Value {
    info(1, PER_PAGE, count, count, 1)
}

fn info(page: usize, per_page: usize, count: usize, total: usize, pages: usize) -> Value {
    json!({
        "page": page,
        "per_page": per_page,
        "count": count,
        "total_count": total,
        "total_pages": pages,
    })
}

pub(crate) fn stores<'a>(all: &'a [Store], query: &Query) -> Page<&'a Store> {
    let mut items: Vec<&Store> = all.iter().collect();
    match query.text("order").unwrap_or("created") {
        "name" => items.sort_by_key(|it| &it.name),
        "modified" => items.sort_by_key(|it| it.modified),
        _ => items.sort_by_key(|it| it.created),
    }
    directed(&mut items, query);
    page(items, all.len(), query)
}

pub(crate) fn secrets<'a>(
    all: impl Iterator<Item = &'a Secret>,
    query: &Query,
    now: SystemTime,
) -> Page<&'a Secret> {
    let mut items: Vec<&Secret> = all.collect();
    let total = items.len();
    if let Some(text) = query.text("search") {
        let text = text.to_lowercase();
        items.retain(|it| matches(it, &text));
    }
    let scopes = query.texts("scopes");
    items.retain(|it| scopes.iter().all(|scope| it.scopes.contains(*scope)));
    match query.text("order").unwrap_or("created") {
        "name" => items.sort_by_key(|it| &it.name),
        "comment" => items.sort_by_key(|it| &it.comment),
        "modified" => items.sort_by_key(|it| it.modified),
        "status" => items.sort_by_key(|it| it.status(now)),
        _ => items.sort_by_key(|it| it.created),
    }
    directed(&mut items, query);
    page(items, total, query)
}

/// Name or comment contain the text, in upper or lower case.
fn matches(secret: &Secret, text: &str) -> bool {
    let comment = secret.comment.as_deref().unwrap_or_default();
    [&secret.name, comment]
        .iter()
        .any(|it| it.to_lowercase().contains(text))
}

/// Descending unless asked otherwise; of equals the older one comes first when ascending.
fn directed<T>(items: &mut [T], query: &Query) {
    if query.text("direction") != Some("asc") {
        items.reverse();
    }
}
