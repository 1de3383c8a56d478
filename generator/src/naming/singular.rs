//! The singular of English words: `secrets` has identifiers of a `secret`.

/// Words of APIs that the rules get wrong.
const IRREGULAR: &[(&str, &str)] = &[
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("apis", "api"),
    ("atlases", "atlas"),
    ("axes", "axis"),
    ("biases", "bias"),
    ("bonuses", "bonus"),
    ("buses", "bus"),
    ("caches", "cache"),
    ("calves", "calf"),
    ("campuses", "campus"),
    ("canoes", "canoe"),
    ("canvases", "canvas"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("cpus", "cpu"),
    ("dbs", "db"),
    ("elves", "elf"),
    ("foes", "foe"),
    ("gpus", "gpu"),
    ("halves", "half"),
    ("indices", "index"),
    ("knives", "knife"),
    ("kpis", "kpi"),
    ("leaves", "leaf"),
    ("lenses", "lens"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("matrices", "matrix"),
    ("menus", "menu"),
    ("movies", "movie"),
    ("pcs", "pc"),
    ("people", "person"),
    ("quizzes", "quiz"),
    ("scarves", "scarf"),
    ("shelves", "shelf"),
    ("shoes", "shoe"),
    ("skus", "sku"),
    ("statuses", "status"),
    ("thieves", "thief"),
    ("toes", "toe"),
    ("tvs", "tv"),
    ("uris", "uri"),
    ("vertices", "vertex"),
    ("viruses", "virus"),
    ("vms", "vm"),
    ("wives", "wife"),
    ("wolves", "wolf"),
];

/// What ends as plurals do and is none, or is its own; three letters without a vowel (`dns`, `sms`) need no line.
const UNCHANGED: &[&str] = &[
    "alias",
    "analytics",
    "atlas",
    "aws",
    "bias",
    "canvas",
    "chaos",
    "cors",
    "cosmos",
    "ddos",
    "devops",
    "gas",
    "hdfs",
    "https",
    "iaas",
    "ios",
    "jenkins",
    "jwks",
    "kubernetes",
    "lens",
    "macos",
    "nas",
    "news",
    "paas",
    "pos",
    "postgres",
    "qos",
    "saas",
    "series",
    "species",
];

/// The English singular, as far as a program can know: `secrets` → `secret`, `orderEntries` → `orderEntry`.
pub(crate) fn singular(words: &str) -> String {
    let start = words.rfind(|it: char| it == '_' || it.is_ascii_uppercase());
    let start = start.map_or(0, |it| it + usize::from(words[it..].starts_with('_')));
    let (before, word) = words.split_at(start);
    // Of `VMs`, the word is no `Ms`.
    let whole = !before.ends_with(|it: char| it.is_ascii_uppercase());
    if whole && is_unchanged(&word.to_ascii_lowercase()) {
        return words.to_owned();
    }
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

fn is_unchanged(word: &str) -> bool {
    let short = word.len() == 3 && !word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let listed = IRREGULAR.iter().any(|(plural, _)| *plural == word);
    short && !listed || UNCHANGED.contains(&word)
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
        .or_else(|| replace("oes", "o"))
        .or_else(|| replace("shelves", "shelf"))
        .or_else(|| replace("statuses", "status"))
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
            ("VMs", "VM"),
            ("siteIDs", "siteID"),
            ("vms", "vm"),
            ("vpcs", "vpc"),
            ("ips", "ip"),
            ("heroes", "hero"),
            ("shoes", "shoe"),
            ("wolves", "wolf"),
            ("leaves", "leaf"),
            ("book_shelves", "book_shelf"),
            ("bookshelves", "bookshelf"),
            ("archives", "archive"),
            ("lenses", "lens"),
            ("axes", "axis"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }

    #[test]
    fn what_is_no_plural_stays() {
        for word in [
            "dns",
            "sms",
            "mms",
            "aws",
            "gps",
            "hls",
            "tls",
            "ios",
            "pos",
            "canvas",
            "lens",
            "atlas",
            "alias",
            "Dns",
            "azure_dns",
            "sendSms",
            "DNS",
            "zoneDns",
            "Kubernetes",
        ] {
            assert_eq!(singular(word), word);
        }
    }
}
