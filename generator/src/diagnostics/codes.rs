//! What each code means, with an example: the text of `cargo xtask explain CODE`.

/// A kind of message.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The name in brackets.
    pub code: &'static str,
    /// What it is about, why it matters, and what to do.
    pub text: &'static str,
}

/// The explanation of a code.
pub fn explain(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|it| it.code == code)
}

const fn code(code: &'static str, text: &'static str) -> Code {
    Code { code, text }
}

/// All codes, sorted.
pub const CODES: &[Code] = &[
    code("aliases", "\
The aliases of a YAML text repeat its anchors so often that a small text becomes a huge document. Real documents do not
do that; write the parts out, or refer to them with `$ref`."),
    code("alternatives", "\
A schema has several lists of alternatives, so a value fits one of each. Their combinations are too many for a type that
anybody would want; the first list is typed, and the others are left to the server to check. Or it has hundreds of properties
beside hundreds of alternatives, each of which would have them all: it is an object then."),
    code("answer", "\
An answer can come in several media types. The client asks for the one that says most: JSON, then text, then bytes; events
and lines of JSON are offered besides."),
    code("answer-header", "\
A response names a header that no HTTP message can have, or more headers than an operation has constants for."),
    code("array-without-items", "\
A schema of type `array` does not say what its elements are. They become JSON values.

    tags: {type: array}                            # elements of any kind
    tags: {type: array, items: {type: string}}     # better"),
    code("authorization-parameter", "\
A header parameter is called Authorization. OpenAPI says that it shall be ignored, because security schemes describe it;
but no scheme of this operation does, and without it nobody could call the operation. It is a parameter, and kept secret."),
    code("bad-header", "\
A header parameter has a name that HTTP does not allow (RFC 9110, 5.1), such as one with a space. It is left out."),
    code("body", "\
A request body can be sent in several media types, and `x-flatten-body` spreads the fields of one of them over the
method. The client takes the one that says most: JSON, then a form, then several parts, then text, then bytes. Remove
the others, or the preferred one, in an overlay."),
    code("body-not-typed", "\
The media type of a request body has no typed form in the client: XML and YAML are taken as texts, formats that the
client does not know as bytes, and parts that are not the properties of an object are put together by the caller. The same
is true of one property of a form or of several parts, if `encoding` gives it such a media type. A text among several parts
that is called `file`, or described as a file to upload, is taken for a file: write `format: binary` to say so."),
    code("body-parameter", "\
A parameter says `in: body`, as in Swagger 2. Where mistakes are repaired, it is the request body of an operation that
has no other, as JSON.

    requestBody: {required: true, content: {application/json: {schema: …}}}"),
    code("body-without-content", "\
A request body has no media type, so nothing says what it is. It is sent as bytes."),
    code("bulk", "\
`x-bulk` asks for a method that sends a list in chunks, but the operation does not take exactly one list, callers have to say
more than that, its answer is neither a list nor empty, or the list takes fewer or more items than a chunk has. See spec/README.md."),
    code("circular-reference", "\
Following `$ref` or `allOf` leads back to where it began, so there is no schema at the end of the way. A schema
may contain itself through a property or an element; it cannot be itself.

    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}            # neither is anything"),
    code("contradicting-types", "\
The parts of an `allOf` demand different types, so no value fits all of them. The first type is taken."),
    code("contradiction", "\
A schema says two things that do not go together: a minimum above its maximum, a default that is not among the
values, a required property that does not exist. It is taken as far as it makes sense; correct it in an overlay."),
    code("credential-parameter", "\
A parameter is what a security scheme of the operation sends already. It would be asked for twice and sent twice, so it
is no parameter of the client."),
    code("dangling-reference", "\
A `$ref` names something that the document does not have. Mostly a typing mistake, or a component that was
renamed or removed upstream."),
    code("default", "\
The `default` of a schema is not a value of that schema. Defaults are documented, never sent, so the only harm
is a misleading sentence."),
    code("discriminator", "\
A `discriminator` only helps if its values are text, each alternative is a `$ref` to a component, and each has a value of its own.
Where it does not help, the first alternative that fits is taken."),
    code("duplicate-enum-value", "\
An `enum` lists a value twice. The second is left out."),
    code("duplicate-key", "\
A mapping has the same key twice. Parsers disagree about which one counts, so it is an error.

    get:
      operationId: a
      operationId: b                               # remove one of them"),
    code("duplicate-operation-id", "\
Two operations have the same `operationId`, which must be unique in a document."),
    code("duplicate-parameter", "\
An operation has two parameters with the same name in the same place."),
    code("encoding", "\
`encoding` says something of a property that the schema does not have, or something that OpenAPI 3.0.3 gives no meaning
for this media type: `headers` are for `multipart/form-data`, styles for `application/x-www-form-urlencoded`."),
    code("endless-type", "\
A list, a map or a choice of alternatives leads back to itself without an object in between. Such a type has no name in Rust,
so the part that repeats is taken as any JSON value. A list of objects that hold the list is fine.

    Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}

An object that requires another of its kind has no end either. The property may be missing then.

An alternative that leads back to its own list, through other lists of alternatives or `allOf`, says nothing: who reads a value
would try it without end. It is left out.

    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Lion'}]}"),
    code("ensure", "\
`x-ensure` asks for a method that creates something at most once, but the operation, the list that it names or
the property that identifies an item do not fit. See spec/README.md."),
    code("enum-value", "\
A value of an `enum` is not of the `type` that stands beside it. In YAML, `no` and `1.0` are not text unless they are quoted.

    type: string
    enum: [yes, no]                                # true and false
    enum: ['yes', 'no']"),
    code("example", "\
The `example` of a schema is not a value of that schema. Examples are only shown; something plain takes the place of one
that cannot be a value.

    type: string
    example: 5                                     # '5'"),
    code("flatten", "\
`x-flatten-body` spreads the fields of a body over the method. It needs a body that is an object with properties."),
    code("http-scheme", "\
A security scheme of type `http` has a scheme other than `basic` and `bearer`. Users give the whole value of the header
Authorization, the name of the scheme included."),
    code("ignored-header", "\
OpenAPI says that header parameters called Accept, Content-Type and Authorization shall be ignored: the
client sets those headers itself."),
    code("inherited", "\
A schema has a `discriminator` and no `oneOf`, and others build on it with `allOf`. Where the document says the former, one of the latter
may come. The type has the properties of the former; what the others add is kept in `additional_properties`, as JSON.
For an enum of all of them, let an overlay list them:

    - target: $.components.schemas.Pet
      update: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}"),
    code("malformed", "\
An object of the document does not have the form that OpenAPI 3.0.3 prescribes for its place."),
    code("media-type", "\
A key of `content` is not a media type such as `application/json`, so no header could name it. It is left out."),
    code("misplaced-hint", "\
One of our hints stands where nothing reads it: `x-rust-crate` belongs to `info`, `x-method` to an operation,
`x-sensitive` to a schema."),
    code("missing", "\
Something that the specification requires, or a hint needs, is not there."),
    code("missing-type", "\
A schema has `properties`, `items`, a format or limits and no `type`. By the letter it allows values of any other type as well,
which nobody means; it is an object, a list, or what the format or the limits are about.

    properties: {name: {type: string}}             # without `type: object`"),
    code("mutual-tls", "\
A security scheme is a certificate of the connection. No header carries it, so it is no credential of the client: a
transport that has the certificate does what is needed."),
    code("name-collision", "\
Two things would get the same Rust name. A number behind one of them would silently move to another item as the
API grows, so a person decides. Add one of these to an overlay, at one of the two places:

    x-rust-name: BetterName       # schemas, properties, parameters
    x-method: better_name         # operations
    x-enum-varnames: [A, B]       # values of an enum

With `--on-collision suffix` the second name gets digits made of its place instead, for documents that nobody here edits."),
    code("name-reserved", "\
A schema has the name of something that every client has, such as `Error` or `Page`. Its type gets another one, so that
`use my_client::Error` means the same for all clients.

    x-rust-name: Problem          # on the schema, in an overlay"),
    code(
        "name-suffixed",
        "\
Two things would get the same Rust name, and the run was told to go on (`--on-collision suffix`). The second got
digits behind its name that are made of its place in the document, so they stay the same while the document grows.
Without that option the same would be a `name-collision`.",
    ),
    code(
        "names",
        "\
The file of names has a line that is neither a comment nor `pointer = Name`, or a name that nothing in Rust, or no file, can have.
The file keeps the names that users compile against; a merge may have broken it. Write the name that stood there, or
remove the line: the next run writes it anew, with the name that the document gives.",
    ),
    code("nesting", "\
Something lies too deep inside itself: brackets of a text, lists in lists, `$ref` after `$ref`, or alternatives of alternatives; or a path, an address or all of it together are too long.
ARCHITECTURE.md has the limits; no real document comes near them. What lies deeper is taken as any JSON value."),
    code("newer-keyword", "\
A document that says it follows OpenAPI 3.0 uses a keyword of 3.1. It is read as in 3.1.

    type: [string, 'null']                         # 3.1
    type: string                                   # 3.0
    nullable: true"),
    code("no-list", "\
`x-pagination` stands on an operation whose successful answers have no list where the hint says, or not all the same one.
At the root of the document it is for all operations without one of their own, and fits on none: the parameter, the list, or what leads on is not there."),
    code("no-server", "\
The document has no `servers`, so the client does not know where to send requests. Users must set the base URL."),
    code("no-success", "\
The responses of an operation are all failures. A success gives nothing then; document it to get what is in it."),
    code("not", "\
A schema says with `not` which values do not fit. There is no Rust type for that: the schema is typed by what else it
says, and by nothing else it is any JSON value."),
    code("not-an-identifier", "\
A hint asks for a name that Rust does not allow. Use letters, digits and single underscores, and begin with a letter."),
    code("not-an-object", "\
Something that should be an object (a mapping) is not."),
    code("not-called", "\
The document says something that no client can do: links, which say what can be called next. They are left out; nothing that
the client sends or reads depends on them."),
    code("not-in-3.0", "\
A document of OpenAPI 3.1 or 3.2 is rewritten to the form of 3.0 before it is read. This part of it has no such form, or is
not about calls that a client makes. The rest is typed as far as possible; the help says what becomes of it."),
    code("nothing-to-read", "\
The only success of a GET is a 200 without `content`. Awaited, the call gives nothing; what comes is in `Response::body` and
`Response::json` of what `send` gives. Describe it in an overlay to get a type; where nothing comes, say 204.

    - {target: \"$.paths['/a'].get.responses['200']\", update: {content: {application/json: {schema: {type: object}}}}}"),
    code("nullable-beside-reference", "\
In OpenAPI 3.0 nothing beside a `$ref` counts, so `nullable` there says nothing if taken by the letter. It is honoured all
the same, because nobody writes it for another reason.

    owner: {$ref: '#/components/schemas/User', nullable: true}             # ignored by other tools
    owner: {allOf: [{$ref: '#/components/schemas/User'}], nullable: true}  # better"),
    code("objects-in-list", "\
OpenAPI says how a list of texts or numbers is sent in a query, a path or a header, but not how one of objects or of lists is. Each
is sent as JSON, which few services read. Describe what the service wants: `content: {application/json: …}` if it is JSON."),
    code("optional-in-path", "\
A parameter says `in: path` without `required: true`. A path without it would be another path, so it is an argument
all the same."),
    code("other-method", "\
`additionalOperations` has an operation with a method of its own, such as `LINK`. The client has no builder for it; users
can send it with `Client::request`."),
    code("other-servers", "\
An operation or a path has several servers of its own, or one with variables. Requests go to the first, unless users set a base URL."),
    code("overlay", "\
An overlay is not as OpenAPI Overlay 1.0.0 prescribes: https://spec.openapis.org/overlay/v1.0.0.html

    overlay: 1.0.0
    info: {title: Corrections, version: 1.0.0}
    actions:
    - target: $.components.schemas.Thing           # JSONPath (RFC 9535)
      update: {description: Better words.}         # or `remove: true`"),
    code("overlay-matches-nothing", "\
An action of an overlay selects no node. Either the document has changed, so that the correction is not needed any
more, or the target has a typing mistake. An overlay that may miss would rot in silence."),
    code("package", "\
The name or the version of the package is not one that Cargo takes, or the name of an environment variable is none. It comes from `x-rust-crate` in an overlay, from
`--crate-name`, or from the title of the document.

    x-rust-crate:
      name: my-client
      version: 0.2.0"),
    code("pagination", "\
`x-pagination` has keys of which one means nothing beside the other, or names a place where the answer has nothing of the kind: a client
that looks for the next page there takes the first one for all. Of places that the document leaves open, nothing is said."),
    code("parameter-by-caller", "\
A parameter of a path is an object, and other operations have something else in the same place. The handle that they share
takes any text, so callers write the object as the server wants it."),
    code("parameter-content", "\
A parameter is described by `content` of a media type other than JSON, and its schema is not a text, number or boolean.
Nothing says how to write it, so it is sent as JSON."),
    code("parameter-not-in-path", "\
A parameter says `in: path`, but the path template has no such name in braces."),
    code("parameter-without-schema", "\
A parameter has neither `schema` nor `content`, so nothing says what its values are. It is taken for a text."),
    code("path", "\
A path must begin with a slash."),
    code("path-fragment", "\
A key of `paths` has a `#`. What follows it is never sent: documents use it to describe one path several times. The
operations are called by it if it is a word, else by their operationIds."),
    code("path-query", "\
A key of `paths` has a `?`, which belongs to no path. Pairs with a placeholder become query parameters, the others
are sent as they are, with every request.

    /search?kind=user&q={q}      # kind=user is always sent, q is a parameter"),
    code("path-without-parameter", "\
A path template has a name in braces, but neither the operation nor its path item has a path parameter of
that name. Where mistakes are repaired, a parameter whose name differs in letters of another case is taken for it, or
else a required text."),
    code("pattern", "\
A limit that the client cannot check: a `pattern` that uses what Rust's regular expressions do not have, such as look-ahead,
or any limit that has no place in the types. The value is sent unchecked, and the server decides."),
    code("program", "\
An example program for the crate, from the folder that `--examples` names, is not one. Its file has a name in lower case;
it begins with `//!` and a sentence that says what it shows; a line `// features: blocking` names the features that it needs."),
    code("read-only-in-request", "\
A property is `readOnly`, but only requests use its schema, which requires such a property or has no others. Taken by the
letter it could never be sent, so it is sent. Remove `readOnly` in an overlay if that is right."),
    code(
        "reference-kind",
        "\
A `$ref` leads to a component of another kind than belongs to its place, such as a parameter where a schema is
expected.

    schema: {$ref: '#/components/parameters/page'}   # a parameter is no schema
    schema: {$ref: '#/components/schemas/page'}",
    ),
    code("reference-left", "\
The part of a document that was cut out has a `$ref` that leads to nothing, or to another file. The reference was
copied as it is; generating from the part will complain about it."),
    code("relative-server", "\
The URL of the first server has no scheme and host. Put the full URL into an overlay."),
    code("remote-reference", "\
A `$ref` leads to another file or address. Only references inside the document are followed; bundle the
documents first."),
    code("resource-parameter", "\
`x-resource` names a path parameter that the path of the operation does not have, one that is a list here and a single value
for other operations of that handle, or one twice; or it is no chain of names with dots between them."),
    code("same-place", "\
A requirement has two security schemes that are sent in the same place, such as two that are `Authorization: Bearer`. One request has room for
one of them: the first is sent.

    security:
    - web: []        # two requirements: either will do
    - server: []"),
    code("security", "\
An operation accepts more combinations of security schemes than anybody would choose from."),
    code("segments-in-path", "\
A path parameter is described as several segments, such as `projects/{project}/topics/{topic}`. A slash in a value is sent as `%2F`,
as OpenAPI wants it. Services that want the slashes themselves, such as Google's, need `allowReserved: true`, which an overlay can add."),
    code("selection", "\
What `cargo xtask fragment` was told to cut out does not exist. Tags and operationIds must be exact; a path stands for
itself and everything below it, with its parameters in braces as the document writes them."),
    code(
        "sensitive",
        "\
`x-sensitive: true` makes a text a `SecretValue`, which never prints. It does not reach inside lists and objects, and no number, file,
bytes or header of an answer is kept secret. Put it on each schema of type string. The same goes for names such as `client_secret`.",
    ),
    code("server-in-clear", "\
The only address of the service begins with `http:`. Credentials would travel in clear, so the client refuses it until
its user says that this is all right. Most services take https too: put that address into an overlay."),
    code("server-query", "\
The address of a server has a query or a fragment. Paths are put behind an address, so what follows its `?` or `#` is not
sent. Describe what every request needs as a parameter:

    parameters: [{name: version, in: query, required: true, schema: {type: string, enum: ['2']}}]"),
    code("server-variable", "\
A variable of a server has no default, or is not described at all, so users have to give its value; or its default is
not one of its values. OpenAPI demands a default.

    servers:
    - url: https://{region}.example.com
      variables: {region: {default: eu, enum: [eu, us]}}"),
    code("status", "\
The keys of `responses` are statuses such as 200, ranges such as 4XX, or `default`."),
    code("style", "\
A parameter has a style that OpenAPI 3.0.3 does not have for its place. Paths have `simple`, `label` and `matrix`;
queries `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`; headers `simple`; cookies `form`, and from
3.2 on `cookie`, which has no form for several values in one cookie. Where mistakes are repaired, the default of the place
is taken, the first of each list."),
    code("syntax", "\
The text is not valid YAML or JSON. A text whose first character is `{` is read as JSON, everything else as YAML."),
    code("two-verdicts", "\
A failure is put together (`allOf`) from an envelope with `success: true` and one with `success: false`, so nothing would fit it.
The status says that it is a failure; the client reads it as one."),
    code(
        "unknown-key",
        "\
An object has a key that OpenAPI 3.0.3 does not know at this place. It would be dropped in silence, and a typing
mistake in `required` or `maxLength` changes what the client is. Extensions begin with `x-`.

    requred: [name]            # required",
    ),
    code("unknown-parameter", "\
`x-pagination` names a parameter that the operation does not have, or one that cannot ask for a page: it is an object, a list, a
secret, or not in the query, or it is to count and is no number."),
    code("unknown-required", "\
`required` names a property that the schema does not describe. Mostly a typing mistake, or a property that was renamed; it becomes an
optional field of any JSON value, unless another property has its name in Rust."),
    code("unknown-security-scheme", "\
A `security` requirement names a scheme that is not in `components/securitySchemes`."),
    code("unknown-type", "\
The `type` of a schema is one of string, number, integer, boolean, array and object. OpenAPI 3.0 has no type `null`:
it says `nullable: true`."),
    code("unknown-value", "\
A hint has a value that it does not know. The message lists the known ones."),
    code("unused-security-scheme", "\
No operation accepts a security scheme that `x-rust-crate` names, or there are schemes and no `security`. Correct the name, or
say with an overlay which operations take it: without `security` all of them take each scheme that has a credential, or none."),
    code("version", "\
The document says that it follows another version of OpenAPI than 3.0, 3.1 or 3.2."),
    code("webhook", "\
The API sends this by itself: a webhook, or a callback of an operation. What comes as JSON has a function in the module
`webhooks` that reads it; there is none for forms, XML and requests without a body, nor for methods without a key of their
own and what is called back after a request of the API. A server can do without: nothing that the client sends or reads
depends on it."),
    code("wrong-kind", "\
A value has the wrong type: text where a number belongs, an object where a list belongs, and so on."),
];

#[cfg(test)]
mod tests;
