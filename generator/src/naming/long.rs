//! Names of types that lie deep inside others: `PostInvoicesBodyPaymentSettingsPaymentMethodOptionsCardMandateOptions`.

/// Characters of a name that nobody asked for. Most are shorter; what is longer fills a line.
const LONGEST: usize = 60;

/// Words at the beginning that stay: they say where the type belongs.
const HEAD: usize = 2;

/// The same name without words in its middle, so that it is not longer than a person would accept: what is left is
/// where it begins and what it ends with.
pub(crate) fn shortened(name: &str) -> String {
    let words = words(name);
    let long = |words: &[&str]| words.iter().map(|it| it.chars().count()).sum::<usize>() > LONGEST;
    if !long(&words) || words.len() <= HEAD {
        return name.to_owned();
    }
    let (head, tail) = words.split_at(HEAD);
    let left = (1..tail.len()).find(|it| !long(&[head, &tail[*it..]].concat()));
    let left = left.unwrap_or(tail.len() - 1);
    [head, &tail[left..]].concat().concat()
}

/// `HTTPServer2Name` is `HTTPServer2`, `Name`: a word begins where a small letter or digit is followed by a capital.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut before = None;
    for (at, it) in name.char_indices() {
        if it.is_uppercase() && before.is_some_and(|it: char| !it.is_uppercase()) {
            words.push(&name[begin..at]);
            begin = at;
        }
        before = Some(it);
    }
    words.push(&name[begin..]);
    words
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_names_lose_their_middle() {
        for (name, short) in [
            ("Secret", "Secret"),
            (
                "PostCustomersSubscriptionsBodyPaymentSettingsMethodOptionsCard",
                "PostCustomersBodyPaymentSettingsMethodOptionsCard",
            ),
            (
                "AbcDefAVeryLongWordWithoutAnyEndWhichIsStillTakenAsManyWordsBySomebodyWhoReads",
                "AbcDefAnyEndWhichIsStillTakenAsManyWordsBySomebodyWhoReads",
            ),
            (
                "OneTwothreefourfivesixseveneightnineteneleventwelvethirteenfourteenfifteensixteen",
                "OneTwothreefourfivesixseveneightnineteneleventwelvethirteenfourteenfifteensixteen",
            ),
            (
                "OneTwoThreeTfourfivesixseveneightnineteneleventwelvethirteenfourteenfifteensixteen",
                "OneTwoTfourfivesixseveneightnineteneleventwelvethirteenfourteenfifteensixteen",
            ),
        ] {
            assert_eq!(shortened(name), short);
        }
    }
}
