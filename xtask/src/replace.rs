//! Replacing several files: all of them, or none as far as the disk allows.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use client_generator::files;

/// New texts that wait beside the files they will replace. What was not put in place is removed again.
#[derive(Default)]
pub(crate) struct Replacement {
    waiting: Vec<(PathBuf, PathBuf)>,
}

impl Replacement {
    /// Writes the text beside its target; false if the target has it already.
    ///
    /// Fails if the target could not be replaced, because it may not be written or is no file.
    pub(crate) fn prepare(&mut self, target: &Path, text: &str) -> Result<bool> {
        match fs::read(target) {
            Ok(there) if there == text.as_bytes() => return Ok(false),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            there => {
                there.with_context(|| format!("cannot read {}", target.display()))?;
                // Renaming would replace a file that nobody may write.
                let open = fs::OpenOptions::new().append(true).open(target);
                open.with_context(|| format!("cannot write {}", target.display()))?;
            }
        }
        // A link stays a link: what it leads to is replaced.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let beside = target.with_file_name(format!(".{name}.new"));
        let context = || format!("cannot write {}", beside.display());
        let mut file = files::create(&beside).with_context(context)?;
        self.waiting.push((beside.clone(), target.clone()));
        file.write_all(text.as_bytes()).with_context(context)?;
        Ok(true)
    }

    /// Puts all of them in place.
    pub(crate) fn commit(mut self) -> Result<()> {
        while let Some((beside, target)) = self.waiting.first() {
            fs::rename(beside, target)
                .with_context(|| format!("cannot write {}", target.display()))?;
            self.waiting.remove(0);
        }
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        for (beside, _) in &self.waiting {
            // It is only a copy; the error that led here is the one to report.
            let _ = fs::remove_file(beside);
        }
    }
}
