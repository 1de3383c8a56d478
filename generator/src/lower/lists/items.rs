//! Which list of an answer has the items.

use super::words::{BESIDE, ITEMS, WRAPPERS};
use crate::lower::outline::{Elements, Outline, plain};
use crate::spec::pointer;

/// The pointer of the items: the answer itself, the only list in it, or the one that is called so.
pub(in crate::lower) fn items_of(body: &Outline) -> Option<String> {
    items(body, list_in)
}

/// The same, where nobody but the answer says that there are any: what is called like the items and is no list, or has
/// an `id` of its own, is no reason to take whatever list stands beside it. `path` is that of the operation.
pub(in crate::lower) fn items_told(body: &Outline, path: &str) -> Option<String> {
    let last = path.rsplit('/').next().unwrap_or_default();
    let of_one = last.ends_with('}');
    let mut named = path.rsplit('/').filter(|it| !it.contains('{'));
    let called = plain(named.next().unwrap_or_default());
    items(body, |members, at| {
        let is_obvious = |name: &str| {
            let name = plain(name);
            ITEMS.contains(&name.as_str()) || VALUE == name || called == name
        };
        let found = list_in(members, at)?;
        let name = pointer::last(&found);
        let is_thing = of_one && members.iter().any(is_id) && has_no_ids(members, &name);
        let hidden = members
            .iter()
            .any(|it| is_obvious(&it.0) && may_hold(&it.1));
        (is_obvious(&name) || !is_thing && !hidden).then_some(found)
    })
}

/// What `OData` calls its items. Others call single values so, which are no lists.
const VALUE: &str = "value";

fn items(
    body: &Outline,
    list_in: impl Fn(&[(String, Outline)], &str) -> Option<String>,
) -> Option<String> {
    match body {
        Outline::List(_) => Some(String::new()),
        Outline::Object(members) => list_in(members, "").or_else(|| {
            let mut wrapped = members.iter().filter_map(|(name, outline)| match outline {
                Outline::Object(inner) if WRAPPERS.contains(&plain(name).as_str()) => {
                    list_in(inner, &pointer::join("", name))
                }
                _ => None,
            });
            let first = wrapped.next();
            first.filter(|_| wrapped.next().is_none())
        }),
        Outline::Text(_) | Outline::Integer | Outline::Boolean | Outline::Other => None,
    }
}

fn list_in(members: &[(String, Outline)], at: &str) -> Option<String> {
    let lists = members.iter().filter_map(|(name, outline)| match outline {
        Outline::List(elements) => Some((name, plain(name), *elements)),
        _ => None,
    });
    let (links, lists): (Vec<_>, Vec<_>) = lists.partition(|it| it.2 == Elements::Links);
    let lists = lists.into_iter();
    let (beside, lists): (Vec<_>, Vec<_>) = lists.partition(|it| BESIDE.contains(&it.1.as_str()));
    // A thing may have links as well, beside the numbers and texts that it has several of.
    let fits = |elements: Elements| links.is_empty() || elements != Elements::Plain;
    let chosen = match (lists.as_slice(), beside.as_slice()) {
        ([only], _) | ([], [only]) if fits(only.2) => Some(only),
        // What is about links has nothing else.
        ([], []) if links.len() == 1 => links.first(),
        (several, _) => ITEMS
            .iter()
            .find_map(|name| several.iter().find(|it| it.1 == *name)),
    };
    chosen.map(|(name, ..)| pointer::join(at, name))
}

/// Whether the items may be in there after all, though not as a plain list.
fn may_hold(outline: &Outline) -> bool {
    matches!(outline, Outline::Object(_) | Outline::Other)
}

fn is_id((name, outline): &(String, Outline)) -> bool {
    name == "id" && matches!(outline, Outline::Text(_) | Outline::Integer)
}

fn has_no_ids(members: &[(String, Outline)], name: &str) -> bool {
    let list = members.iter().find(|it| it.0 == name);
    list.is_some_and(|it| matches!(it.1, Outline::List(Elements::Others | Elements::Plain)))
}
