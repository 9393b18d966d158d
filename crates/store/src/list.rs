//! Lists: one [`Filter`] compiled to SQL, sorted, paged by key and never by offset.

use attesta_record::{
    ColumnType, Field, Item, Kind, Schema, Value,
    filter::{Filter, Show, Sort, Term, Test},
};

use crate::{
    StoreError, Tenant,
    dialect::{Cell, Engine, Selected},
    sql,
};

/// Where a page begins: after the record with this sort value and id.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The value of the sort field; `None` where the list is sorted by number.
    pub value: Value,
    /// The id.
    pub id: i64,
    /// Whether the page lies before the cursor instead of after it.
    pub backwards: bool,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records, in order.
    pub items: Vec<Item>,
    /// Whether there are records before the first.
    pub before: bool,
    /// Whether there are records after the last.
    pub after: bool,
}

/// How many records a filter shows: exact up to a limit, then only *more than*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The count, at most the limit.
    pub count: i64,
    /// Whether there are more than that.
    pub more: bool,
}

/// Up to here totals are exact.
const COUNTED: i64 = 10_000;

impl Total {
    /// The total of so many.
    pub fn of(count: i64) -> Self {
        Self { count: count.min(COUNTED), more: count > COUNTED }
    }
}

/// A condition in the making: its text and its parameters.
pub(crate) struct Where {
    engine: Engine,
    text: String,
    pub(crate) cells: Vec<Cell>,
}

impl Where {
    fn new(engine: Engine, organisation: Cell) -> Self {
        Self { engine, text: "organisation = $1".to_owned(), cells: vec![organisation] }
    }

    fn place(&mut self, cell: Cell, kind: ColumnType) -> String {
        self.cells.push(cell);
        self.engine.place(self.cells.len(), kind)
    }

    fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }

    fn filter(&mut self, filter: &Filter) {
        match filter.show {
            Show::InForce => self.flag("retired", false),
            Show::Retired => self.flag("retired", true),
            Show::All => {}
        }
        for term in &filter.terms {
            let condition = self.term(filter.schema, term);
            self.and(&condition);
        }
        if !filter.words.is_empty() {
            let words = self.engine.search_words(&filter.words);
            let kind = self.place(Cell::from(filter.schema.key), ColumnType::Text);
            let words = self.place(Cell::from(words), ColumnType::Text);
            let matches = self.engine.search_match(&words);
            self.and(&format!(
                "id IN (SELECT s.record FROM search s WHERE s.organisation = $1 AND s.kind = {kind} AND {matches})"
            ));
        }
    }

    fn flag(&mut self, column: &str, yes: bool) {
        let place = self.place(Cell::from(yes), ColumnType::Bool);
        self.and(&format!("{column} = {place}"));
    }

    fn term(&mut self, schema: &'static Schema, term: &Term) -> String {
        let field = &schema.fields[term.field];
        match &term.test {
            Test::AnyOf(values) => {
                let tests: Vec<String> =
                    values.iter().map(|value| self.equals(schema, field, value)).collect();
                if tests.is_empty() { "1 = 0".to_owned() } else { format!("({})", tests.join(" OR ")) }
            }
            Test::Given => format!("NOT {}", self.equals(schema, field, &Value::None)),
            Test::AtLeast(value) => self.compare(field, ">=", value),
            Test::AtMost(value) => self.compare(field, "<=", value),
        }
    }

    fn equals(&mut self, schema: &'static Schema, field: &Field, value: &Value) -> String {
        if let Kind::Refs(targets) = field.kind {
            let table = format!("{}_{}", schema.key, field.name);
            if value.is_none() {
                return format!("id NOT IN (SELECT record FROM {table} WHERE organisation = $1)");
            }
            let Value::Ref(one) = value else { return "1 = 0".to_owned() };
            let column = format!("to_{}", one.kind);
            let place = self.place(Cell::from(one.id), ColumnType::Integer);
            debug_assert!(targets.iter().any(|target| target.key == one.kind));
            return format!(
                "id IN (SELECT record FROM {table} WHERE organisation = $1 AND {column} = {place})"
            );
        }
        let columns = field.columns();
        if value.is_none() {
            let nulls: Vec<String> =
                columns.iter().map(|column| format!("{} IS NULL", column.name)).collect();
            return format!("({}{})", nulls.join(" AND "), self.not_erased(field));
        }
        if let (Kind::Choices(_), Value::Choice(key), [column]) = (field.kind, value, columns.as_slice()) {
            // Keys hold no spaces, so that a word stands between two of them.
            let place = self.place(Cell::from(format!("% {key} %")), ColumnType::Text);
            return format!("' ' || {} || ' ' LIKE {place}", column.name);
        }
        let mut cells = Vec::new();
        sql::field_cells(field, value, &mut cells);
        let given = columns.iter().zip(cells).find(|(_, cell)| !cell.is_null());
        let Some((column, cell)) = given else { return "1 = 0".to_owned() };
        let place = self.place(cell, column.kind);
        format!("{} = {place}", column.name)
    }

    /// An erased text is stored as nothing, but something was given.
    fn not_erased(&mut self, field: &Field) -> String {
        if !matches!(field.kind, Kind::Text) {
            return String::new();
        }
        let place = self.place(Cell::from(format!("% {} %", field.name)), ColumnType::Text);
        format!(" AND (erased IS NULL OR ' ' || erased || ' ' NOT LIKE {place})")
    }

    fn compare(&mut self, field: &Field, operator: &str, value: &Value) -> String {
        let mut cells = Vec::new();
        sql::field_cells(field, value, &mut cells);
        match (field.columns().as_slice(), cells.pop()) {
            ([column], Some(cell)) if !cell.is_null() => {
                let place = self.place(cell, column.kind);
                format!("{} {operator} {place}", column.name)
            }
            _ => "1 = 0".to_owned(),
        }
    }

    /// The condition that a record lies in a piece of the order behind the cursor.
    fn piece(&mut self, piece: Piece, column: Option<(&str, &Field)>, cursor: &Cursor, descending: bool) {
        let then = if descending { "<" } else { ">" };
        let Some((column, field)) = column else {
            let id = self.place(Cell::from(cursor.id), ColumnType::Integer);
            return self.and(&format!("id {then} {id}"));
        };
        let mut cells = Vec::new();
        sql::field_cells(field, &cursor.value, &mut cells);
        let cell = cells.pop().filter(|cell| !cell.is_null());
        let kind = field.columns().first().map_or(ColumnType::Text, |column| column.kind);
        let condition = match (piece, cell) {
            (Piece::Same, None) | (Piece::Nothing, _) => format!("{column} IS NULL"),
            (Piece::Same, Some(cell)) => format!("{column} = {}", self.place(cell, kind)),
            (Piece::Further, None) => format!("{column} IS NOT NULL"),
            (Piece::Further, Some(cell)) => format!("{column} {then} {}", self.place(cell, kind)),
        };
        self.and(&condition);
        if piece == Piece::Same {
            let id = self.place(Cell::from(cursor.id), ColumnType::Integer);
            self.and(&format!("id {then} {id}"));
        }
    }
}

/// A piece of the order behind a cursor. An index finds each of them at once; it cannot find all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// The value of the cursor, and a number beyond.
    Same,
    /// A value beyond.
    Further,
    /// No value, which is the least: the end of what descends.
    Nothing,
}

impl Piece {
    /// The pieces behind a cursor, in order.
    fn behind(cursor: &Cursor, sorted: bool, descending: bool) -> &'static [Self] {
        let given = !matches!(cursor.value, Value::None | Value::Erased);
        match (sorted, given, descending) {
            (false, ..) | (true, false, true) => &[Self::Same],
            (true, _, false) => &[Self::Same, Self::Further],
            (true, true, true) => &[Self::Same, Self::Further, Self::Nothing],
        }
    }
}

impl Tenant {
    /// A page of a list.
    pub async fn list(
        &self,
        filter: &Filter,
        sort: Sort,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let schema = filter.schema;
        let field = sort.field.and_then(|at| schema.fields.get(at)).filter(|field| field.ordered());
        let column = field.and_then(|field| Some((field.columns().into_iter().next()?.name, field)));
        let column = column.as_ref().map(|(name, field)| (name.as_str(), *field));
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        let descending = sort.descending != backwards;
        let pieces =
            cursor.map_or(&[Piece::Same][..], |one| Piece::behind(one, column.is_some(), descending));
        let mut reader =
            if pieces.len() > 1 { self.database.reading().await? } else { self.reader().await? };
        let mut rows = Vec::new();
        for piece in pieces {
            if rows.len() > limit {
                break;
            }
            let mut condition = Where::new(reader.engine(), self.id());
            condition.filter(filter);
            if let Some(cursor) = cursor {
                condition.piece(*piece, column, cursor, descending);
            }
            let (text, order) = (condition.text, order(column, descending));
            let tail = format!("FROM {} WHERE {text} {order} LIMIT {}", schema.key, limit + 1 - rows.len());
            rows.extend(reader.select(&sql::selected(schema), &tail, condition.cells).await?);
        }
        let mut items =
            rows.into_iter().map(|row| sql::item_from_row(schema, row)).collect::<Result<Vec<_>, _>>()?;
        let more = items.len() > limit;
        items.truncate(limit);
        if backwards {
            items.reverse();
        }
        self.fill_lists(&mut reader, schema, &mut items).await?;
        let (before, after) = if backwards { (more, true) } else { (cursor.is_some(), more) };
        Ok(Page { items, before, after })
    }

    /// Every record that a filter shows, in order, a thousand at a time, so that memory stays bounded.
    pub async fn each(
        &self,
        filter: &Filter,
        sort: Sort,
        mut take: impl FnMut(Item) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut cursor = None;
        loop {
            let page = self.list(filter, sort, cursor.as_ref(), 1_000).await?;
            cursor = page.items.last().map(|last| Cursor::after(last, sort));
            page.items.into_iter().try_for_each(&mut take)?;
            if !page.after {
                return Ok(());
            }
        }
    }

    /// How many records a filter shows.
    pub async fn count(&self, filter: &Filter) -> Result<Total, StoreError> {
        let mut reader = self.reader().await?;
        let mut condition = Where::new(reader.engine(), self.id());
        condition.filter(filter);
        let tail = format!(
            "FROM (SELECT 1 AS one FROM {} WHERE {} LIMIT {}) AS counted",
            filter.schema.key,
            condition.text,
            COUNTED + 1
        );
        let count = Selected("COUNT(*)".to_owned(), ColumnType::Integer);
        let row = reader.one(&[count], &tail, condition.cells).await?;
        let count = row.and_then(|row| row.first()?.integer()).unwrap_or(0);
        Ok(Total::of(count))
    }
}

impl Cursor {
    /// The cursor behind a record.
    pub fn after(item: &Item, sort: Sort) -> Self {
        let value = sort.field.and_then(|at| item.values.get(at)).cloned().unwrap_or_default();
        Self { value, id: item.id, backwards: false }
    }

    /// The cursor before a record.
    pub fn before(item: &Item, sort: Sort) -> Self {
        Self { backwards: true, ..Self::after(item, sort) }
    }
}

fn order(column: Option<(&str, &Field)>, descending: bool) -> String {
    let (direction, nulls) = if descending { ("DESC", "LAST") } else { ("ASC", "FIRST") };
    match column {
        None => format!("ORDER BY id {direction}"),
        Some((column, _)) => format!("ORDER BY {column} {direction} NULLS {nulls}, id {direction}"),
    }
}
