//! The rules: what each kind of change means for somebody who uses the generated crate.

use super::Rule;
use super::Weight::{Additive, Breaking, Documentation};

/// One line for each rule: constant, code, weight and the reason.
macro_rules! rules {
    ($($name:ident $code:literal $weight:ident $reason:literal;)*) => {
        $(pub(super) static $name: Rule = Rule { code: $code, weight: $weight, reason: $reason };)*

        /// All rules, those of one subject together.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

// Limits. A tighter one breaks although everything compiles: a call that worked is now refused, and nobody but the
// version number warns of it.
//
// Behaviour. What is sent, or where to, can change while the code of users stays as it is: that is additive.
rules! {
    CRATE_RENAMED "crate-renamed" Breaking "every `use` line names the crate";
    ADDRESS_CHANGED "address-changed" Additive "requests go there without a change of code";
    ADDRESS_NEEDED "address-needed" Breaking "code that builds a client without saying more is refused when it runs";
    VARIABLE_CHANGED "variable-changed" Breaking "`from_env` no longer finds what is set under the old name";

    VARIABLE_ADDED "variable-added" Additive "a program in whose environment it is set behaves differently";

    CREDENTIAL_ADDED "credential-added" Additive "it is one more way to authenticate";
    CREDENTIAL_REMOVED "credential-removed" Breaking "code that calls it no longer compiles";
    CREDENTIAL_CHANGED "credential-changed" Breaking "calls with the old arguments no longer compile, or mean something else";
    CREDENTIAL_RENAMED "credential-renamed" Breaking "code that calls it under the old name no longer compiles";
    CREDENTIALS_REORDERED "credentials-reordered" Additive "where several are set in the environment, the first complete ones win";
    SETTING_ADDED "setting-added" Additive "it has a value unless it is set";
    SETTING_NEEDED "setting-needed" Breaking "calls of a client without it are refused before anything is sent";
    SETTING_REMOVED "setting-removed" Breaking "code that sets it no longer compiles";
    SETTING_RENAMED "setting-renamed" Breaking "code that sets it under the old name no longer compiles";
    SCHEME_MOVED "scheme-moved" Additive "the same credentials are sent in another place";

    FEATURE_ADDED "feature-added" Additive "it is on by default, and what needs it says so";
    FEATURE_REMOVED "feature-removed" Breaking "a manifest that names it is refused";
    FEATURE_NEEDED "feature-needed" Breaking "a program that switches default features off no longer compiles";
    SERVER_ADDED "server-added" Additive "it is one more address to choose";
    SERVER_REMOVED "server-removed" Breaking "code that names its type no longer compiles";
    SERVER_CHANGED "server-changed" Breaking "code that sets what the address is made of no longer compiles";

    HANDLE_ADDED "handle-added" Additive "it is one more handle";
    HANDLE_REMOVED "handle-removed" Breaking "code that goes through it no longer compiles";
    HANDLE_RENAMED "handle-renamed" Breaking "code that names its type no longer compiles";
    HANDLE_MOVED "handle-moved" Breaking "code that goes the old way no longer compiles";
    HANDLE_ARGUMENT "handle-argument" Breaking "calls with the old argument no longer compile";

    OPERATION_ADDED "operation-added" Additive "it is one more request";
    OPERATION_REMOVED "operation-removed" Breaking "code that calls it no longer compiles";
    OPERATION_MOVED "operation-moved" Breaking "code that calls it under the old name no longer compiles";
    BUILDER_RENAMED "builder-renamed" Breaking "code that names the type of the request no longer compiles";
    REQUEST_TYPE "request-type" Additive "code that uses it by its name compiles; that others had the same type was no promise";
    REQUEST_CHANGED "request-changed" Additive "the same code sends another request";
    RETRY_CHANGED "retry-changed" Additive "only what happens after a failure is different";
    METHOD_ADDED "method-added" Additive "it is one more method";
    METHOD_REMOVED "method-removed" Breaking "code that calls it no longer compiles";
    METHOD_CHANGED "method-changed" Breaking "code that depends on the old signature no longer compiles";
    CHUNK_CHANGED "chunk-changed" Additive "the same call sends requests of another size";
    SECURITY_ADDED "security-added" Additive "other credentials are accepted as well";
    SECURITY_REMOVED "security-removed" Breaking "a client that has nothing else is refused before anything is sent";

    ARGUMENT_ADDED "argument-added" Breaking "calls without it no longer compile";
    ARGUMENT_REMOVED "argument-removed" Breaking "calls with it no longer compile";
    ARGUMENT_TYPE "argument-type" Breaking "calls with a value of the old type no longer compile";
    TAKES_MORE "takes-more" Additive "a value of the old type is taken as before";
    ARGUMENTS_REORDERED "arguments-reordered" Breaking "calls in the old order no longer compile, or swap their values";
    SETTER_ADDED "setter-added" Additive "it is optional";
    SETTER_REMOVED "setter-removed" Breaking "code that sets it no longer compiles";
    SETTER_RENAMED "setter-renamed" Breaking "code that sets it under the old name no longer compiles";
    SETTER_TYPE "setter-type" Breaking "code that sets a value of the old type no longer compiles";
    PARAMETER_REQUIRED "parameter-required" Breaking "calls without it no longer compile, and its setter is gone";
    PARAMETER_OPTIONAL "parameter-optional" Breaking "calls with it no longer compile, as it is a setter now";
    ENCODING_CHANGED "encoding-changed" Additive "the same value is written differently";

    OUTPUT_CHANGED "output-changed" Breaking "code that uses the answer no longer compiles";
    HEADER_ADDED "header-added" Additive "it is one more constant";
    HEADER_REMOVED "header-removed" Breaking "code that names its constant no longer compiles";
    HEADER_TYPE "header-type" Breaking "code that reads it no longer compiles";
    STATUSES_CHANGED "statuses-changed" Documentation "only code that looks at the status notices";
    REFUSAL_CHANGED "refusal-changed" Breaking "the same answer is an error now, or none any more";
    PAGINATION_GAINED "pagination-gained" Additive "`items` and `pages` are new methods";
    PAGINATION_LOST "pagination-lost" Breaking "code that calls `items` or `pages` no longer compiles";

    PAGES_CHANGED "pages-changed" Additive "the same code asks for pages, or takes them apart, in another way";

    WEBHOOK_ADDED "webhook-added" Additive "it is one more function";
    WEBHOOK_REMOVED "webhook-removed" Breaking "code that calls it no longer compiles";
    WEBHOOK_RENAMED "webhook-renamed" Breaking "code that calls it under the old name no longer compiles";
    WEBHOOK_TYPE "webhook-type" Breaking "code that uses what it reads no longer compiles";

    TYPE_ADDED "type-added" Additive "it is one more type";
    TYPE_REMOVED "type-removed" Breaking "code that names it no longer compiles";
    TYPE_RENAMED "type-renamed" Breaking "code that uses the old name no longer compiles";
    ALIAS_KEPT "alias-kept" Additive "the old name still compiles, with a warning";
    ALIAS_REMOVED "alias-removed" Breaking "code that still uses the old name no longer compiles";
    KIND_CHANGED "kind-changed" Breaking "code that makes or reads its values no longer compiles";
    TRAIT_GAINED "trait-gained" Additive "it can do more";
    TRAIT_LOST "trait-lost" Breaking "code that relies on it no longer compiles";
    CONSTRUCTOR_GAINED "constructor-gained" Additive "values can be made";
    CONSTRUCTOR_LOST "constructor-lost" Breaking "code that makes values, or sets fields in a chain, no longer compiles";
    CONSTRUCTOR_CHANGED "constructor-changed" Breaking "calls with the old arguments no longer compile, or swap their values";

    NAME_TAKEN "name-taken" Breaking "code that uses the old name means something else, or no longer compiles";

    FIELD_ADDED "field-added" Additive "the struct is `#[non_exhaustive]`";
    FIELD_REMOVED "field-removed" Breaking "code that names it no longer compiles";
    FIELD_RENAMED "field-renamed" Breaking "code that uses the old name no longer compiles";
    FIELD_TYPE "field-type" Breaking "code that reads it no longer compiles";
    FIELD_OPTIONAL "field-optional" Breaking "code that reads it no longer compiles";
    FIELD_REQUIRED "field-required" Breaking "code that treats it as an `Option` no longer compiles";
    FIELD_NULLABLE "field-nullable" Breaking "absent and null are told apart by another type, so code that reads it no longer compiles";
    NULL_CHANGED "null-changed" Additive "only what `None` means on the wire is different";

    VARIANT_ADDED "variant-added" Additive "the enum is `#[non_exhaustive]`; the value has a name now";
    VARIANT_REMOVED "variant-removed" Breaking "code that names it no longer compiles; where the value still comes, it is an unknown one";
    VARIANT_RENAMED "variant-renamed" Breaking "code that uses the old name no longer compiles";
    VARIANT_TYPE "variant-type" Breaking "code that takes its content out no longer compiles";
    TAGS_CHANGED "tags-changed" Additive "only what tells the alternatives apart on the wire is different";
    WIRE_NAME_CHANGED "wire-name-changed" Additive "code that uses it stays as it is";

    LIMIT_TIGHTER "limit-tighter" Breaking "a value that was sent is refused before sending";
    LIMIT_WIDER "limit-wider" Additive "more values are sent";
    DEFAULT_CHANGED "default-changed" Documentation "the server applies it, the crate does not send it";
    DEPRECATED "deprecated" Additive "code that uses it compiles with a warning";
    UNDEPRECATED "undeprecated" Documentation "the warning is gone";
    SCOPES_CHANGED "scopes-changed" Documentation "tokens may have to allow something else";
    DOCS_CHANGED "docs-changed" Documentation "only the text is different";
}
