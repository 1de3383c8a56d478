//! Paths as far as they give names: their segments, without versions and formats.

use percent_encoding::percent_decode_str;

use crate::naming::snake;

/// Words that paths begin with and that name nothing.
pub(super) const PREFIXES: [&str; 3] = ["api", "apis", "rest"];

/// How many segments at the beginning name nothing: two of `/api/v1/users`, but none of `/api/{id}`.
pub(super) fn leading(path: &str) -> usize {
    let segments: Vec<Segment<'_>> = segments(path).collect();
    let is_prefix = |(number, segment): &(usize, &Segment<'_>)| {
        let next = segments.get(number + 1);
        let goes_on = next.is_some_and(|it| it.parameter().is_none());
        goes_on && PREFIXES.contains(&segment.0)
    };
    let prefixes = segments.iter().enumerate().take_while(is_prefix).count();
    let version = segments.get(prefixes).is_some_and(|it| is_version(it.0));
    prefixes + usize::from(version)
}

/// What stands between two slashes.
pub(super) struct Segment<'a>(pub(super) &'a str);

pub(super) fn segments(path: &str) -> impl Iterator<Item = Segment<'_>> {
    let segments = without_format(path)
        .split('/')
        .flat_map(|it| match keyed(it) {
            Some((name, key)) => [name, key],
            None => [it, ""],
        });
    segments.filter(|it| !it.is_empty()).map(Segment)
}

/// The collection and the key of `products('{id}')` and `products({id})`, which is how `OData` writes `products/{id}`.
fn keyed(segment: &str) -> Option<(&str, &str)> {
    let (name, rest) = segment.split_once('(').filter(|it| !it.0.is_empty())?;
    let key = rest.strip_suffix(')')?.trim_matches('\'');
    Segment(key).parameter().map(|_| (name, key))
}

/// The name of a function of `OData`, without its parameters and the namespace that it has then: `delta` of
/// `microsoft.graph.delta(token={token})`.
fn function(segment: &str) -> &str {
    match segment.split_once('(').filter(|_| segment.ends_with(')')) {
        Some((name, _)) if !name.is_empty() => name.rsplit('.').next().unwrap_or(name),
        _ => segment,
    }
}

impl<'a> Segment<'a> {
    /// The parameter, if there is nothing else.
    pub(super) fn parameter(&self) -> Option<&'a str> {
        let inside = self.0.strip_prefix('{')?.strip_suffix('}')?;
        (!inside.contains(['{', '}'])).then_some(inside)
    }

    /// As part of a place, which is the same whatever its parameters are called.
    pub(super) fn place(&self) -> String {
        match self.parameter() {
            Some(_) => "/{}".to_owned(),
            None => format!("/{}", self.0),
        }
    }
}

/// The place of a path.
pub(super) fn place(path: &str) -> String {
    segments(path).map(|it| it.place()).collect()
}

/// `/pets/{id}.json` is about one pet as much as `/pets/{id}`.
pub(super) fn ends_in_parameter(path: &str) -> bool {
    let last = segments(path).last();
    without_format(path).ends_with('}') || last.is_some_and(|it| it.parameter().is_some())
}

/// A path or a segment without the format of the answer: `/pets` of `/pets.json` and of `/pets/json`. JSON is what answers are anyway;
/// other formats are answers of their own.
pub(super) fn without_format(path: &str) -> &str {
    let mut short = [".json", "/json"]
        .iter()
        .filter_map(|it| path.strip_suffix(it));
    short.find(|it| !it.is_empty()).unwrap_or(path)
}

/// `v1`, `v2beta1`, `1.1`, `2010-04-01`, …
pub(super) fn is_version(segment: &str) -> bool {
    let digits = |it: &str| {
        it.chars()
            .all(|c| c.is_ascii_digit() || ['.', '-'].contains(&c))
    };
    let begins = |it: &str| it.starts_with(|c: char| c.is_ascii_digit());
    let Some(numbers) = segment.strip_prefix(['v', 'V']) else {
        return begins(segment) && digits(segment);
    };
    let mut stages = ["alpha", "beta", "preview", "rc"].into_iter();
    let stage = stages.find_map(|it| numbers.split_once(it));
    let (number, behind) = stage.unwrap_or((numbers, ""));
    begins(number) && digits(number) && digits(behind)
}

/// The name of a segment, without the parameters that stand inside it.
pub(super) fn words(segment: &str) -> String {
    snake(&outside_braces(segment))
}

/// A segment with each parameter in it replaced by an underscore, and percent-encoded letters as what they are.
pub(super) fn outside_braces(segment: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for character in function(segment).chars() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                text.push('_');
            }
            other if depth == 0 => text.push(other),
            _ => {}
        }
    }
    match percent_decode_str(&text).decode_utf8() {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{ends_in_parameter, is_version, leading, place, words};

    #[test]
    fn words_are_what_is_encoded() {
        for (segment, expected) in [
            ("pets", "pets"),
            ("gr%C3%B6%c3%9fe", "größe"),
            ("%E6%97%A5%E6%9C%AC", "日本"),
            ("a%20b", "a_b"),
            ("100%", "_100"),
            ("a%2", "a_2"),
            // Not UTF-8.
            ("a%FFb", "a_f_fb"),
            ("a{b}%C3%B6", "a_ö"),
            ("getByIds(ids={ids})", "get_by_ids"),
            ("microsoft.graph.delta()", "delta"),
            ("(a)", "a"),
        ] {
            assert_eq!(words(segment), expected, "{segment}");
        }
    }

    #[test]
    fn versions_and_formats_name_nothing() {
        for version in [
            "v1",
            "V2",
            "1.1",
            "v1.0",
            "2010-04-01",
            "v1beta2",
            "v2alpha",
            "v1rc1",
        ] {
            assert!(is_version(version), "{version}");
        }
        for word in [
            "vms", "v", "1-clicks", "2fa", "3d", "beta", "1beta", "video",
        ] {
            assert!(!is_version(word), "{word}");
        }
        assert_eq!(place("/v1/pets/{id}/toys.json"), "/v1/pets/{}/toys");
        assert_eq!(place("/v1/pets/{id}/json"), "/v1/pets/{}");
        assert_eq!(place("/json"), "/json");
        assert!(ends_in_parameter("/pets/{id}.json") && ends_in_parameter("/pets/{id}"));
        assert!(!ends_in_parameter("/pets/{id}.xml") && !ends_in_parameter("/pets"));
        assert_eq!(
            place("/pets('{id}')/toys({toy})/of(a={a})"),
            "/pets/{}/toys/{}/of(a={a})"
        );
        assert!(ends_in_parameter("/pets('{id}')") && !ends_in_parameter("/of(a={a})"));
    }

    #[test]
    fn what_every_path_begins_with_names_nothing() {
        for (path, expected) in [
            ("/users", 0),
            ("/v1/users", 1),
            ("/v1/{name}", 1),
            ("/api/v1/users", 2),
            ("/rest/api/2/project", 3),
            ("/api/users/{id}", 1),
            ("/api/{id}", 0),
            ("/api", 0),
            ("/1/2", 1),
            ("/", 0),
        ] {
            assert_eq!(leading(path), expected, "{path}");
        }
    }
}
