//! Properties that have no field of their own, beside some that have.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::runtime::drift::{Step, descend};

/// `#[serde(flatten, deserialize_with)]` for them. serde keeps them aside and forgets where they stood, so this says at
/// which of them the answer is wrong.
///
/// # Errors
/// One is not what `T` needs.
pub fn entries<'de, T, D>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(Entries(PhantomData))
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = descend(Step::Field(&key), || map.next_value())?;
            entries.insert(key, value);
        }
        Ok(entries)
    }
}
