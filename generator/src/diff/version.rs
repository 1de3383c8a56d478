//! Versions, as Cargo understands semver.

use super::Weight;

/// The first version that may have a change of this weight after `version`; none if `version` is not semver.
///
/// Before 1.0.0 the leftmost number that is not zero takes the place of the major one. After a pre-release comes the
/// release that it announces.
pub fn next_version(version: &str, weight: Weight) -> Option<String> {
    let [major, minor, patch] = parse(version)?;
    if version.contains('-') {
        return Some(format!("{major}.{minor}.{patch}"));
    }
    let [major, minor, patch] = match (weight, major, minor) {
        (Weight::Breaking, 1.., _) => [major + 1, 0, 0],
        (Weight::Breaking, 0, 1..) | (Weight::Additive, 1.., _) => [major, minor + 1, 0],
        (Weight::Breaking, 0, 0) | (Weight::Additive, 0, _) | (Weight::Documentation, _, _) => {
            [major, minor, patch + 1]
        }
    };
    Some(format!("{major}.{minor}.{patch}"))
}

/// The three numbers of a version.
pub(super) fn parse(version: &str) -> Option<[u64; 3]> {
    let numbers = version.split(['-', '+']).next()?;
    let mut parts = numbers.split('.').map(|it| it.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::Weight::{Additive, Breaking, Documentation};
    use super::next_version;

    #[test]
    fn the_next_version_is_that_of_cargo() {
        let cases = [
            ("1.2.3", Breaking, Some("2.0.0")),
            ("1.2.3", Additive, Some("1.3.0")),
            ("1.2.3", Documentation, Some("1.2.4")),
            ("0.2.3", Breaking, Some("0.3.0")),
            ("0.2.3", Additive, Some("0.2.4")),
            ("0.2.3", Documentation, Some("0.2.4")),
            ("0.0.3", Breaking, Some("0.0.4")),
            ("0.0.3", Additive, Some("0.0.4")),
            ("2.0.0-beta.1", Breaking, Some("2.0.0")),
            ("1.2.3+build", Additive, Some("1.3.0")),
            ("1.2", Breaking, None),
            ("1.2.3.4", Breaking, None),
            ("one", Breaking, None),
        ];
        for (version, weight, expected) in cases {
            assert_eq!(
                next_version(version, weight).as_deref(),
                expected,
                "{version} {weight:?}"
            );
        }
    }
}
