//! References as addresses (RFC 3986, section 5.2), as far as those of schemas go.

/// A reference as a full address, as far as the one that it starts from is full itself.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    if reference.is_empty() {
        return base.to_owned();
    }
    let start = scheme(base).map_or(0, |it| it.len() + 1);
    if reference.starts_with("//") {
        return format!("{}{reference}", &base[..start]);
    }
    let path = match base[start..].strip_prefix("//") {
        Some(rest) => {
            let host = rest.find(['/', '?']).unwrap_or(rest.len());
            start + 2 + host
        }
        None => start,
    };
    let (origin, path) = base.split_at(path);
    let path = path.split('?').next().unwrap_or_default();
    let (reference, query) = match reference.find('?') {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let whole = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        match path.rfind('/') {
            Some(end) => format!("{}{reference}", &path[..=end]),
            None if origin.ends_with("://") || origin.is_empty() => reference.to_owned(),
            None => format!("/{reference}"),
        }
    };
    format!("{origin}{}{query}", without_dots(&whole))
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_word = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.');
    (scheme.starts_with(|it: char| it.is_ascii_alphabetic()) && scheme.chars().all(is_word))
        .then_some(scheme)
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let last = path.rsplit('/').next();
    for step in path.split('/') {
        match step {
            ".." if kept.last().is_some_and(|it| !it.is_empty()) => {
                kept.pop();
            }
            "." | ".." => {}
            step => kept.push(step),
        }
    }
    if matches!(last, Some("." | "..")) {
        kept.push("");
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn addresses_are_resolved() {
        for (base, reference, whole) in [
            ("https://a.example/b/c", "d", "https://a.example/b/d"),
            ("https://a.example/b/c", "/d", "https://a.example/d"),
            ("https://a.example/b/c", "../d", "https://a.example/d"),
            ("https://a.example/b/c", "../../../d", "https://a.example/d"),
            ("https://a.example/b/c", "./", "https://a.example/b/"),
            ("https://a.example", "d", "https://a.example/d"),
            ("https://a.example/b?x=/1", "d?y", "https://a.example/d?y"),
            (
                "https://a.example/b",
                "//c.example/d",
                "https://c.example/d",
            ),
            ("https://a.example/b", "urn:x:y", "urn:x:y"),
            ("https://a.example/b", "", "https://a.example/b"),
            ("", "d.json", "d.json"),
            ("", "./d.json", "d.json"),
            ("b/c.json", "d.json", "b/d.json"),
            ("", "/d", "/d"),
            ("", "a/b:c", "a/b:c"),
        ] {
            assert_eq!(resolve(base, reference), whole, "{reference} from {base}");
        }
    }
}
