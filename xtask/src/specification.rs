//! Which specification a command works on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use client_generator::diagnostics::CODES;
use client_generator::spec::nearest;
use client_generator::{Input, Mistakes, OnCollision, Options, Source};

use crate::text;
use crate::wanted::Wanted;

/// The document of this project.
pub(crate) const SPEC: &str = "spec/secrets-store.yaml";

/// Its overlay.
pub(crate) const OVERLAY: &str = "spec/secrets-store.overlay.yaml";

/// The names that its users compile against.
pub(crate) const NAMES: &str = "spec/names.lock";

/// Example programs for the crate.
pub(crate) const EXAMPLES: &str = "spec/examples";

/// The options that choose a document; without them it is the project's own.
#[derive(clap::Args)]
pub(crate) struct Texts {
    /// The OpenAPI document (3.0 to 3.2), YAML or JSON.
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// An OpenAPI Overlay 1.0 for the document; may be given several times, applied in order.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Take the document as it is, without any overlay.
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
}

/// What happens to names that meet.
#[derive(clap::Args)]
pub(crate) struct Naming {
    /// What happens to the second of two things that would have the same name: it is reported, or gets
    /// a suffix made of its place.
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Collision::Error)]
    on_collision: Collision,
}

/// The options that say what is made of which document.
#[derive(clap::Args)]
pub(crate) struct Specification {
    #[command(flatten)]
    texts: Texts,
    /// The file that keeps the names users compile against; it is read if it is there, and written.
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// A folder with example programs in Rust, which go into the crate as they are.
    #[arg(long, value_name = "DIR")]
    examples: Option<PathBuf>,
    #[command(flatten)]
    naming: Naming,
    /// A kind of warning that is an error, or `all`; may be given several times. `cargo xtask explain` lists them.
    #[arg(long, value_name = "WARNING", value_parser = known_warning)]
    deny: Vec<String>,
    /// Give the crate tests of what it sends and reads.
    #[arg(long)]
    wire_tests: bool,
    #[command(flatten)]
    wanted: Wanted,
    /// The package name, instead of the document's own.
    #[arg(long, value_name = "NAME")]
    crate_name: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Collision {
    Error,
    Suffix,
}

impl Texts {
    /// The document with its overlays, and nothing else.
    pub(crate) fn input(&self) -> Result<Input> {
        let root = crate::root();
        let spec = self.spec.clone().unwrap_or_else(|| root.join(SPEC));
        let overlays = if self.other().is_none() {
            vec![root.join(OVERLAY)]
        } else {
            self.overlay.clone()
        };
        Ok(Input {
            document: source(&spec)?,
            overlays: overlays
                .iter()
                .map(|it| source(it))
                .collect::<Result<_>>()?,
            names: None,
            examples: Vec::new(),
            options: Options {
                mistakes: mistakes(self.spec.is_none()),
                ..Options::default()
            },
        })
    }

    /// The first option that asks for something else than the project's document with its overlay.
    fn other(&self) -> Option<&'static str> {
        [
            (self.spec.is_some(), "--spec"),
            (self.no_overlay, "--no-overlay"),
            (!self.overlay.is_empty(), "--overlay"),
        ]
        .into_iter()
        .find_map(|(given, option)| given.then_some(option))
    }
}

/// Our own document can be corrected, a foreign one can only be warned about.
pub(crate) fn mistakes(own: bool) -> Mistakes {
    if own {
        Mistakes::Refuse
    } else {
        Mistakes::Repair
    }
}

impl Naming {
    pub(crate) fn on_collision(&self) -> OnCollision {
        match self.on_collision {
            Collision::Error => OnCollision::Error,
            Collision::Suffix => OnCollision::Suffix,
        }
    }
}

impl Specification {
    /// Reads all files.
    pub(crate) fn input(&self) -> Result<Input> {
        let texts = self.texts.input()?;
        let names = self.names_file().filter(|it| it.exists());
        Ok(Input {
            names: names.map(|it| source(&it)).transpose()?,
            examples: self.programs()?,
            options: Options {
                crate_name: self.crate_name.clone(),
                on_collision: self.naming.on_collision(),
                deny: self.deny.clone(),
                wire_tests: self.wire_tests,
                selection: self.wanted.selection(),
                ..texts.options
            },
            ..texts
        })
    }

    /// The names of the project's own crate are always kept, those of another one if asked for.
    pub(crate) fn names_file(&self) -> Option<PathBuf> {
        let own = self.foreign().is_none();
        let own = own.then(|| crate::root().join(NAMES));
        self.names.clone().or(own)
    }

    fn programs(&self) -> Result<Vec<Source>> {
        match &self.examples {
            Some(folder) => programs(folder, ""),
            None if self.foreign().is_none() => own_programs(&crate::root()),
            None => Ok(Vec::new()),
        }
    }

    /// The first option that makes another crate than the project's own.
    pub(crate) fn foreign(&self) -> Option<&'static str> {
        let others = [
            (self.crate_name.is_some(), "--crate-name"),
            (self.examples.is_some(), "--examples"),
        ];
        let mut others = others.into_iter();
        let other = others.find_map(|(given, option)| given.then_some(option));
        self.texts.other().or(other).or(self.wanted.option())
    }
}

/// A code of a message, or `all`.
fn known_warning(text: &str) -> Result<String, String> {
    let known = || CODES.iter().map(|it| it.code).chain(["all"]);
    if known().any(|it| it == text) {
        return Ok(text.to_owned());
    }
    let near = nearest(text, &known().collect());
    Err(match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`cargo xtask explain` lists all kinds of warnings".to_owned(),
    })
}

/// A file, named as people know it: inside the project without the way to the project.
pub(crate) fn source(path: &Path) -> Result<Source> {
    let text = text::read(path)?;
    let name = path.strip_prefix(crate::root()).unwrap_or(path);
    Ok(Source {
        name: name.display().to_string(),
        text,
    })
}

/// The example programs of the project; a project need not have any.
pub(crate) fn own_programs(root: &Path) -> Result<Vec<Source>> {
    let folder = root.join(EXAMPLES);
    if folder.is_dir() {
        programs(&folder, EXAMPLES)
    } else {
        Ok(Vec::new())
    }
}

/// The Rust files of a folder, which messages call `name`; without one, as the folder is called.
fn programs(folder: &Path, name: &str) -> Result<Vec<Source>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot read {}", folder.display()))?
            .path();
        if path.extension().is_some_and(|it| it == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
    let base = if name.is_empty() {
        folder.display().to_string()
    } else {
        name.to_owned()
    };
    paths
        .iter()
        .map(|path| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            Ok(Source {
                name: format!("{base}/{file}"),
                ..source(path)?
            })
        })
        .collect()
}
