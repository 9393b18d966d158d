//! Reading the data files that are compiled in.

use serde::de::DeserializeOwned;

/// The content of a data file. A file that does not parse is empty; the tests of this crate see to it that
/// there is none.
pub(crate) fn parse<F: DeserializeOwned + Default>(text: &str) -> F {
    toml::from_str(text).unwrap_or_default()
}

/// What keeps a data file from being parsed.
#[cfg(test)]
pub(crate) fn error<F: DeserializeOwned>(text: &str) -> Option<String> {
    toml::from_str::<F>(text).err().map(|error| error.to_string())
}
