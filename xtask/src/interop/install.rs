//! Everything that has to be there before the programs can run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Folders and programs.
pub(super) struct Installed {
    /// Where everything is installed.
    pub(super) scratch: PathBuf,
    /// Where the programs of the workspace are built.
    pub(super) built: PathBuf,
    /// `spec/` with the overlay on it.
    pub(super) document: PathBuf,
}

impl Installed {
    pub(super) fn prepare() -> Result<Self> {
        let itself = env::current_exe().context("where is this program?")?;
        let built = itself
            .parent()
            .context("a program is in a folder")?
            .to_owned();
        let scratch = crate::root().join("target/interop");
        fs::create_dir_all(&scratch)
            .with_context(|| format!("cannot make {}", scratch.display()))?;
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let arguments = ["build", "--quiet", "-p", "secrets-store-sandbox"];
        run(Command::new(cargo)
            .args(arguments)
            .current_dir(crate::root()))?;
        let installed = Self {
            document: scratch.join("secrets-store.json"),
            scratch,
            built,
        };
        installed.packages()?;
        run(Command::new(itself)
            .args(["merged", "--out"])
            .arg(&installed.document))?;
        Ok(installed)
    }

    /// A program that pip installed.
    pub(super) fn python(&self, name: &str) -> PathBuf {
        self.scratch.join("python/bin").join(name)
    }

    /// A program that npm installed.
    pub(super) fn node(&self, name: &str) -> PathBuf {
        self.scratch.join("node_modules/.bin").join(name)
    }

    /// What npm and pip install, unless it is there already.
    fn packages(&self) -> Result<()> {
        let mut changed = Vec::new();
        for name in [
            "package.json",
            "requirements.txt",
            "typescript.mjs",
            "python.py",
        ] {
            if self.copy(name)? {
                changed.push(name);
            }
        }
        if changed.contains(&"package.json") || !self.node("prism").exists() {
            say!("installing with npm");
            let install = ["install", "--no-audit", "--no-fund", "--loglevel=error"];
            run(Command::new("npm").args(install).current_dir(&self.scratch))?;
        }
        if changed.contains(&"requirements.txt") || !self.python("schemathesis").exists() {
            say!("installing with pip");
            let environment = ["-m", "venv", "python"];
            run(Command::new("python3")
                .args(environment)
                .current_dir(&self.scratch))?;
            let install = [
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
                "requirements.txt",
            ];
            run(Command::new(self.python("pip"))
                .args(install)
                .current_dir(&self.scratch))?;
        }
        Ok(())
    }

    /// Copies a file of `tests/interop`, next to what it imports; true if it is not what was there.
    fn copy(&self, name: &str) -> Result<bool> {
        let path = crate::root().join("tests/interop").join(name);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        crate::fragment::write_changed(&self.scratch.join(name), &text)
    }
}

/// Runs a program that has to end well.
fn run(command: &mut Command) -> Result<()> {
    let name = Path::new(command.get_program()).display().to_string();
    let status = command
        .status()
        .with_context(|| format!("cannot run {name}"))?;
    if !status.success() {
        bail!("{name} failed");
    }
    Ok(())
}
