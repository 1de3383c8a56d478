//! Credentials on their way into a request.

use std::env::VarError;

use http::{HeaderValue, Method};

use crate::runtime::{
    Answer, Call, Client, ClientBuilder, CredentialKind, CredentialPart, Credentials, Exposed,
    Operation, Parameter, Place, Result, Retry, Scheme, SecretValue, Service, StatusPattern,
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
        Scheme {
            name: "key",
            place: Place::Query("key"),
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

static OPERATION: Operation = accepting(&[
    &["basic", "session"],
    &["basic"],
    &["raw"],
    &["session"],
    &["key"],
    &[],
]);

const fn accepting(security: &'static [&'static [&'static str]]) -> Operation {
    Operation {
        id: "who",
        name: "who",
        method: Method::GET,
        path: "/who",
        security,
        retry: Retry::Idempotent,
        accept: "application/json",
        statuses: &[StatusPattern::Default],
    }
}
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
    call.read(Answer::verdict).await?;
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

/// Each request carries the first that its operation accepts, and several only where it asks for them together.
#[tokio::test]
async fn several_credentials_serve_operations_that_accept_different_ones() {
    const BASIC: Option<&str> = Some("Basic dTpw");
    let basic = || Credentials::new([("basic", "u".into()), ("basic", "p".into())]);
    let session = || Credentials::new([("session", "s".into())]);
    let table: [(&'static [&'static [&'static str]], Credentials, _, _); 8] = [
        (&[&["basic"]], basic().and(session()), BASIC, None),
        (&[&["session"]], basic().and(session()), None, Some("sid=s")),
        (
            &[&["session"], &["basic"]],
            basic().and(session()),
            BASIC,
            None,
        ),
        (
            &[&["session"], &["basic"]],
            session().and(basic()),
            None,
            Some("sid=s"),
        ),
        (
            &[&["session"], &[]],
            basic().and(session()),
            None,
            Some("sid=s"),
        ),
        (&[&["key"], &[]], basic().and(session()), None, None),
        (
            &[&["basic", "session"]],
            basic().and(session()),
            BASIC,
            Some("sid=s"),
        ),
        (&[], basic().and(session()), None, None),
    ];
    for (security, credentials, authorization, cookie) in table {
        let operation = Box::leak(Box::new(accepting(security)));
        let transport = script([answer(200, &[], "{}")]);
        let builder = ClientBuilder::new(&ACCOUNTS).transport(transport.clone());
        let client = builder.credentials(credentials).build().expect("a client");
        let sent = Call::new(&client, operation).read(Answer::verdict).await;
        sent.expect("a success");
        let headers = transport.requests().remove(0).headers;
        assert_eq!(
            text(&headers, "authorization"),
            authorization,
            "{security:?}"
        );
        assert_eq!(text(&headers, "cookie"), cookie, "{security:?}");
    }
}

#[tokio::test]
async fn credentials_that_do_not_fit_say_how_to_add_others() {
    static KEYED: Operation = accepting(&[&["key"]]);
    let transport = script([]);
    let session = Credentials::new([("session", "s".into())]);
    let builder = ClientBuilder::new(&ACCOUNTS).transport(transport);
    let client = builder.credentials(session).build().expect("a client");
    let error = Call::new(&client, &KEYED).read(Answer::verdict).await;
    let error = error.expect_err("no request").to_string();
    assert!(
        error.contains("it needs key; `Credentials::and`"),
        "{error}"
    );
}

#[tokio::test]
async fn the_environment_may_have_several_and_raw_requests_carry_the_first() {
    let all = |name: &str| Ok(format!("{name}-value"));
    let transport = script([answer(200, &[], "{}")]);
    let client = ClientBuilder::new(&ACCOUNTS)
        .transport(transport.clone())
        .credentials_from_variables(&all)
        .base_url("https://api.example.com")
        .build()
        .expect("a client");
    let schemes = format!("{client:?}");
    assert!(schemes.contains(r#""session", "session""#), "{schemes}");
    let sent = client.request(Method::GET, "/who").send().await;
    sent.expect("a success");
    let headers = transport.requests().remove(0).headers;
    assert_eq!(text(&headers, "cookie"), Some("sid=SESSION-value"));
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

#[tokio::test]
async fn a_client_with_other_credentials_is_the_same_but_for_its_limits() {
    let limit = [("ratelimit", "\"default\";r=0;t=300")];
    let success = r#"{"result":{"id":"a"}}"#;
    let steps = [answer(200, &limit, success), answer(200, &[], success)];
    let transport = script(steps);
    let builder = builder(transport.clone()).base_url("https://chosen.example.com");
    let first = builder.user_agent_suffix("test").build().expect("a client");
    first.secrets().get("a").await.expect("a secret");
    let error = first.with_credentials(Credentials::api_token(" "));
    assert!(error.expect_err("empty").is_config());
    let key = Credentials::api_key("ops@example.com", "key-0123456789");
    let second = first.with_credentials(key).expect("a client");
    assert!(first.rate_limit().is_some() && second.rate_limit().is_none());
    second.secrets().get("a").await.expect("a secret");
    let requests = transport.requests();
    let sent = |name: &str| [&requests[0], &requests[1]].map(|it| text(&it.headers, name));
    assert_eq!(sent("authorization"), [Some("Bearer token-canary"), None]);
    assert_eq!(sent("x-auth-key"), [None, Some("key-0123456789")]);
    assert_eq!(sent("user-agent"), [Some("sample-rust/1.0.0 test"); 2]);
    assert_eq!(requests[0].uri, requests[1].uri);
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

/// None of these secrets has eight characters in a row that stay as they are.
#[tokio::test]
async fn what_the_client_encoded_is_hidden_too() {
    type Row<'a> = (Credentials, &'a dyn Fn(&mut Call), &'a str, bool);
    const SECRET: &str = "a/b+c?d e/f";
    const PLAIN: Parameter = Parameter::form("p");
    const RESERVED: Parameter = PLAIN.allow_reserved();
    let basic = || Credentials::new([("basic", "Aladdin".into()), ("basic", "open sesame".into())]);
    let key = || Credentials::new([("key", SECRET.into())]);
    let none = |_: &mut Call| {};
    let put = |parameter| {
        move |call: &mut Call| call.query(parameter, &Exposed(&SecretValue::from(SECRET)))
    };
    let header = |call: &mut Call| call.header("x-key", marked("key-0123456789"));
    let table: [Row<'_>; 8] = [
        (basic(), &none, "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", true),
        (basic(), &none, "pvcGVuIHNl", true),
        (basic(), &none, "pvcGVuI", false),
        (key(), &none, "key=a%2Fb%2Bc%3Fd%20e%2Ff", true),
        (key(), &none, "a%2Fb%2", false),
        (basic(), &put(&PLAIN), "b%2Bc%3Fd", true),
        (basic(), &put(&RESERVED), "b%2Bc?d%20", true),
        (basic(), &header, "key-01234567", true),
    ];
    for (credentials, put, message, is_hidden) in table {
        let transport = script([refused(403, 1, message)]);
        let builder = ClientBuilder::new(&ACCOUNTS).transport(transport);
        let client = builder.credentials(credentials).build().expect("a client");
        let mut call = Call::new(&client, &OPERATION);
        put(&mut call);
        let error = call.read(Answer::verdict).await;
        let error = error.expect_err("a refusal").to_string();
        assert_eq!(error.contains("[redacted"), is_hidden, "{message}: {error}");
        assert_eq!(error.contains(message), !is_hidden, "{message}: {error}");
    }
}

fn marked(value: &'static str) -> HeaderValue {
    let mut value = HeaderValue::from_static(value);
    value.set_sensitive(true);
    value
}

#[tokio::test]
async fn what_nobody_sees_is_not_printed() {
    let message = r"a\u061cb\u00adc\u180ed\u202ee\udb40\udc41f\u200bg";
    let client = builder(script([refused(400, 1, message)])).build();
    let get = client.expect("a client").secrets().get("a");
    let error = get.await.expect_err("a refusal").to_string();
    assert!(error.contains("400 abcdefg (code 1)"), "{error}");
}
