//! Names of structs beside those of their fields.

use super::taken::STRUCT_NAMES;
use crate::model::{Field, Struct};

/// The method that sets a field: it is called like the field, unless every struct has a function of that name.
pub(crate) fn setter(of: &Struct, field: &Field) -> String {
    let name = &field.name.rust;
    if STRUCT_NAMES.contains(&name.as_str()) {
        free(of, format!("with_{name}"))
    } else {
        name.clone()
    }
}

/// The method that sends null for a field.
pub(crate) fn clearing(of: &Struct, field: &Field) -> String {
    free(
        of,
        format!("clear_{}", field.name.rust.trim_start_matches('_')),
    )
}

/// The field that holds properties without a name.
pub(crate) fn additional(of: &Struct) -> String {
    free(of, "additional_properties".to_owned())
}

/// A name that no field has.
fn free(of: &Struct, mut name: String) -> String {
    while of.fields.iter().any(|it| it.name.rust == name) {
        name.push('_');
    }
    name
}
