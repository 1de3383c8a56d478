//! Programs over the crate: those that users write, which run here against a server, and those that must
//! not compile.
//!
//! What the compiler says changes between its releases. It is compared word for word on the toolchain that
//! `toolchain.txt` names; on others a program has to fail with an error code it has failed with there.
//! After a change of the crate or of the toolchain:
//! `TRYBUILD=overwrite cargo test -p client-tests --test programs`.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use client_tests::{Answer, Request, Server, answers};
use trybuild::TestCases;

/// Set in processes that are to run the compiler: the programs.
const PROGRAMS: &str = "CLIENT_TESTS_PROGRAMS";

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs one test of this file again, in a process with more environment. Programs inherit it, and a
/// process cannot safely change its own.
fn run_again(test: &str, programs: &Path, environment: &[(&str, &str)]) {
    let output = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", test])
        .env(PROGRAMS, programs)
        .envs(environment.iter().copied())
        .output()
        .expect("this program runs again");
    let said = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&said)
    );
}

#[test]
fn programs_that_users_write() {
    if let Some(programs) = env::var_os(PROGRAMS) {
        TestCases::new().pass(Path::new(&programs).join("*.rs"));
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = runtime.block_on(Server::answering(service));
    let environment = [
        ("CLOUDFLARE_BASE_URL", server.base_url()),
        ("CLOUDFLARE_API_TOKEN", "token".into()),
        ("MY_API_KEY", "api-token-secret-123".into()),
    ];
    let environment = environment
        .each_ref()
        .map(|(name, value)| (*name, &**value));
    run_again(
        "programs_that_users_write",
        &here().join("pass"),
        &environment,
    );
    assert!(server.requests().len() > 20, "the programs have run");
}

/// The service, as far as the programs need it.
fn service(request: &Request) -> Answer {
    let segments: Vec<&str> = request.path().rsplit('/').collect();
    match (request.method.as_str(), &segments[..]) {
        (_, ["missing", ..]) => Answer::failure(404, 1001, "secret_not_found"),
        ("GET", ["quota", ..]) => Answer::json(200, answers::QUOTA),
        ("GET", ["stores", ..]) => Answer::json(200, answers::STORES),
        ("GET", ["secrets", ..]) => Answer::json(200, answers::SECRETS),
        ("GET" | "POST", [_, "stores", ..]) | ("POST", ["stores", ..]) => {
            Answer::json(200, answers::STORE)
        }
        ("POST", ["secrets", ..]) => Answer::json(200, answers::CREATE_SECRET_GO),
        ("GET" | "PATCH", [_, "secrets", ..]) | ("POST", ["duplicate", ..]) => {
            Answer::json(200, answers::SECRET)
        }
        ("DELETE", _) => Answer::json(202, answers::DELETION),
        _ => Answer::empty(405),
    }
}

#[test]
fn programs_that_must_not_compile() {
    if let Some(programs) = env::var_os(PROGRAMS) {
        TestCases::new().compile_fail(Path::new(&programs).join("*.rs"));
        return;
    }
    let programs = here().join("fail");
    let recorded = here().join("toolchain.txt");
    let toolchain = toolchain();
    if env::var_os("TRYBUILD").is_some_and(|update| update == "overwrite") {
        fs::write(&recorded, &toolchain).expect("the name of the toolchain");
    }
    if read(recorded) == toolchain {
        run_again("programs_that_must_not_compile", &programs, &[]);
    } else {
        compare_error_codes(&programs);
    }
}

/// The compiler, with its version.
fn toolchain() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-V").output().expect("a compiler");
    String::from_utf8(output.stdout).expect("text")
}

/// Compiles copies of the programs, for which no messages are recorded: `trybuild` then writes down what
/// the compiler says, and complains if it says nothing.
fn compare_error_codes(programs: &Path) {
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fail");
    let _none = fs::remove_dir_all(&copies);
    fs::create_dir_all(&copies).expect("a folder");
    let mut recorded = Vec::new();
    for file in fs::read_dir(programs).expect("programs") {
        let file = file.expect("a file");
        let copy = copies.join(file.file_name());
        if copy
            .extension()
            .is_some_and(|extension| extension == "stderr")
        {
            recorded.push((read(file.path()), copy));
        } else {
            fs::copy(file.path(), copy).expect("a copy");
        }
    }
    let overwrite = [("TRYBUILD", "overwrite")];
    run_again("programs_that_must_not_compile", &copies, &overwrite);
    for (messages, copy) in recorded {
        let (expected, found) = (error_codes(&messages), error_codes(&read(&copy)));
        assert!(
            expected.is_empty() || !expected.is_disjoint(&found),
            "{}: {expected:?} became {found:?}",
            copy.display()
        );
    }
}

/// The codes in lines such as `error[E0308]: mismatched types`.
fn error_codes(messages: &str) -> BTreeSet<String> {
    let codes = messages.lines().filter_map(|line| {
        let (code, _) = line.strip_prefix("error[")?.split_once(']')?;
        Some(code.to_owned())
    });
    codes.collect()
}
