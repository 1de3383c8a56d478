//! Path templates: what stands in the path, what in the query, and which parameters that takes.
//!
//! Keys of `paths` are more than paths in real documents: `/x?action=list` has a query, `/x#variant` a name that tells
//! two operations of one path apart.

use std::fmt::Write as _;

use super::Lowering;
use super::operations::Site;
use super::parameters::{Place, Raw};

/// A path as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The path, encoded but for the names in braces.
    pub(super) path: String,
    /// The part of the query that is always the same, encoded.
    pub(super) query: String,
    /// The names in braces, in their order.
    pub(super) names: Vec<String>,
    /// What the document calls it, to tell it from others with the same path.
    pub(super) fragment: Option<String>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Literal(&'a str),
    Name(&'a str),
}

/// The path of an operation. Afterwards each `{…}` has a parameter, and each path parameter stands in the path: what the
/// document gets wrong there is reported.
pub(super) fn resolve(lowering: &mut Lowering<'_>, site: &Site, raw: &mut Vec<Raw>) -> Template {
    let (rest, fragment) = cut(&site.path, '#');
    if let Some(fragment) = fragment {
        lowering
            .diagnostics
            .fragment_of_path(&site.item, &site.path, fragment);
    }
    let (path, query) = cut(rest, '?');
    // A path without a slash in front is reported already.
    let mut template = Template {
        path: "/".to_owned(),
        fragment: fragment.filter(|it| is_word(it)).map(str::to_owned),
        ..Template::default()
    };
    for piece in pieces(path.trim_start_matches('/')) {
        match piece {
            Piece::Literal(text) => template.path.push_str(&encoded(text, "/")),
            Piece::Name(name) => {
                let name = declared(lowering, site, raw, name, Place::Path);
                let _ = write!(template.path, "{{{name}}}");
                if !template.names.contains(&name) {
                    template.names.push(name);
                }
            }
        }
    }
    if let Some(query) = query {
        lowering
            .diagnostics
            .query_in_path(&site.item, &site.path, query);
        template.query = fixed_query(lowering, site, raw, query);
    }
    raw.retain(|it| {
        let there = it.place != Place::Path || template.names.contains(&it.name);
        if !there {
            lowering
                .diagnostics
                .parameter_not_in_path(&it.at, &it.name, &site.path);
        }
        there
    });
    template
}

/// `add_shared_link`, but not `op=APPEND`.
fn is_word(text: &str) -> bool {
    let fits = |it: char| it.is_alphanumeric() || ['-', '_'].contains(&it);
    text.starts_with(char::is_alphabetic) && text.chars().all(fits)
}

/// The pairs without parameters. Those with one become query parameters.
fn fixed_query(
    lowering: &mut Lowering<'_>,
    site: &Site,
    raw: &mut Vec<Raw>,
    query: &str,
) -> String {
    let mut fixed: Vec<String> = Vec::new();
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        let (key, value) = cut(pair, '=');
        let placeholder = value.and_then(|it| match pieces(it).as_slice() {
            [Piece::Name(name)] => Some((*name).to_owned()),
            _ => None,
        });
        match placeholder {
            Some(name) => {
                let name = declared(lowering, site, raw, &name, Place::Query);
                let found = raw
                    .iter_mut()
                    .find(|it| it.name == name && it.place == Place::Path);
                if let Some(it) = found {
                    it.in_query(key);
                }
            }
            None => fixed.push(encoded(pair, "/?")),
        }
    }
    fixed.join("&")
}

/// The name of the parameter that a placeholder means; one that nothing declares is a text.
fn declared(
    lowering: &mut Lowering<'_>,
    site: &Site,
    raw: &mut Vec<Raw>,
    placeholder: &str,
    place: Place,
) -> String {
    let fits = |it: &Raw| it.place == Place::Path || it.place == place;
    let known = raw.iter().filter(|it| fits(it));
    if known.clone().any(|it| it.name == placeholder) {
        return placeholder.to_owned();
    }
    let plain = plain(placeholder);
    let same = |it: &&Raw| it.name.trim().eq_ignore_ascii_case(plain);
    // One that the path does not have may be misspelt. Nobody writes so many by hand that looking takes its time.
    let few = raw.len() <= FEW;
    let is_free = |it: &Raw| !site.path.contains(&format!("{{{}}}", it.name));
    let mut misspelt = known
        .clone()
        .filter(|it| few && is_misspelt(&it.name, plain));
    let similar = known.clone().find(same);
    let similar = similar.or_else(|| misspelt.find(|it| is_free(it)));
    let similar = similar.map(|it| it.name.clone());
    // What is wrong with one that cannot be read has been said.
    if similar.is_some() || !few || !site.has_unreadable(lowering, plain) {
        lowering.diagnostics.path_without_parameter(
            &site.at,
            placeholder,
            &site.path,
            similar.as_deref(),
        );
    }
    similar.unwrap_or_else(|| {
        raw.push(Raw::undeclared(&site.at, plain));
        plain.to_owned()
    })
}

/// Parameters of an operation, of which each is compared with each.
const FEW: usize = 100;

/// Whether two names are one but for a letter. Short ones are like too many others.
fn is_misspelt(a: &str, b: &str) -> bool {
    let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let (long, short) = (a.chars().count(), b.chars().count());
    let (long, short) = (long.max(short), long.min(short));
    let begin = alike(&mut a.chars(), &mut b.chars());
    let end = alike(&mut a.chars().rev(), &mut b.chars().rev());
    short > 3 && long - short <= 1 && begin + end + 1 >= long
}

/// Without the operators of other template languages: `{+path}`, `{rest*}`, `{id:[0-9]+}`.
fn plain(placeholder: &str) -> &str {
    let (name, _) = cut(placeholder, ':');
    let name = name
        .trim()
        .trim_start_matches(['+', '*'])
        .trim_end_matches(['+', '*', '?'])
        .trim();
    if name.is_empty() { "parameter" } else { name }
}

/// Text and placeholders in turn. A brace that is not closed is text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = placeholder(rest) {
        pieces.push(Piece::Literal(before));
        pieces.push(Piece::Name(name));
        rest = after;
    }
    pieces.push(Piece::Literal(rest));
    pieces.retain(|it| *it != Piece::Literal(""));
    pieces
}

/// The first placeholder, with what is around it.
pub(super) fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut open = None;
    for (at, character) in text.char_indices() {
        match (character, open) {
            ('{', _) => open = Some(at),
            ('}', Some(open)) => {
                return Some((&text[..open], &text[open + 1..at], &text[at + 1..]));
            }
            _ => {}
        }
    }
    None
}

/// The names in braces, each once.
pub(super) fn names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces(path) {
        if let Piece::Name(name) = piece
            && !names.iter().any(|it| it == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn cut(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// What RFC 3986 does not allow in a segment is percent-encoded, and what is encoded already stays.
fn encoded(text: &str, also: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let hex = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let kept = character.is_ascii_alphanumeric()
            || "-._~!$&'()*+,;=:@".contains(character)
            || also.contains(character)
            || character == '%' && hex(at + 1) && hex(at + 2);
        if kept {
            encoded.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{Piece, encoded, is_misspelt, pieces, plain};

    #[test]
    fn one_wrong_letter_is_a_mistake_of_typing() {
        for (a, b, expected) in [
            ("acount_id", "account_id", true),
            ("account_id", "account_is", true),
            ("item_ids", "item_id", true),
            ("item_id", "user_id", false),
            ("ids", "id", false),
            ("from", "to", false),
            ("name", "date", false),
        ] {
            assert_eq!(is_misspelt(a, b), expected, "{a} {b}");
            assert_eq!(is_misspelt(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn templates_are_taken_apart() {
        use Piece::{Literal, Name};
        let table: [(&str, &[Piece<'_>]); 7] = [
            (
                "/a/{b}.json",
                &[Literal("/a/"), Name("b"), Literal(".json")],
            ),
            (
                "/{a}:{b}",
                &[Literal("/"), Name("a"), Literal(":"), Name("b")],
            ),
            ("/U('{id}')", &[Literal("/U('"), Name("id"), Literal("')")]),
            ("/a/{b", &[Literal("/a/{b")]),
            ("/a}/{b}", &[Literal("/a}/"), Name("b")]),
            ("/{a{b}", &[Literal("/{a"), Name("b")]),
            ("{}", &[Name("")]),
        ];
        for (text, expected) in table {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn operators_of_other_templates_are_no_part_of_a_name() {
        for (text, expected) in [
            ("+path", "path"),
            ("proxy+", "proxy"),
            ("rest*", "rest"),
            ("id:[0-9]+", "id"),
            (" id ", "id"),
            ("", "parameter"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn literals_are_encoded_once() {
        for (text, expected) in [
            ("/a b/é", "/a%20b/%C3%A9"),
            ("/a%20b/50%", "/a%20b/50%25"),
            ("/{x", "/%7Bx"),
            ("/v1:batch(a,b)", "/v1:batch(a,b)"),
        ] {
            assert_eq!(encoded(text, "/"), expected);
        }
    }
}
