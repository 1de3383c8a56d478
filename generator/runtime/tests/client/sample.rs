//! What the generator writes for a service with one resource.

use std::future::IntoFuture;

use http::Method;
use serde::ser::SerializeStruct as _;

use crate::runtime::{
    Answer, Asks, BoxFuture, Call, Checkpoint, Client, ClientBuilder, Constraints, CredentialKind,
    CredentialPart, Credentials, Exposed, Items, LengthUnit, Operation, Page, Pages, Pagination,
    Parameter, PathParameter, Place, ReadyRequest, Response, Result, Retry, Scheme, SecretValue,
    Service, StatusPattern, Turn, UnknownValue, Validate, Validator,
};

pub(crate) const SERVICE: Service = Service {
    name: "sample",
    base_url: Some("https://api.example.com/client/v4"),
    base_url_variable: Some("SAMPLE_BASE_URL"),
    user_agent: "sample-rust/1.0.0",
    schemes: &[
        Scheme {
            name: "api_email",
            place: Place::Header("x-auth-email"),
        },
        Scheme {
            name: "api_key",
            place: Place::Header("x-auth-key"),
        },
        Scheme {
            name: "api_token",
            place: Place::Bearer,
        },
        Scheme {
            name: "query_key",
            place: Place::Query("api key"),
        },
    ],
    credentials: &[
        CredentialKind {
            name: "api_token",
            parts: &[CredentialPart {
                scheme: "api_token",
                variable: Some("SAMPLE_API_TOKEN"),
            }],
        },
        CredentialKind {
            name: "api_key",
            parts: &[
                CredentialPart {
                    scheme: "api_email",
                    variable: Some("SAMPLE_EMAIL"),
                },
                CredentialPart {
                    scheme: "api_key",
                    variable: Some("SAMPLE_API_KEY"),
                },
            ],
        },
    ],
    settings: &[],
};

impl Client {
    pub(crate) fn builder() -> ClientBuilder {
        ClientBuilder::new(&SERVICE)
    }

    pub(crate) fn from_env() -> Result<Self> {
        Self::builder().credentials_from_env()?.build()
    }

    pub(crate) fn secrets(&self) -> Secrets {
        Secrets {
            client: self.clone(),
            store_id: "s1".into(),
        }
    }
}

impl Credentials {
    pub(crate) fn api_token(token: impl Into<SecretValue>) -> Self {
        Self::new([("api_token", token.into())])
    }

    pub(crate) fn api_key(email: impl Into<SecretValue>, key: impl Into<SecretValue>) -> Self {
        Self::new([("api_email", email.into()), ("api_key", key.into())])
    }
}

static IDENTIFIER: Constraints = Constraints {
    max_length: Some(32),
    ..Constraints::NONE
};

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SecretId(std::sync::Arc<str>);
crate::runtime::identifier!(SecretId, IDENTIFIER, false);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    Workers,
    Unknown(UnknownValue),
}

impl Scope {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Workers => "workers",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Scope {
    fn from(text: &str) -> Self {
        match text {
            "workers" => Self::Workers,
            _ => Self::Unknown(UnknownValue::new(text)),
        }
    }
}
crate::runtime::open_enum!(Scope);

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Secret {
    pub(crate) id: SecretId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<String>,
    #[serde(default)]
    pub(crate) scopes: Vec<Scope>,
}

#[derive(Clone, Debug)]
pub(crate) struct NewSecret {
    pub(crate) name: String,
    pub(crate) value: SecretValue,
}

impl serde::Serialize for Exposed<'_, NewSecret> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("NewSecret", 2)?;
        fields.serialize_field("name", &self.0.name)?;
        fields.serialize_field("value", &Exposed(&self.0.value))?;
        fields.end()
    }
}

impl Validate for NewSecret {
    fn validate(&self, check: &mut Validator) {
        let limit = Constraints {
            max_length: Some(16),
            length_unit: LengthUnit::Bytes,
            ..Constraints::NONE
        };
        check.text("value", &self.value, &limit);
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Secrets {
    client: Client,
    store_id: SecretId,
}

impl Secrets {
    pub(crate) fn list(&self) -> List {
        let mut call = Call::new(&self.client, &LIST);
        call.path(&STORE_ID, &self.store_id);
        List { call }
    }

    pub(crate) fn create(&self, secret: NewSecret) -> Create {
        let mut call = Call::new(&self.client, &CREATE);
        call.path(&STORE_ID, &self.store_id);
        Create { call, body: secret }
    }

    /// As if nobody created many at once.
    pub(crate) fn create_one(&self, secret: &NewSecret) -> ReadyRequest<Secret> {
        let mut call = Call::new(&self.client, &CREATE);
        call.path(&STORE_ID, &self.store_id);
        call.json(&Exposed(secret), secret);
        ReadyRequest::new(call, Answer::envelope)
    }

    pub(crate) fn get(&self, secret_id: impl Into<SecretId>) -> ReadyRequest<Secret> {
        let mut call = Call::new(&self.client, &GET);
        call.path(&STORE_ID, &self.store_id);
        call.path(&SECRET_ID, &secret_id.into());
        ReadyRequest::new(call, Answer::envelope)
    }

    pub(crate) fn delete(&self, secret_id: impl Into<SecretId>) -> Delete {
        let mut call = Call::new(&self.client, &DELETE);
        call.path(&STORE_ID, &self.store_id);
        call.path(&SECRET_ID, &secret_id.into());
        Delete { call }
    }

    pub(crate) fn ping(&self) -> ReadyRequest<serde_json::Value> {
        ReadyRequest::new(Call::new(&self.client, &PING), Answer::json)
    }
}

static STORE_ID: PathParameter = PathParameter::new("store_id")
    .strict()
    .with(IDENTIFIER_LIMITS);
static SECRET_ID: PathParameter = PathParameter::new("secret_id")
    .strict()
    .with(IDENTIFIER_LIMITS);
const IDENTIFIER_LIMITS: Constraints = Constraints {
    max_length: Some(32),
    ..Constraints::NONE
};

const fn operation(
    name: &'static str,
    method: Method,
    path: &'static str,
    retry: Retry,
) -> Operation {
    Operation {
        id: name,
        name,
        method,
        path,
        security: &[&["api_email", "api_key"], &["api_token"]],
        retry,
        accept: "application/json",
        statuses: &[StatusPattern::Exact(200)],
    }
}

static LIST: Operation = operation(
    "secrets.list",
    Method::GET,
    "/stores/{store_id}/secrets",
    Retry::Idempotent,
);
static CREATE: Operation = operation(
    "secrets.create",
    Method::POST,
    "/stores/{store_id}/secrets",
    Retry::OnlyUnsent,
);
static GET: Operation = operation(
    "secrets.get",
    Method::GET,
    "/stores/{store_id}/secrets/{secret_id}",
    Retry::Idempotent,
);
static DELETE: Operation = operation(
    "secrets.delete",
    Method::DELETE,
    "/stores/{store_id}/secrets/{secret_id}",
    Retry::Idempotent,
);
static PING: Operation = Operation {
    id: "ping",
    name: "ping",
    method: Method::GET,
    path: "/ping",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

static PER_PAGE: Parameter = Parameter::form("per_page").with(Constraints {
    maximum: Some(100.0),
    ..Constraints::NONE
});
static PAGE: Parameter = Parameter::form("page");
static SCOPES: Parameter = Parameter::form("scopes");
static PAGINATION: Pagination = Pagination::in_envelope(Turn::Page {
    asks: Asks::Query(&PAGE),
    first: None,
});
static CURSOR: Parameter = Parameter::form("cursor");
static CURSORS: Pagination = Pagination {
    items: "/data",
    required: &[],
    info: None,
    more: None,
    turn: Turn::Token {
        asks: Asks::Query(&CURSOR),
        next: "/meta/next",
    },
};

#[must_use = "a request does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub(crate) struct List {
    call: Call,
}

impl List {
    pub(crate) fn per_page(mut self, per_page: u64) -> Self {
        self.call.query(&PER_PAGE, &per_page);
        self
    }

    pub(crate) fn page(mut self, page: u64) -> Self {
        self.call.query(&PAGE, &page);
        self
    }

    pub(crate) fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<Scope>>) -> Self {
        let scopes: Vec<Scope> = scopes.into_iter().map(Into::into).collect();
        self.call.query(&SCOPES, &scopes);
        self
    }

    pub(crate) fn max_items(mut self, max_items: usize) -> Self {
        self.call.max_items(max_items);
        self
    }

    pub(crate) fn resume(mut self, checkpoint: Checkpoint) -> Self {
        self.call.resume(checkpoint);
        self
    }

    pub(crate) fn items(self) -> Items<Secret> {
        self.pages().items()
    }

    pub(crate) fn pages(self) -> Pages<Secret> {
        Pages::new(
            self.call,
            &PAGINATION,
            Some(|secret: &Secret| secret.id.as_str()),
        )
    }

    pub(crate) fn by_cursor(self) -> Pages<Secret> {
        self.walked(&CURSORS)
    }

    pub(crate) fn walked(self, pagination: &'static Pagination) -> Pages<Secret> {
        Pages::listed(self.call, pagination, None)
    }

    pub(crate) async fn send(self) -> Result<Response<Page<Secret>>> {
        self.call.read(Answer::page).await
    }
}
crate::runtime::request_options!(List);

macro_rules! request {
    ($name:ident { $($field:ident: $type:ty),* }, $output:ty, |$request:ident| $send:expr) => {
        #[must_use = "a request does nothing until it is awaited or sent"]
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            pub(crate) call: Call,
            $($field: $type,)*
        }
        crate::runtime::request_options!($name);
        impl $name {
            #[allow(unused_mut, reason = "some operations only send")]
            pub(crate) async fn send(self) -> Result<Response<$output>> {
                let mut $request = self;
                $send
            }
        }
        impl IntoFuture for $name {
            type Output = Result<$output>;
            type IntoFuture = BoxFuture<Self::Output>;
            fn into_future(self) -> Self::IntoFuture {
                Box::pin(async move { Ok(self.send().await?.into_inner()) })
            }
        }
    };
}

request!(Create { body: NewSecret }, Secret, |request| {
    request.call.json(&Exposed(&request.body), &request.body);
    request.call.read(Answer::envelope).await
});
request!(Delete {}, (), |it| it.call.read(Answer::verdict).await);

impl Delete {
    /// As if the document spoke of no body.
    pub(crate) async fn nothing(self) -> Result<()> {
        let answer = self.call.read(Answer::nothing).await;
        answer.map(Response::into_inner)
    }
}

impl IntoFuture for List {
    type Output = Result<Page<Secret>>;
    type IntoFuture = BoxFuture<Self::Output>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }
}
