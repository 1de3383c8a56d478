//! Texts that are secrets: by what is said of them, or by what they are called, because most documents say nothing else of a
//! `client_secret`.

use serde_json::Value;

use super::Lowering;
use super::classes::Class;
use super::docs;
use super::view::{View, place};
use crate::model::Type;
use crate::naming::snake;
use crate::spec::pointer;

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

/// What ends the name of a parameter that says who calls, whatever is in front: `WM_SEC.ACCESS_TOKEN`, `X-Vendor-Api-Key`.
const ENDS_OF_PARAMETERS: &[&str] = &[
    "_access_token",
    "_api_key",
    "_api_secret",
    "_auth_token",
    "_client_secret",
    "_consumer_secret",
    "_private_key",
    "_refresh_token",
    "_secret_key",
    "_shared_secret",
    "_token_secret",
];

/// Names of parameters that are the caller's, which a property of an object may have for something else.
const NAMES_OF_PARAMETERS: &[&str] = &[
    "app_token",
    "authentication_token",
    "authtoken",
    "oauth_token",
];

/// How the name of a filter begins: `filter_by_api_key`.
const ASKING: &[&str] = &[
    "by_", "exclude_", "filter_", "has_", "include_", "is_", "with_",
];

/// What a `token` is called where it says who calls. Pages, invitations and payments have tokens as well.
const TOKENS: &[&str] = &["auth", "authentication", "bearer", "jwt", "login", "oauth"];

/// Words of settings that may not be shown: what is sent with all calls and has a key in its name is one.
const WORDS_OF_SETTINGS: &[&str] = &["key", "apikey", "token", "secret", "password"];

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
    is_name(name) && !says_otherwise(view)
}

/// The same of a parameter, whose description counts where its name is only `token`.
pub(super) fn is_told_of_parameter(name: &str, description: Option<&str>, view: &View<'_>) -> bool {
    let description = description.or_else(|| view.text("description"));
    (is_name(name) || is_of_caller(name, description.unwrap_or_default())) && !says_otherwise(view)
}

fn is_of_caller(name: &str, description: &str) -> bool {
    if name.len() > 60 {
        return false;
    }
    let name = snake(name);
    let plain = name.strip_prefix("x_").unwrap_or(&name);
    let asks = ASKING.iter().any(|it| name.starts_with(it));
    NAMES_OF_PARAMETERS.contains(&plain)
        || ENDS_OF_PARAMETERS.iter().any(|it| name.ends_with(it)) && !asks
        || plain == "token" && is_about_access(description)
}

fn is_about_access(description: &str) -> bool {
    let sentence = docs::first_sentence(description).to_lowercase();
    let mut words = sentence.split(|it: char| !it.is_alphanumeric());
    words.any(|it| TOKENS.contains(&it)) || sentence.contains("access token")
}

/// The same of a setting; `schema` is its own.
pub(super) fn is_told_of_setting(name: &str, schema: Option<&Value>) -> bool {
    let said = schema.and_then(|it| it.get("x-sensitive"));
    let has_word = || {
        snake(name)
            .split('_')
            .any(|it| WORDS_OF_SETTINGS.contains(&it))
    };
    said != Some(&Value::Bool(false)) && (is_name(name) || has_word())
}

/// Headers of one's own begin with `X-`, which says nothing of what they hold.
fn is_name(name: &str) -> bool {
    // The longest name has few words, and there are many properties.
    if name.len() > 40 {
        return false;
    }
    let name = snake(name);
    NAMES.contains(&name.strip_prefix("x_").unwrap_or(&name))
}

fn says_otherwise(view: &View<'_>) -> bool {
    says_plain(view)
        || view.nodes.iter().map(|it| &it.node).any(|it| {
            it.has("enum")
                || it
                    .get("format")
                    .and_then(Value::as_str)
                    .is_some_and(|it| OTHERS.contains(&it))
        })
}

fn says_plain(view: &View<'_>) -> bool {
    let said = |key: &Value| *key == Value::Bool(false);
    let mut nodes = view.nodes.iter();
    nodes.any(|it| it.node.get("x-sensitive").is_some_and(said))
}

impl View<'_> {
    /// True if any node may want its value kept secret. What is neither yes nor no has been reported, and secrecy must not
    /// get lost; a list or an object of this name is somebody else's.
    pub(super) fn sensitive(&self) -> bool {
        self.nodes.iter().any(|it| {
            let said = it.node.get("x-sensitive");
            said.is_some_and(|it| *it == Value::Bool(true) || it.is_string() || it.is_number())
        })
    }

    /// True if a text of this schema is kept secret.
    pub(super) fn secret(&self) -> bool {
        let formats = || self.nodes.iter().filter_map(|it| it.node.get("format"));
        let is_password = || formats().any(|it| it == "password");
        let is_told_by_name = || {
            let name = self.property_name();
            name.is_some_and(|it| is_told_by_name(&it, self))
        };
        self.sensitive() || is_password() && !says_plain(self) || is_told_by_name()
    }

    fn property_name(&self) -> Option<String> {
        let at = place(&self.at);
        let is_property = pointer::parent(at).ends_with("/properties");
        is_property.then(|| pointer::last(at))
    }
}

impl Lowering<'_> {
    /// Reports what was to be secret and is not.
    pub(super) fn check_secrecy(&mut self, view: &View<'_>, ty: &Type) {
        if *ty == Type::Secret {
            return;
        }
        if view.sensitive() {
            self.diagnostics.sensitive_but_no_text(&view.at);
        } else if let Some(name) = view.property_name() {
            self.check_secret_name(&name, view, ty);
        }
    }

    /// Reports what is called like a secret and holds texts that stay readable, because it is not one text.
    pub(super) fn check_secret_name(&mut self, name: &str, view: &View<'_>, ty: &Type) {
        if *ty != Type::Secret && is_told_by_name(name, view) && self.has_readable_text(view) {
            self.diagnostics.secret_by_name_but_no_text(&view.at, name);
        }
    }

    /// Whether the text that a body or an answer is as a whole is secret.
    pub(super) fn is_secret_text(&mut self, schema: &str) -> bool {
        if self.document.get(schema).is_none() {
            return false;
        }
        let view = self.view(schema);
        let is_text = matches!(self.class(&view), Class::Text | Class::Any);
        if !is_text && view.sensitive() {
            self.diagnostics.sensitive_but_no_text(&view.at);
        }
        is_text && view.secret()
    }

    /// Reports what was to be secret, and is nothing that can be.
    pub(super) fn check_unkept(&mut self, schema: &str, what: &str) {
        if self.document.get(schema).is_none() {
            return;
        }
        let view = self.view(schema);
        if view.secret() {
            let is_asked = view.sensitive();
            self.diagnostics.not_kept_secret(&view.at, what, is_asked);
        }
    }

    fn has_readable_text(&mut self, view: &View<'_>) -> bool {
        let inside = match self.class(view) {
            Class::Array => {
                let list = view.node_with("items");
                list.map(|it| vec![it.join("items")]).into_iter().collect()
            }
            Class::Union => self.alternatives(view),
            Class::Text
            | Class::Integer
            | Class::Number
            | Class::Boolean
            | Class::Object
            | Class::Any => return false,
        };
        inside.iter().any(|targets| {
            let view = self.view_of(targets);
            self.class(&view) == Class::Text && !view.secret() && !says_otherwise(&view)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_of_caller, is_told_of_setting};

    #[test]
    fn parameters_of_the_caller_are_told_by_how_they_end_and_tokens_by_what_is_said() {
        for (name, description, expected) in [
            ("WM_SEC.ACCESS_TOKEN", "", true),
            ("X-Vendor-Api-Key", "", true),
            ("oauth_token", "", true),
            ("pageToken", "", false),
            ("key", "API key", false),
            ("api_key_id", "", false),
            ("filter_by_api_key", "", false),
            (
                "token",
                "Authentication token. Requires scope: `users:read`",
                true,
            ),
            ("Token", "User Authentication Token", true),
            (
                "token",
                "Access token to use if unable to set a header",
                true,
            ),
            ("X-Token", "Auth Token", true),
            (
                "token",
                "Pagination token.\nIf empty, authentication starts.",
                false,
            ),
            ("token", "The author's page", false),
            ("token", "", false),
        ] {
            assert_eq!(is_of_caller(name, description), expected, "{name}");
        }
    }

    #[test]
    fn only_whole_names_tell() {
        for (name, expected) in [
            ("password", true),
            ("clientSecret", true),
            ("SecretAccessKey", true),
            ("api-key", true),
            ("APIKey", true),
            ("X-Api-Key", true),
            ("X-Auth-Token", true),
            ("x_password_policy", false),
            ("password_policy", false),
            ("hasPassword", false),
            ("next_page_token", false),
            ("token_type", false),
            ("paginationToken", false),
            ("access_token_url", false),
            ("secret", false),
            ("token", false),
        ] {
            assert_eq!(is_name(name), expected, "{name}");
        }
    }

    #[test]
    fn settings_are_told_by_a_word_unless_their_schema_says_no() {
        let plain = serde_json::json!({"x-sensitive": false});
        for (name, schema, expected) in [
            ("x-api-key", None, true),
            ("x-tenant-key", None, true),
            ("passphrase", None, true),
            ("x-tenant", None, false),
            ("x-api-key", Some(&plain), false),
            ("x-tenant-key", Some(&plain), false),
        ] {
            assert_eq!(is_told_of_setting(name, schema), expected, "{name}");
        }
    }
}
