//! Values that must not be seen.

use cloudflare_secrets_store::{NewSecret, Scope, SecretValue};

fn main() -> std::io::Result<()> {
    let value = SecretValue::from_reader(&b"correct horse\n"[..])?;
    assert_eq!(value.expose(), "correct horse");
    assert!(SecretValue::from_env("NOT_SET_ANYWHERE").is_err());
    let secret = NewSecret::new("A", value.clone(), [Scope::Workers]);
    let printed = format!("{value:?} {secret:?}");
    assert!(!printed.contains("horse"), "{printed}");
    assert_eq!(secret.comment("for tests").value.expose(), "correct horse");
    Ok(())
}
