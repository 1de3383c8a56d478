//! The test that the README shows, word for word, and a look at whether it does.

use cloudflare_secrets_store::{NewSecret, Outcome, RetryPolicy, Scope};
use secrets_store_sandbox::{Fault, STORE_ID, Sandbox};

#[tokio::test]
async fn a_deploy_survives_a_lost_answer() {
    let sandbox = Sandbox::start().await;
    let secrets = sandbox.account().store(STORE_ID).secrets();
    sandbox.inject(Fault::LostAnswer); // created, but the connection breaks before we hear of it

    let new = NewSecret::new("DEPLOY_KEY", "value", [Scope::Workers]);
    let create = secrets.create([new.clone()]).retry(RetryPolicy::none());
    assert_eq!(create.await.unwrap_err().outcome(), Outcome::Unknown);
    assert!(sandbox.holds(STORE_ID, "DEPLOY_KEY", "value"));

    sandbox.inject(Fault::LostAnswer.on("secrets-store-secret-create"));
    let new = NewSecret::new("OTHER_KEY", "value", [Scope::Workers]);
    let secret = secrets.ensure(new).await.unwrap(); // looks it up instead
    assert_eq!(secret.name, "OTHER_KEY");
}

/// Code and words without indentation.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|it| !it.is_empty()).collect()
}

#[test]
fn the_readme_shows_the_quickstart_and_this_test() {
    let readme = include_str!("../../../README.md");
    let blocks: Vec<Vec<&str>> = readme
        .split("```rust\n")
        .skip(1)
        .filter_map(|it| it.split("```").next())
        .map(lines)
        .collect();
    let quickstart = include_str!("../../../spec/examples/quickstart.rs");
    let shown = |text: &str| {
        let code = text.lines().skip_while(|it| it.starts_with("//!"));
        let code = code.take_while(|it| !it.starts_with("/// Code and words"));
        let code = code.collect::<Vec<_>>().join("\n");
        let code = lines(&code);
        blocks.contains(&code)
    };
    assert!(shown(quickstart), "{blocks:#?}");
    assert!(shown(include_str!("readme.rs")), "{blocks:#?}");
}
