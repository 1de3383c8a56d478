//! Documents that have no end, or none that anybody would want to wait for; limits and examples that cannot be kept.

use super::super::{Diagnostics, Place, Severity, Spot};

impl Diagnostics {
    pub(crate) fn example_has_no_format(&mut self, at: &str, format: &str) {
        let message = format!("the example is no `{format}`, so it is not shown");
        let help = "something plain takes its place; correct it in an overlay".to_owned();
        self.warning("example", at, message, help);
    }

    pub(crate) fn limit_not_checked(&mut self, at: &str, key: &str) {
        let message = format!("this `{key}` is left to the server to check");
        self.warning("pattern", at, message, None);
    }

    pub(crate) fn endless_type(&mut self, at: &str) {
        let message = "this is a list, a map or a choice of nothing but itself; it is taken as any JSON value";
        let help = "an object with a property in between gets a name, and may contain itself";
        self.warning("endless-type", at, message, help.to_owned());
    }

    pub(crate) fn endless_choice(&mut self, at: &str) {
        let message = "an alternative of this leads back to it; it is left out, and its other alternatives take its place";
        let help = "what is this by being this says nothing; leave it out of the list";
        self.warning("endless-type", at, message, help.to_owned());
    }

    pub(crate) fn endless_object(&mut self, at: &str, name: &str) {
        let message = format!(
            "each value has another in `{name}`, without end; it is taken as one that may be missing"
        );
        let help = "leave the property out of `required`, or say that it may be null".to_owned();
        self.warning("endless-type", at, message, help);
    }

    pub(crate) fn nested_too_deep(&mut self, at: &str, what: &str) {
        let message =
            format!("{what} lie too deep inside each other; from here on they are not looked at");
        let help = "give the schemas inside names of their own, or cut the chain".to_owned();
        self.warning("nesting", at, message, help);
    }

    pub(crate) fn repeated_properties(&mut self, at: &str, properties: usize, alternatives: usize) {
        let message = format!(
            "each of {alternatives} alternatives would have the {properties} properties beside them; it is an object with these"
        );
        let help = "give the alternatives schemas of their own, with the properties that they need";
        self.warning("alternatives", at, message, help.to_owned());
    }

    pub(crate) fn too_much(&mut self, at: &str, most: usize) {
        let message = format!(
            "the types and operations of this document have more than {most} properties, alternatives and parameters together, and this is where they become too many"
        );
        let help = "each has all that it refers to: let what has many properties, alternatives or parameters be part of fewer schemas and paths";
        self.error("nesting", at, message, help.to_owned());
    }

    pub(crate) fn too_many_segments(&mut self, at: &str, most: usize) {
        let message = format!("this path has more than {most} segments");
        let help = "each of them would be a handle: no API needs so many".to_owned();
        self.error("nesting", at, message, help);
    }

    pub(crate) fn path_too_long(&mut self, at: &str, most: usize) {
        let message = format!("this path has more than {most} bytes");
        let help = "no server takes requests to such a path".to_owned();
        self.push(
            Severity::Error,
            "nesting",
            Place::Key(at.to_owned()),
            message,
            help,
        );
    }

    pub(crate) fn server_too_long(&mut self, at: &str, most: usize) {
        let message = format!("this address has more than {most} bytes");
        let help = "no server has such an address".to_owned();
        self.error("nesting", at, message, help);
    }

    pub(crate) fn text_nested_too_deep(&mut self, source: usize, line: usize, column: usize) {
        let place = Place::Text(source, line, column);
        let message = "brackets lie too deep inside each other";
        self.push(Severity::Error, "nesting", place, message, None);
    }

    pub(crate) fn key_too_long(&mut self, source: usize, at: &str) {
        let place = Place::Source(source, at.to_owned(), Spot::Key);
        let message = "keys as long as this one are too much for all that lies below them";
        let help = "each node below has it in its place: give it a short name".to_owned();
        self.push(Severity::Error, "nesting", place, message, help);
    }

    pub(crate) fn too_many_aliases(&mut self, source: usize, line: usize, column: usize) {
        let place = Place::Text(source, line, column);
        let message =
            "the aliases (`*name`) of this text repeat far more than the text itself says";
        let help = "write it out, or use `$ref`".to_owned();
        self.push(Severity::Error, "aliases", place, message, help);
    }
}
