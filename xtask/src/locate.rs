//! `cargo xtask where`.

use anyhow::Result;
use client_generator::items::{find, similar};
use client_generator::{generate, place};

use crate::messages::Messages;
use crate::specification::Specification;

/// Show which place of the specification an item of the crate comes from, and what a place became.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask where Secret::comment
  cargo xtask where Secrets::list
  cargo xtask where secrets.list.per_page
  cargo xtask where /components/schemas/secrets-store_secretObject")]
pub(crate) struct Arguments {
    /// An item as users write it, or a JSON pointer into the specification.
    item: String,
    #[command(flatten)]
    specification: Specification,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// Prints each item with file, line and column; false if there is none.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let input = arguments.specification.input()?;
    let generated = match generate(&input) {
        Ok(generated) => generated,
        Err(reports) => {
            arguments.messages.print(&reports);
            return Ok(false);
        }
    };
    let found = find(&generated.model, &arguments.item);
    if found.is_empty() {
        let near = similar(&generated.model, &arguments.item);
        let near = if near.is_empty() {
            String::new()
        } else {
            format!("; similar names: `{}`", near.join("`, `"))
        };
        let text = format!("the crate has nothing called `{}`{near}", arguments.item);
        arguments.messages.problem("error", &text);
        return Ok(false);
    }
    let pointers: Vec<&str> = found.iter().map(|it| it.pointer.as_str()).collect();
    for (item, (file, line, column)) in found.iter().zip(place(&input, &pointers)) {
        say!(
            "{}\n  {file}:{line}:{column}\n  {}",
            item.rust,
            item.pointer
        );
    }
    Ok(true)
}
