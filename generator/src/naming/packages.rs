//! What a package can be called.

use super::modules::is_device;
use super::{is_identifier, needs_raw};
use crate::dependencies;

/// Most letters of a package; crates.io takes no more.
pub(crate) const LONGEST_PACKAGE: usize = 64;

/// What Cargo takes for a package name, as far as it also gives a name for `use` that nothing else has.
pub(crate) fn is_package(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let standard = ["alloc", "core", "proc_macro", "std", "test"];
    let library = library(name);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(legal)
        && name.len() <= LONGEST_PACKAGE
        && is_identifier(&library)
        && !needs_raw(&library)
        && !standard.contains(&&*library)
        && !is_device(&library.to_ascii_lowercase())
        && dependencies::crates().all(|it| self::library(it) != library)
}

/// The name in `use` lines of a package.
pub(crate) fn library(package: &str) -> String {
    package.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::is_package;
    use crate::dependencies;

    #[test]
    fn packages_are_called_like_nothing_that_they_need() {
        let found: Vec<&str> = dependencies::crates().collect();
        // Plain, optional, and those of some targets.
        for it in [
            "bytes",
            "serde_json",
            "rustls",
            "h2",
            "http-body",
            "gloo-timers",
        ] {
            assert!(found.contains(&it), "{it} is not among {found:?}");
        }
        for it in found {
            assert!(!is_package(it), "{it}");
            assert!(!is_package(&it.replace('_', "-")), "{it}");
            assert!(!is_package(&it.replace('-', "_")), "{it}");
            assert!(is_package(&format!("{it}-client")), "{it}");
        }
    }

    #[test]
    fn packages_are_called_as_cargo_and_rustc_take_it() {
        let longest = "a".repeat(64);
        for name in [
            "my-client",
            "a",
            "url",
            "serde-2",
            "selfish",
            "crate-s",
            "console",
            &longest,
        ] {
            assert!(is_package(name), "{name}");
        }
        let longer = "a".repeat(65);
        for name in [
            "",
            "1a",
            "-a",
            "_",
            "a b",
            "é",
            "box",
            "self",
            "Self",
            "super",
            "crate",
            "core",
            "proc-macro",
            "proc_macro",
            "con",
            "NUL",
            "lpt1",
            &longer,
        ] {
            assert!(!is_package(name), "{name}");
        }
    }
}
