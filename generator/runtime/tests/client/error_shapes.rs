//! What is read of the errors of services, each in its own shape: who wrote it, the answer, and what each error prints.

use crate::runtime::RetryPolicy;
use crate::scripted::{answer, playing};

type Shape = (&'static str, &'static str, &'static [&'static str]);

/// All of them with status 422.
const SHAPES: &[Shape] = &[
    (
        "DRF",
        r#"{"name":["This field is required."],"age":["A number.","A small one."]}"#,
        &[
            "age: A number.",
            "age: A small one.",
            "name: This field is required.",
        ],
    ),
    (
        "DRF",
        r#"{"non_field_errors":["Wrong together."]}"#,
        &["Wrong together."],
    ),
    (
        "DRF",
        r#"[{},{"name":["Required."]}]"#,
        &["[1].name: Required."],
    ),
    (
        "DRF",
        r#"{"description":["Not blank."],"name":["Required."]}"#,
        &["description: Not blank.", "name: Required."],
    ),
    (
        "DRF",
        r#"{"items":[{},{"price":["Too low."]}],"owner":{"address":{"city":["Unknown."]}}}"#,
        &["items[1].price: Too low.", "owner.address.city: Unknown."],
    ),
    (
        "Rails",
        r#"{"id":["is taken","is long"]}"#,
        &["id: is taken", "id: is long"],
    ),
    (
        "ASP.NET",
        r#"{"errors":{"":["Wrong."],"Name":["Required."]}}"#,
        &["Wrong.", "Name: Required."],
    ),
    (
        "Kraken",
        r#"{"error":["EGeneral:Unknown method"],"result":{}}"#,
        &["EGeneral:Unknown method"],
    ),
    (
        "Laravel",
        r#"{"message":["Not found"],"data":[]}"#,
        &["Not found"],
    ),
    (
        "Rails",
        r#"{"errors":{"code":["is taken"]}}"#,
        &["code: is taken"],
    ),
    (
        "Rails",
        r#"{"errors":{"message":["is blank"],"code":["is taken"]}}"#,
        &["code: is taken", "message: is blank"],
    ),
    ("Shopify", r#"{"errors":"Not Found"}"#, &["Not Found"]),
    (
        "Ecto",
        r#"{"errors":{"lines":[{},{"name":["can't be blank"]}],"sum":["is 0"]}}"#,
        &["lines[1].name: can't be blank", "sum: is 0"],
    ),
    (
        "flask-smorest",
        r#"{"code":422,"errors":{"json":{"name":["Missing data."],"tags":{"0":["Short."]}}},"status":"Unprocessable Entity"}"#,
        &["json.name: Missing data.", "json.tags.0: Short."],
    ),
    (
        "Mongoose",
        r#"{"errors":{"name":{"kind":"required","message":"Path `name` is required.","path":"name"}}}"#,
        &["name: Path `name` is required."],
    ),
    (
        "Qdrant",
        r#"{"status":{"error":"Not found: Collection `a`"},"time":0.1}"#,
        &["Not found: Collection `a`"],
    ),
    (
        "Weaviate",
        r#"{"error":[{"message":"no such class"}]}"#,
        &["no such class"],
    ),
    (
        "Hono",
        r#"{"success":false,"error":{"name":"ZodError","issues":[{"code":"invalid_type","path":["name",0],"message":"Required"}]}}"#,
        &["Required (code invalid_type) at /name/0"],
    ),
    (
        "ts-rest",
        r#"{"bodyResult":{"name":"ZodError","issues":[{"path":[],"message":"Required"}]},"queryResult":null}"#,
        &["Required"],
    ),
    (
        "API Platform",
        r#"{"@type":"hydra:Error","hydra:title":"An error occurred","hydra:description":"name: Blank."}"#,
        &["name: Blank."],
    ),
    (
        "ServiceStack",
        r#"{"responseStatus":{"errorCode":"NotFound","message":"No such customer"}}"#,
        &["No such customer (code NotFound)"],
    ),
    (
        "OData 3",
        r#"{"odata.error":{"code":"","message":{"lang":"en","value":"No such entity"}}}"#,
        &["No such entity"],
    ),
    (
        "Quarkus",
        r#"{"details":"Error id 5, it broke","stack":""}"#,
        &["Error id 5, it broke"],
    ),
    (
        "Jira",
        r#"{"errorMessages":["No such issue"],"errors":{}}"#,
        &["No such issue"],
    ),
    (
        "Laravel",
        r#"{"errors":{"code":["is taken"],"name":["is long"]}}"#,
        &["code: is taken", "name: is long"],
    ),
    (
        "",
        r#"{"errors":[{},{"name":["is long"]}]}"#,
        &["[1].name: is long"],
    ),
    (
        "",
        r#"{"errors":[{"message":["a","b"],"path":["c"]}]}"#,
        &["a at /c", "b"],
    ),
    // Places.
    (
        "Huma",
        r#"{"title":"Unprocessable Entity","errors":[{"message":"expected length <= 30","location":"body.name","value":"canary"}]}"#,
        &["expected length <= 30 at body.name"],
    ),
    (
        "Spring",
        r#"{"errors":[{"field":"firstName","message":"must not be blank"}]}"#,
        &["must not be blank at firstName"],
    ),
    (
        "drf-standardized-errors",
        r#"{"type":"validation_error","errors":[{"code":"required","detail":"Required.","attr":"name"}]}"#,
        &["Required. (code required) at name"],
    ),
    (
        "express-validator",
        r#"{"errors":[{"type":"field","msg":"Invalid value","path":"email","location":"body"}]}"#,
        &["Invalid value (code field) at email"],
    ),
    (
        "RFC 9457",
        r##"{"title":"Wrong","errors":[{"detail":"must be positive","pointer":"#/age"}]}"##,
        &["must be positive at #/age"],
    ),
    (
        "JSON:API",
        r#"{"errors":[{"detail":"Unknown.","source":{"parameter":"include"}}]}"#,
        &["Unknown. at include"],
    ),
    // A headline, and what is wrong beside it.
    (
        "Spring",
        r#"{"status":422,"error":"Bad Request","message":"Validation failed for object='owner'. Error count: 1","errors":[{"codes":["NotBlank.owner.name"],"defaultMessage":"must not be blank","field":"name","code":"NotBlank"}],"path":"/a"}"#,
        &["must not be blank (code NotBlank) at name"],
    ),
    (
        "LoopBack",
        r#"{"error":{"statusCode":422,"name":"UnprocessableEntityError","message":"The body is invalid.","code":"VALIDATION_FAILED","details":[{"path":"/name","code":"type","message":"must be string","info":{}}]}}"#,
        &[
            "The body is invalid. (code VALIDATION_FAILED)",
            "must be string (code type) at /name",
        ],
    ),
    (
        "Micronaut",
        r#"{"message":"Bad Request","_links":{"self":{"href":"/a"}},"_embedded":{"errors":[{"message":"name: must not be blank"}]}}"#,
        &["Bad Request", "name: must not be blank"],
    ),
    (
        "Quarkus",
        r#"{"title":"Constraint Violation","status":400,"violations":[{"field":"create.name","message":"must not be blank"}]}"#,
        &["Constraint Violation", "must not be blank at create.name"],
    ),
    (
        "Strapi",
        r#"{"data":null,"error":{"status":400,"name":"ValidationError","message":"2 errors occurred","details":{"errors":[{"path":["name"],"message":"must be unique","name":"ValidationError"},{"path":["age"],"message":"must be a number"}]}}}"#,
        &[
            "2 errors occurred",
            "must be unique at /name",
            "must be a number at /age",
        ],
    ),
    (
        "PocketBase",
        r#"{"code":400,"message":"Failed to create record.","data":{"name":{"code":"validation_required","message":"Missing required value."}}}"#,
        &[
            "Failed to create record. (code 400)",
            "name: Missing required value. (code validation_required)",
        ],
    ),
    (
        "tsoa",
        r#"{"message":"Validation Failed","details":{"body.name":{"message":"invalid string value","value":1}}}"#,
        &["Validation Failed", "body.name: invalid string value"],
    ),
    (
        "JHipster",
        r#"{"title":"Method argument not valid","message":"error.validation","fieldErrors":[{"objectName":"a","field":"name","message":"must not be blank"}]}"#,
        &["error.validation", "must not be blank at name"],
    ),
    (
        "Litestar",
        r#"{"status_code":400,"detail":"Validation failed for POST /a","extra":[{"message":"Expected `str`","key":"name","source":"body"}]}"#,
        &["Validation failed for POST /a", "Expected `str` at name"],
    ),
    (
        "APIFlask",
        r#"{"detail":{"json":{"name":["Missing data."]}},"message":"Validation error"}"#,
        &["Validation error", "json.name: Missing data."],
    ),
    (
        "RFC 7807",
        r#"{"title":"Your request parameters didn't validate.","invalid-params":[{"name":"age","reason":"must be a positive integer"}]}"#,
        &[
            "Your request parameters didn't validate.",
            "must be a positive integer at age",
        ],
    ),
    (
        "ABP",
        r#"{"error":{"code":null,"message":"Your request is not valid!","details":"The following errors were detected.","validationErrors":[{"message":"The Name field is required.","members":["name"]}]}}"#,
        &["Your request is not valid!", "The Name field is required."],
    ),
    (
        "Google",
        r#"{"error":{"code":404,"message":"Not Found","errors":[{"message":"Not Found","domain":"global","reason":"notFound"}]}}"#,
        &["Not Found (code 404)"],
    ),
    (
        "GraphQL",
        r#"{"errors":[{"message":"No permission","locations":[{"line":2,"column":3}],"path":["user",0],"extensions":{"code":"FORBIDDEN"}}]}"#,
        &["No permission (code FORBIDDEN) at /user/0"],
    ),
    // What else is beside a message.
    (
        "",
        r#"{"message":"no","data":{"tags":["a"],"item":{"message":1}},"extra":["a"],"details":{"id":1}}"#,
        &["no"],
    ),
    (
        "",
        r#"{"message":"no","data":[{"message":"a"},{"id":1}]}"#,
        &["no"],
    ),
    // A place alone is no error, and says nothing of the code beside the list.
    (
        "",
        r#"{"code":"invalid","message":"no","errors":[{"field":"a"}]}"#,
        &["no (code invalid)"],
    ),
    // What is no form.
    ("", r#"{"message":["a","b"]}"#, &["a", "b"]),
    ("", r#"{"detail":["a"],"code":["b"]}"#, &["a"]),
    ("", r#"{"errors":["a"],"names":["b"]}"#, &["a"]),
    ("", r#"{"id":"a","names":["b"]}"#, &[]),
    ("", r#"{"names":["b",1]}"#, &[]),
    ("", r#"{"names":[],"more":[{}]}"#, &[]),
    ("", r#"{"data":[{"id":1,"title":"a"}]}"#, &[]),
];

async fn printed(status: u16, body: String) -> Vec<String> {
    let (client, _) = playing([answer(status, &[], body)]);
    let call = client.secrets().get("a").retry(RetryPolicy::none());
    let error = call.await.expect_err("a failure");
    error.api_errors().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn errors_are_read_in_the_shapes_of_many_services() {
    for (service, body, expected) in SHAPES {
        let mut found = printed(422, (*body).to_owned()).await;
        // Members of an object come in the order of the text or of their names, whichever way serde_json is compiled.
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{service} {body}");
    }
}

#[tokio::test]
async fn lists_by_name_are_a_form_only_where_the_request_is_refused() {
    let body = r#"{"name":["a"]}"#.to_owned();
    assert_eq!(printed(400, body.clone()).await, ["name: a"]);
    assert_eq!(printed(500, body).await, [""; 0]);
}

/// Each text has its path in front of it.
#[tokio::test]
async fn a_long_path_is_not_repeated_for_each_of_its_texts() {
    let long = "k".repeat(1 << 20);
    let texts = r#""a","#.repeat(1000);
    let body = format!(r#"{{"{long}":{{"{long}":[{texts}"a"]}}}}"#);
    let (client, _) = playing([answer(400, &[], body)]);
    let call = client.secrets().get("a").retry(RetryPolicy::none());
    let error = call.await.expect_err("a failure");
    assert_eq!(error.api_errors().len(), 100);
    assert!(error.api_errors().iter().all(|it| it.message.len() < 1100));
}

#[tokio::test]
async fn forms_may_be_deep_and_may_repeat_a_secret() {
    let deep = |text: &str| {
        let (before, after) = (r#"{"a":"#.repeat(100), "}".repeat(100));
        format!(r#"{before}["{text}"]{after}"#)
    };
    let found = printed(400, deep("no")).await;
    assert!(found[0].ends_with("a.a: no"), "{found:?}");
    let found = printed(
        400,
        r#"{"token-canary":["no"],"b":["token-canary"]}"#.to_owned(),
    )
    .await;
    assert!(!found.concat().contains("canary"), "{found:?}");
}

/// An answer of which nobody says what it is, and the message that it is.
const UNNAMED: &[(&str, Option<&str>)] = &[
    ("no such poem\n", Some("no such poem")),
    ("\u{feff}it broke: é", Some("it broke: é")),
    (
        "token-canary",
        Some("[redacted: it repeats a secret of the request]"),
    ),
    (r#""a text in JSON""#, Some("a text in JSON")),
    (" <html>", None),
    ("{\"message\":\"no", None),
    ("a\u{7}b", None),
    ("404", None),
];

/// As poem sends its texts.
#[tokio::test]
async fn a_text_without_a_content_type_is_the_message() {
    for (body, message) in UNNAMED {
        let found = printed(404, (*body).to_owned()).await;
        assert_eq!(found.first().map(String::as_str), *message, "{body}");
    }
}
