//! Parts of the crate that can be left out.

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

impl Model {
    /// The feature that a handle's operations need.
    pub fn feature_of(&self, resource: &Resource) -> Option<&Feature> {
        resource.feature.map(|it| &self[it])
    }

    /// The feature that an operation needs.
    pub fn feature_of_operation(&self, operation: &Operation) -> Option<&Feature> {
        self.feature_of(&self[operation.resource])
    }

    /// The feature that a type needs; what more than one feature uses is always there.
    pub fn feature_of_type(&self, def: &TypeDef) -> Option<&Feature> {
        def.feature.map(|it| &self[it])
    }
}
