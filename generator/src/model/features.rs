//! Parts of the crate that can be left out, and in which modules their handles are.

use super::{FeatureId, Model, Operation, Resource, TypeDef};

/// A Cargo feature: the operations of some handles, and what only they need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// As the manifest writes it, such as `load-balancers`.
    pub name: String,
    /// The module of its handles and of its types, such as `load_balancers`.
    pub module: String,
}

/// Where a handle is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In a module of its own, whatever the features.
    Own,
    /// With all handles that lead to more than one feature; these are always there.
    Shared,
    /// In the module of a feature.
    Feature(FeatureId),
}

/// The module of the handles that lead to several features.
pub const HANDLES: &str = "handles";

impl Model {
    /// The feature that a handle's operations need.
    pub fn feature_of(&self, resource: &Resource) -> Option<&Feature> {
        resource.feature.map(|it| &self[it])
    }

    /// The feature that an operation needs.
    pub fn feature_of_operation(&self, operation: &Operation) -> Option<&Feature> {
        self.feature_of(&self[operation.resource])
    }

    /// The modules below `crate::resources` that a handle is defined in.
    pub fn home<'a>(&'a self, resource: &'a Resource) -> Vec<&'a str> {
        match resource.home {
            Home::Own => vec![&resource.module.rust],
            Home::Shared => vec![HANDLES],
            Home::Feature(it) => in_feature(&self[it], resource),
        }
    }

    /// The modules below `crate::resources` that a handle's requests are in, with the handle unless it is shared.
    pub fn place<'a>(&'a self, resource: &'a Resource) -> Vec<&'a str> {
        match (resource.home, self.feature_of(resource)) {
            (Home::Shared, Some(it)) => in_feature(it, resource),
            _ => self.home(resource),
        }
    }

    /// The feature that a type needs; what more than one feature uses is always there.
    pub fn feature_of_type(&self, def: &TypeDef) -> Option<&Feature> {
        def.feature.map(|it| &self[it])
    }
}

/// The main handle of a feature, which has its name, is in the module of the feature itself.
fn in_feature<'a>(feature: &'a Feature, resource: &'a Resource) -> Vec<&'a str> {
    let module = resource.module.rust.as_str();
    let below = (module != feature.module).then_some(module);
    [feature.module.as_str()].into_iter().chain(below).collect()
}
