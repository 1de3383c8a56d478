//! Secrets are wiped, read without copies, and shown to nobody.

use std::collections::BTreeMap;
use std::io::{self, Read};

use client_runtime::runtime::nullable::Nullable;
use client_runtime::runtime::secret::{Exposed, SecretValue};
use serde::Deserialize as _;
use serde_json::json;

const CANARY: &str = "canary-7f3a";

#[test]
fn debug_shows_nothing() {
    let secret = SecretValue::from(CANARY);
    assert_eq!(format!("{secret:?}"), "SecretValue([redacted])");
    assert!(!format!("{:#?}", Some(&secret)).contains(CANARY));
    assert_eq!(format!("{:?}", Exposed(&secret)), "Exposed([redacted])");
}

#[test]
fn reads_to_the_end_and_drops_one_line_break() {
    let long = "x".repeat(10_000);
    for (input, expected) in [
        ("abc", "abc"),
        ("abc\n", "abc"),
        ("abc\r\n", "abc"),
        ("abc\n\n", "abc\n"),
        ("abc\r", "abc\r"),
        ("\n", ""),
        ("", ""),
        (long.as_str(), long.as_str()),
    ] {
        let secret = SecretValue::from_reader(OneByteAtATime(input.as_bytes())).unwrap();
        assert_eq!(secret.expose(), expected);
        assert_eq!(secret.is_empty(), expected.is_empty());
    }
}

#[test]
fn refuses_what_is_not_utf8_without_quoting_it() {
    let error = SecretValue::from_reader(&b"canary\xff"[..]).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert!(!format!("{error:?}").contains("canary"));
}

#[test]
fn an_unset_variable_is_not_found() {
    let error = SecretValue::from_env("LEAF_TEST_VARIABLE_THAT_NOBODY_SETS").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    assert!(
        error
            .to_string()
            .contains("LEAF_TEST_VARIABLE_THAT_NOBODY_SETS")
    );
    // Set in every environment that can run cargo.
    assert!(!SecretValue::from_env("PATH").unwrap().is_empty());
}

#[test]
fn decoding_keeps_the_text_and_errors_hide_it() {
    let secret: SecretValue = serde_json::from_str("\"a\\u0062c\"").unwrap();
    assert_eq!(secret.expose(), "abc");
    for number in ["734512", "-734512", "7345.12"] {
        let error = serde_json::from_str::<SecretValue>(number).unwrap_err();
        assert!(!error.to_string().contains("7345"), "{error}");
    }
}

/// Formats other than JSON ask for the types that they have.
#[test]
fn no_type_but_text_is_taken_or_shown() {
    use serde::de::value::{
        BoolDeserializer, BytesDeserializer, Error, F32Deserializer, F64Deserializer,
        I8Deserializer, I64Deserializer, I128Deserializer, U8Deserializer, U64Deserializer,
        U128Deserializer,
    };
    fn refusal<'de>(value: impl serde::Deserializer<'de, Error = Error>) -> String {
        SecretValue::deserialize(value).unwrap_err().to_string()
    }
    for (error, value) in [
        (refusal(U128Deserializer::new(1 << 70)), "118059"),
        (refusal(I128Deserializer::new(-(1 << 70))), "118059"),
        (refusal(U64Deserializer::new(734_512)), "7345"),
        (refusal(I64Deserializer::new(-734_512)), "7345"),
        (refusal(U8Deserializer::new(73)), "73"),
        (refusal(I8Deserializer::new(-73)), "73"),
        (refusal(F64Deserializer::new(7345.5)), "7345"),
        (refusal(F32Deserializer::new(7345.5)), "7345"),
        (refusal(BoolDeserializer::new(true)), "true"),
        (refusal(BytesDeserializer::new(CANARY.as_bytes())), CANARY),
    ] {
        assert!(!error.contains(value), "{error}");
    }
}

macro_rules! written {
    ($value:expr) => {
        serde_json::to_value(Exposed($value)).unwrap()
    };
}

#[test]
fn exposed_writes_secrets_wherever_they_are() {
    let secret = || SecretValue::from("s");
    assert_eq!(written!(&secret()), json!("s"));
    assert_eq!(written!(&vec![secret(), secret()]), json!(["s", "s"]));
    assert_eq!(written!([secret()].as_slice()), json!(["s"]));
    assert_eq!(written!(&Some(secret())), json!("s"));
    assert_eq!(written!(&None::<SecretValue>), json!(null));
    assert_eq!(written!(&Box::new(secret())), json!("s"));
    assert_eq!(written!(&&secret()), json!("s"));
    assert_eq!(written!(&Nullable::Value(secret())), json!("s"));
    assert_eq!(written!(&Nullable::<SecretValue>::Null), json!(null));
    assert_eq!(
        written!(&BTreeMap::from([("k".to_owned(), vec![Some(secret())])])),
        json!({ "k": ["s"] })
    );
}

struct OneByteAtATime<'a>(&'a [u8]);

impl Read for OneByteAtATime<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}
