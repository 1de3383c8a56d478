//! What the generated client sends, byte by byte, over a socket of this machine.
//!
//! The styles are those of the table in OpenAPI 3.0.4 (<https://spec.openapis.org/oas/v3.0.4#style-values>), each row and
//! column of it. Two things are as RFC 3986 has them: brackets and bars are percent-encoded, and what would be the path
//! segment `.` is refused, because every reader of the path would take it away.

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

use case_round_trip::{
    ChoiceContent, Client, ClientBuilder, Color, Credentials, FilePart, Form, Limited, Parts,
    Result,
};

/// A request as it arrived.
struct Request {
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        let (_, value) = found.next()?;
        assert!(found.next().is_none(), "{name} was sent twice");
        Some(value)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

/// Reads one request and answers it.
fn serve(listener: &TcpListener) -> Request {
    let (stream, _) = listener.accept().expect("a connection");
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let target = lines[0].split(' ').nth(1).expect("a target").to_owned();
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().expect("a length"));
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let answer = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
    reader
        .get_mut()
        .write_all(answer.as_bytes())
        .expect("an answer");
    Request {
        target,
        headers,
        body,
    }
}

/// Sends what `call` makes; the error of what is refused before it is sent.
async fn exchange<F>(
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(Client) -> F,
) -> Result<Request>
where
    F: IntoFuture<Output = Result<()>>,
{
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (sender, receiver) = mpsc::channel();
    // It ends with its only request; without one it is left behind.
    std::thread::spawn(move || sender.send(serve(&listener)));
    let builder = set(Client::builder().base_url(format!("http://{address}/v1")));
    let client = builder.build()?;
    call(client).into_future().await?;
    Ok(receiver.recv().expect("a request"))
}

async fn sent<F>(call: impl FnOnce(Client) -> F) -> Request
where
    F: IntoFuture<Output = Result<()>>,
{
    let request = exchange(|it| it, call).await;
    request.unwrap_or_else(|error| panic!("refused: {error}"))
}

fn color() -> Color {
    Color::new().r(100).g(200).b(150)
}

const COLORS: [&str; 3] = ["blue", "black", "brown"];

/// Compares the path, the query, a header or a cookie of several calls with what they should be.
macro_rules! table {
    ($take:expr; $($method:ident($argument:expr) => $expected:expr,)*) => {$(
        let request = sent(|client| client.wire().$method($argument)).await;
        let take: fn(&Request, &str) -> Option<String> = $take;
        let found = take(&request, stringify!($method));
        assert_eq!(found.as_deref(), Some($expected), stringify!($method));
    )*};
}

#[tokio::test]
async fn paths() {
    table! {
        |request, method| {
            let name = method.strip_prefix("path_")?;
            let target = request.target.strip_prefix("/v1/path/")?;
            target.strip_prefix(name)?.strip_prefix('/').map(str::to_owned)
        };
        path_matrix_string("") => ";color",
        path_matrix_string("blue") => ";color=blue",
        path_matrix_array(COLORS) => ";color=blue,black,brown",
        path_matrix_object(color()) => ";color=R,100,G,200,B,150",
        path_matrix_exploded_string("") => ";color",
        path_matrix_exploded_string("blue") => ";color=blue",
        path_matrix_exploded_array(COLORS) => ";color=blue;color=black;color=brown",
        path_matrix_exploded_object(color()) => ";R=100;G=200;B=150",
        path_label_string("blue") => ".blue",
        path_label_array(COLORS) => ".blue,black,brown",
        path_label_object(color()) => ".R,100,G,200,B,150",
        path_label_exploded_string("blue") => ".blue",
        path_label_exploded_array(COLORS) => ".blue.black.brown",
        path_label_exploded_object(color()) => ".R=100.G=200.B=150",
        path_simple_string("blue") => "blue",
        path_simple_string("a b/c?ä") => "a%20b%2Fc%3F%C3%A4",
        path_simple_array(COLORS) => "blue,black,brown",
        path_simple_object(color()) => "R,100,G,200,B,150",
        path_simple_exploded_string("blue") => "blue",
        path_simple_exploded_array(COLORS) => "blue,black,brown",
        path_simple_exploded_object(color()) => "R=100,G=200,B=150",
    }
}

#[tokio::test]
async fn paths_that_would_be_others_are_refused() {
    let refused = exchange(|it| it, |client| client.wire().path_label_string("")).await;
    assert!(refused.err().expect("refused").is_validation());
    let refused = exchange(|it| it, |client| client.wire().path_simple_string("")).await;
    assert!(refused.err().expect("refused").is_validation());
    let refused = exchange(|it| it, |client| client.wire().path_simple_string("..")).await;
    assert!(refused.err().expect("refused").is_validation());
}

#[tokio::test]
async fn queries() {
    table! {
        |request, _| request.target.split_once('?').map(|(_, it)| it.to_owned());
        query_form_string("") => "color=",
        query_form_string("blue") => "color=blue",
        query_form_string("a b&c=d+/ä") => "color=a%20b%26c%3Dd%2B%2F%C3%A4",
        query_form_array(COLORS) => "color=blue,black,brown",
        query_form_object(color()) => "color=R,100,G,200,B,150",
        query_form_exploded_string("") => "color=",
        query_form_exploded_string("blue") => "color=blue",
        query_form_exploded_array(COLORS) => "color=blue&color=black&color=brown",
        query_form_exploded_object(color()) => "R=100&G=200&B=150",
        query_space_array(COLORS) => "color=blue%20black%20brown",
        query_space_object(color()) => "color=R%20100%20G%20200%20B%20150",
        query_pipe_array(COLORS) => "color=blue%7Cblack%7Cbrown",
        query_pipe_object(color()) => "color=R%7C100%7CG%7C200%7CB%7C150",
        query_deep_exploded_object(color()) => "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        query_deep_exploded_array(COLORS) => "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
    }
}

#[tokio::test]
async fn headers_and_cookies() {
    table! {
        |request, _| request.header("x-color").map(str::to_owned);
        header_simple_string("blue") => "blue",
        header_simple_array(COLORS) => "blue,black,brown",
        header_simple_object(color()) => "R,100,G,200,B,150",
        header_simple_exploded_string("blue") => "blue",
        header_simple_exploded_array(COLORS) => "blue,black,brown",
        header_simple_exploded_object(color()) => "R=100,G=200,B=150",
    }
    // With nothing in it, it is not there (RFC 6570, 2.3).
    let request = sent(|client| client.wire().header_simple_object(Color::new())).await;
    assert_eq!(request.header("x-color"), None);
    table! {
        |request, _| request.header("cookie").map(str::to_owned);
        cookie_form_string("") => "color=",
        cookie_form_string("blue") => "color=blue",
        cookie_form_array(COLORS) => "color=blue,black,brown",
        cookie_form_object(color()) => "color=R,100,G,200,B,150",
        cookie_form_exploded_string("blue") => "color=blue",
        // The table joins pairs with `&`; cookies are separated by `; ` (RFC 6265, 4.2.1).
        cookie_form_exploded_array(COLORS) => "color=blue; color=black; color=brown",
        cookie_form_exploded_object(color()) => "R=100; G=200; B=150",
    }
}

#[tokio::test]
async fn templates() {
    let request = sent(|client| client.wire().fixed("a b").more(1)).await;
    assert_eq!(request.target, "/v1/fixed?kind=user&q=a%20b&more=1");
    let request = sent(|client| client.wire().odd("x", "y/z", 3)).await;
    assert_eq!(request.target, "/v1/odd/x.y%2Fz:3('x')/%C3%A4");
}

#[tokio::test]
async fn kinds_of_parameters() {
    let query = |request: &Request| {
        let query = request.target.split_once('?').map(|(_, it)| it.to_owned());
        query.unwrap_or_default()
    };
    let flags = async |set: fn(case_round_trip::resources::wire::Flags) -> _| {
        sent(move |client| set(client.wire().flags())).await
    };
    assert_eq!(query(&flags(|it| it).await), "");
    assert_eq!(query(&flags(|it| it.verbose(true)).await), "verbose=true");
    assert_eq!(query(&flags(|it| it.verbose_empty()).await), "verbose=");
    assert_eq!(
        query(&flags(|it| it.target("a/b?c:d@e")).await),
        "target=a/b?c:d@e"
    );
    let json = "json=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D";
    assert_eq!(query(&flags(|it| it.json(color())).await), json);
    assert_eq!(query(&flags(|it| it.text("\"a\"")).await), "text=%22a%22");
    assert_eq!(
        query(&flags(|it| it.key(["a", "b"])).await),
        "key%5B%5D=a&key%5B%5D=b"
    );
    let rows = "rows%5B0%5D%5BR%5D=1&rows%5B1%5D%5BG%5D=2";
    let sent = flags(|it| it.rows([Color::new().r(1), Color::new().g(2)])).await;
    assert_eq!(query(&sent), rows);
    let sent = flags(|it| it.x_json(Color::new().r(1))).await;
    assert_eq!(sent.header("x-json"), Some(r#"{"R":1}"#));
}

#[tokio::test]
async fn limits_are_checked_wherever_a_value_stands() {
    let map = |it: &str| BTreeMap::from([("k".to_owned(), it.to_owned())]);
    for (limited, place) in [
        (Limited::new().list(["abc", "abcd"]), "list[1]"),
        (Limited::new().map(map("abcd")), "map.k"),
        (Limited::new().either("abcd"), "either"),
        (Limited::new().either(-1.0), "either"),
        (
            Limited::new().list(["abc"]).map(map("abc")).either("abc"),
            "",
        ),
    ] {
        let result = exchange(|it| it, |client| client.wire().limited(limited)).await;
        match result.err() {
            Some(error) => assert!(
                !place.is_empty() && error.to_string().contains(&format!("{place}:")),
                "{error}"
            ),
            None => assert_eq!(place, ""),
        }
    }
}

#[tokio::test]
async fn json() {
    let table: [(&str, &str, Request); 6] = [
        (
            "application/json",
            r#"{"R":100,"G":200,"B":150}"#,
            sent(|client| client.wire().json_object(color())).await,
        ),
        (
            "application/json",
            r#""a\"b""#,
            sent(|client| client.wire().json_text("a\"b")).await,
        ),
        (
            "application/json",
            "[1,2]",
            sent(|client| client.wire().json_list([1, 2])).await,
        ),
        (
            "application/json",
            "null",
            sent(|client| client.wire().json_null(None)).await,
        ),
        (
            "application/json",
            r#"{"R":1}"#,
            sent(|client| client.wire().json_null(Color::new().r(1))).await,
        ),
        (
            "application/vnd.api+json",
            "{}",
            sent(|client| client.wire().json_maybe().body(Color::new())).await,
        ),
    ];
    for (media_type, body, request) in table {
        assert_eq!(request.header("content-type"), Some(media_type));
        assert_eq!(request.text(), body);
    }
    let nothing = sent(|client| client.wire().json_maybe()).await;
    assert_eq!((nothing.header("content-type"), nothing.text()), (None, ""));
}

#[tokio::test]
async fn forms() {
    let deep = BTreeMap::from([("a b".to_owned(), "c&d".to_owned())]);
    let table: [(Form, &str); 11] = [
        (Form::new("a b+c&ä"), ""),
        (Form::new("n").tags(["a", "b c"]), "&tags=a&tags=b+c"),
        (Form::new("n").tags([""; 0]), ""),
        (
            Form::new("n").object(Color::new().r(1)),
            "&object=%7B%22R%22%3A1%7D",
        ),
        (Form::new("n").deep(deep), "&deep%5Ba+b%5D=c%26d"),
        (Form::new("n").pipes(COLORS), "&pipes=blue%7Cblack%7Cbrown"),
        (Form::new("n").spaces(COLORS), "&spaces=blue+black+brown"),
        (Form::new("n").commas(color()), "&commas=R,100,G,200,B,150"),
        (Form::new("n").spread(color()), "&R=100&G=200&B=150"),
        (Form::new("n").json([1, 2]), "&json=%5B1%2C2%5D"),
        (Form::new("n").path("a/b:c d"), "&path=a/b:c+d"),
    ];
    for (number, (form, rest)) in table.into_iter().enumerate() {
        let request = sent(|client| client.wire().form(form)).await;
        let name = if number == 0 { "a+b%2Bc%26%C3%A4" } else { "n" };
        assert_eq!(request.text(), format!("name={name}{rest}"));
        let media_type = "application/x-www-form-urlencoded";
        assert_eq!(request.header("content-type"), Some(media_type));
    }
    let secret = sent(|client| client.wire().form(Form::new("n").password("p w"))).await;
    assert_eq!(secret.text(), "name=n&password=p+w");
}

#[tokio::test]
async fn parts() {
    let parts = Parts::new("a\"b", FilePart::new("png").with_file_name("a.png"), 7)
        .pages([
            FilePart::new("one"),
            FilePart::new("two").with_content_type("text/plain"),
        ])
        .tags(["x", "y"])
        .color(Color::new().r(1))
        .settings(Color::new().g(2))
        .csv("c,d")
        .count(3);
    let request = sent(|client| client.wire().parts(parts)).await;
    let media_type = request.header("content-type").expect("a media type");
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("a boundary");
    let named = |name: &str, more: &str, content: &str| {
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}\r\n"
        )
    };
    let expected = [
        named("title", "", "a\"b"),
        named(
            "photo",
            "; filename=\"a.png\"\r\nContent-Type: image/png\r\nx-rank: 7",
            "png",
        ),
        named(
            "pages",
            "; filename=\"blob\"\r\nContent-Type: application/octet-stream",
            "one",
        ),
        named(
            "pages",
            "; filename=\"blob\"\r\nContent-Type: text/plain",
            "two",
        ),
        named("tags", "", "x"),
        named("tags", "", "y"),
        named("color", "\r\nContent-Type: application/json", r#"{"R":1}"#),
        named(
            "settings",
            "\r\nContent-Type: application/vnd.settings+json",
            r#"{"G":2}"#,
        ),
        named("csv", "\r\nContent-Type: text/csv", "c,d"),
        named("count", "", "3"),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(request.text(), expected.concat());
}

#[tokio::test]
async fn several_media_types() {
    let patch = BTreeMap::from([("a".to_owned(), serde_json::Value::Null)]);
    let table: [(ChoiceContent, &str, &str); 5] = [
        (Color::new().r(1).into(), "application/json", r#"{"R":1}"#),
        (
            ChoiceContent::Form(Color::new().r(1)),
            "application/x-www-form-urlencoded",
            "R=1",
        ),
        (
            patch.into(),
            "application/merge-patch+json",
            r#"{"a":null}"#,
        ),
        (
            ChoiceContent::Other("png".into()),
            "application/octet-stream",
            "png",
        ),
        (ChoiceContent::Csv("a,b".to_owned()), "text/csv", "a,b"),
    ];
    for (body, media_type, expected) in table {
        let request = sent(|client| client.wire().choice(body)).await;
        assert_eq!(request.header("content-type"), Some(media_type));
        assert_eq!(request.text(), expected);
    }
    let body = ChoiceContent::Other("png".into());
    let request = sent(|client| client.wire().choice(body).content_type("image/png")).await;
    assert_eq!(request.header("content-type"), Some("image/png"));
}

#[tokio::test]
async fn texts_and_bytes() {
    let request = sent(|client| client.wire().text("ä")).await;
    let media_type = request.header("content-type");
    assert_eq!(
        (media_type, request.text()),
        (Some("text/plain; charset=utf-8"), "ä")
    );
    let request = sent(|client| client.wire().bytes(vec![0, 255])).await;
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(request.body, [0, 255]);
}

#[tokio::test]
async fn credentials() {
    let basic = || Credentials::basic("user", "pass");
    let both = || Credentials::key_and_sid("k", "s");
    let request = exchange(|it| it.credentials(basic()), |client| client.wire().basic()).await;
    let request = request.expect("sent");
    assert_eq!(request.header("authorization"), Some("Basic dXNlcjpwYXNz"));
    // None are needed here.
    let request = sent(|client| client.wire().basic()).await;
    assert_eq!(request.header("authorization"), None);
    let request = exchange(
        |it| it.credentials(both()),
        |client| client.wire().both().session("c"),
    );
    let request = request.await.expect("sent");
    assert_eq!(request.header("x-key"), Some("k"));
    assert_eq!(request.header("cookie"), Some("session=c; sid=s"));
    let query = |it: ClientBuilder| it.credentials(Credentials::query_key("q&"));
    let request = exchange(query, |client| client.wire().both())
        .await
        .expect("sent");
    assert_eq!(request.target, "/v1/both?key=q%26");
    let refused = exchange(|it| it.credentials(basic()), |client| client.wire().both()).await;
    assert!(refused.is_err());
}

/// The helpers above take every builder.
#[allow(dead_code, reason = "it only has to compile")]
fn builders_are_futures(client: Client) -> impl Future<Output = Result<()>> {
    client.wire().flags().into_future()
}
