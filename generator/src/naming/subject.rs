//! What parameters are about, by their names: a `repo_slug` is about a `repo`, an `id` about nothing.

use super::{singular, snake};

/// Words behind what a parameter is about.
const MEANS: &[&str] = &["code", "id", "key", "name", "number", "slug", "uid", "uuid"];

/// Those that say nothing: an `account_name` is the name of an account, an `access_key` is not that of an access.
const PLAIN: &[&str] = &["id", "name", "slug", "uid", "uuid"];

/// The name of the thing that a parameter stands for; nothing if it says nothing of it.
pub(crate) fn named(parameter: &str) -> Option<String> {
    // Once more, as what is left may be a keyword.
    (!subject(parameter).is_empty()).then(|| snake(&without(PLAIN, parameter)))
}

/// Whether a parameter is about one of a collection, by its name or the beginning of it: a `repo_slug` of `repositories`.
pub(crate) fn is_one_of(collection: &str, parameter: &str) -> bool {
    const TELLING: usize = 3;
    let (collection, subject) = (snake(collection), subject(parameter));
    subject == singular(&collection) || subject.len() >= TELLING && collection.starts_with(&subject)
}

/// What a parameter is about: the `secret` of `secretKey`, nothing of `id`.
fn subject(parameter: &str) -> String {
    without(MEANS, parameter)
}

fn without(ends: &[&str], parameter: &str) -> String {
    let name = snake(parameter);
    let mut words: Vec<&str> = name.split('_').collect();
    while words.last().is_some_and(|it| ends.contains(it)) {
        words.pop();
    }
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::{is_one_of, named};

    #[test]
    fn parameters_are_about_what_their_names_begin_with() {
        for (parameter, expected) in [
            ("owner", Some("owner")),
            ("tenantId", Some("tenant")),
            ("account_name", Some("account")),
            ("access_key", Some("access_key")),
            ("package_type", Some("package_type")),
            ("self_id", Some("self_")),
            ("id", None),
            ("key", None),
        ] {
            assert_eq!(named(parameter).as_deref(), expected, "{parameter}");
        }
    }

    #[test]
    fn one_of_a_collection_is_called_like_it() {
        for (collection, parameter, expected) in [
            ("repos", "repo", true),
            ("repositories", "repo_slug", true),
            ("secrets", "secretKey", true),
            ("packages", "package_type", false),
            ("files", "f", false),
            ("files", "fi", false),
            ("files", "fil", true),
            ("keys", "id", false),
        ] {
            assert_eq!(
                is_one_of(collection, parameter),
                expected,
                "{collection} {parameter}"
            );
        }
    }
}
