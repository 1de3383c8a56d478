// @generated from generator/runtime/src/runtime/operation.rs. Edit that file.

//! Operations and their parameters as constants: what the generator writes for each path and method.

use http::{Method, StatusCode};

use crate::runtime::constraints::Constraints;
use crate::runtime::encode::{Pair, Style, query_pairs};
use crate::runtime::plain::Plain;
use crate::runtime::take::Take;

/// One operation of an API.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: &'static str,
    /// How users call it, such as `secrets.list`: in errors and traces.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, with parameters in braces; behind a `?`, what every request has in its query.
    pub path: &'static str,
    /// The alternatives of credentials (OR), each a list of schemes that go together (AND).
    /// An empty slice: none are needed, and none are sent.
    pub security: &'static [&'static [&'static str]],
    /// Whether it may be repeated.
    pub retry: Retry,
    /// The value of `Accept`.
    pub accept: &'static str,
    /// The documented successes.
    pub statuses: &'static [StatusPattern],
}

/// Whether an operation may be repeated after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Doing it twice is the same as doing it once.
    Idempotent,
    /// Only if the server surely did not do it: the request was not sent, or was answered with 429.
    OnlyUnsent,
}

impl Retry {
    /// The rule for a method of which nothing else is known (RFC 9110, 9.2.2). PATCH counts as idempotent, because it sets
    /// values rather than changing them; a method that nobody knows does not.
    #[must_use]
    pub fn for_method(method: &Method) -> Self {
        if method.is_idempotent() || *method == Method::PATCH {
            Self::Idempotent
        } else {
            Self::OnlyUnsent
        }
    }
}

/// A status as an API description writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// One status, such as 200.
    Exact(u16),
    /// A class of statuses by its first digit, such as 2 for `2XX`.
    Range(u16),
    /// Every status that nothing else names.
    Default,
}

impl StatusPattern {
    /// Whether a redirect is one of the answers that the API documents. A stream has no variants: where it could have been
    /// the content as well, what leads to it is none.
    pub(crate) fn expect_redirect(patterns: &[Self], status: StatusCode, take: Take) -> bool {
        let class = |it: &Self| match it {
            Self::Exact(status) => status / 100,
            Self::Range(class) => *class,
            Self::Default => 0,
        };
        let status = status.as_u16();
        let mut all = patterns.iter();
        status / 100 == 3
            && (take == Take::Whole || all.all(|it| class(it) == 3))
            && (patterns.contains(&Self::Exact(status)) || patterns.contains(&Self::Range(3)))
    }

    /// Whether it documents a status.
    pub(crate) fn covers(self, status: StatusCode) -> bool {
        self.distance(status.as_u16()) < 3
    }

    /// The pattern that documents `status` best: exact before range before default.
    /// An undocumented status is read like the documented one with the nearest number.
    pub(crate) fn nearest(patterns: &[Self], status: StatusCode) -> Self {
        let status = Self::meant(patterns, status);
        patterns
            .iter()
            .copied()
            .min_by_key(|pattern| pattern.distance(status))
            .unwrap_or(Self::Default)
    }

    /// The nearest of those of the same class that are `wanted`, if `status` is not documented.
    pub(crate) fn instead(
        patterns: &[Self],
        status: StatusCode,
        wanted: impl Fn(Self) -> bool,
    ) -> Option<Self> {
        if patterns.iter().any(|it| it.covers(status)) {
            return None;
        }
        let status = Self::meant(patterns, status);
        let alike = |it: &Self| matches!(it, Self::Exact(exact) if exact / 100 == status / 100);
        let patterns = patterns.iter().copied();
        patterns
            .filter(|it| alike(it) && wanted(*it))
            .min_by_key(|pattern| pattern.distance(status))
    }

    /// What came through a proxy (203) or in part (206) is what 200 would have brought, if that is all that is documented.
    fn meant(patterns: &[Self], status: StatusCode) -> u16 {
        let varies = [203, 206].contains(&status.as_u16());
        let is_documented = patterns.iter().any(|it| it.covers(status));
        if varies && !is_documented && patterns.contains(&Self::Exact(200)) {
            return 200;
        }
        status.as_u16()
    }

    /// Smaller is nearer. Every undocumented exact status is further away than any match, and another class than any of its own.
    fn distance(self, status: u16) -> u16 {
        const CLASS: u16 = 1000;
        match self {
            Self::Exact(exact) if exact == status => 0,
            Self::Range(class) if class == status / 100 => 1,
            Self::Default => 2,
            Self::Exact(exact) if exact / 100 == status / 100 => 3 + exact.abs_diff(status),
            Self::Exact(exact) => CLASS + exact.abs_diff(status),
            Self::Range(class) => CLASS + (class * 100).abs_diff(status),
        }
    }
}

/// A parameter in the query, in a header or in a cookie.
///
/// Built up from the defaults of its place:
/// `Parameter::form("scopes").with(Constraints { max_items: Some(3), ..Constraints::NONE })`.
#[derive(Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// How a list or an object is written.
    pub style: Style,
    /// Whether each element gets a key of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are, in a query.
    pub allow_reserved: bool,
    /// Whether it is sent as JSON text, whatever its style.
    pub json: bool,
    /// The fields with styles of their own, if it is the query as a whole.
    pub fields: &'static [FormField],
    /// Whether the client has a value for the calls that set none.
    pub is_setting: bool,
    /// What its values must keep to.
    pub constraints: Constraints,
}

impl Parameter {
    /// With the defaults of a parameter in the query or in a cookie: every element with a key of its own.
    #[must_use]
    pub const fn form(name: &'static str) -> Self {
        Self {
            name,
            style: Style::Form,
            explode: true,
            allow_reserved: false,
            json: false,
            fields: &[],
            is_setting: false,
            constraints: Constraints::NONE,
        }
    }

    /// With the defaults of a parameter in a header: elements between commas.
    #[must_use]
    pub const fn simple(name: &'static str) -> Self {
        Self::form(name).style(Style::Simple, false)
    }

    /// Written in this style, with a key for each element or not.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// Reserved characters stay as they are.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Sent as JSON text.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The query as a whole, some fields of which have styles of their own.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [FormField]) -> Self {
        self.fields = fields;
        self
    }

    /// Set once for all calls.
    #[must_use]
    pub const fn setting(mut self) -> Self {
        self.is_setting = true;
        self
    }

    /// With limits.
    #[must_use]
    pub const fn with(mut self, constraints: Constraints) -> Self {
        self.constraints = constraints;
        self
    }
}

/// A property of a form that is written in a style of its own.
///
/// Built up from the default: `FormField::new("filter").style(Style::DeepObject, true)`.
#[derive(Debug)]
pub struct FormField {
    /// Its name on the wire.
    pub name: &'static str,
    /// How a list or an object is written.
    pub style: Style,
    /// Whether each element gets a key of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether it is sent as JSON text, whatever its style.
    pub json: bool,
}

impl FormField {
    /// Every element with a key of its own.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            style: Style::Form,
            explode: true,
            allow_reserved: false,
            json: false,
        }
    }

    /// Written in this style, with a key for each element or not.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// Reserved characters stay as they are.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Sent as JSON text.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// What becomes of its value, encoded.
    pub(crate) fn pairs(&self, value: &Plain) -> Vec<Pair> {
        let text = (self.json && !value.is_null()).then(|| Plain::String(value.json()));
        let value = text.as_ref().unwrap_or(value);
        query_pairs(
            self.name,
            self.style,
            self.explode,
            self.allow_reserved,
            value,
        )
    }
}

/// A parameter in the path.
///
/// Built up from the defaults: `PathParameter::new("store_id").strict().with(StoreId::LIMITS)`.
#[derive(Debug)]
pub struct PathParameter {
    /// Its name in the template.
    pub name: &'static str,
    /// Whether it is an identifier, in which `/ \ ? #` and spaces are refused instead of encoded.
    pub strict: bool,
    /// How a list or an object is written.
    pub style: Style,
    /// Whether each element gets a key of its own.
    pub explode: bool,
    /// Whether `/` and other reserved characters are sent as they are, so that it can be several segments.
    pub allow_reserved: bool,
    /// Whether it is sent as JSON text, whatever its style.
    pub json: bool,
    /// What its values must keep to.
    pub constraints: Constraints,
}

impl PathParameter {
    /// With the defaults of a parameter in the path: any text, elements between commas.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            strict: false,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            json: false,
            constraints: Constraints::NONE,
        }
    }

    /// Several segments, if its value has slashes.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// An identifier.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Written in this style, with a key for each element or not.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// Sent as JSON text.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// With limits.
    #[must_use]
    pub const fn with(mut self, constraints: Constraints) -> Self {
        self.constraints = constraints;
        self
    }
}
