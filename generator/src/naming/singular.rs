//! The singular of English words: `secrets` has identifiers of a `secret`.

/// Words of APIs that the rules get wrong.
const IRREGULAR: &[(&str, &str)] = &[
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("apis", "api"),
    ("bonuses", "bonus"),
    ("buses", "bus"),
    ("caches", "cache"),
    ("campuses", "campus"),
    ("canvases", "canvas"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("cpus", "cpu"),
    ("gpus", "gpu"),
    ("indices", "index"),
    ("kpis", "kpi"),
    ("matrices", "matrix"),
    ("menus", "menu"),
    ("movies", "movie"),
    ("news", "news"),
    ("people", "person"),
    ("quizzes", "quiz"),
    ("series", "series"),
    ("skus", "sku"),
    ("species", "species"),
    ("statuses", "status"),
    ("uris", "uri"),
    ("vertices", "vertex"),
    ("viruses", "virus"),
];

/// The English singular, as far as a program can know: `secrets` → `secret`, `orderEntries` → `orderEntry`.
pub(crate) fn singular(words: &str) -> String {
    let start = words.rfind(|it: char| it == '_' || it.is_ascii_uppercase());
    let start = start.map_or(0, |it| it + usize::from(words[it..].starts_with('_')));
    let (before, word) = words.split_at(start);
    let Some((_, one)) = IRREGULAR
        .iter()
        .find(|(plural, _)| plural.eq_ignore_ascii_case(word))
    else {
        return regular(words);
    };
    // The first letter stays as it is written.
    let same = word.chars().next().into_iter();
    before
        .chars()
        .chain(same)
        .chain(one.chars().skip(1))
        .collect()
}

fn regular(word: &str) -> String {
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
            ("as", "as"),
            ("apis", "api"),
            ("order_statuses", "order_status"),
            ("tv_series", "tv_series"),
            ("orderStatuses", "orderStatus"),
            ("People", "Person"),
            ("userAPIs", "userAPI"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
