//! What all commands have in common: exit codes, and messages for programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const WRONG: &str = "
openapi: 3.0.3
info: {title: Things, version: '2'}
servers: [{url: 'https://example.com'}]
paths:
  /things:
    get:
      operationId: things-list
      tags: [Things]
      responses: {'200': {description: All., content: {application/json: {schema: {type: strin}}}}}
";

fn file(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("usage");
    fs::create_dir_all(&folder).expect("made");
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path
}

fn xtask(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).output().expect("xtask runs")
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let wrong = file("codes.yaml", WRONG);
    let wrong = wrong.to_str().expect("a path");
    let right = file("right.yaml", &WRONG.replace("strin}", "string}"));
    let right = right.to_str().expect("a path");
    let broken = file("broken.yaml", &WRONG.replace("paths:", "paths: ["));
    let broken = broken.to_str().expect("a path");
    let out = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/right");
    let merged = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/merged.yaml");
    let kept = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/kept");
    for (arguments, code) in [
        (&["generate", "--spec", right, "--out", out][..], 0),
        (&["generate", "--spec", right, "--out", out, "--check"], 0),
        (&["generate", "--spec", right, "--out", "no", "--check"], 1),
        (
            &["generate", "--spec", wrong, "--out", out, "--deny", "all"],
            1,
        ),
        (
            &[
                "generate",
                "--spec",
                wrong,
                "--out",
                out,
                "--deny",
                "unknown-type",
            ],
            1,
        ),
        (
            &[
                "generate",
                "--spec",
                wrong,
                "--out",
                out,
                "--deny",
                "unknown-tipe",
            ],
            2,
        ),
        // What can be passed over is a warning in a document of others.
        (&["generate", "--spec", wrong, "--out", out], 0),
        (&["conformance", wrong, "--no-check", "--keep", kept], 0),
        (
            &[
                "conformance",
                right,
                "no.yaml",
                "--no-check",
                "--keep",
                kept,
            ],
            2,
        ),
        (&["generate", "--spec", wrong], 2),
        (&["generate", "--check", "--no-overlay"], 2),
        (&["generate", "--crate-name", "other"], 2),
        (&["generate", "--spec", "no.yaml", "--out", "no"], 2),
        (&["generate", "--tag", "Secrets Store"], 2),
        (
            &["generate", "--spec", right, "--out", "no", "--tag", "Thing"],
            1,
        ),
        (&["diff", wrong, wrong], 0),
        (&["diff", broken, wrong], 1),
        (&["diff", "no.yaml", wrong], 2),
        (&["explain", "unknown-type"], 0),
        (&["explain", "nothing"], 2),
        (&["where", "Secret"], 0),
        (&["where", "Nothing"], 1),
        (&["where", "--spec", "no.yaml", "Secret"], 2),
        (
            &[
                "fragment", "--from", "no.yaml", "--tag", "a", "--out", "b.yaml",
            ],
            2,
        ),
        (
            &["fragment", "--from", wrong, "--tag", "a", "--out", "b.yaml"],
            1,
        ),
        (&["update", "--from", "no.yaml"], 2),
        (&["merged", "--spec", wrong, "--out", merged], 0),
        // Nothing is narrowed, named or checked there.
        (
            &["merged", "--spec", wrong, "--out", merged, "--tag", "a"],
            2,
        ),
        (&["merged", "--out", merged, "--deny", "unknown-type"], 2),
    ] {
        let output = xtask(arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {output:?}"
        );
    }
}

#[test]
fn another_crate_never_takes_the_place_of_our_own() {
    for option in [&["--no-overlay"][..], &["--spec", "api.yaml"]] {
        let output = xtask(&[&["generate"], option].concat());
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(text.contains("`--out` is needed with"), "{text}");
    }
}

#[test]
fn one_file_is_no_plural() {
    let document = file("one.yaml", &WRONG.replace("strin}", "string}"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("usage/one");
    let (document, folder) = (
        document.to_str().expect("a path"),
        out.to_str().expect("a path"),
    );
    let arguments = ["generate", "--spec", document, "--out", folder];
    assert!(xtask(&arguments).status.success());
    fs::remove_file(out.join("LICENSE-MIT")).expect("removed");
    let check = xtask(&[&arguments[..], &["--check"]].concat());
    let said = String::from_utf8_lossy(&check.stderr);
    assert!(
        said.contains("1 file differs; run the same command without `--check`"),
        "{said}"
    );
}

#[test]
fn programs_get_nothing_but_messages() {
    let wrong = file("format.yaml", WRONG);
    let wrong = wrong.to_str().expect("a path");
    for (format, start) in [("json", "{\"severity\":"), ("github", "::error ")] {
        for arguments in [
            &["generate", "--spec", wrong, "--out", "no", "--deny", "all"][..],
            &["generate", "--spec", "no.yaml", "--out", "no"],
            &["generate", "--check", "--out", "/there/is/no"],
            &["diff", "no.yaml", wrong],
            &["where", "Nothing"],
            &["fragment", "--from", wrong, "--tag", "a", "--out", "b.yaml"],
            &["update", "--from", wrong],
        ] {
            let output = xtask(&[arguments, &["--message-format", format]].concat());
            let text = String::from_utf8_lossy(&output.stderr);
            assert!(!text.is_empty(), "{arguments:?}");
            for line in text.lines() {
                assert!(line.starts_with(start), "{arguments:?}: {line}");
            }
        }
    }
}

#[test]
fn names_that_cannot_be_kept_leave_the_crate_as_it_is() {
    let document = file("kept.yaml", &WRONG.replace("strin}", "string}"));
    let document = document.to_str().expect("a path");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("usage/never");
    let names = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/nowhere/names.lock");
    let arguments = ["generate", "--spec", document, "--names", names, "--out"];
    let run = xtask(&[&arguments[..], &[out.to_str().expect("a path")]].concat());
    assert_eq!(run.status.code(), Some(2));
    assert!(!out.exists());
}

#[test]
fn names_are_not_kept_among_generated_files() {
    let document = file("inside.yaml", &WRONG.replace("strin}", "string}"));
    let document = document.to_str().expect("a path");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("usage/inside");
    let _ = fs::remove_dir_all(&out);
    let folder = out.to_str().expect("a path");
    let run = |names: &str| {
        let names = out.join(names);
        let names = names.to_str().expect("a path");
        let arguments = ["generate", "--spec", document, "--out", folder, "--names"];
        let run = xtask(&[&arguments[..], &[names]].concat());
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        (run.status.code(), said)
    };
    // Neither before there is a folder nor after.
    for _ in 0..2 {
        for names in ["names.lock", "src/names.lock"] {
            let (code, said) = run(names);
            assert_eq!(code, Some(2), "{said}");
            let what = "keep the names beside that folder";
            assert!(said.contains(what), "{said}");
            assert!(!out.join("names.lock").exists(), "{names}");
        }
        // What is hidden is nobody's business.
        for names in ["../inside.lock", ".names.lock", ".names.lock"] {
            let _ = fs::create_dir_all(&out);
            let (code, said) = run(names);
            assert_eq!(code, Some(0), "{names}: {said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_hidden_link_beside_the_names_is_not_followed() {
    let document = file("linked.yaml", &WRONG.replace("strin}", "string}"));
    let victim = file("victim", "Mine.");
    let names = file("linked.lock", "# Old.\n");
    let beside = names.with_file_name(".linked.lock.new");
    let _ = fs::remove_file(&beside);
    std::os::unix::fs::symlink(&victim, &beside).expect("linked");
    let out = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/linked");
    let [document, lock] = [&document, &names].map(|it| it.to_str().expect("a path"));
    let arguments = ["generate", "--spec", document, "--out", out];
    let run = xtask(&[&arguments[..], &["--names", lock]].concat());
    assert!(run.status.success(), "{run:?}");
    assert_eq!(fs::read_to_string(&victim).expect("there"), "Mine.");
    let text = fs::read_to_string(&names).expect("there");
    assert!(text.contains("= things.list"), "{text}");
}

#[test]
fn files_are_compared_with_the_names_that_are_kept() {
    let right = WRONG.replace("strin}", "string}");
    let old = file("names_old.yaml", &right);
    let new = file("names_new.yaml", &right.replace("things-list", "read-all"));
    let [old, new] = [&old, &new].map(|it| it.to_str().expect("a path"));
    let out = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/names");
    let lock = concat!(env!("CARGO_TARGET_TMPDIR"), "/usage/names.lock");
    let _ = fs::remove_file(lock);
    let generate = ["generate", "--spec", old, "--out", out, "--names", lock];
    assert!(xtask(&generate).status.success());
    for (names, same) in [
        (&[][..], false),
        (&["--old-names", lock], true),
        (&["--old-names", lock, "--new-names", lock], true),
    ] {
        let output = xtask(&[&["diff", old, new], names].concat());
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text.contains("**Nothing.**"), same, "{names:?}: {text}");
    }
}

#[test]
fn who_closes_the_output_stops_nothing() {
    use std::process::Stdio;
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = command.spawn().expect("xtask runs");
    drop(running.stdout.take());
    let run = running.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!((run.status.code(), said.as_str()), (Some(0), ""));
}
