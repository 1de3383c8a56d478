//! `cargo xtask picture`.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::messages::Messages;

/// Where the picture is.
const PICTURE: &str = "tests/sandbox/picture.svg";

/// What the sandbox is reached at unless it is told otherwise.
const USUAL: &str = "127.0.0.1:8787";

/// Run the sandbox and the quickstart, and show in the README what they print.
///
/// Writes the blocks of `README.md` that are marked with `cargo xtask picture`, and `tests/sandbox/picture.svg`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask picture
  cargo xtask picture --check")]
pub(crate) struct Arguments {
    /// Compare with what is there instead of writing; exit with 1 if anything differs.
    #[arg(long)]
    check: bool,
}

/// What was printed.
struct Session {
    sandbox: Vec<String>,
    quickstart: Vec<String>,
    log: Vec<String>,
}

/// Runs the command; false if, with `--check`, something differs.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let session = Session::record()?;
    let root = crate::root();
    let readme = root.join("README.md");
    let before = fs::read_to_string(&readme).context("cannot read README.md")?;
    let blocks = [
        ("sandbox", &session.sandbox),
        ("quickstart", &session.quickstart),
        ("log", &session.log),
    ];
    let mut after = before.replace("\r\n", "\n");
    for (name, lines) in blocks {
        after = with_block(&after, name, lines)?;
    }
    let mut fine = true;
    for (path, text) in [(readme, after), (root.join(PICTURE), svg(&session))] {
        let shown = path
            .strip_prefix(&root)
            .unwrap_or(&path)
            .display()
            .to_string();
        if !arguments.check {
            let changed = crate::fragment::write_changed(&path, &text)?;
            say!("{shown}: {}", if changed { "written" } else { "unchanged" });
        } else if differs(&path, &text) {
            Messages::default().problem("stale", &shown);
            fine = false;
        }
    }
    if !fine {
        Messages::default().note("run `cargo xtask picture`");
    }
    Ok(fine)
}

fn differs(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).map_or(true, |there| there.replace("\r\n", "\n") != text)
}

impl Session {
    fn record() -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let build = ["build", "--quiet", "-p", "secrets-store-sandbox"];
        let status = Command::new(cargo)
            .args(build)
            .current_dir(crate::root())
            .status()?;
        if !status.success() {
            bail!("the sandbox does not build");
        }
        let itself = std::env::current_exe().context("where is this program?")?;
        let folder = itself.parent().context("a program is in a folder")?;
        let sandbox = Command::new(folder.join("secrets-store-sandbox"))
            .args(["--port", "0", "--stopped-clock"])
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the sandbox")?;
        let mut sandbox = Running(sandbox);
        let mut output = BufReader::new(sandbox.0.stdout.take().context("a pipe")?);
        let greeting = greeting(&mut output)?;
        let variables = greeting
            .iter()
            .filter_map(|it| it.trim().strip_prefix("export "));
        let quickstart = Command::new(folder.join("quickstart"))
            .envs(variables.filter_map(|it| it.split_once('=')))
            .output()
            .context("cannot run the quickstart")?;
        if !quickstart.status.success() {
            bail!(
                "the quickstart failed: {}",
                String::from_utf8_lossy(&quickstart.stderr)
            );
        }
        drop(sandbox);
        let mut log = String::new();
        output.read_to_string(&mut log)?;
        Ok(Self {
            sandbox: session("cargo run -p secrets-store-sandbox", &usual(&greeting)),
            quickstart: session(
                "cargo run -p cloudflare-secrets-store --example quickstart",
                &lines(&String::from_utf8_lossy(&quickstart.stdout)),
            ),
            log: lines(&log),
        })
    }
}

/// A process that ends with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Everything up to the end of the introduction, which is the line before requests are logged.
fn greeting(output: &mut impl std::io::BufRead) -> Result<Vec<String>> {
    let mut greeting = Vec::new();
    loop {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            bail!("the sandbox ended early");
        }
        let line = line.trim_end().to_owned();
        let last = line.starts_with("CLOUDFLARE_EMAIL=");
        greeting.push(line);
        if last {
            // An empty line follows.
            output.read_line(&mut String::new())?;
            return Ok(greeting);
        }
    }
}

/// With the usual port instead of the one that was free.
fn usual(greeting: &[String]) -> Vec<String> {
    let address = greeting.first().and_then(|it| it.split("http://").nth(1));
    let address = address.and_then(|it| it.split('/').next()).unwrap_or(USUAL);
    greeting
        .iter()
        .map(|it| it.replace(address, USUAL))
        .collect()
}

fn session(command: &str, output: &[String]) -> Vec<String> {
    let mut lines = vec![format!("$ {command}")];
    lines.extend_from_slice(output);
    lines
}

fn lines(text: &str) -> Vec<String> {
    text.trim_end().lines().map(str::to_owned).collect()
}

/// The README with the block after this mark replaced.
fn with_block(readme: &str, name: &str, lines: &[String]) -> Result<String> {
    let mark = format!("<!-- cargo xtask picture: {name} -->\n```console\n");
    let Some((before, rest)) = readme.split_once(&mark) else {
        bail!("README.md has no block `{name}`");
    };
    let Some(end) = rest.find("```") else {
        bail!("the block `{name}` of README.md has no end");
    };
    Ok(format!(
        "{before}{mark}{}\n{}",
        lines.join("\n"),
        &rest[end..]
    ))
}

const LINE: usize = 18;
const COLUMN: f64 = 7.8;
const MARGIN: usize = 16;

/// The whole session as a terminal would show it.
fn svg(session: &Session) -> String {
    let mut lines = session.sandbox.clone();
    lines.push(String::new());
    lines.extend(session.quickstart.iter().cloned());
    lines.push(String::new());
    lines.extend(session.log.iter().cloned());
    let columns = lines.iter().map(|it| it.chars().count()).max().unwrap_or(0);
    let columns = u32::try_from(columns).unwrap_or(u32::MAX);
    let width = (f64::from(columns) * COLUMN).ceil() + 32.0;
    let height = lines.len() * LINE + 2 * MARGIN;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>The sandbox, the quickstart, and what the sandbox logs</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1f27\"/>\n\
         <g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#d5dae3\" xml:space=\"preserve\">\n"
    );
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        let y = MARGIN + LINE * (index + 1) - 5;
        let colour = colour(line);
        let line = line
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace(' ', "\u{a0}");
        let _ = writeln!(text, "<text x=\"{MARGIN}\" y=\"{y}\"{colour}>{line}</text>");
    }
    text.push_str("</g>\n</svg>\n");
    text
}

/// Commands and requests stand out.
fn colour(line: &str) -> &'static str {
    let method = line.split(' ').next().unwrap_or_default();
    match method {
        "$" => " fill=\"#7ee787\"",
        "GET" | "POST" | "PATCH" | "DELETE" => " fill=\"#79c0ff\"",
        _ => "",
    }
}
