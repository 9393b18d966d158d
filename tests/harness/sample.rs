//! Records that many stories begin with.

use attesta_isms::{
    Isms, RECORDS,
    context::Scope,
    ids::{MethodVersionId, PersonId, ScopeId},
    people::Person,
    risk::MethodVersion,
};
use attesta_record::{Item, Level, Value};

use crate::{
    World, must,
    values::{id, reference, value},
};

impl World {
    /// A scope.
    pub async fn scope(&self, name: &str) -> ScopeId {
        id::<Scope>(&self.create("scope", &[("name", Value::text(name))]).await)
    }

    /// Another person.
    pub async fn another_person(&self, name: &str) -> PersonId {
        id::<Person>(&self.create("person", &[("name", Value::text(name))]).await)
    }

    /// A risk to confidentiality.
    pub async fn risk(&self, scope: ScopeId, title: &str) -> Item {
        let given =
            [("title", Value::text(title)), ("scope", value(&scope)), ("confidentiality", Value::Bool(true))];
        self.create("risk", &given).await
    }

    /// A document.
    pub async fn document(&self, title: &str) -> Item {
        self.create("document", &[("title", Value::text(title)), ("kind", Value::Choice("policy"))]).await
    }

    /// A draft of a document.
    pub async fn draft(&self, document: &Item, version: &str, text: &str) -> Item {
        let given = [
            ("document", Value::Ref(reference(document))),
            ("version", Value::text(version)),
            ("text", Value::text(text)),
        ];
        self.create("document_version", &given).await
    }

    /// A method for all scopes, with a draft of three levels each way and two criteria, money and law.
    pub async fn method_draft(&self) -> Item {
        let method = self.create("risk_method", &[("name", Value::text("Method"))]).await;
        let names = |names: [&str; 3], width: usize| {
            let row = |name: &&str| {
                let mut row = vec![Value::text(name)];
                row.resize(width, Value::None);
                row
            };
            Value::Rows(names.iter().map(row).collect())
        };
        let level = |name: &str| {
            vec![Value::text(name), Value::None, Value::Choice("owner"), Value::None, Value::None]
        };
        let cells = |cells: [u8; 3]| {
            let mut row: Vec<Value> = cells.iter().map(|cell| value(&Level(*cell))).collect();
            row.resize(7, Value::None);
            row
        };
        let criteria = ["Money", "Law"].map(|name| vec![Value::text(name), Value::None, Value::None]);
        let given = [
            ("method", Value::Ref(reference(&method))),
            ("version", Value::text("1")),
            ("likelihoods", names(["Rare", "Possible", "Frequent"], 3)),
            ("consequences", names(["Small", "Great", "Ruinous"], 2)),
            ("criteria", Value::Rows(criteria.to_vec())),
            ("levels", Value::Rows(["Low", "Medium", "High"].map(level).to_vec())),
            ("matrix", Value::Rows([[1, 1, 2], [1, 2, 3], [2, 3, 3]].map(cells).to_vec())),
        ];
        self.create("risk_method_version", &given).await
    }

    /// The same method, approved.
    pub async fn method(&self) -> MethodVersionId {
        let draft = self.method_draft().await;
        id::<MethodVersion>(&must(self.try_verb(&draft, "approve", &[]).await))
    }

    /// Levels of impact by the criteria of the method, as the form of an assessment gives them: current ones only.
    pub fn impacts(&self, levels: &[(&str, Option<u8>)]) -> Value {
        let row = |(criterion, level): &(&str, Option<u8>)| {
            vec![Value::text(criterion), Value::None, value(&level.map(Level)), Value::None]
        };
        Value::Rows(levels.iter().map(row).collect())
    }
}

/// Every record of a snapshot, in the order of kinds and numbers, to be compared with another's.
pub fn everything(isms: &Isms) -> Vec<Item> {
    let tables = RECORDS.iter().filter_map(|kind| isms.table(kind.schema.key));
    tables.flat_map(|table| table.items().collect::<Vec<_>>()).collect()
}
