//! One page of a list out of an answer, and what the answer says about the next one.

use http::header::LINK;
use http::{HeaderMap, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::call::Call;
use crate::runtime::checkpoint::Next;
use crate::runtime::client::Client;
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::json_path::push_field;
use crate::runtime::operation::StatusPattern;
use crate::runtime::pages::{Fetched, Follow, Key, Pages};
use crate::runtime::pagination::{Asks, Page, PageInfo, Pagination, Turn, unescaped};
use crate::runtime::path;
use crate::runtime::repetition::Mark;
use crate::runtime::service::Place;

impl<T: DeserializeOwned> Pages<T> {
    /// As `new`, for a list whose parts are where `pagination` says.
    #[doc(hidden)]
    pub fn listed(call: Call, pagination: &'static Pagination, key: Option<Key<T>>) -> Self {
        Self::reading(call, pagination, key, Answer::list_page)
    }
}

impl Answer {
    /// One page of a list whose parts are where `list` says.
    fn list_page<T: DeserializeOwned>(self, list: &Pagination) -> Result<Fetched<T>> {
        if self.is_nothing(list) {
            return Ok(Fetched {
                page: Page {
                    items: Vec::new(),
                    info: PageInfo::default(),
                },
                follow: Follow::To(Next::End),
                mark: None,
                attempts: self.attempts(),
            });
        }
        let body = self.plain()?;
        let found = list.found(&body);
        // Whoever compares with the list takes what is not in it for gone.
        let found = found.map_err(|at| self.misfit(&or_whole(dotted(at))))?;
        let follow = match list.more.and_then(|it| it.of(&body)) {
            Some(false) => Follow::To(Next::End),
            more => self.follow(list, &body, found, more.is_some())?,
        };
        // A list that repeats itself repeats the token, or all items where there is none, or both.
        let scrolls = matches!(list.turn, Turn::Scroll { .. });
        let mark = match (&follow, found) {
            (Follow::To(Next::Cursor(text)), Some(items)) if scrolls => {
                Some(Mark::next(&format!("{text} {items}")))
            }
            (Follow::To(Next::Cursor(text) | Next::Query(text)), _) => Some(Mark::next(text)),
            (Follow::To(_), _) | (Follow::Count { .. }, None) => None,
            (Follow::Count { .. }, Some(items)) => Some(Mark::items(items)),
        };
        // Where pages are counted, what is left out of one would be missed in the count.
        let items = match (found, &follow) {
            (Some(items), Follow::Count { .. }) => self.counted(items, &dotted(list.items))?,
            (Some(items), Follow::To(_)) => self.tracked(items, &dotted(list.items))?,
            (None, _) => Vec::new(),
        };
        let info = PageInfo::lenient(list.info.and_then(|info| body.pointer(info)));
        Ok(Fetched {
            page: Page { items, info },
            follow,
            mark,
            attempts: self.attempts(),
        })
    }

    /// Whether it is a success without a body, by which the API says that there are no items. Of an answer that is nothing but a list
    /// no document has to say so.
    fn is_nothing(&self, list: &Pagination) -> bool {
        let no_content = StatusPattern::Exact(StatusCode::NO_CONTENT.as_u16());
        self.meta.body.is_empty()
            && self.status() == StatusCode::NO_CONTENT
            && (list.items.is_empty() || self.operation.statuses.contains(&no_content))
    }

    /// Where the next page is.
    fn follow(
        &self,
        list: &Pagination,
        body: &Value,
        items: Option<&Value>,
        more: bool,
    ) -> Result<Follow> {
        let text = |pointer: &str| match body.pointer(pointer) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let next = match list.turn {
            Turn::Page { .. } | Turn::Offset { .. } => return Ok(Follow::Count { more }),
            // Redis ends with a zero, and nobody goes on there.
            Turn::Token { next, asks } => text(next).filter(|it| it != "0").map(|text| {
                if matches!(asks, Asks::Query(_)) && is_address(&text) {
                    self.query_of(&text).map(Next::Query)
                } else {
                    Some(Next::Cursor(text))
                }
            }),
            Turn::Scroll { next, .. } => {
                let is_empty = items.and_then(Value::as_array).is_none_or(Vec::is_empty);
                text(next)
                    .filter(|_| !is_empty)
                    .map(|it| Some(Next::Cursor(it)))
            }
            Turn::Address { next } => text(next).map(|it| self.query_of(&it).map(Next::Query)),
            Turn::Link => link(self.headers()).map(|it| self.query_of(it).map(Next::Query)),
            Turn::LastItem { key, .. } => {
                let newest = items.and_then(|it| it.as_array()?.last());
                newest.map(|it| match it.get(key) {
                    Some(Value::String(key)) => Some(Next::Cursor(key.clone())),
                    Some(Value::Number(key)) => Some(Next::Cursor(key.to_string())),
                    _ => None,
                })
            }
        };
        match next {
            None => Ok(Follow::To(Next::End)),
            Some(Some(next)) => Ok(Follow::To(next)),
            // To end here would be to lose the rest of the list.
            Some(None) => Err(self.misfit(&Self::place_of_next(list))),
        }
    }

    fn place_of_next(list: &Pagination) -> String {
        match list.turn {
            Turn::Token { next, .. } | Turn::Scroll { next, .. } | Turn::Address { next } => {
                dotted(next)
            }
            Turn::LastItem { key, .. } => format!("{}[].{key}", dotted(list.items)),
            Turn::Page { .. } | Turn::Offset { .. } | Turn::Link => "Link".to_owned(),
        }
    }

    /// The query of an address, without credentials: the client adds those itself.
    fn query_of(&self, address: &str) -> Option<String> {
        let (_, query) = address.split_once('?')?;
        let query = query.split('#').next().unwrap_or_default();
        let own = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && !is_credential(name, self.client())
        };
        let pairs: Vec<String> = query.split('&').filter(own).map(encoded).collect();
        (!pairs.is_empty()).then(|| pairs.join("&"))
    }
}

/// No token has a question mark and such a beginning.
fn is_address(text: &str) -> bool {
    let begins = ["http://", "https://", "/", "?"];
    text.contains('?') && begins.iter().any(|it| text.starts_with(it))
}

fn is_credential(name: &str, client: &Client) -> bool {
    let schemes = client.0.service.schemes.iter();
    schemes
        .filter_map(|it| match it.place {
            Place::Query(own) => Some(own),
            _ => None,
        })
        .any(|own| own == name || path::encode(own) == name)
}

/// What cannot stand in an address is encoded, and nothing else: the service has encoded the rest.
fn encoded(pair: &str) -> String {
    const IMPOSSIBLE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(pair, IMPOSSIBLE).to_string()
}

/// The address of the next page in the headers `Link` (RFC 8288, section 3).
fn link(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(LINK).into_iter();
    values
        .filter_map(|it| it.to_str().ok())
        .flat_map(links)
        .find(|(_, parameters)| is_next(parameters))
        .map(|(address, _)| address)
}

/// Addresses with their parameters.
fn links(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some((_, after)) = rest.split_once('<') {
        let Some((address, after)) = after.split_once('>') else {
            break;
        };
        let (parameters, next) = until(after, ',');
        found.push((address, parameters));
        rest = next;
    }
    found
}

/// The text before the first mark that is not quoted, and the rest from there.
fn until(text: &str, mark: char) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|it| {
        quoted ^= it == '"';
        it == mark && !quoted
    });
    text.split_at(end.unwrap_or(text.len()))
}

/// Whether one of the relations is `next`; the first `rel` counts.
fn is_next(mut parameters: &str) -> bool {
    while let Some((_, rest)) = parameters.split_once(';') {
        let (parameter, next) = until(rest, ';');
        parameters = next;
        let relations = parameter
            .split_once('=')
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
        if let Some((_, relations)) = relations {
            return relations
                .trim()
                .trim_matches('"')
                .split_ascii_whitespace()
                .any(|it| it.eq_ignore_ascii_case("next"));
        }
    }
    false
}

/// A place as errors that are about nothing else spell it.
fn or_whole(path: String) -> String {
    if path.is_empty() {
        ".".to_owned()
    } else {
        path
    }
}

/// A JSON pointer as errors spell places; empty for the whole.
fn dotted(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        push_field(&mut path, &unescaped(step));
    }
    path
}
