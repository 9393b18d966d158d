//! Writing: the journal's head is locked, the snapshot caught up, and everything that an act changes is written in one
//! transaction with its leaf.

use std::collections::HashMap;

use attesta_isms::{Isms, kit::Edit};
use attesta_record::{
    Column, ColumnType, Item, Value,
    journal::{Commitments, ERASED, Leaf, LeafRecord, Salt, commitment, salt_to_text},
    merkle::{Frontier, hex, leaf_hash},
    value_to_json, values_to_json,
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value as Json};

use crate::{
    StoreError, Tenant,
    dialect::{Cell, Connection, Selected, kept_words},
    rows::{CHANGE, JOURNAL, SEARCH, Waiting, columns_of},
    sql,
};

/// Who acts: an account and, where known, the person behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: i64,
    /// The person, by id.
    pub person: Option<i64>,
}

/// One act, ready to be written.
#[derive(Debug)]
pub struct Entry {
    /// When the server saw it. The journal never goes back in time: an earlier moment is written as the last one.
    pub recorded_at: Timestamp,
    /// When it happened, as a person says.
    pub occurred_on: Option<Date>,
    /// Who acts.
    pub actor: Actor,
    /// What is done.
    pub verb: &'static str,
    /// The human number of the record that it is done to.
    pub on: String,
    /// What is said in doing it.
    pub input: Map<String, Json>,
    /// The records as they are to be.
    pub edits: Vec<Edit>,
}

/// What an act left behind.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Its sequence in the journal.
    pub sequence: i64,
    /// The records as they are now.
    pub items: Vec<Item>,
}

/// The transaction of a writer. While it lives, no other writes to the organisation; dropped, nothing was written.
pub struct Writing {
    pub(crate) tenant: Tenant,
    pub(crate) connection: Connection,
    sequence: i64,
    pub(crate) erasures: i64,
    pub(crate) erased: bool,
    last_at: Option<Timestamp>,
    frontier: Frontier,
    pub(crate) rows: Waiting,
    commitments: HashMap<(&'static str, i64), Commitments>,
}

impl Tenant {
    /// Begins to write: waits until nobody else does.
    pub async fn begin(&self) -> Result<Writing, StoreError> {
        let mut connection = self.database.writer().await?;
        let columns = [
            Selected("sequence".to_owned(), ColumnType::Integer),
            Selected("frontier".to_owned(), ColumnType::Text),
            Selected("erasures".to_owned(), ColumnType::Integer),
            Selected("last_at".to_owned(), ColumnType::Time),
        ];
        let tail = format!("FROM tenant WHERE id = $1{}", connection.engine().for_update());
        let row = connection.one(&columns, &tail, vec![self.id()]).await?;
        let damaged = || StoreError::Damaged("the head of the journal".to_owned());
        let mut cells = row.ok_or_else(damaged)?.into_iter();
        let sequence = cells.next().and_then(|cell| cell.integer()).ok_or_else(damaged)?;
        let frontier = cells.next().and_then(Cell::into_text).unwrap_or_default();
        let erasures = cells.next().and_then(|cell| cell.integer()).unwrap_or(0);
        let last_at = cells.next().and_then(|cell| sql::timestamp(&cell));
        let size = u64::try_from(sequence).map_err(|_| damaged())?;
        let frontier = Frontier::decode(size, &frontier).ok_or_else(damaged)?;
        let (rows, commitments) = (Waiting::default(), HashMap::new());
        let (tenant, erased) = (self.clone(), false);
        Ok(Writing { tenant, connection, sequence, erasures, erased, last_at, frontier, rows, commitments })
    }
}

impl Writing {
    /// The sequence of the last act.
    pub fn sequence(&self) -> i64 {
        self.sequence
    }

    /// Brings a snapshot up to the locked head.
    pub async fn catch_up(&mut self, isms: &mut Isms) -> Result<(), StoreError> {
        if isms.sequence < self.sequence {
            self.tenant.catch_up_on(&mut self.connection, isms, self.sequence).await?;
            isms.sequence = self.sequence;
        }
        Ok(())
    }

    /// Writes one act: its records, its facts, its leaf. `salt` makes a fresh random salt at every call.
    pub async fn append(
        &mut self,
        entry: Entry,
        salt: &mut (dyn FnMut() -> Salt + Send),
    ) -> Result<Receipt, StoreError> {
        self.sequence += 1;
        // To the microsecond, which is what both databases keep: what was written is what is read.
        let recorded_at =
            Timestamp::from_microsecond(entry.recorded_at.as_microsecond()).unwrap_or(entry.recorded_at);
        let at = self.last_at.map_or(recorded_at, |last| last.max(recorded_at));
        self.last_at = Some(at);
        let mut items = Vec::with_capacity(entry.edits.len());
        let mut records = Vec::with_capacity(entry.edits.len());
        for (position, edit) in (0_i64..).zip(entry.edits) {
            let mut commitments = self.commitments_of(&edit).await?;
            let item = after(&edit, at);
            let (facts, salts) = changed(&edit, &mut commitments, salt);
            self.write_record(&edit, &item).await?;
            self.write_facts(position, &item, facts, salts);
            self.commitments.insert((item.schema.key, item.id), commitments.clone());
            records.push(LeafRecord {
                kind: item.schema.key.to_owned(),
                id: item.id,
                revision: item.revision,
                retired: item.retired,
                schema: item.schema.version,
                fields: commitments,
            });
            items.push(item);
        }
        let (input, input_salts) = committed(&entry.input, salt);
        let mut actor = vec![format!("account:{}", entry.actor.account)];
        actor.extend(entry.actor.person.map(|person| format!("PE-{person}")));
        let leaf = Leaf {
            organisation: self.tenant.info.uid.clone(),
            sequence: self.sequence,
            recorded_at: sql::time_text(at),
            occurred_on: entry.occurred_on.map(|day| day.to_string()),
            actor,
            verb: entry.verb.to_owned(),
            on: entry.on.clone(),
            input,
            records,
        };
        let text = leaf.to_text();
        let hash = leaf_hash(text.as_bytes());
        self.frontier.push(hash);
        let cells = vec![
            self.tenant.id(),
            self.sequence.into(),
            sql::time_text(at).into(),
            Cell::Text(leaf.occurred_on),
            entry.actor.account.into(),
            entry.actor.person.into(),
            entry.verb.into(),
            entry.on.into(),
            Json::Object(entry.input).to_string().into(),
            Json::Object(input_salts).to_string().into(),
            text.into(),
            hex(&hash).into(),
        ];
        self.rows.add("journal", || columns_of(JOURNAL), cells);
        self.rows.insert_if_full(&mut self.connection).await?;
        Ok(Receipt { sequence: self.sequence, items })
    }

    /// Writes what waits and commits. Only now did anything happen.
    pub async fn commit(mut self) -> Result<i64, StoreError> {
        self.rows.insert(&mut self.connection).await?;
        if let Some(sql) = self.connection.engine().forget_words().filter(|_| self.erased) {
            self.connection.execute(sql, vec![]).await?;
        }
        let place = self.connection.engine().place(5, ColumnType::Time);
        let sql = format!(
            "UPDATE tenant SET sequence = $2, frontier = $3, erasures = $4, last_at = {place} WHERE id = $1"
        );
        let cells = vec![
            self.tenant.id(),
            self.sequence.into(),
            self.frontier.encode().into(),
            self.erasures.into(),
            Cell::Text(self.last_at.map(sql::time_text)),
        ];
        self.connection.execute(&sql, cells).await?;
        self.connection.commit().await?;
        Ok(self.sequence)
    }

    /// The commitments to the fields of a record as its last leaf has them.
    async fn commitments_of(&mut self, edit: &Edit) -> Result<Commitments, StoreError> {
        if edit.before.is_none() {
            return Ok(Commitments::new());
        }
        if let Some(known) = self.commitments.get(&(edit.schema.key, edit.id)) {
            return Ok(known.clone());
        }
        let columns = [Selected("j.leaf".to_owned(), ColumnType::Text)];
        let tail = "FROM change c JOIN journal j ON j.organisation = c.organisation AND j.sequence = c.sequence \
                    WHERE c.organisation = $1 AND c.kind = $2 AND c.record = $3 ORDER BY c.revision DESC LIMIT 1";
        let cells = vec![self.tenant.id(), edit.schema.key.into(), edit.id.into()];
        let row = self.connection.one(&columns, tail, cells).await?;
        let leaf = row.and_then(|row| Leaf::from_text(row.first()?.text()?));
        let record = leaf.and_then(|leaf| {
            leaf.records.into_iter().find(|record| record.kind == edit.schema.key && record.id == edit.id)
        });
        record
            .map(|record| record.fields)
            .ok_or_else(|| StoreError::Damaged(format!("the last leaf of {}", edit.schema.number(edit.id))))
    }

    async fn write_record(&mut self, edit: &Edit, item: &Item) -> Result<(), StoreError> {
        let (schema, organisation) = (edit.schema, self.tenant.info.id);
        let cells = sql::record_cells(organisation, item);
        let engine = self.connection.engine();
        let record = (schema.key, item.id);
        if let Some(before) = edit.before.as_ref().filter(|_| !self.rows.holds(schema.key, record)) {
            let columns = sql::columns(schema);
            let sets = columns
                .iter()
                .enumerate()
                .skip(2)
                .map(|(at, column)| format!("{} = {}", column.name, engine.place(at + 1, column.kind)));
            let sql = format!(
                "UPDATE {} SET {} WHERE organisation = $1 AND id = $2 AND revision = ${}",
                schema.key,
                sets.collect::<Vec<_>>().join(", "),
                columns.len() + 1
            );
            let mut cells = cells;
            cells.push(i64::from(before.revision).into());
            if self.connection.execute(&sql, cells).await? != 1 {
                return Err(StoreError::Stale);
            }
        } else {
            self.rows.put(schema.key, record, || sql::columns(schema), cells);
        }
        self.write_lists(edit, item).await?;
        self.write_search(edit, item).await
    }

    async fn write_lists(&mut self, edit: &Edit, item: &Item) -> Result<(), StoreError> {
        for (at, table, targets) in sql::lists(edit.schema) {
            if let Some(before) = &edit.before {
                if before.values[at] == item.values[at] {
                    continue;
                }
                if self.rows.holds_list((edit.schema.key, item.id)) {
                    self.rows.insert(&mut self.connection).await?;
                }
                let sql = format!("DELETE FROM {table} WHERE organisation = $1 AND record = $2");
                self.connection.execute(&sql, vec![self.tenant.id(), item.id.into()]).await?;
            }
            let Value::Refs(refs) = &item.values[at] else { continue };
            self.rows.note_list((edit.schema.key, item.id));
            for (position, one) in (0_i64..).zip(refs) {
                let mut cells = vec![self.tenant.id(), item.id.into(), position.into()];
                cells.extend(
                    targets.iter().map(|target| Cell::Integer((target.key == one.kind).then_some(one.id))),
                );
                let columns = || {
                    let names = ["organisation", "record", "position"].map(str::to_owned);
                    let names = names.into_iter().chain(sql::list_columns(targets));
                    names.map(|name| Column { name, kind: ColumnType::Integer, target: None }).collect()
                };
                self.rows.add(&table, columns, cells);
            }
        }
        Ok(())
    }

    async fn write_search(&mut self, edit: &Edit, item: &Item) -> Result<(), StoreError> {
        let words = kept_words(&item.search_text());
        let record = (edit.schema.key, item.id);
        let Some(before) = edit.before.as_ref().filter(|_| !self.rows.holds("search", record)) else {
            let cells = vec![self.tenant.id(), edit.schema.key.into(), item.id.into(), words.into()];
            self.rows.put("search", record, || columns_of(SEARCH), cells);
            return Ok(());
        };
        if kept_words(&before.search_text()) != words {
            let sql = "UPDATE search SET words = $4 WHERE organisation = $1 AND kind = $2 AND record = $3";
            let cells = vec![self.tenant.id(), edit.schema.key.into(), item.id.into(), words.into()];
            self.connection.execute(sql, cells).await?;
        }
        Ok(())
    }

    fn write_facts(
        &mut self,
        position: i64,
        item: &Item,
        facts: Map<String, Json>,
        salts: Map<String, Json>,
    ) {
        let cells = vec![
            self.tenant.id(),
            self.sequence.into(),
            position.into(),
            item.schema.key.into(),
            item.id.into(),
            i64::from(item.revision).into(),
            item.retired.into(),
            sql::time_text(item.created_at).into(),
            sql::time_text(item.changed_at).into(),
            Cell::Text(state(item)),
            Json::Object(facts).to_string().into(),
            Json::Object(salts).to_string().into(),
        ];
        self.rows.add("change", || columns_of(CHANGE), cells);
    }
}

/// The record after the edit.
fn after(edit: &Edit, at: Timestamp) -> Item {
    Item {
        schema: edit.schema,
        id: edit.id,
        revision: edit.before.as_ref().map_or(0, |before| before.revision) + 1,
        retired: edit.retired,
        created_at: edit.before.as_ref().map_or(at, |before| before.created_at),
        changed_at: at,
        values: edit.values.clone(),
    }
}

/// The whole record as text; the facts of the first revision are the whole record already.
pub(crate) fn state(item: &Item) -> Option<String> {
    (item.revision > 1).then(|| Json::Object(values_to_json(item.schema.fields, &item.values)).to_string())
}

/// The facts that an edit changes, with a fresh salt and commitment each. What did not change keeps its own.
fn changed(
    edit: &Edit,
    commitments: &mut Commitments,
    salt: &mut (dyn FnMut() -> Salt + Send),
) -> (Map<String, Json>, Map<String, Json>) {
    let (mut facts, mut salts) = (Map::new(), Map::new());
    for (at, (field, value)) in edit.schema.fields.iter().zip(&edit.values).enumerate() {
        let old = edit.before.as_ref().map_or(&Value::None, |before| &before.values[at]);
        if old == value {
            continue;
        }
        let json = value_to_json(field.kind, value);
        if *value == Value::Erased {
            commitments.insert(field.name.to_owned(), ERASED.to_owned());
        } else {
            let fresh = salt();
            commitments.insert(field.name.to_owned(), commitment(&fresh, field.name, &json));
            salts.insert(field.name.to_owned(), Json::String(salt_to_text(&fresh)));
        }
        facts.insert(field.name.to_owned(), json);
    }
    (facts, salts)
}

/// Commitments to what was said in an act, with their salts.
fn committed(
    input: &Map<String, Json>,
    salt: &mut (dyn FnMut() -> Salt + Send),
) -> (Commitments, Map<String, Json>) {
    let (mut commitments, mut salts) = (Commitments::new(), Map::new());
    for (field, json) in input {
        let fresh = salt();
        commitments.insert(field.clone(), commitment(&fresh, field, json));
        salts.insert(field.clone(), Json::String(salt_to_text(&fresh)));
    }
    (commitments, salts)
}
