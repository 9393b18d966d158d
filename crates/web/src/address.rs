//! Addresses. All state of a list stands in its address.

use attesta_gate::Moment;
use attesta_record::{Ref, Schema, form::Typed};

/// An address with parameters.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), pairs: Vec::new() }
    }

    /// With all of these parameters.
    pub(crate) fn with_all(mut self, typed: &Typed) -> Self {
        let pairs =
            typed.iter().flat_map(|(name, texts)| texts.iter().map(move |text| (name.clone(), text.clone())));
        self.pairs.extend(pairs.filter(|(_, text)| !text.is_empty()));
        self
    }

    /// With one parameter more.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.push((name.to_owned(), value.into()));
        self
    }

    /// Without these parameters.
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        self.pairs.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// At the moment that is looked at.
    pub(crate) fn at(self, moment: Moment) -> Self {
        match moment {
            Moment::Present => self,
            Moment::After(sequence) => self.without(&["at"]).with("at", sequence.to_string()),
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        if self.pairs.is_empty() {
            return Ok(());
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.pairs).finish();
        write!(f, "?{query}")
    }
}

/// The address of a list.
pub(crate) fn list(org: &str, schema: &Schema) -> String {
    format!("/{org}/{}", schema.path)
}

/// The address of a record.
pub(crate) fn record(org: &str, reference: Ref) -> String {
    let path = attesta_isms::record_type(reference.kind).map_or("", |kind| kind.schema.path);
    format!("/{org}/{path}/{}", reference.id)
}
