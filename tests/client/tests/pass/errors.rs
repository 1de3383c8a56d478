//! What programs do about errors.

use std::error::Error as _;
use std::time::Duration;

use cloudflare_secrets_store::resources::secrets::Secrets;
use cloudflare_secrets_store::{Client, Error, ErrorKind, Outcome, Result, ResultExt as _, Secret};

async fn find(secrets: &Secrets, id: &str) -> Result<Option<Secret>> {
    match secrets.get(id).await {
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) if error.outcome() == Outcome::Unknown => Err(error),
        other => other.map(Some),
    }
}

fn advice(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Api(failure) => format!("{:?}: {:?}", error.slug(), failure.errors),
        ErrorKind::Validation(invalid) => format!("{}: {}", invalid.field, invalid.reason),
        ErrorKind::Timeout(phase) => format!("{phase} after {} attempts", error.attempts()),
        _ if error.is_rate_limited() => {
            let wait = error.retry_after().unwrap_or(Duration::from_secs(300));
            format!("wait {wait:?}")
        }
        _ => format!("{error}, because of {:?}", error.source()),
    }
}

/// `?` turns errors into those of the application.
#[derive(Debug)]
enum AppError {
    Secrets(Error),
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        Self::Secrets(error)
    }
}

async fn application(secrets: &Secrets) -> std::result::Result<(), AppError> {
    secrets.get("..").await?;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let client = Client::from_env()?;
    let secrets = client.account("a").store("b").secrets();
    assert!(find(&secrets, "missing").await?.is_none());
    assert!(secrets.get("missing").await.optional()?.is_none());
    assert!(find(&secrets, "present").await?.is_some());
    let Err(AppError::Secrets(error)) = application(&secrets).await else {
        panic!("an id of dots");
    };
    assert!(advice(&error).starts_with("secret_id: "));
    let error = secrets.get("missing").await.unwrap_err();
    assert!(advice(&error).starts_with("Some(\"secret_not_found\")"));
    println!("{:?} {:?} {error}", error.status(), error.ray_id());
    Ok(())
}
