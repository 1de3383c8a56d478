//! Names of structs beside those of their fields.

use super::taken::{ARGUMENT_NAMES, BUILDER_NAMES, STRUCT_NAMES};
use crate::model::{Field, Presence, Struct};

/// The method that sets a field: it is called like the field, unless every struct has a function of that name.
pub(crate) fn setter(of: &Struct, field: &Field) -> String {
    let name = &field.name.rust;
    if STRUCT_NAMES.contains(&name.as_str()) {
        free(of, format!("with_{name}"))
    } else {
        name.clone()
    }
}

/// The method that sends null for a field, where null says something else than nothing.
pub(crate) fn clearing(of: &Struct, field: &Field) -> Option<String> {
    (field.presence == Presence::ThreeState).then(|| cleared(of, field))
}

fn cleared(of: &Struct, field: &Field) -> String {
    let name = field.name.rust.trim_start_matches('_');
    free(of, format!("clear_{name}"))
}

/// True if a request cannot have the field of its body as an argument, or as methods that set it. `is_taken` knows the
/// names of its parameters. Whether null clears the field is decided later: a field that takes it counts.
pub(crate) fn clashes(of: &Struct, field: &Field, is_taken: impl Fn(&str) -> bool) -> bool {
    if field.is_argument() {
        let name = field.name.rust.as_str();
        return is_taken(name) || ARGUMENT_NAMES.contains(&name);
    }
    let is_used = |name: &str| is_taken(name) || BUILDER_NAMES.contains(&name);
    let nullable = [Presence::OptionalNullable, Presence::ThreeState].contains(&field.presence);
    is_used(&setter(of, field)) || (nullable && is_used(&cleared(of, field)))
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
