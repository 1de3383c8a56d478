// @generated from generator/runtime/src/runtime/settings.rs. Edit that file.

//! Required parameters that are set once for all calls, such as the version of the API.

use crate::runtime::builder::ClientBuilder;
use crate::runtime::call::{Call, replace};
use crate::runtime::credentials::{Variables, variable_value};
use crate::runtime::error::{Error, Result};
use crate::runtime::operation::Parameter;
use crate::runtime::plain::Plain;
use crate::runtime::secret::SecretValue;
use crate::runtime::service::{Service, Setting};

/// The values of a client, in the order of [`Service::settings`].
pub(crate) type Settings = Vec<Option<SecretValue>>;

/// Values by the names of the parameters, or what is wrong with them.
pub(crate) type Found = Vec<(&'static str, Result<SecretValue, String>)>;

/// What the environment says.
pub(crate) fn from_variables(service: &Service, variables: &Variables<'_>) -> Found {
    let value = |setting: &Setting| {
        let found = variable_value(setting.variable?, variables).transpose()?;
        let found = found.map_err(|error| error.to_string());
        Some((setting.parameter.name, found))
    };
    service.settings.iter().filter_map(value).collect()
}

/// What was set, what the environment says, or what the document says, in this order.
///
/// # Errors
/// A variable that is needed cannot be read.
pub(crate) fn resolve(service: &Service, own: &Found, environment: &Found) -> Result<Settings> {
    let value = |setting: &Setting| {
        let is_it = |(name, _): &&(&str, _)| *name == setting.parameter.name;
        let found = own.iter().rfind(is_it);
        match found.or_else(|| environment.iter().find(is_it)) {
            Some((_, Ok(value))) => Ok(Some(value.clone())),
            Some((_, Err(reason))) => Err(Error::config(reason)),
            None => Ok(setting.default.map(SecretValue::from)),
        }
    };
    service.settings.iter().map(value).collect()
}

impl Setting {
    fn is_for(&self, parameter: &Parameter) -> bool {
        self.parameter.name.eq_ignore_ascii_case(parameter.name)
    }
}

impl ClientBuilder {
    /// The value of a parameter for all calls.
    #[doc(hidden)]
    pub fn setting(mut self, name: &'static str, value: impl Into<SecretValue>) -> Self {
        self.settings.push((name, Ok(value.into())));
        self
    }
}

impl Call {
    /// A parameter with the value of the client, until the call sets its own.
    pub fn setting(&mut self, parameter: &'static Parameter) {
        let client = self.0.client.clone();
        let mut known = client.0.settings();
        if let Some((setting, value)) = known.find(|(it, _)| it.is_for(parameter)) {
            self.set(setting, parameter, value);
        }
    }

    /// All that the client has a value for, where nobody knows what is needed.
    pub(crate) fn all_settings(&mut self) {
        let client = self.0.client.clone();
        for (setting, value) in client.0.settings().filter(|(_, value)| value.is_some()) {
            self.set(setting, setting.parameter, value);
        }
    }

    fn set(
        &mut self,
        setting: &Setting,
        parameter: &'static Parameter,
        value: Option<&SecretValue>,
    ) {
        if setting.is_secret {
            self.0.parameter_secrets.extend(value.cloned());
        }
        let values = if setting.is_header {
            &mut self.0.header_parameters
        } else {
            &mut self.0.query
        };
        let text = value.map(|it| Plain::String(it.expose().to_owned()));
        replace(values, parameter, text.unwrap_or(Plain::Null));
    }
}

/// What to say of a parameter that neither the call nor the client has.
pub(crate) fn missing(service: &Service, parameter: &Parameter) -> Error {
    let name = parameter.name;
    let setting = service.settings.iter().find(|it| it.is_for(parameter));
    let setter = setting.map_or(name, |it| it.setter);
    let variable = setting.and_then(|it| it.variable);
    let variable = variable.map_or_else(String::new, |it| format!(", or {it} in the environment"));
    Error::config(format!(
        "`{name}` has no value: set it for all calls with `{setter}` of the client's builder{variable}, or for this call"
    ))
}
