//! Names that become files: modules of handles, and those of features.

use super::taken::FEATURE_NAMES;
use super::{apart, escape, snake};

/// Most bytes of a module that is called after the document. Names of files have 255 at most, and need room for what is put around
/// them: `.`, `.rs.new`, and words and digits that tell two names apart.
const LONGEST: usize = 200;

/// Most bytes of a module that users have.
pub(crate) const LONGEST_KEPT: usize = 240;

/// Files that Windows takes for devices, whatever stands behind a dot: `con.rs` cannot be checked out there.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The name of a module that users have already; its file must have a name in ASCII: other letters become their code points.
pub(crate) fn kept_module(name: &str) -> String {
    name.chars().map(in_ascii).collect()
}

/// The name of a module after words of the document.
pub(crate) fn module(words: &str) -> String {
    let module = shortened(words);
    if is_device(&module) {
        apart::handle(&module)
    } else {
        module
    }
}

/// The same where it is a handle's, some of which Rust does not take.
pub(crate) fn handle_module(module: String) -> String {
    // What begins with a number would be a name that Rust takes for unused.
    let number = module.strip_prefix('_').unwrap_or_default();
    if number.starts_with(|it: char| it.is_ascii_digit()) {
        format!("handle{module}")
    } else if matches!(&*module, "resources" | "mod") {
        // The module that it stands in, by each of its names.
        apart::handle(&module)
    } else {
        module
    }
}

/// The Cargo feature of a word: `load_balancers` is `load-balancers`.
pub(crate) fn feature(word: &str) -> String {
    let name = shortened(&snake(word)).replace('_', "-");
    let name = name.trim_matches('-');
    if FEATURE_NAMES.contains(&name) || is_device(name) {
        format!("{name}-api")
    } else {
        name.to_owned()
    }
}

/// The module of a feature.
pub(crate) fn feature_module(feature: &str) -> String {
    match feature.replace('-', "_") {
        number if number.starts_with(|it: char| it.is_ascii_digit()) => format!("api_{number}"),
        name => escape(&name),
    }
}

/// In ASCII, and as long as files can be called.
fn shortened(words: &str) -> String {
    let mut name = String::new();
    for letter in words.chars().map(in_ascii) {
        if name.len() + letter.len() > LONGEST {
            return name.trim_end_matches('_').to_owned();
        }
        name.push_str(&letter);
    }
    name
}

fn in_ascii(letter: char) -> String {
    if letter.is_ascii() {
        letter.to_string()
    } else {
        format!("u{:x}", u32::from(letter))
    }
}

/// True for what is a device and no file on Windows.
pub(super) fn is_device(name: &str) -> bool {
    DEVICES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, feature, feature_module, handle_module, kept_module, module};

    #[test]
    fn modules_of_features_are_identifiers() {
        for (feature, module) in [
            ("load-balancers", "load_balancers"),
            ("2fa", "api_2fa"),
            ("self", "self_"),
        ] {
            assert_eq!(feature_module(feature), module, "{feature}");
        }
    }

    #[test]
    fn modules_are_files_everywhere() {
        for (word, name, of_feature) in [
            ("con", "con_handle", "con_api"),
            ("com1", "com1_handle", "com1_api"),
            ("lpt9", "lpt9_handle", "lpt9_api"),
            ("mod", "mod_handle", "mod_api"),
            ("_2fa", "handle_2fa", "api_2fa"),
            ("com10", "com10", "com10"),
            ("console", "console", "console"),
            ("漢", "u6f22", "u6f22"),
        ] {
            assert_eq!(handle_module(module(word)), name, "{word}");
            assert_eq!(feature_module(&feature(word)), of_feature, "{word}");
        }
        // Users have it.
        assert_eq!(handle_module(kept_module("con")), "con");
    }

    #[test]
    fn modules_are_no_longer_than_files_can_be_called() {
        for (word, letters) in [("漢", 40), ("a", 200), ("é", 66), ("ab_", 200)] {
            let name = module(&word.repeat(300));
            let whole = kept_module(&word.repeat(300));
            assert!(name.len() <= LONGEST && whole.starts_with(&name), "{name}");
            assert_eq!(name, module(&name), "{name}");
            let cut: String = word.repeat(300).chars().take(letters).collect();
            assert_eq!(name, kept_module(&cut), "after a letter");
            assert!(feature(&word.repeat(300)).len() <= LONGEST, "{word}");
        }
    }
}
