//! Reading single records, their names, and who refers to them.

use std::collections::{BTreeMap, HashMap};

use attesta_record::{ColumnType, Item, Kind, Ref, Schema, Value};

use crate::{
    StoreError, Tenant,
    dialect::{Cell, Connection, Selected},
    sql,
};

impl Tenant {
    /// A record, retired or not.
    pub async fn item(&self, schema: &'static Schema, id: i64) -> Result<Option<Item>, StoreError> {
        Ok(self.items(schema, &[id]).await?.into_iter().next())
    }

    /// Records by their ids, in the order of the ids.
    pub async fn items(&self, schema: &'static Schema, ids: &[i64]) -> Result<Vec<Item>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut reader = self.reader().await?;
        let mut cells = vec![self.id()];
        cells.extend(ids.iter().map(|id| Cell::from(*id)));
        let places = sql::places(reader.engine(), 2, ids.iter().map(|_| ColumnType::Integer));
        let tail = format!("FROM {} WHERE organisation = $1 AND id IN ({places}) ORDER BY id", schema.key);
        let rows = reader.select(&sql::selected(schema), &tail, cells).await?;
        let mut items =
            rows.into_iter().map(|row| sql::item_from_row(schema, row)).collect::<Result<Vec<_>, _>>()?;
        self.fill_lists(&mut reader, schema, &mut items).await?;
        Ok(items)
    }

    /// Reads the lists of references of these records.
    pub(crate) async fn fill_lists(
        &self,
        reader: &mut Connection,
        schema: &'static Schema,
        items: &mut [Item],
    ) -> Result<(), StoreError> {
        if items.is_empty() {
            return Ok(());
        }
        for (at, table, targets) in sql::lists(schema) {
            let mut cells = vec![self.id()];
            cells.extend(items.iter().map(|item| Cell::from(item.id)));
            let places = sql::places(reader.engine(), 2, items.iter().map(|_| ColumnType::Integer));
            let mut columns = vec![Selected("record".to_owned(), ColumnType::Integer)];
            columns.extend(
                sql::list_columns(targets).into_iter().map(|name| Selected(name, ColumnType::Integer)),
            );
            let tail = format!(
                "FROM {table} WHERE organisation = $1 AND record IN ({places}) ORDER BY record, position"
            );
            let mut refs: HashMap<i64, Vec<Ref>> = HashMap::new();
            for row in reader.select(&columns, &tail, cells).await? {
                if let (Some(record), Some(one)) =
                    (row.first().and_then(Cell::integer), sql::list_ref(targets, &row[1..]))
                {
                    refs.entry(record).or_default().push(one);
                }
            }
            sql::fill_list(items, at, refs);
        }
        Ok(())
    }

    /// The names of records, by reference: the values of their title fields, joined. References in a title are
    /// followed, at most twice.
    pub async fn titles(&self, refs: &[Ref]) -> Result<BTreeMap<Ref, String>, StoreError> {
        let mut items: BTreeMap<Ref, Item> = BTreeMap::new();
        let mut wanted: Vec<Ref> = refs.to_vec();
        for _ in 0..3 {
            let mut by_kind: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
            for one in wanted.drain(..).filter(|one| !items.contains_key(one)) {
                by_kind.entry(one.kind).or_default().push(one.id);
            }
            for (key, mut ids) in by_kind {
                ids.sort_unstable();
                ids.dedup();
                let Some(kind) = attesta_isms::record_type(key) else { continue };
                for chunk in ids.chunks(500) {
                    for item in self.items(kind.schema, chunk).await? {
                        wanted.extend(title_refs(&item));
                        items.insert(Ref { kind: key, prefix: kind.schema.prefix, id: item.id }, item);
                    }
                }
            }
        }
        let find = |one: Ref| items.get(&one).cloned();
        Ok(refs.iter().filter_map(|one| Some((*one, attesta_isms::title(&find(*one)?, &find)))).collect())
    }

    /// The records that refer to one, by kind and field: at most `limit` of each, and whether there are more.
    pub async fn referring(
        &self,
        to: Ref,
        limit: usize,
    ) -> Result<Vec<(&'static Schema, usize, Vec<Item>, bool)>, StoreError> {
        let mut found = Vec::new();
        for kind in attesta_isms::RECORDS {
            for (at, field) in kind.schema.fields.iter().enumerate() {
                let fits = match field.kind {
                    Kind::Reference(targets) | Kind::Refs(targets) => {
                        targets.iter().any(|t| t.key == to.kind)
                    }
                    _ => false,
                };
                if !fits {
                    continue;
                }
                let mut filter = attesta_record::filter::Filter::all(kind.schema);
                filter.show = attesta_record::filter::Show::All;
                let test = attesta_record::filter::Test::AnyOf(vec![Value::Ref(to)]);
                filter.terms.push(attesta_record::filter::Term { field: at, test });
                let page = self.list(&filter, attesta_record::filter::Sort::NEWEST, None, limit).await?;
                if !page.items.is_empty() {
                    found.push((kind.schema, at, page.items, page.after));
                }
            }
        }
        Ok(found)
    }

    /// Records of any kind that hold all the words, each as the beginning of one: at most `limit`.
    pub async fn search(&self, words: &[String], limit: usize) -> Result<Vec<Ref>, StoreError> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut reader = self.reader().await?;
        let engine = reader.engine();
        let columns = [
            Selected("s.kind".to_owned(), ColumnType::Text),
            Selected("s.record".to_owned(), ColumnType::Integer),
        ];
        let tail = format!("{} LIMIT {limit}", engine.search_newest("$2", "s.organisation = $1"));
        let rows =
            reader.select(&columns, &tail, vec![self.id(), Cell::from(engine.search_words(words))]).await?;
        let reference = |row: Vec<Cell>| {
            let schema = attesta_isms::record_type(row.first()?.text()?)?.schema;
            Some(Ref { kind: schema.key, prefix: schema.prefix, id: row.get(1)?.integer()? })
        };
        Ok(rows.into_iter().filter_map(reference).collect())
    }
}

fn title_refs(item: &Item) -> Vec<Ref> {
    let fields = item.schema.fields.iter().zip(&item.values).filter(|(field, _)| field.title);
    fields.filter_map(|(_, value)| if let Value::Ref(one) = value { Some(*one) } else { None }).collect()
}
