//! Each case against its snapshot, `output.snap` in its folder.

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

#[test]
fn every_message_has_a_case() {
    let pictures: String = cases::all().iter().map(cases::picture).collect();
    let missing: Vec<&str> = client_generator::diagnostics::CODES
        .iter()
        .map(|it| it.code)
        .filter(|code| !pictures.contains(&format!("[{code}]: ")))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}
