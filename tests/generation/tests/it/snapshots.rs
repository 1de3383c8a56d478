//! Each case against its snapshot, `output.snap` in its folder.

use std::fs;
use std::path::Path;

use crate::cases;

#[test]
fn every_case_gives_what_its_snapshot_says() {
    let mut wrong = Vec::new();
    for case in cases::all() {
        let picture = cases::picture(&case);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_input_file();
        let same = settings.bind(|| {
            std::panic::catch_unwind(|| insta::assert_snapshot!("output", picture)).is_ok()
        });
        if !same {
            wrong.push(case.name);
        }
    }
    assert!(
        wrong.is_empty(),
        "these cases changed: {wrong:?}\nrun `INSTA_UPDATE=always cargo test -p generation-tests` and read the diff"
    );
}

/// All snapshots below a folder, as one text.
fn snapshots(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder of cases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text.push_str(&snapshots(&path));
        } else if path.extension().is_some_and(|it| it == "snap") {
            text.push_str(&fs::read_to_string(&path).expect("a snapshot can be read"));
        }
    }
    text
}

#[test]
fn every_message_has_a_case() {
    let pictures = snapshots(Path::new(env!("CARGO_MANIFEST_DIR")));
    let missing: Vec<&str> = client_generator::diagnostics::CODES
        .iter()
        .map(|it| it.code)
        .filter(|code| !pictures.contains(&format!("[{code}]: ")))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}
