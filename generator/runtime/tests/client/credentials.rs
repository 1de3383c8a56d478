//! Credentials on their way into a request.

use std::env::VarError;

use http::Method;

use crate::runtime::{
    Call, Client, ClientBuilder, CredentialKind, CredentialPart, Credentials, Exposed, Operation,
    Parameter, Place, Result, Retry, Scheme, SecretValue, Service, StatusPattern,
};
use crate::sample::SERVICE;
use crate::scripted::{answer, builder, refused, script};

static ACCOUNTS: Service = Service {
    schemes: &[
        Scheme {
            name: "basic",
            place: Place::Basic,
        },
        Scheme {
            name: "raw",
            place: Place::Header("authorization"),
        },
        Scheme {
            name: "session",
            place: Place::Cookie("sid"),
        },
    ],
    credentials: &[
        CredentialKind {
            name: "basic_and_session",
            parts: &[
                CredentialPart {
                    scheme: "basic",
                    variable: Some("USER"),
                },
                CredentialPart {
                    scheme: "basic",
                    variable: Some("PASSWORD"),
                },
                CredentialPart {
                    scheme: "session",
                    variable: Some("SESSION"),
                },
            ],
        },
        CredentialKind {
            name: "session",
            parts: &[CredentialPart {
                scheme: "session",
                variable: Some("SESSION"),
            }],
        },
    ],
    ..SERVICE
};

static OPERATION: Operation = Operation {
    id: "who",
    name: "who",
    method: Method::GET,
    path: "/who",
    security: &[
        &["basic", "session"],
        &["basic"],
        &["raw"],
        &["session"],
        &[],
    ],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};
const AUTHORIZATION: Parameter = Parameter::simple("Authorization");
const COOKIE: Parameter = Parameter::form("c");

async fn sent(
    credentials: Option<Credentials>,
    put: impl FnOnce(&mut Call),
) -> Result<http::HeaderMap> {
    let transport = script([answer(200, &[], "{}")]);
    let builder = ClientBuilder::new(&ACCOUNTS).transport(transport.clone());
    let client: Client = match credentials {
        Some(credentials) => builder.credentials(credentials).build()?,
        None => builder.build()?,
    };
    let mut call = Call::new(&client, &OPERATION);
    put(&mut call);
    call.verdict().await?;
    Ok(transport.requests().remove(0).headers)
}

fn text<'a>(headers: &'a http::HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|it| it.to_str().expect("text"))
}

#[tokio::test]
async fn user_and_password_are_one_header() {
    // The example of RFC 7617, section 2, and a password that is anything.
    for (user, password, expected) in [
        (
            "Aladdin",
            "open sesame",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        ("key", "", "Basic a2V5Og=="),
        ("u", " p:w ", "Basic dTogcDp3IA=="),
    ] {
        let basic = Credentials::new([("basic", user.into()), ("basic", password.into())]);
        let headers = sent(Some(basic), |_| {}).await.expect("a request");
        assert_eq!(text(&headers, "authorization"), Some(expected));
        assert!(headers["authorization"].is_sensitive());
    }
}

#[tokio::test]
async fn a_user_with_a_colon_is_refused() {
    let basic = Credentials::new([("basic", "a:b".into()), ("basic", "c".into())]);
    let error = sent(Some(basic), |_| {}).await.expect_err("no request");
    assert!(error.to_string().contains("colon"), "{error}");
    assert!(!error.to_string().contains("a:b"), "{error}");
}

#[tokio::test]
async fn a_credential_does_not_end_its_cookie() {
    let session = Credentials::new([("session", "a;other=b".into())]);
    let error = sent(Some(session), |_| {}).await.expect_err("two cookies");
    assert!(error.to_string().contains("semicolon"), "{error}");
    assert!(!error.to_string().contains("other"), "{error}");
}

#[tokio::test]
async fn credentials_are_optional_where_an_empty_alternative_is_accepted() {
    let headers = sent(None, |_| {}).await.expect("a request");
    assert_eq!(text(&headers, "authorization"), None);
    let raw = Credentials::new([("raw", "Digest x".into())]);
    let headers = sent(Some(raw), |_| {}).await.expect("a request");
    assert_eq!(text(&headers, "authorization"), Some("Digest x"));
}

#[tokio::test]
async fn credentials_share_a_cookie_header_and_no_other() {
    let put = |call: &mut Call| {
        call.cookie(&COOKIE, "d");
        let secret = SecretValue::from("parameter");
        call.header_parameter(&AUTHORIZATION, &Exposed(&secret));
    };
    let both = Credentials::new([
        ("basic", "u".into()),
        ("basic", "p".into()),
        ("session", "s".into()),
    ]);
    let headers = sent(Some(both), put).await.expect("a request");
    assert_eq!(text(&headers, "cookie"), Some("c=d; sid=s"));
    assert_eq!(text(&headers, "authorization"), Some("Basic dTpw"));
    let headers = sent(None, put).await.expect("a request");
    assert_eq!(text(&headers, "authorization"), Some("parameter"));
    assert!(headers["authorization"].is_sensitive());
}

#[test]
fn a_complete_kind_counts_before_an_incomplete_one() {
    let only = |set: &'static [&'static str]| {
        move |name: &str| {
            let there = set.contains(&name) || name == "SAMPLE_BASE_URL" && set.is_empty();
            if there {
                Ok("value".to_owned())
            } else {
                Err(VarError::NotPresent)
            }
        }
    };
    let complete = only(&["SESSION"]);
    let found = Credentials::from_variables(&ACCOUNTS, &complete).expect("complete");
    assert!(found.is_some());
    let partial = only(&["USER"]);
    let error = Credentials::from_variables(&ACCOUNTS, &partial).expect_err("incomplete");
    assert!(error.to_string().contains("PASSWORD"), "{error}");
}

/// The next kind may be that of somebody else, and allowed to do more.
#[test]
fn a_variable_that_cannot_be_read_is_not_passed_over() {
    for (broken, is_read) in [
        ("SAMPLE_API_TOKEN", true),
        ("SAMPLE_EMAIL", false),
        ("SAMPLE_API_KEY", false),
    ] {
        let variables = |name: &str| {
            if name == broken {
                Err(VarError::NotUnicode("value-canary".into()))
            } else {
                Ok("set".to_owned())
            }
        };
        let read = Credentials::from_variables(&SERVICE, &variables);
        let Err(error) = read else {
            assert!(!is_read, "{broken}");
            continue;
        };
        assert!(is_read, "{broken}: {error}");
        assert_eq!(error.to_string(), format!("{broken} is not valid UTF-8"));
        assert!(!format!("{error:?}").contains("canary"));
    }
}

/// An address is in the documentation of its own service: `cloudflar` alone gives nothing away.
#[tokio::test]
async fn the_email_of_a_key_is_hidden_whole() {
    let redacted = "[redacted: it repeats a secret of the request]";
    for (message, shown) in [
        ("see developers.cloudflare.com", None),
        ("no ops@cloudflare.com here", Some(redacted)),
        ("not key-0123456789", Some(redacted)),
        ("part 0123456", None),
        ("part 01234567", Some(redacted)),
    ] {
        let transport = script([refused(403, 10000, message)]);
        let client = builder(transport)
            .credentials(Credentials::api_key("ops@cloudflare.com", "key-0123456789"))
            .build();
        let get = client.expect("a client").secrets().get("a");
        let error = get.await.expect_err("a refusal").to_string();
        assert!(
            error.contains(shown.unwrap_or(message)),
            "{message}: {error}"
        );
    }
}

#[tokio::test]
async fn what_nobody_sees_is_not_printed() {
    let message = r"a\u061cb\u00adc\u180ed\u202ee\udb40\udc41f\u200bg";
    let client = builder(script([refused(400, 1, message)])).build();
    let get = client.expect("a client").secrets().get("a");
    let error = get.await.expect_err("a refusal").to_string();
    assert!(error.contains("400 abcdefg (code 1)"), "{error}");
}
