//! Servers that run while a program talks to them.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::install::Installed;

/// How long a server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server, which is stopped when this is dropped.
pub(super) struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// The sandbox, at any port, with room for a second store.
    pub(super) fn sandbox(installed: &Installed) -> Result<Self> {
        let mut command = Command::new(installed.built.join("secrets-store-sandbox"));
        // Schemathesis sends more in a minute than the service would let anybody.
        command.args(["--port", "0", "--max-stores", "2", "--rate", "1000000"]);
        Self::start(command, installed, "sandbox")
    }

    /// Prism, which refuses what does not fit the document.
    pub(super) fn prism(installed: &Installed) -> Result<Self> {
        let mut command = Command::new(installed.node("prism"));
        command.arg("mock").arg(&installed.document);
        command.args(["--errors", "--port", "0"]);
        Self::start(command, installed, "prism")
    }

    /// Starts a program and waits until it prints a line that ends in its address. What it prints is kept in a file.
    fn start(mut command: Command, installed: &Installed, name: &str) -> Result<Self> {
        let path = installed.scratch.join(format!("{name}.log"));
        let mut log =
            File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let output = child.stdout.take().context("its output is a pipe")?;
        let (found, address) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // A full disk is not what is tested here.
                let _ = writeln!(log, "{line}");
                if let Some(url) = address_in(&line) {
                    // Nobody waits any more after the first.
                    let _ = found.send(url);
                }
            }
        });
        let url = address.recv_timeout(PATIENCE);
        let mut server = Self {
            child,
            url: String::new(),
        };
        match url {
            Ok(url) => server.url = url,
            Err(_) => bail!("{name} does not listen; see {}", path.display()),
        }
        Ok(server)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `… at http://127.0.0.1:8787/client/v4` and `… listening on http://127.0.0.1:4010`.
fn address_in(line: &str) -> Option<String> {
    let (before, url) = line.rsplit_once("http://")?;
    let announced = [" at ", "listening on "]
        .iter()
        .any(|it| before.ends_with(it));
    announced.then(|| format!("http://{}", url.trim()))
}
