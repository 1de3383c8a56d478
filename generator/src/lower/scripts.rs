//! Whether names have letters that rustc warns of, because others look the same: `а` of Cyrillic beside `a`.

use crate::model::{Kind, Model, Name, Operation, TypeDef};

/// True if a name is not ASCII throughout.
pub(super) fn any_other(model: &Model) -> bool {
    let types = model.types.iter().flat_map(of_type);
    let handles = model.resources.iter().flat_map(|it| {
        let parameter = it.parameter.iter().map(|it| &it.name);
        [&it.module, &it.name, &it.accessor]
            .into_iter()
            .chain(parameter)
    });
    let operations = model.operations.iter().flat_map(of_operation);
    let servers = model.krate.servers.iter().map(|it| &it.name);
    let webhooks = model.webhooks.all.iter().map(|it| &it.name);
    let settings = model.settings.iter().map(|it| &it.name);
    let credentials = model.security.credentials.iter().flat_map(|it| {
        let arguments = it.parts.iter().map(|it| &it.argument);
        std::iter::once(&it.name).chain(arguments)
    });
    let mut names = types
        .chain(handles)
        .chain(operations)
        .chain(servers)
        .chain(webhooks)
        .chain(settings)
        .chain(credentials);
    names.any(|it| !it.rust.is_ascii())
}

fn of_type(it: &TypeDef) -> Vec<&Name> {
    let mut names = vec![&it.name];
    match &it.kind {
        Kind::Struct(it) => names.extend(it.fields.iter().map(|it| &it.name)),
        Kind::Enum(it) => names.extend(it.variants.iter().map(|it| &it.name)),
        Kind::Union(it) => names.extend(it.variants.iter().map(|it| &it.name)),
        Kind::Choice(forms) => names.extend(forms.iter().map(|it| &it.name)),
        Kind::Identifier(_) => {}
    }
    names
}

fn of_operation(it: &Operation) -> Vec<&Name> {
    let mut names = vec![&it.method_name, &it.builder];
    names.extend(it.path_parameters.iter().map(|it| &it.parameter.name));
    names.extend(it.parameters.iter().map(|it| &it.name));
    names.extend(it.bulk.iter().map(|it| &it.name));
    names.extend(it.ensure.iter().map(|it| &it.name));
    names
}
