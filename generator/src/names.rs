//! Names that users compile against, kept by the place in the document they come from.
//!
//! The lock file has one line for each type, each operation and the module of each handle:
//!
//! ```text
//! client.account(account_id).stores = stores
//! /components/schemas/secretObject = Secret
//! /paths/~1secrets/get = secrets.list
//! /paths/~1secrets/post = secrets.add was secrets.create in 0.2.0
//! ```
//!
//! A name in it wins over a derived one, so a renamed `operationId` or an inline schema that moves in its
//! parent changes nothing for users. A hint in the overlay wins over the lock: that is a rename, and the old
//! name stays as a deprecated alias as long as the package has the version in which it was renamed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostics::Diagnostics;
use crate::model::{Form, Model, Webhook};
use crate::naming::{LONGEST_KEPT, is_type_name, is_value_name, kept_module};

const HEADER: &str = "\
# Names that users compile against, by the place in the specification that they come from.
# Written by `cargo xtask generate`; to rename something, use `x-rust-name` or `x-method` in an overlay.
";

/// The names of an earlier run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    entries: BTreeMap<String, Entry>,
}

/// What stands at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: String,
    /// The name before, and the package version in which it changed.
    former: Option<(String, String)>,
}

impl Entry {
    /// The one of its names that no type, method or module at a place can have, or that the compiler warns of.
    fn wrong_name(&self, pointer: &str) -> Option<&str> {
        let steps = pointer.matches('/').count();
        let is_below_paths = pointer.starts_with("/paths/");
        let is_type = pointer.starts_with("/components/schemas/")
            || is_below_paths && steps > 3 && !is_callback(pointer);
        let is_right = |name: &&str| {
            if pointer.starts_with("client.") {
                is_value_name(name)
            } else if is_type {
                is_type_name(name)
            } else {
                // The way to a method.
                name.split('.').all(is_value_name) || !is_below_paths && is_type_name(name)
            }
        };
        let former = self.former.as_ref().map(|it| it.0.as_str());
        let mut names = std::iter::once(self.name.as_str()).chain(former);
        names.find(|it| !is_right(it))
    }

    /// How many bytes the file of a handle is called with; nothing else has a file.
    fn module_length(&self, pointer: &str) -> usize {
        let handle = Some(&self.name).filter(|_| pointer.starts_with("client."));
        handle.map_or(0, |it| kept_module(it).len())
    }
}

/// True for the place of an operation below `callbacks`: `/paths/~1a/post/callbacks/done/{$url}/post`.
fn is_callback(pointer: &str) -> bool {
    let mut steps = pointer.split('/').skip(4);
    let is_below = steps.next() == Some("callbacks");
    is_below && steps.count() == 3
}

impl Names {
    /// Reads a lock file; lines that cannot be read are reported. `source` is the index for messages.
    pub(crate) fn parse(text: &str, source: usize, diagnostics: &mut Diagnostics) -> Self {
        let mut entries = BTreeMap::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match entry(line) {
                Some((pointer, entry)) => match entry.wrong_name(&pointer) {
                    Some(name) => diagnostics.bad_name(source, number + 1, name),
                    None if entry.module_length(&pointer) > LONGEST_KEPT => {
                        let length = entry.module_length(&pointer);
                        diagnostics.long_name(source, number + 1, length, LONGEST_KEPT);
                    }
                    None if entries.contains_key(&pointer) => {
                        diagnostics.second_name(source, number + 1);
                    }
                    None => {
                        entries.insert(pointer, entry);
                    }
                },
                None => diagnostics.bad_name_line(source, number + 1),
            }
        }
        Self { entries }
    }

    /// The name of a type.
    pub(crate) fn ty(&self, pointer: &str) -> Option<&str> {
        self.entries.get(pointer).map(|it| it.name.as_str())
    }

    /// The module of a handle.
    pub(crate) fn module(&self, path: &str) -> Option<&str> {
        self.ty(&handle(path))
    }

    /// The call of an operation: the module of its handle, unless that is the client, and its method.
    pub(crate) fn call(&self, pointer: &str) -> Option<(Option<&str>, &str)> {
        let name = self.ty(pointer)?;
        Some(match name.rsplit_once('.') {
            Some((handle, method)) => (Some(handle), method),
            None => (None, name),
        })
    }

    /// The method name of an operation.
    pub(crate) fn method(&self, pointer: &str) -> Option<&str> {
        self.call(pointer).map(|(_, method)| method)
    }

    /// The name that an item had before the one it has now, while it is still to be kept as an alias.
    pub(crate) fn former(&self, pointer: &str, name: &str, version: &str) -> Option<String> {
        let entry = self.entries.get(pointer)?;
        if entry.name != name {
            return Some(entry.name.clone());
        }
        let (former, renamed_in) = entry.former.as_ref()?;
        (renamed_in == version).then(|| former.clone())
    }
}

/// The key of a type: one schema can become two types.
pub(crate) fn place(pointer: &str, form: Form) -> String {
    let form = match form {
        Form::Plain => "",
        Form::Request => "?request",
        Form::Parts => "?parts",
    };
    format!("{pointer}{form}")
}

/// The key of a handle, by how it is reached.
pub(crate) fn handle(path: &str) -> String {
    format!("client.{path}")
}

/// `pointer = name` or `pointer = name was former in version`.
fn entry(line: &str) -> Option<(String, Entry)> {
    // No name has it, but a place can.
    let (pointer, rest) = line.rsplit_once(" = ")?;
    let words: Vec<&str> = rest.split_whitespace().collect();
    let (name, former) = match words.as_slice() {
        [name] => (*name, None),
        [name, "was", former, "in", version] => {
            (*name, Some(((*former).to_owned(), (*version).to_owned())))
        }
        _ => return None,
    };
    let entry = Entry {
        name: name.to_owned(),
        former,
    };
    Some((unescaped(pointer), entry))
}

/// One line of the file: `~{a}` stands for a line break in a place, which would end the line. In a JSON pointer, a digit
/// follows each `~`.
fn line(place: &str, name: &str, former: Option<(&str, &str)>) -> String {
    let mut line = String::new();
    for it in place.chars() {
        if it.is_control() {
            let _ = write!(line, "~{{{:x}}}", u32::from(it));
        } else {
            line.push(it);
        }
    }
    let _ = write!(line, " = {name}");
    if let Some((former, version)) = former {
        let _ = write!(line, " was {former} in {version}");
    }
    line
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("~{");
    let mut place = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let escape = part.split_once('}').and_then(|(number, rest)| {
            let number = u32::from_str_radix(number, 16).ok()?;
            Some((char::from_u32(number)?, rest))
        });
        match escape {
            Some((it, rest)) => {
                place.push(it);
                place.push_str(rest);
            }
            None => {
                place.push_str("~{");
                place.push_str(part);
            }
        }
    }
    place
}

/// The lock file of a model.
pub(crate) fn lock(model: &Model) -> String {
    let version = &model.krate.version;
    let mut lines = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for def in &model.types {
        let place = place(&def.pointer, def.form);
        let line = (def.name.rust.clone(), def.former.clone());
        if lines.insert(place.clone(), line).is_some() {
            shared.insert(place);
        }
    }
    // Combinations of alternatives begin at one place, which is the place of none of them.
    lines.retain(|place, _| !shared.contains(place));
    for resource in model.resources.iter().filter(|it| it.parent.is_some()) {
        lines.insert(handle(&resource.path), (resource.module.rust.clone(), None));
    }
    for operation in &model.operations {
        let way = operation.call.rsplit_once('.').map(|(way, _)| way);
        let former = operation.former.as_ref().map(|it| match way {
            Some(way) => format!("{way}.{it}"),
            None => it.clone(),
        });
        lines.insert(operation.pointer.clone(), (operation.call.clone(), former));
    }
    for webhook in &model.webhooks.all {
        let former = webhook.former.as_ref().map(|it| Webhook::call(it));
        let line = (Webhook::call(&webhook.name.rust), former);
        lines.insert(webhook.pointer.clone(), line);
    }
    let mut text = HEADER.to_owned();
    for (place, (name, former)) in lines {
        let former = former.as_deref().map(|it| (it, version.as_str()));
        text.push_str(&line(&place, &name, former));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Names, line};
    use crate::diagnostics::Diagnostics;
    use crate::spec::pointer;

    proptest! {
        #[test]
        fn any_place_is_read_as_it_was_written(
            keys in prop::collection::vec(prop_oneof![any::<String>(), "[ =~{}\n\r\ta#]{0,8}"], 1..4),
            renamed: bool,
        ) {
            // Not where the others are.
            let place = keys.iter().fold("/in".to_owned(), |place, key| pointer::join(&place, key));
            let former = renamed.then_some(("old", "0.1.0"));
            let text = format!("/a = A\n{}\n/b = B\n", line(&place, "Name", former));
            let mut diagnostics = Diagnostics::default();
            let names = Names::parse(&text, 0, &mut diagnostics);
            prop_assert!(!diagnostics.has_errors(), "{text}");
            prop_assert_eq!(names.ty(&place), Some("Name"));
            let old = renamed.then(|| "old".to_owned());
            prop_assert_eq!(names.former(&place, "Name", "0.1.0"), old);
        }
    }

    #[test]
    fn former_names_last_as_long_as_their_version() {
        let mut diagnostics = Diagnostics::default();
        let text = "# Names\n\n/a = A\n/b = B was C in 0.2.0\n/paths/x/get = things.list\n";
        let names = Names::parse(text, 0, &mut diagnostics);
        assert!(!diagnostics.has_errors());
        assert_eq!(names.ty("/a"), Some("A"));
        assert_eq!(names.method("/paths/x/get"), Some("list"));
        for (pointer, name, version, former) in [
            ("/a", "A", "0.1.0", None),
            ("/a", "New", "0.1.0", Some("A")),
            ("/b", "B", "0.2.0", Some("C")),
            ("/b", "B", "0.3.0", None),
            ("/c", "C", "0.3.0", None),
        ] {
            assert_eq!(
                names.former(pointer, name, version).as_deref(),
                former,
                "{pointer} {version}"
            );
        }
    }

    #[test]
    fn lines_that_make_no_sense_are_reported() {
        for (line, wrong) in [
            ("/components/schemas/A = A", 0),
            ("\u{feff}/components/schemas/A = A", 0),
            ("/paths/~1a/get = a.get was get in 0.1.0", 0),
            ("/paths/~1a/get/responses/200 = Answer", 0),
            ("/components/pathItems/a/get = a.get", 0),
            ("/paths/~1a/post/callbacks/b/{$c}/post = webhooks.d", 0),
            ("/paths/~1a/post/callbacks/b/{$c}/post = D", 1),
            ("/webhooks/a/post = webhooks.a was webhooks.b in 0.1.0", 0),
            ("client.type = type", 0),
            ("/a", 1),
            ("/b = ", 1),
            ("/c = C was", 1),
            ("/d = 9D", 1),
            ("client.e = e.f", 1),
            ("/h = H was 1 in 0.1.0", 1),
            ("/components/schemas/A = lower_case", 1),
            ("/components/schemas/A = a.b", 1),
            ("/components/schemas/A = r#type", 1),
            ("/components/schemas/A = _", 1),
            ("/paths/~1a/get = a(x).get", 1),
            ("/paths/~1a/get = Get", 1),
            ("/a = A\n/a = B", 1),
            (&format!("client.a = {}", "a".repeat(240)), 0),
            (&format!("client.a = {}", "a".repeat(241)), 1),
            (&format!("client.a = {}", "漢".repeat(49)), 1),
            (&format!("/components/schemas/A = {}", "A".repeat(241)), 0),
        ] {
            let mut diagnostics = Diagnostics::default();
            Names::parse(line, 0, &mut diagnostics);
            assert_eq!(diagnostics.into_sorted().len(), wrong, "{line}");
        }
    }
}
