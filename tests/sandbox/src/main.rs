//! Serves a Secrets Store on this machine.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::Parser;
use secrets_store_sandbox::{EMAIL, Entry, KEY, Pending, READ_TOKEN, Sandbox, Settings};

/// Serve a Secrets Store on this machine, until it is stopped. It keeps nothing.
#[derive(Parser)]
#[command(
    name = "cargo run -p secrets-store-sandbox --",
    after_help = "While it runs:
  curl -X POST http://127.0.0.1:8787/sandbox/faults/lost-answer?times=2
  curl -X POST http://127.0.0.1:8787/sandbox/advance/300
  curl -X POST http://127.0.0.1:8787/sandbox/reset

Faults: lost-answer, reset, slow-body (with seconds=), truncated-json, short-body, bad-gateway, late-error, throttled, lock-out, ignored-page. They wait
for the next request, or for that of an operation=, such as secrets-store-secret-create; the header x-sandbox-fault
asks for one in the request itself."
)]
struct Arguments {
    /// The port to listen at; 0 for any that is free.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Begin without a store, as an account that has never used Secrets Store.
    #[arg(long)]
    empty: bool,
    /// How many stores the account may have.
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    max_stores: usize,
    /// How many secrets the account may have.
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    max_secrets: usize,
    /// How many requests are answered in five minutes; one more, and everything is refused for as long.
    #[arg(long, value_name = "REQUESTS", default_value_t = 1200)]
    rate: u32,
    /// For how many seconds a new secret is pending; without it, until an answer has shown it once.
    #[arg(long, value_name = "SECONDS")]
    pending: Option<u64>,
    /// Begin at the same time in each run, so that the same requests get the same answers.
    #[arg(long)]
    stopped_clock: bool,
}

impl Arguments {
    fn settings(&self) -> Settings {
        let settings = if self.empty {
            Settings::empty()
        } else {
            Settings::default()
        };
        let settings = settings
            .max_stores(self.max_stores)
            .max_secrets(self.max_secrets)
            .rate(self.rate, Duration::from_secs(300));
        let settings = match self.pending {
            Some(seconds) => settings.pending(Pending::For(Duration::from_secs(seconds))),
            None => settings,
        };
        if self.stopped_clock {
            // The time of the examples in the documentation.
            let time = Duration::from_micros(1_695_322_592_624_632);
            settings.stopped_clock(SystemTime::UNIX_EPOCH + time)
        } else {
            settings
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let log = |entry: &Entry| println!("{entry}");
    match Sandbox::serve(arguments.settings(), arguments.port, Some(Box::new(log))).await {
        Ok(sandbox) => {
            greet(&sandbox);
            std::future::pending().await
        }
        Err(error) => {
            println!(
                "cannot listen at port {}: {error}; choose another with --port",
                arguments.port
            );
            ExitCode::from(2)
        }
    }
}

fn greet(sandbox: &Sandbox) {
    println!("Secrets Store sandbox at {}\n", sandbox.base_url());
    for (store, secrets) in sandbox.contents() {
        println!("store {store}: {}", secrets.join(", "));
    }
    println!("\nPoint a client at it:\n");
    for (name, value) in sandbox.environment() {
        println!("  export {name}={value}");
    }
    println!("\nThe token {READ_TOKEN} may only read. The other way to sign:");
    println!("CLOUDFLARE_EMAIL={EMAIL} CLOUDFLARE_API_KEY={KEY}\n");
}
