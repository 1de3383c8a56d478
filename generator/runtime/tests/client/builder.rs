//! What `build` accepts, and what comes from the environment.

use std::env::VarError;

use crate::runtime::{Client, ClientBuilder, Credentials, Service};
use crate::sample::SERVICE;
use crate::scripted::{ok, script};

fn with_base(url: &str) -> Result<Client, crate::runtime::Error> {
    Client::builder()
        .transport(script([]))
        .base_url(url)
        .build()
}

#[test]
fn https_and_loopback_are_accepted() {
    for url in [
        "https://api.example.com",
        "https://api.example.com:8443/v4/",
        "http://127.0.0.1:8787/client/v4",
        "http://127.9.9.9",
        "http://[::1]:80",
        "http://localhost:1/",
    ] {
        with_base(url).unwrap_or_else(|error| panic!("{url}: {error}"));
    }
}

#[test]
fn other_base_urls_are_refused() {
    for url in [
        "",
        "api.example.com",
        "/v4",
        "ftp://api.example.com",
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "https://me:key@api.example.com",
        "https://api.example.com?a",
        "https://api.example.com#a",
        "https://api.example.com/../v4",
        "https://api.example.com/v4/%2e%2E/x",
        "https://api.example.com/v4/.%2e",
        "https://api.example.com/%2e",
        "https://api.example.com/v4\\..\\x",
        "https://api.example.com:99999",
        "https://api.example.com:port/",
        "https://1.2.3.4.5/v4",
        "https://api_%.example.com",
    ] {
        assert!(with_base(url).expect_err(url).is_config(), "{url}");
    }
}

#[test]
fn plain_http_needs_to_be_asked_for() {
    let builder = Client::builder()
        .transport(script([]))
        .base_url("http://api.example.com");
    builder.danger_allow_http(true).build().expect("a client");
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for credentials in [
        Credentials::api_token(""),
        Credentials::api_token(" \n"),
        Credentials::api_token("canary\r\nx: y"),
        Credentials::api_token("canary\u{e9}"),
        Credentials::api_token("bearer canary"),
        Credentials::api_key("", "canary"),
        Credentials::api_key("me@example.com", ""),
    ] {
        let built = Client::builder()
            .transport(script([]))
            .credentials(credentials)
            .build();
        let error = built.expect_err("refused");
        assert!(
            error.is_config() && !format!("{error} {error:?}").contains("canary"),
            "{error}"
        );
    }
}

#[test]
fn debug_shows_no_credentials() {
    let builder = Client::builder()
        .transport(script([]))
        .credentials(Credentials::api_key("me@canary", "canary"));
    let printed = format!("{builder:?} {:?}", builder.clone().build());
    assert!(!printed.contains("canary"), "{printed}");
}

#[tokio::test]
async fn the_user_agent_has_a_suffix() {
    let transport = script([ok("[]")]);
    let builder = crate::scripted::builder(transport.clone()).user_agent_suffix("deployer/1.4");
    builder
        .build()
        .expect("a client")
        .secrets()
        .list()
        .await
        .expect("a page");
    assert_eq!(
        transport.requests()[0].headers["user-agent"],
        "sample-rust/1.0.0 deployer/1.4"
    );
}

/// What comes of an environment with exactly these variables.
fn with_variables(variables: &[(&str, &str)]) -> String {
    let read = |name: &str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map_or(Err(VarError::NotPresent), |(_, value)| {
            Ok((*value).to_owned())
        })
    };
    // Another transport, so that it works without TLS too.
    match Client::builder()
        .credentials_from_variables(&read)
        .transport(script([]))
        .build()
    {
        Ok(client) => format!("{client:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn complete_kinds_of_credentials_are_taken_from_the_environment() {
    let token = ("SAMPLE_API_TOKEN", " token ");
    let (email, key) = (
        ("SAMPLE_EMAIL", "me@example.com"),
        ("SAMPLE_API_KEY", "key"),
    );
    for (variables, found) in [
        (&[token][..], r#"["api_token"]"#),
        (
            &[token, email, key],
            r#"["api_token", "api_email", "api_key"]"#,
        ),
        (&[token, email], r#"["api_token"]"#),
        (&[email, key], r#"["api_email", "api_key"]"#),
        (&[email], "SAMPLE_API_KEY is not set"),
        (&[key, ("SAMPLE_EMAIL", " ")], "SAMPLE_EMAIL is not set"),
        (
            &[],
            "set SAMPLE_API_TOKEN, or SAMPLE_EMAIL and SAMPLE_API_KEY",
        ),
        (
            &[token, ("SAMPLE_BASE_URL", "http://127.0.0.1:9/v4")],
            "http://127.0.0.1:9/v4",
        ),
        (
            &[token, ("SAMPLE_BASE_URL", "api.example.com")],
            "SAMPLE_BASE_URL: ",
        ),
    ] {
        let report = with_variables(variables);
        assert!(report.contains(found), "{variables:?}: {report}");
    }
}

#[test]
fn a_variable_that_is_not_unicode_is_refused_and_not_quoted() {
    let broken = |_: &str| Err(VarError::NotUnicode("canary".into()));
    let error = Client::builder()
        .credentials_from_variables(&broken)
        .build()
        .expect_err("refused");
    assert!(error.is_config(), "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}

#[test]
fn explicit_settings_beat_the_environment_whichever_comes_first() {
    let broken = |_: &str| Err(VarError::NotUnicode("canary".into()));
    let missing = |_: &str| Err(VarError::NotPresent);
    let given = || Credentials::api_key("me", "key");
    let builder = || {
        Client::builder()
            .transport(script([]))
            .base_url("https://api.example.com")
    };
    for built in [
        builder()
            .credentials(given())
            .credentials_from_variables(&broken),
        builder()
            .credentials_from_variables(&broken)
            .credentials(given()),
        builder()
            .credentials_from_variables(&missing)
            .credentials(given()),
        builder()
            .credentials_from_env()
            .expect("a builder")
            .credentials(given()),
    ] {
        let printed = format!("{:?}", built.build().expect("a client"));
        assert!(printed.contains("api_key"), "{printed}");
    }
    let error = builder().credentials_from_variables(&missing).build();
    assert!(error.expect_err("no credentials").is_config());
}

#[test]
fn debug_shows_no_credentials_of_a_url() {
    for url in [
        "https://me:canary@api.example.com/v4?x",
        "canary@api.example.com",
        "https://api.example.com?k=canary@",
    ] {
        let builder = Client::builder().transport(script([])).base_url(url);
        let printed = format!("{builder:?} {:?}", builder.clone().build());
        assert!(!printed.contains("canary"), "{printed}");
        assert!(printed.contains("api.example.com"), "{printed}");
    }
}

#[test]
#[cfg(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
))]
fn a_missing_crypto_provider_is_an_error_and_no_panic() {
    let error = Client::builder().build().expect_err("no provider");
    assert!(
        error.is_config() && error.to_string().contains("CryptoProvider"),
        "{error}"
    );
}

#[test]
#[cfg(not(any(
    feature = "rustls",
    feature = "rustls-no-provider",
    feature = "native-tls"
)))]
fn https_without_tls_is_an_error() {
    let error = Client::builder().build().expect_err("no TLS");
    assert!(
        error.is_config() && error.to_string().contains("https needs"),
        "{error}"
    );
    Client::builder()
        .base_url("http://127.0.0.1:1")
        .build()
        .expect("a client without TLS");
}

#[test]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn the_default_features_are_enough() {
    Client::builder().build().expect("a client");
}

#[test]
#[cfg(not(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
)))]
fn addresses_of_this_machine_need_no_certificates() {
    const AGAIN: &str = "WITHOUT_CERTIFICATES";
    static USUAL: Service = Service {
        base_url: Some("http://127.0.0.1:9/v4"),
        ..SERVICE
    };
    if std::env::var_os(AGAIN).is_some() {
        for builder in [
            Client::builder().base_url("http://127.0.0.1:9/v4"),
            ClientBuilder::new(&USUAL),
        ] {
            builder.build().expect("a client");
        }
        return;
    }
    let test = "builder::addresses_of_this_machine_need_no_certificates";
    let mut again = std::process::Command::new(std::env::current_exe().expect("this program"));
    let again = again.args(["--exact", test]).env(AGAIN, "1");
    let again = again
        .env("SSL_CERT_FILE", "/nowhere")
        .env("SSL_CERT_DIR", "/nowhere");
    let run = again.output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}
