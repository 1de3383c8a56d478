//! The examples of the client, each run as a process against a sandbox of its own.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use cloudflare_secrets_store::blocking::Wait as _;
use secrets_store_sandbox::{Fault, STORE_ID, Sandbox, Settings};

const DOCUMENTATION: &str = env!("CARGO_BIN_EXE_documentation");

/// Stands for a file with the input.
const FILE: &str = "FILE";

/// An example, what it is given and what it says.
struct Run {
    name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    input: &'static str,
    output: &'static str,
}

fn runs() -> Vec<Run> {
    let run = |name, program, arguments, input, output| Run {
        name,
        program,
        arguments,
        input,
        output,
    };
    vec![
        run(
            "quickstart",
            env!("CARGO_BIN_EXE_quickstart"),
            &[],
            "",
            QUICKSTART,
        ),
        run(
            "list_everything",
            env!("CARGO_BIN_EXE_list_everything"),
            &[],
            "",
            LIST,
        ),
        run(
            "rotate_secret",
            env!("CARGO_BIN_EXE_rotate_secret"),
            &["SIGNING_KEY"],
            "a new value\n",
            "SIGNING_KEY changed at 1970-01-01T00:00:00.002000Z\n",
        ),
        run(
            "import_secrets",
            env!("CARGO_BIN_EXE_import_secrets"),
            &[FILE],
            "# of the staging system\nSIGNING_KEY=imported\nSMTP_PASSWORD=a=b\n",
            "updated SIGNING_KEY\ncreated SMTP_PASSWORD\n",
        ),
        run("errors", env!("CARGO_BIN_EXE_errors"), &[], "", ERRORS),
        run(
            "blocking",
            env!("CARGO_BIN_EXE_blocking"),
            &[],
            "",
            BLOCKING,
        ),
    ]
}

const QUICKSTART: &str = "\
store default_secrets_store
  QUICKSTART is pending
  SIGNING_KEY is active
  PAYMENTS_API_KEY is active
  DATABASE_URL is active
deleted QUICKSTART
";

const LIST: &str = "\
default_secrets_store (023e105f4ecef8ad9ca31a8372d0c353)
  DATABASE_URL             active   workers
  PAYMENTS_API_KEY         active   ai_gateway, workers
  SIGNING_KEY              active   access
3 of 100 secrets
";

const ERRORS: &str = "\
found: false
not found: true
  secrets.get: 404 secret_not_found (code 1001) [ray id 6061eff69a95c91c-SBX]
  a secret: true, status Some(404)
sent: false
  correct secret_id: must not be a dot segment (. or ..), encoded or not
3 secrets
";

const BLOCKING: &str = "\
3 of 100 secrets
  SIGNING_KEY
  PAYMENTS_API_KEY
  DATABASE_URL
";

fn sandbox() -> Sandbox {
    let settings = Settings::default().stopped_clock(std::time::SystemTime::UNIX_EPOCH);
    Sandbox::background(settings.max_stores(2))
}

/// Runs a program that is pointed at the sandbox.
fn execute(program: &str, arguments: &[&str], input: &str, sandbox: &Sandbox) -> Output {
    let file =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(sandbox.base_url().replace(['/', ':'], "_"));
    fs::write(&file, input).expect("a file");
    let path = file.to_string_lossy();
    let arguments = arguments
        .iter()
        .map(|it| if *it == FILE { &path } else { *it });
    let mut child = Command::new(program)
        .args(arguments)
        .envs(sandbox.environment())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    let mut stdin = child.stdin.take().expect("an input");
    // One that does not read has closed it.
    let _unread = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the example ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn every_example_runs_and_says_what_it_should() {
    for run in runs() {
        let sandbox = sandbox();
        let output = execute(run.program, run.arguments, run.input, &sandbox);
        let said = (text(&output.stdout), text(&output.stderr));
        assert_eq!(said, (run.output.to_owned(), String::new()), "{}", run.name);
        assert!(output.status.success(), "{}", run.name);
        let notes: Vec<_> = sandbox
            .journal()
            .into_iter()
            .flat_map(|it| it.notes)
            .collect();
        assert!(notes.is_empty(), "{}: {notes:?}", run.name);
    }
}

#[test]
fn values_arrive_and_nothing_else_of_them_is_seen() {
    for (name, secret, value) in [
        ("rotate_secret", "SIGNING_KEY", "a new value"),
        ("import_secrets", "SIGNING_KEY", "imported"),
        ("import_secrets", "SMTP_PASSWORD", "a=b"),
    ] {
        let run = runs().into_iter().find(|it| it.name == name).expect(name);
        let sandbox = sandbox();
        execute(run.program, run.arguments, run.input, &sandbox);
        assert!(sandbox.holds(STORE_ID, secret, value), "{name}");
    }
}

#[test]
fn examples_end_with_an_error_that_helps() {
    let cases: [(&str, &[&str], &str, &str); 4] = [
        (
            env!("CARGO_BIN_EXE_rotate_secret"),
            &["NOBODY"],
            "v",
            "there is no secret NOBODY",
        ),
        (
            env!("CARGO_BIN_EXE_rotate_secret"),
            &["SIGNING_KEY"],
            "",
            "nothing on the standard input",
        ),
        (
            env!("CARGO_BIN_EXE_import_secrets"),
            &[FILE],
            "A=1\nsecret\n",
            "line 2: no `=`",
        ),
        (
            DOCUMENTATION,
            &["secrets.fly"],
            "",
            "there is no example secrets.fly",
        ),
    ];
    for (program, arguments, input, expected) in cases {
        let output = execute(program, arguments, input, &sandbox());
        let said = text(&output.stderr);
        assert!(
            !output.status.success() && said.contains(expected),
            "{expected}: {said}"
        );
    }
}

#[test]
fn an_import_goes_on_where_it_was_interrupted() {
    let run = runs()
        .into_iter()
        .find(|it| it.name == "import_secrets")
        .expect("the example");
    let sandbox = sandbox();
    sandbox.inject(Fault::LockOut.on("secrets-store-secret-create"));
    let output = execute(run.program, run.arguments, run.input, &sandbox);
    assert!(
        text(&output.stderr).contains("SMTP_PASSWORD failed"),
        "{output:?}"
    );
    assert!(!text(&output.stderr).contains("a=b"), "{output:?}");
    sandbox.advance(std::time::Duration::from_secs(300));
    let output = execute(run.program, run.arguments, run.input, &sandbox);
    assert_eq!(text(&output.stdout), run.output);
}

// The documentation of the operations.

#[test]
fn the_example_of_every_operation_in_the_documentation_runs() {
    let names = text(&execute(DOCUMENTATION, &[], "", &sandbox()).stdout);
    assert!(names.lines().count() > 12, "{names}");
    for name in names.lines() {
        let sandbox = sandbox();
        if name == "store.delete" {
            // The example does not force it.
            let secrets = sandbox.account().store(STORE_ID).secrets();
            let all = secrets.list().items().blocking();
            let ids: Vec<_> = all.map(|it| it.expect("a secret").id).collect();
            secrets.delete_many(ids).wait().expect("an empty store");
        }
        let before = sandbox.journal().len();
        let output = execute(DOCUMENTATION, &[name], "", &sandbox);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        let made = sandbox.journal().split_off(before);
        assert_eq!(made.len(), 1, "{name}: {made:?}");
        assert!(made[0].notes.is_empty(), "{name}: {made:?}");
        assert!(made[0].operation.is_some(), "{name}: {made:?}");
    }
}

/// Examples without indentation, blank lines and what rustdoc hides, sorted.
fn bodies<'t>(text: &'t str, begins: &str, ends: &str) -> Vec<Vec<&'t str>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(begins) {
        let body = &rest[start..];
        let body = &body[body.find('\n').map_or(0, |it| it + 1)..];
        let end = body.find(ends).expect("the end of an example");
        let lines = body[..end]
            .lines()
            .map(|it| it.trim().trim_start_matches("///").trim());
        let lines = lines.filter(|it| !it.is_empty() && !it.starts_with("# "));
        found.push(lines.collect());
        rest = &body[end..];
    }
    found.sort();
    found
}

fn generated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn what_runs_is_what_the_documentation_shows() {
    let mut shown = String::new();
    for entry in fs::read_dir(generated().join("src/resources")).expect("handles") {
        shown.push_str(&read(&entry.expect("a file").path()));
    }
    let run = read(&generated().join("examples/documentation.rs"));
    let shown = bodies(&shown, "/// # async fn example(client", "/// ```");
    let run = bodies(&run, "(client: &Client)", "    Ok(())\n}");
    assert_eq!(shown, run);
    assert_eq!(run.len(), 12);
}

#[test]
fn every_example_of_the_crate_is_run_here() {
    let mut there = BTreeSet::new();
    for entry in fs::read_dir(generated().join("examples")).expect("examples") {
        let path = entry.expect("a file").path();
        there.extend(path.file_stem().map(|it| it.to_string_lossy().into_owned()));
    }
    let mut here: BTreeSet<String> = runs().iter().map(|it| it.name.to_owned()).collect();
    here.insert("documentation".to_owned());
    assert_eq!(there, here, "add it to Cargo.toml and to `runs`");
}
