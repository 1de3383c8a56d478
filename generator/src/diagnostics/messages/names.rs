//! Messages about names and hints, and about cutting a part out of a document.

use super::super::{Diagnostics, Place, Severity};

/// Names and hints.
impl Diagnostics {
    pub(crate) fn name_collision(&mut self, at: &str, first: &str, rust: &str) {
        let holder = if first.is_empty() {
            "the client itself"
        } else {
            first
        };
        let message = format!("this becomes `{rust}`, which is taken by {holder}");
        let further = ["/x-bulk/method", "/x-ensure/method"];
        let help = if further.iter().any(|it| at.ends_with(it)) {
            "say another `method` here; or rename the other with `x-method` in an overlay, or give `--on-collision suffix`"
        } else {
            "rename one of them with `x-rust-name` (or `x-method` on an operation) in an overlay, or give `--on-collision suffix`"
        };
        self.error("name-collision", at, message, help.to_owned());
    }

    pub(crate) fn name_reserved(&mut self, at: &str, rust: &str, given: &str) {
        let message = format!("every client has its own `{rust}`, so this becomes `{given}`");
        let help = "a name of its own reads better: `x-rust-name` in an overlay".to_owned();
        self.warning("name-reserved", at, message, help);
    }

    pub(crate) fn name_suffixed(&mut self, at: &str, rust: &str, suffixed: &str) {
        let message = format!("`{rust}` is taken, so this becomes `{suffixed}`");
        let help =
            "a name of its own reads better: `x-rust-name` or `x-method` in an overlay".to_owned();
        self.warning("name-suffixed", at, message, help);
    }

    /// A hint that is not read could lose what it is there for. In the documents of others it may be an extension of theirs,
    /// unless it is about secrecy.
    pub(crate) fn unknown_key(&mut self, at: &str, key: &str, near: &[String]) {
        let place = Place::Key(at.to_owned());
        let message = format!("the key `{key}` means nothing here");
        let help = near.first().map(|it| format!("did you mean `{it}`?"));
        let severity = match near.first().map(String::as_str) {
            Some("x-sensitive") => Severity::Error,
            _ if key.starts_with("x-") => self.of_mistakes(),
            _ => Severity::Warning,
        };
        self.push(severity, "unknown-key", place, message, help);
    }

    /// A warning only: others may have an extension of the same name.
    pub(crate) fn misplaced_hint(&mut self, at: &str, key: &str, owner: &str) {
        let place = Place::Key(at.to_owned());
        let message = format!("`{key}` is not read here");
        let help = Some(format!("it belongs to {owner}"));
        self.push(Severity::Warning, "misplaced-hint", place, message, help);
    }

    /// One on a schema that nothing is made of; `beside` a `$ref`, little is read.
    pub(crate) fn idle_hint(&mut self, at: &str, key: &str, beside: bool) {
        let help = match (key, beside) {
            ("x-rust-name", false) => {
                "the name of a type belongs to a schema that becomes one: an object with properties, an `enum`, alternatives; \
                 fields and arguments have names in lower case"
            }
            ("x-rust-name", true) => {
                "beside `$ref`, this is the name of a field, in lower case; `allOf` with the `$ref` makes a type of its own"
            }
            ("x-length-unit", false) => "it belongs to a text with `minLength` or `maxLength`",
            ("x-length-unit", true) => "put the `$ref` into an `allOf` beside it",
            _ => "it belongs to the schema that has the `enum`",
        };
        let place = Place::Key(at.to_owned());
        let message = format!("`{key}` is not read here");
        self.push(
            Severity::Warning,
            "misplaced-hint",
            place,
            message,
            help.to_owned(),
        );
    }

    pub(crate) fn variant_named_twice(&mut self, at: &str, name: &str, given: &str) {
        let message =
            format!("another value is called `{name}` as well, so this becomes `{given}`");
        let help = "give each value a name of its own in `x-enum-varnames`".to_owned();
        self.warning("contradiction", at, message, help);
    }

    pub(crate) fn contradiction(&mut self, at: &str, message: &str) {
        self.warning("contradiction", at, message, None);
    }

    pub(crate) fn tag_not_listed(&mut self, at: &str, tag: &str, property: &str) {
        let message = format!(
            "a discriminator says that `{property}` is `{tag}` here, which is not among its values"
        );
        let help = "it is read, and reported as a value that the document does not have; correct one of the two".to_owned();
        self.warning("contradiction", at, message, help);
    }

    pub(crate) fn reference_to_other_kind(
        &mut self,
        at: &str,
        reference: &str,
        kind: &str,
        wanted: &str,
    ) {
        let message =
            format!("`{reference}` is one of the {kind}, but one of the {wanted} belongs here");
        let help = format!("refer to one below `#/components/{wanted}`");
        self.mistake("reference-kind", at, message, help);
    }

    pub(crate) fn reference_to_no_schema(&mut self, at: &str, reference: &str, what: &str) {
        let done = self.repaired("it is taken as any JSON value");
        let message = format!("`{reference}` is {what}, which is no schema{done}");
        let help = "refer to one below `#/components/schemas`".to_owned();
        self.mistake("reference-kind", at, message, help);
    }

    pub(crate) fn sensitive_but_no_text(&mut self, at: &str) {
        let message = "`x-sensitive` keeps text secret, and this is not text";
        let help = "put it on the schemas of type string inside".to_owned();
        self.mistake("sensitive", at, message, help);
    }

    pub(crate) fn sensitive_beside_reference(&mut self, at: &str) {
        let message = "beside this `$ref`, `x-sensitive` is not read";
        let help = "put the `$ref` into an `allOf` beside it".to_owned();
        self.mistake("sensitive", at, message, help);
    }

    /// `is_asked` by a hint of ours, and not only by a format.
    pub(crate) fn not_kept_secret(&mut self, at: &str, what: &str, is_asked: bool) {
        let message = format!("this is to be secret, and {what} stays readable");
        let help = "only texts are kept secret; `x-sensitive: false` says that this need not be";
        if is_asked {
            self.mistake("sensitive", at, message, help.to_owned());
        } else {
            self.warning("sensitive", at, message, help.to_owned());
        }
    }

    pub(crate) fn secret_by_name_but_no_text(&mut self, at: &str, name: &str) {
        let message = format!(
            "`{name}` is called like a secret, but is not one text, so what it holds stays readable"
        );
        let help = "`x-sensitive: true` on the schemas of type string inside keeps them secret; `false` on this one says that it is none"
            .to_owned();
        self.warning("sensitive", at, message, help);
    }

    pub(crate) fn bad_version(&mut self, at: &str, version: &str) {
        let help = "three numbers, such as 0.2.0".to_owned();
        self.error("package", at, format!("`{version}` is not a version"), help);
    }

    pub(crate) fn bad_package(&mut self, at: &str, name: &str, other: Option<String>) {
        let message = format!("`{name}` cannot be a package");
        self.error("package", at, message, package_help(other));
    }

    /// The name was given beside the document, so nothing in it is wrong.
    pub(crate) fn bad_package_option(&mut self, name: &str, other: Option<String>) {
        let message = format!("`{name}`, which `--crate-name` gives, cannot be a package");
        let help = package_help(other);
        self.push(Severity::Error, "package", Place::Nowhere, message, help);
    }

    pub(crate) fn too_many_features(&mut self, at: &str, count: usize, most: usize) {
        let message = format!("`resource-features` would make {count} features");
        let help =
            format!("crates.io takes no more than 300, and {most} is the most for resources");
        self.error("package", at, message, help);
    }

    pub(crate) fn not_an_identifier(&mut self, at: &str, name: &str) {
        let done = self.repaired("the name is made from the document");
        let message = format!("`{name}` cannot be a Rust name{done}");
        let help = "use letters, digits and single underscores, and begin with a letter".to_owned();
        self.mistake("not-an-identifier", at, message, help);
    }

    pub(crate) fn no_chain(&mut self, at: &str, text: &str) {
        let done = self.repaired("the hint is passed over");
        let message = format!("`{text}` is no chain of handles{done}");
        let help = "write names with dots between them, and parameters of the path in parentheses: `account(account_id).stores`";
        self.mistake("resource-parameter", at, message, help.to_owned());
    }

    pub(crate) fn parameter_twice(&mut self, at: &str, name: &str) {
        let done = self.repaired("the hint is passed over");
        let message = format!("`{name}` stands twice in this chain of handles{done}");
        let help = "the handle that takes it first holds it".to_owned();
        self.mistake("resource-parameter", at, message, help);
    }

    pub(crate) fn bad_variable(&mut self, at: &str, name: &str) {
        let done = self.repaired("it is passed over");
        let message = format!("`{name}` cannot be the name of an environment variable{done}");
        let help = "use letters, digits and underscores, and do not begin with a digit".to_owned();
        self.mistake("package", at, message, help);
    }

    pub(crate) fn resource_parameter(&mut self, at: &str, name: &str, path: &str) {
        let done = self.repaired("the hint is passed over");
        let message = format!("`{name}` is not a parameter of the path `{path}`{done}");
        let help = "`x-resource` names parameters as the path has them, in braces".to_owned();
        self.mistake("resource-parameter", at, message, help);
    }

    pub(crate) fn resource_of_list(&mut self, at: &str, accessor: &str, own: &str) {
        let message = format!("`{accessor}` takes a list here, and one value for other operations");
        let help = format!("give the operations with lists a handle of their own, such as `{own}`");
        self.mistake("resource-parameter", at, message, help);
    }
}

/// Cutting a part out of a document.
impl Diagnostics {
    pub(crate) fn empty_selection(&mut self) {
        let help = "name at least one tag, path or operationId".to_owned();
        let message = "nothing is selected";
        self.push(Severity::Error, "selection", Place::Nowhere, message, help);
    }

    pub(crate) fn selection_matches_nothing(
        &mut self,
        what: &str,
        wanted: &str,
        near: &[String],
        known: usize,
    ) {
        let message = format!("no operation has the {what} `{wanted}`");
        let help = if known == 0 {
            format!("the document has no {what}s")
        } else if near.is_empty() {
            format!("none of the {known} {what}s of the document is similar")
        } else {
            format!("similar ones are `{}`", near.join("`, `"))
        };
        self.push(Severity::Error, "selection", Place::Nowhere, message, help);
    }

    pub(crate) fn reference_left(&mut self, at: &str, reference: &str, why: &str) {
        let message = format!("`{reference}` {why}");
        let help = "it was copied as it is".to_owned();
        self.warning("reference-left", at, message, help);
    }
}

/// Names that are kept.
impl Diagnostics {
    pub(crate) fn bad_name_line(&mut self, source: usize, line: usize) {
        let place = Place::Text(source, line, 1);
        let message = "this line is not `pointer = Name`";
        let help = "remove it; the next run writes it anew".to_owned();
        self.push(Severity::Error, "names", place, message, help);
    }

    pub(crate) fn second_name(&mut self, source: usize, line: usize) {
        let place = Place::Text(source, line, 1);
        let message = "a line above names the same place".to_owned();
        let help = "keep the one whose name users have".to_owned();
        self.push(Severity::Error, "names", place, message, help);
    }

    pub(crate) fn long_name(&mut self, source: usize, line: usize, length: usize, most: usize) {
        let place = Place::Text(source, line, 1);
        let message = format!(
            "the module at this place has a name of {length} bytes, and files can have no more than {most} of them"
        );
        let help =
            "write the name that it had; without the line, it gets a name that may be another";
        self.push(Severity::Error, "names", place, message, help.to_owned());
    }

    pub(crate) fn bad_name(&mut self, source: usize, line: usize, name: &str) {
        let place = Place::Text(source, line, 1);
        let message = format!(
            "what stands at this place cannot be called `{name}` in Rust, or not without a warning"
        );
        let help =
            "write the name that it had; without the line, it gets a name that may be another";
        self.push(Severity::Error, "names", place, message, help.to_owned());
    }
}

/// What a package can be called, and perhaps what would do.
fn package_help(other: Option<String>) -> String {
    let rule = "letters, digits, - and _, 64 at most, beginning with a letter; no keyword, no standard crate, none that the client \
                needs, and no device of Windows";
    other.map_or_else(|| rule.to_owned(), |it| format!("{rule}; `{it}` would do"))
}

/// Example programs.
impl Diagnostics {
    pub(crate) fn program(&mut self, source: usize, line: usize, message: String, help: &str) {
        let place = Place::Text(source, line, 1);
        self.push(Severity::Error, "program", place, message, help.to_owned());
    }
}
