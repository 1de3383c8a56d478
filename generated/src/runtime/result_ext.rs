// @generated from generator/runtime/src/runtime/result_ext.rs. Edit that file.

//! What results can do besides what those of the standard library can.

use crate::runtime::error::Result;

/// What is often wanted of a result.
pub trait ResultExt<T>: sealed::Sealed {
    /// `None` where the answer was 404.
    ///
    /// # Errors
    /// Every other error is passed on.
    fn optional(self) -> Result<Option<T>>;
}

mod sealed {
    /// Results of this crate only, so that the trait can gain methods.
    pub trait Sealed {}
}

impl<T> sealed::Sealed for Result<T> {}

impl<T> ResultExt<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
