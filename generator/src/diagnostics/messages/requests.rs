//! Messages about what is sent, and where: servers, parameters, bodies and security.

use serde_json::{Map, Value};

use super::super::{Diagnostics, Mistakes, Place, Severity};
use crate::spec::pointer;

/// Servers.
impl Diagnostics {
    pub(crate) fn no_server(&mut self) {
        let help =
            "add `servers` to the document, or users must set the base URL themselves".to_owned();
        self.warning("no-server", "", "the document names no server", help);
    }

    pub(crate) fn server_in_clear(&mut self, at: &str, url: &str) {
        let message = format!(
            "`{url}` is not encrypted, so the client refuses it until its user allows that"
        );
        let help = "put the https address into an overlay".to_owned();
        self.warning("server-in-clear", at, message, help);
    }

    pub(crate) fn server_variable(&mut self, at: &str, name: &str) {
        let message = format!("the server variable `{name}` has no default, so users must give it");
        let help = "OpenAPI wants a `default`: write the value that most will need".to_owned();
        self.mistake("server-variable", at, message, help);
    }

    pub(crate) fn server_variable_default(&mut self, at: &str, name: &str, default: &str) {
        let message = format!(
            "the default `{default}` of the server variable `{name}` is not in its `enum`; it is added"
        );
        self.warning("server-variable", at, message, None);
    }

    pub(crate) fn other_servers(&mut self, at: &str, url: &str, others: &str) {
        let message =
            format!("this is sent to {url}; for {others}, users set the base URL of the client");
        self.warning("other-servers", at, message, None);
    }

    pub(crate) fn other_server_variables(&mut self, at: &str, template: &str, url: &str) {
        let message =
            format!("of `{template}` only {url} is used, with all variables at their defaults");
        let help = "users set the base URL of a client of its own for another".to_owned();
        self.warning("other-servers", at, message, help);
    }

    pub(crate) fn server_with_query(&mut self, at: &str) {
        let message = "the query or fragment of this address is not sent: paths are put behind it";
        let help = "if the service needs it, describe a parameter `in: query`".to_owned();
        self.warning("server-query", at, message, help);
    }

    pub(crate) fn relative_server(&mut self, at: &str, url: &str) {
        // Slashes at the end are cut off, and may be all there is.
        let url = if url.is_empty() { "/" } else { url };
        let help = "put the full URL into an overlay".to_owned();
        self.warning(
            "relative-server",
            at,
            format!("`{url}` is not a full URL"),
            help,
        );
    }
}

/// Parameters and bodies.
impl Diagnostics {
    pub(crate) fn duplicate_parameter(&mut self, at: &str, name: &str, place: &str) {
        let message = format!("the {place} parameter `{name}` stands here twice; the first counts");
        self.mistake("duplicate-parameter", at, message, None);
    }

    pub(crate) fn parameter_not_in_path(&mut self, at: &str, name: &str, path: &str) {
        let done = self.repaired("the parameter is left out");
        let message = format!("the path `{path}` has no `{{{name}}}`{done}");
        let help = "correct one of the two, or remove the parameter".to_owned();
        self.mistake("parameter-not-in-path", at, message, help);
    }

    pub(crate) fn path_without_parameter(
        &mut self,
        at: &str,
        name: &str,
        path: &str,
        similar: Option<&str>,
    ) {
        let taken = match (self.mistakes, similar) {
            (Mistakes::Refuse, _) => String::new(),
            (Mistakes::Repair, Some(similar)) => format!("; it is taken for `{similar}`"),
            (Mistakes::Repair, None) => "; a text is taken".to_owned(),
        };
        let message =
            format!("`{{{name}}}` of `{path}` is not a parameter of this operation{taken}");
        let help = match similar {
            Some(similar) => format!("did you mean `{similar}`? Both must have one name"),
            None => format!("add a parameter `{name}` with `in: path` and `required: true`"),
        };
        self.mistake("path-without-parameter", at, message, help);
    }

    pub(crate) fn optional_in_path(&mut self, at: &str, name: &str) {
        let message =
            format!("the path parameter `{name}` is not `required: true`; it is taken as required");
        self.warning("optional-in-path", at, message, None);
    }

    pub(crate) fn segments_in_path(&mut self, at: &str, name: &str, shape: &str) {
        let message =
            format!("`{name}` is described as `{shape}`, but a slash in it is sent as `%2F`");
        let help = "if the service wants the slashes themselves, say `allowReserved: true`";
        self.warning("segments-in-path", at, message, help.to_owned());
    }

    pub(crate) fn objects_in_list(&mut self, at: &str, name: &str) {
        let message = format!(
            "OpenAPI has no style for objects and lists in a list; each one in `{name}` is sent as JSON"
        );
        let help = "describe what the service reads, such as a parameter for each property";
        self.warning("objects-in-list", at, message, help.to_owned());
    }

    pub(crate) fn fragment_of_path(&mut self, at: &str, path: &str, fragment: &str) {
        let message = format!("`#{fragment}` of `{path}` tells operations apart; it is not sent");
        let place = Place::Key(at.to_owned());
        self.push(Severity::Warning, "path-fragment", place, message, None);
    }

    pub(crate) fn query_in_path(&mut self, at: &str, path: &str, query: &str) {
        let message =
            format!("`{path}` is no path; what follows `?` is sent as the query `{query}`");
        let help = "write parameters with `in: query`".to_owned();
        let place = Place::Key(at.to_owned());
        self.push(Severity::Warning, "path-query", place, message, help);
    }

    pub(crate) fn style(&mut self, at: &str, name: &str, place: &str, style: &str, known: &[&str]) {
        let message = format!("the {place} parameter `{name}` cannot have the style `{style}`");
        let help = format!("use one of {}; the first is the default", known.join(", "));
        self.mistake("style", at, message, help);
    }

    pub(crate) fn cookie_in_one(&mut self, at: &str) {
        let message = "`style: cookie` has no form for several values in one cookie; each has a cookie of its own";
        self.warning("style", at, message, None);
    }

    pub(crate) fn parameter_without_schema(&mut self, at: &str, name: &str) {
        let message =
            format!("the parameter `{name}` has neither a schema nor content; it is taken as text");
        self.warning("parameter-without-schema", at, message, None);
    }

    pub(crate) fn parameter_content(&mut self, at: &str, name: &str) {
        let message = format!(
            "the parameter `{name}` is no text, and its media type is not JSON; it is sent as JSON"
        );
        self.warning("parameter-content", at, message, None);
    }

    pub(crate) fn object_on_shared_handle(&mut self, at: &str, name: &str) {
        let message = format!(
            "the parameter `{name}` is an object, and no object where other operations have the same handle; callers give it as text"
        );
        let help = "let an overlay give them handles of their own with `x-resource`".to_owned();
        self.warning("parameter-by-caller", at, message, help);
    }

    pub(crate) fn header_of_the_client(&mut self, at: &str, name: &str) {
        let message = format!("the client sets the header `{name}` itself, so this is ignored");
        self.warning("ignored-header", at, message, None);
    }

    pub(crate) fn bad_header(&mut self, at: &str, name: &str) {
        let message = format!("`{name}` cannot be the name of a header, so it cannot be sent");
        self.mistake("bad-header", at, message, None);
    }

    pub(crate) fn ignored_header(&mut self, at: &str, name: &str) {
        let message =
            format!("`{name}` is not a header parameter; the specification says to ignore it");
        self.warning("ignored-header", at, message, None);
    }

    pub(crate) fn body_parameter(&mut self, at: &str) {
        let message =
            "OpenAPI 3 has no parameters `in: body`; it is taken for a request body as JSON";
        let help = "write a `requestBody`".to_owned();
        self.mistake("body-parameter", at, message, help);
    }

    pub(crate) fn bad_media_type(&mut self, at: &str, key: &str) {
        let message = format!("`{key}` is not a media type, so this is left out");
        let place = Place::Key(at.to_owned());
        let help = "a media type has a slash, as in `application/json`".to_owned();
        self.push(self.of_mistakes(), "media-type", place, message, help);
    }

    pub(crate) fn body_without_content(&mut self, at: &str) {
        let message = "this body has no media type; it is sent as bytes";
        let help = "describe it below `content`, for example as `application/json`".to_owned();
        self.mistake("body-without-content", at, message, help);
    }

    pub(crate) fn encoding_of_nothing(&mut self, at: &str, name: &str) {
        let message = format!("`encoding` names `{name}`, which is not one of the properties");
        let place = Place::Key(at.to_owned());
        let help = "it is passed over; correct the name, or add the property".to_owned();
        self.push(Severity::Warning, "encoding", place, message, help);
    }

    pub(crate) fn encoding_ignored(&mut self, at: &str, key: &str, media_type: &str) {
        let message = format!("the client does not use `{key}` for {media_type}");
        let help = match (media_type, key) {
            ("multipart/form-data", "style" | "explode") => Some(
                "each element of a list is a part of its own, and an object is one part, as JSON"
                    .to_owned(),
            ),
            _ => None,
        };
        self.warning("encoding", at, message, help);
    }

    pub(crate) fn other_media_types(&mut self, at: &str, chosen: &str, others: &str) {
        let message = format!("this body is sent as {chosen}; the client does not offer {others}");
        self.warning("body", at, message, None);
    }
}

/// Security.
impl Diagnostics {
    pub(crate) fn unknown_security_scheme(&mut self, at: &str, name: &str) {
        let done = match self.mistakes {
            Mistakes::Refuse => "",
            Mistakes::Repair => {
                "; it is left out, and requests that accept nothing else go without credentials"
            }
        };
        let message = format!("there is no security scheme `{name}`{done}");
        let help = "add it to `components/securitySchemes`".to_owned();
        self.mistake("unknown-security-scheme", at, message, help);
    }

    pub(crate) fn too_much_security(&mut self, at: &str, most: usize) {
        let message = format!("only the first {most} of these alternatives are offered");
        let help = "nobody chooses among so many; leave out the others".to_owned();
        self.warning("security", at, message, help);
    }

    pub(crate) fn same_place(&mut self, at: &str, name: &str) {
        let message = format!("`{name}` is sent in the same place as a scheme before it");
        let help = "the first one is sent; if either will do, make them two requirements";
        self.warning("same-place", at, message, help.to_owned());
    }

    pub(crate) fn unused_security_scheme(&mut self, at: &str, name: &str) {
        let message = format!("no operation accepts the security scheme `{name}`");
        let help = "correct the name, or add the scheme to operations with an overlay".to_owned();
        self.error("unused-security-scheme", at, message, help);
    }

    /// Schemes that no operation accepts, since no operation says anything about them.
    pub(crate) fn security_nowhere(&mut self, at: &str) {
        self.schemes_nowhere(at, "each takes all of them as optional");
    }

    /// The same of more schemes than anybody wants to be offered.
    pub(crate) fn too_much_security_nowhere(&mut self, at: &str) {
        self.schemes_nowhere(at, "none is sent");
    }

    fn schemes_nowhere(&mut self, at: &str, done: &str) {
        let message = format!("no operation says which security schemes it accepts, so {done}");
        let help = "write `security` at the top of the document, or add it with an overlay";
        let place = Place::Key(at.to_owned());
        self.push(
            Severity::Warning,
            "unused-security-scheme",
            place,
            message,
            help.to_owned(),
        );
    }

    pub(crate) fn mutual_tls(&mut self, at: &str, name: &str) {
        let message =
            format!("`{name}` is a certificate of the connection, which the transport brings");
        let help = "give the client a `transport` that has it".to_owned();
        self.warning("mutual-tls", at, message, help);
    }

    pub(crate) fn schemes_together(&mut self, at: &str, names: &[String]) {
        let names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
        let names = names.join(" and ");
        let message = format!(
            "what {names} send is required, so they are taken together, not one or the other"
        );
        let help = "write them as one requirement with several schemes".to_owned();
        self.warning("credential-parameter", at, message, help);
    }

    pub(crate) fn parameter_is_credential(&mut self, at: &str, name: &str) {
        let message = format!("`{name}` is sent from the credentials, so it is no parameter");
        self.warning("credential-parameter", at, message, None);
    }

    pub(crate) fn authorization_parameter(&mut self, at: &str, name: &str) {
        let message = format!(
            "OpenAPI ignores a header parameter `{name}`; no security scheme stands for it, so it stays a parameter"
        );
        let help = "describe it in `components/securitySchemes`".to_owned();
        self.warning("authorization-parameter", at, message, help);
    }

    pub(crate) fn unsupported_scheme(&mut self, at: &str, scheme: &str) {
        let message = format!(
            "the HTTP authentication scheme `{scheme}` is not known; users give the whole header"
        );
        self.warning("http-scheme", at, message, None);
    }

    /// An operation whose method is none of those that have a key of their own.
    pub(crate) fn other_operation(&mut self, at: &str, method: &str, path: &str) {
        let message = format!("`{method} {path}` is not in the client");
        let help = "it can be sent with `Client::request`, which takes any method".to_owned();
        let place = Place::Key(at.to_owned());
        self.push(Severity::Warning, "other-method", place, message, help);
    }

    /// Links, which say what can be called next; `at` is where they stand.
    pub(crate) fn not_called(&mut self, at: &str, map: &Map<String, Value>) {
        let is_empty = |it: &Value| it.as_object().is_some_and(Map::is_empty);
        if map.get("links").is_some_and(|it| !is_empty(it)) {
            let message = "these say which operation can follow";
            let help = "the client has no methods for that; pass what the answer holds".to_owned();
            let place = Place::Key(pointer::join(at, "links"));
            self.push(Severity::Warning, "not-called", place, message, help);
        }
    }

    /// What the API sends without a body of which a type can be made, or in a way that no function is for.
    pub(crate) fn unread_webhook(&mut self, at: &str) {
        let message = "the API sends this by itself, and no function reads it";
        let help = "there are functions for JSON that comes by one of the usual methods; read anything else by hand";
        let place = Place::Key(at.to_owned());
        self.push(
            Severity::Warning,
            "webhook",
            place,
            message,
            help.to_owned(),
        );
    }

    /// A request of the API whose body may also come as something else than JSON.
    pub(crate) fn webhook_in_other_forms(&mut self, at: &str) {
        let message =
            "the API sends this by itself, as JSON or in another form; its function reads JSON";
        let help = "choose JSON where the API lets you choose".to_owned();
        self.warning("webhook", at, message, help);
    }
}
