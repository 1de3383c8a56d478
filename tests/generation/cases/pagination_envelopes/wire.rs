//! Which pages of an envelope are asked for where they are counted from 0.

use std::sync::{Arc, Mutex};

use case_pagination_envelopes::Client;
use case_pagination_envelopes::transport::{MemoryTransport, http::Response};

const PAGES: usize = 4;

/// A service with four pages; `info` is what stands beside the items of a page.
fn service(info: fn(usize) -> String) -> (Client, Arc<Mutex<Vec<Option<usize>>>>) {
    let asked: Arc<Mutex<Vec<Option<usize>>>> = Arc::default();
    let seen = Arc::clone(&asked);
    let transport = MemoryTransport::new(move |request| {
        let query = request.uri().query().unwrap_or_default();
        let page = query.strip_prefix("page=").map(|it| it.parse().expect("a number"));
        seen.lock().expect("no test panics").push(page);
        let page = page.unwrap_or(0);
        let items = if page < PAGES { format!(r#"{{"name":"{page}"}}"#) } else { String::new() };
        let body = format!(r#"{{"success":true,"errors":[],"result":[{items}]{}}}"#, info(page));
        Ok(Response::builder().status(200).body(body.into()).expect("a response"))
    });
    let client = Client::builder().transport(transport).build().expect("a client");
    (client, asked)
}

macro_rules! all_pages {
    ($request:expr) => {{
        let mut items = $request.items();
        let mut names = Vec::new();
        while let Some(item) = items.try_next().await.expect("a page") {
            names.push(item.name);
        }
        names
    }};
}

#[tokio::test]
async fn pages_are_counted_from_the_first_one_that_the_hint_names() {
    let (client, asked) = service(|_| String::new());
    assert_eq!(all_pages!(client.from_zero()), ["0", "1", "2", "3"]);
    let asked = asked.lock().expect("no test panics").clone();
    assert_eq!(asked, [None, Some(1), Some(2), Some(3), Some(4)]);
}

#[tokio::test]
async fn what_an_envelope_counts_ends_the_list_as_well() {
    let info = |page| format!(r#","result_info":{{"page":{page},"total_pages":4}}"#);
    let (client, asked) = service(info);
    assert_eq!(all_pages!(client.counted()), ["0", "1", "2", "3"]);
    assert_eq!(asked.lock().expect("no test panics").len(), PAGES);
}

#[tokio::test]
async fn what_says_whether_there_are_more_is_asked() {
    let (client, asked) = service(|page| format!(r#","result_info":{{"more":{}}}"#, page < 1));
    assert_eq!(all_pages!(client.more()), ["0", "1"]);
    assert_eq!(*asked.lock().expect("no test panics"), [None, Some(1)]);
    let (client, asked) = service(|page| format!(r#","result_info":{{"last":{}}}"#, page > 1));
    assert_eq!(all_pages!(client.last()), ["0", "1", "2"]);
    assert_eq!(asked.lock().expect("no test panics").len(), 3);
}
