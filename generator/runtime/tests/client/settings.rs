//! Parameters that are set once for all calls.

use std::env::VarError;

use http::Method;

use crate::runtime::{
    Answer, Call, ClientBuilder, Constraints, Exposed, Operation, Parameter, Result, Retry,
    SecretValue, Service, Setting, StatusPattern,
};
use crate::sample::SERVICE;
use crate::scripted::{answer, refused, script};

static SHOP: Service = Service {
    schemes: &[],
    credentials: &[],
    settings: &[
        Setting {
            parameter: &Parameter::form("api-version").setting(),
            is_header: false,
            is_secret: false,
            setter: "api_version",
            variable: None,
            default: Some("2024-06-01"),
        },
        Setting {
            parameter: &Parameter::simple("Tenant-Id").setting(),
            is_header: true,
            is_secret: false,
            setter: "tenant_id",
            variable: Some("SHOP_TENANT_ID"),
            default: None,
        },
        Setting {
            parameter: &Parameter::form("api_key").setting(),
            is_header: false,
            is_secret: true,
            setter: "api_key",
            variable: Some("SHOP_API_KEY"),
            default: None,
        },
    ],
    ..SERVICE
};

static OPERATION: Operation = Operation {
    id: "orders",
    name: "orders.list",
    method: Method::GET,
    path: "/orders",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

const VERSION: Parameter = Parameter::form("api-version").setting();
/// The document writes headers in any case.
const TENANT: Parameter = Parameter::simple("tenant-id").setting().with(Constraints {
    min_length: Some(3),
    ..Constraints::NONE
});
const KEY: Parameter = Parameter::form("api_key").setting();

type Change = fn(&mut Call);
type Make = fn(ClientBuilder) -> ClientBuilder;

/// The query and the header of a call with all three.
async fn sent(make: Make, change: Change) -> Result<(String, String)> {
    let transport = script([answer(200, &[], "{}")]);
    let builder = ClientBuilder::new(&SHOP).transport(transport.clone());
    let client = make(builder).build()?;
    let mut call = Call::new(&client, &OPERATION);
    for parameter in [&VERSION, &TENANT, &KEY] {
        call.setting(parameter);
    }
    change(&mut call);
    call.read(Answer::verdict).await?;
    let request = transport.requests().remove(0);
    let query = request.uri.query().unwrap_or_default().to_owned();
    let tenant = request.headers.get("tenant-id");
    let tenant = tenant.map(|it| it.to_str().expect("a text").to_owned());
    Ok((query, tenant.unwrap_or_default()))
}

fn both(it: ClientBuilder) -> ClientBuilder {
    it.setting("Tenant-Id", "north")
        .setting("api_key", "k-1234567")
}

fn environment(it: ClientBuilder) -> ClientBuilder {
    it.credentials_from_variables(&|name| match name {
        "SHOP_TENANT_ID" => Ok(" south ".to_owned()),
        "SHOP_API_KEY" => Ok("k-of-env".to_owned()),
        _ => Err(VarError::NotPresent),
    })
}

#[tokio::test]
async fn what_is_nearest_to_the_call_is_sent() {
    let table: [(Make, Change, &str, &str); 11] = [
        (
            both,
            |_| {},
            "api-version=2024-06-01&api_key=k-1234567",
            "north",
        ),
        (
            environment,
            |_| {},
            "api-version=2024-06-01&api_key=k-of-env",
            "south",
        ),
        (
            |it| environment(both(it)),
            |_| {},
            "api-version=2024-06-01&api_key=k-1234567",
            "north",
        ),
        (
            |it| {
                both(it)
                    .setting("Tenant-Id", "west")
                    .setting("api-version", "2")
            },
            |_| {},
            "api-version=2&api_key=k-1234567",
            "west",
        ),
        (
            both,
            |call| {
                call.query(&VERSION, "3");
                call.header_parameter(&TENANT, "east");
            },
            "api-version=3&api_key=k-1234567",
            "east",
        ),
        (
            |it| it,
            |call| {
                call.header_parameter(&TENANT, "east");
                call.query(&KEY, &Exposed(&SecretValue::from("own")));
            },
            "api-version=2024-06-01&api_key=own",
            "east",
        ),
        (
            both,
            |call| call.query_pair("api-version", "4"),
            "api_key=k-1234567&api-version=4",
            "north",
        ),
        // The address of a next page, with and without the version.
        (
            both,
            |call| call.whole_query("page=2"),
            "api-version=2024-06-01&api_key=k-1234567&page=2",
            "north",
        ),
        (
            both,
            |call| call.whole_query("api-version=5&page=2"),
            "api_key=k-1234567&api-version=5&page=2",
            "north",
        ),
        (
            both,
            |call| call.header("Tenant-Id", "east"),
            "api-version=2024-06-01&api_key=k-1234567",
            "east",
        ),
        (
            |it| it.setting("api_key", "k-1234567"),
            |call| call.header("Tenant-Id", "east"),
            "api-version=2024-06-01&api_key=k-1234567",
            "east",
        ),
    ];
    for (number, (make, change, query, tenant)) in table.into_iter().enumerate() {
        let sent = sent(make, change).await.expect("a success");
        assert_eq!(sent, (query.to_owned(), tenant.to_owned()), "row {number}");
    }
}

#[tokio::test]
async fn nothing_is_sent_without_what_is_needed() {
    let table: [(Make, Change, &str); 4] = [
        (
            |it| it.setting("api_key", "k"),
            |_| {},
            "`tenant-id` has no value: set it for all calls with `tenant_id` of the client's builder, or SHOP_TENANT_ID in the environment, or for this call",
        ),
        (
            |it| it,
            |call| call.header_parameter(&TENANT, "east"),
            "`api_key` has no value",
        ),
        (
            |it| both(it).setting("Tenant-Id", "n"),
            |_| {},
            "tenant-id: must be at least 3 characters long",
        ),
        (
            |it| {
                it.credentials_from_variables(&|name| match name {
                    "SHOP_TENANT_ID" => Err(VarError::NotUnicode("\u{1f511}".into())),
                    _ => Err(VarError::NotPresent),
                })
            },
            |_| {},
            "SHOP_TENANT_ID is not valid UTF-8",
        ),
    ];
    for (make, change, expected) in table {
        let error = sent(make, change).await.expect_err("an error");
        let text = error.to_string();
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains('\u{1f511}'), "{text}");
    }
}

#[tokio::test]
async fn requests_that_nobody_knows_carry_what_the_client_has() {
    let transport = script([answer(200, &[], "{}")]);
    let builder = ClientBuilder::new(&SHOP).setting("Tenant-Id", "north");
    let client = builder
        .transport(transport.clone())
        .build()
        .expect("a client");
    client
        .request(Method::GET, "/new")
        .await
        .expect("a success");
    let request = transport.requests().remove(0);
    assert_eq!(request.uri.query(), Some("api-version=2024-06-01"));
    assert_eq!(request.headers["tenant-id"], "north");
}

#[tokio::test]
async fn secret_ones_are_not_shown() {
    const SECRET: &str = "k-9f8e7d6c5b4a";
    let transport = script([refused(403, 1, "no k-9f8e7d6c5b4a here")]);
    let builder = ClientBuilder::new(&SHOP).transport(transport);
    let builder = builder
        .setting("Tenant-Id", "north")
        .setting("api_key", SECRET);
    let client = builder.clone().build().expect("a client");
    let mut call = Call::new(&client, &OPERATION);
    for parameter in [&VERSION, &TENANT, &KEY] {
        call.setting(parameter);
    }
    let shown = format!("{builder:?} {client:?} {call:?}");
    assert!(!shown.contains(SECRET), "{shown}");
    let error = call.read(Answer::verdict).await.expect_err("a failure");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn secrets_in_headers_are_marked() {
    static KEYED: Service = Service {
        settings: &[Setting {
            parameter: &Parameter::simple("X-Key").setting(),
            is_header: true,
            is_secret: true,
            setter: "x_key",
            variable: None,
            default: None,
        }],
        ..SHOP
    };
    const KEY: Parameter = Parameter::simple("X-Key").setting();
    const OPEN: Parameter = Parameter::simple("X-Open");
    let transport = script([answer(200, &[], "{}")]);
    let builder = ClientBuilder::new(&KEYED).setting("X-Key", "k-1234567");
    let client = builder.transport(transport.clone()).build();
    let mut call = Call::new(&client.expect("a client"), &OPERATION);
    call.setting(&KEY);
    call.header_parameter(&OPEN, "seen");
    call.read(Answer::verdict).await.expect("a success");
    let headers = transport.requests().remove(0).headers;
    assert!(headers["x-key"].is_sensitive());
    assert!(!headers["x-open"].is_sensitive());
}
