//! SQL generated from declarations: tables, columns, rows to values and back.

use std::{collections::HashMap, fmt::Write as _, sync::Arc};

use attesta_record::{
    Column, ColumnType, Field, Item, Kind, Ref, Schema, Target, Value, value_from_json, value_to_json,
};
use jiff::Timestamp;

use crate::{
    StoreError,
    dialect::{Cell, Engine, Selected},
};

/// The columns that every record's table begins with.
pub(crate) const HEAD: &[(&str, ColumnType)] = &[
    ("organisation", ColumnType::Integer),
    ("id", ColumnType::Integer),
    ("revision", ColumnType::Integer),
    ("retired", ColumnType::Bool),
    ("created_at", ColumnType::Time),
    ("changed_at", ColumnType::Time),
    ("erased", ColumnType::Text),
];

/// All columns of a record's table, in order.
pub(crate) fn columns(schema: &Schema) -> Vec<Column> {
    let head = HEAD.iter().map(|(name, kind)| Column { name: (*name).to_owned(), kind: *kind, target: None });
    head.chain(schema.fields.iter().flat_map(Field::columns)).collect()
}

/// The columns as they are selected; the organisation is left out, since every statement names it.
pub(crate) fn selected(schema: &Schema) -> Vec<Selected> {
    columns(schema).into_iter().skip(1).map(|column| Selected(column.name, column.kind)).collect()
}

/// The fields that hold lists of references, with the table that each lives in.
pub(crate) fn lists(schema: &'static Schema) -> impl Iterator<Item = (usize, String, &'static [Target])> {
    schema.fields.iter().enumerate().filter_map(|(at, field)| match field.kind {
        Kind::Refs(targets) => Some((at, format!("{}_{}", schema.key, field.name), targets)),
        _ => None,
    })
}

/// The columns of a list's table that hold the reference.
pub(crate) fn list_columns(targets: &'static [Target]) -> Vec<String> {
    targets.iter().map(|target| format!("to_{}", target.key)).collect()
}

/// What a migration would have to say to make the tables of a kind, in neutral words. The tests compare every migrated
/// database with this.
pub fn ddl(schema: &'static Schema) -> String {
    let mut sql = format!("CREATE TABLE {} (\n", schema.key);
    for column in columns(schema) {
        let word = format!("{{{}}}", format!("{:?}", column.kind).to_lowercase());
        let required = matches!(column.name.as_str(), "organisation" | "id" | "revision" | "retired")
            || matches!(column.name.as_str(), "created_at" | "changed_at");
        let _ = writeln!(sql, "  {} {word}{},", column.name, if required { " NOT NULL" } else { "" });
    }
    let _ =
        write!(sql, "  PRIMARY KEY (organisation, id),\n  FOREIGN KEY (organisation) REFERENCES tenant (id)");
    let foreign = |sql: &mut String, column: &str, target: &Target| {
        let _ = write!(
            sql,
            ",\n  FOREIGN KEY (organisation, {column}) REFERENCES {} (organisation, id) DEFERRABLE INITIALLY DEFERRED",
            target.key
        );
    };
    for column in columns(schema) {
        if let Some(target) = column.target {
            foreign(&mut sql, &column.name, target);
        }
    }
    sql.push_str("\n);\n");
    for field in schema.fields.iter().filter(|field| field.index) {
        for column in field.columns() {
            let _ = writeln!(
                sql,
                "CREATE INDEX {0}_by_{1} ON {0} (organisation, {1}{{nulls first}}, id);",
                schema.key, column.name
            );
        }
    }
    for (_, table, targets) in lists(schema) {
        let _ = write!(
            sql,
            "CREATE TABLE {table} (\n  organisation {{integer}} NOT NULL,\n  record {{integer}} NOT NULL,\n  position {{integer}} NOT NULL,\n"
        );
        for column in list_columns(targets) {
            let _ = writeln!(sql, "  {column} {{integer}},");
        }
        let _ = write!(
            sql,
            "  PRIMARY KEY (organisation, record, position),\n  FOREIGN KEY (organisation, record) REFERENCES {} (organisation, id) DEFERRABLE INITIALLY DEFERRED",
            schema.key
        );
        for (column, target) in list_columns(targets).iter().zip(targets) {
            foreign(&mut sql, column, target);
        }
        sql.push_str("\n);\n");
        for column in list_columns(targets) {
            let _ = writeln!(sql, "CREATE INDEX {table}_by_{column} ON {table} (organisation, {column});");
        }
    }
    sql
}

/// The places of parameters for these column types, from the n-th on: `$3, $4::text::date`.
pub(crate) fn places(engine: Engine, first: usize, kinds: impl Iterator<Item = ColumnType>) -> String {
    let places = kinds.enumerate().map(|(at, kind)| engine.place(first + at, kind));
    places.collect::<Vec<_>>().join(", ")
}

/// A moment as the database keeps it.
pub(crate) fn time_text(time: Timestamp) -> String {
    format!("{time:.6}")
}

/// The cells of one field, as many as it has columns.
pub(crate) fn field_cells(field: &Field, value: &Value, cells: &mut Vec<Cell>) {
    let cell = match (field.kind, value) {
        (Kind::Refs(_), _) => return,
        (Kind::Reference(targets), value) if targets.len() > 1 => {
            for target in targets {
                cells.push(match value {
                    Value::Ref(one) if one.kind == target.key => Cell::from(one.id),
                    _ => Cell::Integer(None),
                });
            }
            return;
        }
        (_, Value::None | Value::Erased | Value::Refs(_)) => {
            Cell::null(field.columns().first().map_or(ColumnType::Text, |column| column.kind))
        }
        (_, Value::Text(text)) => Cell::from(&**text),
        (_, Value::Number(number)) => Cell::Number(Some(*number)),
        (_, Value::Date(date)) => Cell::from(date.to_string()),
        (_, Value::Time(time)) => Cell::from(time_text(*time)),
        (_, Value::Bool(yes)) => Cell::from(*yes),
        (_, Value::Choice(key)) => Cell::from(*key),
        (_, Value::Level(level)) => Cell::from(i64::from(*level)),
        (_, Value::Choices(keys)) => Cell::from(keys.join(" ")),
        (_, Value::Ref(one)) => Cell::from(one.id),
        (kind, Value::Rows(_) | Value::File(_)) => Cell::from(value_to_json(kind, value).to_string()),
    };
    cells.push(cell);
}

/// All cells of a record, in the order of [`columns`].
pub(crate) fn record_cells(organisation: i64, item: &Item) -> Vec<Cell> {
    let erased: Vec<&str> = item
        .schema
        .fields
        .iter()
        .zip(&item.values)
        .filter(|(_, value)| **value == Value::Erased)
        .map(|(field, _)| field.name)
        .collect();
    let mut cells = vec![
        Cell::from(organisation),
        Cell::from(item.id),
        Cell::from(i64::from(item.revision)),
        Cell::from(item.retired),
        Cell::from(time_text(item.created_at)),
        Cell::from(time_text(item.changed_at)),
        Cell::Text((!erased.is_empty()).then(|| erased.join(" "))),
    ];
    for (field, value) in item.schema.fields.iter().zip(&item.values) {
        field_cells(field, value, &mut cells);
    }
    cells
}

/// A record from a row of [`selected`]. Its lists of references are still missing.
pub(crate) fn item_from_row(schema: &'static Schema, row: Vec<Cell>) -> Result<Item, StoreError> {
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Text(None));
    let damaged = |what: &str| StoreError::Damaged(format!("{} in the table {}", what, schema.key));
    let id = next().integer().ok_or_else(|| damaged("a missing id"))?;
    let revision =
        next().integer().and_then(|n| u32::try_from(n).ok()).ok_or_else(|| damaged("a revision"))?;
    let retired = next().is_true();
    let created_at = timestamp(&next()).ok_or_else(|| damaged("created_at"))?;
    let changed_at = timestamp(&next()).ok_or_else(|| damaged("changed_at"))?;
    let erased = next().into_text();
    let mut values = Vec::with_capacity(schema.fields.len());
    for field in schema.fields {
        let value = field_value(field, &mut next).ok_or_else(|| {
            StoreError::Damaged(format!("the field {} of {}", field.name, schema.number(id)))
        })?;
        let erased = erased.as_ref().is_some_and(|names| names.split(' ').any(|name| name == field.name));
        values.push(if erased { Value::Erased } else { value });
    }
    Ok(Item { schema, id, revision, retired, created_at, changed_at, values })
}

/// A moment from the database.
pub(crate) fn timestamp(cell: &Cell) -> Option<Timestamp> {
    cell.text()?.parse().ok()
}

#[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "the range is checked first")]
fn field_value(field: &Field, next: &mut impl FnMut() -> Cell) -> Option<Value> {
    if let Kind::Reference(targets) = field.kind {
        let mut value = Value::None;
        for target in targets {
            if let Some(id) = next().integer() {
                value = Value::Ref(Ref { kind: target.key, prefix: target.prefix, id });
            }
        }
        return Some(value);
    }
    if matches!(field.kind, Kind::Refs(_)) {
        return Some(Value::None);
    }
    let cell = next();
    if cell.is_null() {
        return Some(Value::None);
    }
    Some(match (field.kind, cell) {
        (Kind::Text, Cell::Text(Some(text))) => Value::Text(Arc::from(text)),
        (Kind::Number, Cell::Number(Some(number))) => Value::Number(number),
        (Kind::Date, Cell::Text(Some(text))) => Value::Date(text.parse().ok()?),
        (Kind::Time, Cell::Text(Some(text))) => Value::Time(text.parse().ok()?),
        (Kind::Bool, Cell::Bool(Some(yes))) => Value::Bool(yes),
        (Kind::Choice(words), Cell::Text(Some(text))) => {
            Value::Choice(words().iter().find(|word| word.key == text)?.key)
        }
        (Kind::Choices(words), Cell::Text(Some(text))) => {
            let given: Vec<&str> = text.split(' ').collect();
            Value::Choices(words().iter().map(|word| word.key).filter(|key| given.contains(key)).collect())
        }
        (Kind::Level, Cell::Integer(Some(level @ 1..=7))) => Value::Level(level as u8),
        (kind @ (Kind::Rows(_) | Kind::File), Cell::Text(Some(text))) => {
            value_from_json(kind, &serde_json::from_str(&text).ok()?)?
        }
        _ => return None,
    })
}

/// Puts the references of one list field into its records.
pub(crate) fn fill_list(items: &mut [Item], at: usize, mut refs: HashMap<i64, Vec<Ref>>) {
    for item in items {
        if let Some(refs) = refs.remove(&item.id) {
            item.values[at] = Value::Refs(refs);
        }
    }
}

/// The reference in a row of a list's table, after the record's own id.
pub(crate) fn list_ref(targets: &'static [Target], cells: &[Cell]) -> Option<Ref> {
    targets
        .iter()
        .zip(cells)
        .find_map(|(target, cell)| Some(Ref { kind: target.key, prefix: target.prefix, id: cell.integer()? }))
}
