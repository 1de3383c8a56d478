//! The singular of English words: `secrets` has identifiers of a `secret`.

/// The English singular, as far as a program can know: `secrets` → `secret`, `entries` → `entry`.
pub(crate) fn singular(word: &str) -> String {
    let replace = |suffix: &str, with: &str| {
        word.strip_suffix(suffix)
            .filter(|stem| stem.len() > 1)
            .map(|stem| format!("{stem}{with}"))
    };
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    replace("ies", "y")
        .or_else(|| replace("sses", "ss"))
        .or_else(|| replace("xes", "x"))
        .or_else(|| replace("ches", "ch"))
        .or_else(|| replace("shes", "sh"))
        .or_else(|| replace("s", ""))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn singular_of_common_plurals() {
        for (plural, expected) in [
            ("secrets", "secret"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("status", "status"),
            ("access", "access"),
            ("boxes", "box"),
            ("analysis", "analysis"),
            ("s", "s"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
