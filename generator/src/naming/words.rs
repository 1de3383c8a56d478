//! Words that have a capital inside, which is no beginning of another word.

/// What is one word although its letters say otherwise.
const WORDS: [(&str, &str); 2] = [("OAuth", "Oauth"), ("ETag", "Etag")];

/// A name whose words begin where its capitals say: `OAuth` is one word, and so is `IDs`.
pub(super) fn joined(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let begins = !text.ends_with(char::is_uppercase);
        let known = WORDS.iter().filter(|_| begins);
        let known = known.map(|(from, to)| (rest.strip_prefix(from), *to));
        if let Some((Some(after), to)) = known.clone().find(|it| it.0.is_some()) {
            text.push_str(to);
            rest = after;
            continue;
        }
        let after = &rest[first.len_utf8()..];
        let many = first == 's' && is_short(&text) && !after.starts_with(char::is_lowercase);
        text.push(if many { 'S' } else { first });
        rest = after;
    }
    text
}

/// Whether a name ends in an abbreviation.
fn is_short(name: &str) -> bool {
    let capitals = name.chars().rev().take_while(|it| it.is_uppercase());
    capitals.count() >= 2
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_word_has_one_capital() {
        for (name, expected) in [
            ("OAuth2", "Oauth2"),
            ("getETag", "getEtag"),
            ("PROAuth", "PROAuth"),
            ("siteIDs", "siteIDS"),
            ("URLsOfAll", "URLSOfAll"),
            ("IDsize", "IDsize"),
            ("As", "As"),
            ("ETags", "Etags"),
        ] {
            assert_eq!(super::joined(name), expected);
        }
    }
}
