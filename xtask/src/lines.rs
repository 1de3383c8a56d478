//! Lines of Rust.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// Lines below a folder, without the folders that are not wanted; what cannot be read counts nothing.
pub(crate) fn below(folder: &Path, wanted: fn(&Path) -> bool) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|it| it.path())
        .map(|path| match path.is_dir() {
            true if wanted(&path) => below(&path, wanted),
            false if path.extension() == Some(OsStr::new("rs")) => {
                fs::read_to_string(&path).map_or(0, |it| it.lines().count())
            }
            _ => 0,
        })
        .sum()
}
