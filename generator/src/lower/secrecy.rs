//! Texts that are secrets by what they are called: most documents say nothing else of a `client_secret`.

use serde_json::Value;

use super::view::View;
use crate::naming::snake;

/// Whole names, in words. A `password_policy` or a `token_type` is none of them, and neither is a `secret`, which may be the name
/// of one.
const NAMES: &[&str] = &[
    "access_token",
    "admin_password",
    "api_key",
    "api_secret",
    "api_token",
    "apikey",
    "app_secret",
    "auth_token",
    "bearer_token",
    "client_secret",
    "confirm_password",
    "consumer_secret",
    "current_password",
    "id_token",
    "new_password",
    "old_password",
    "passphrase",
    "passwd",
    "password",
    "password_confirmation",
    "private_key",
    "refresh_token",
    "root_password",
    "secret_access_key",
    "secret_key",
    "session_token",
    "shared_secret",
    "token_secret",
    "user_password",
    "webhook_secret",
];

/// Formats of what is no secret, whatever it is called.
const OTHERS: &[&str] = &[
    "binary",
    "date",
    "date-time",
    "email",
    "google-datetime",
    "hostname",
    "ipv4",
    "ipv6",
    "time",
    "uri",
    "url",
];

/// Whether a text of this name is one that nobody may read, unless its schema says that it is none: with values to choose from,
/// a format, or `x-sensitive: false`.
pub(super) fn is_told_by_name(name: &str, view: &View<'_>) -> bool {
    // The longest name has few words, and there are many properties.
    name.len() <= 40 && NAMES.contains(&snake(name).as_str()) && !says_otherwise(view)
}

fn says_otherwise(view: &View<'_>) -> bool {
    view.nodes.iter().map(|it| &it.node).any(|it| {
        it.has("enum")
            || it.get("x-sensitive") == Some(&Value::Bool(false))
            || it
                .get("format")
                .and_then(Value::as_str)
                .is_some_and(|it| OTHERS.contains(&it))
    })
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::naming::snake;

    #[test]
    fn only_whole_names_tell() {
        for (name, expected) in [
            ("password", true),
            ("clientSecret", true),
            ("SecretAccessKey", true),
            ("api-key", true),
            ("APIKey", true),
            ("password_policy", false),
            ("hasPassword", false),
            ("next_page_token", false),
            ("token_type", false),
            ("paginationToken", false),
            ("access_token_url", false),
            ("secret", false),
            ("token", false),
        ] {
            assert_eq!(NAMES.contains(&snake(name).as_str()), expected, "{name}");
        }
    }
}
