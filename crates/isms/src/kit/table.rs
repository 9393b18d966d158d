//! One kind of record in the snapshot: a persistent table, cheap to copy and to change.

use std::{collections::BTreeMap, sync::Arc};

use attesta_record::{Entity, Item, Record, Schema, TypedId};

/// How many neighbouring records share a chunk. A change copies one chunk of pointers and the list of chunks.
const CHUNK: i64 = 128;

type Chunk<R> = Arc<BTreeMap<i64, Arc<Entity<R>>>>;

/// All records of one kind, by id. A copy shares everything with the original until one of them changes. It is one
/// pointer long, so that a snapshot of many kinds is small to hand around.
#[derive(Debug, Clone)]
pub struct Table<R: Record>(Arc<Records<R>>);

#[derive(Debug, Clone)]
struct Records<R: Record> {
    chunks: BTreeMap<i64, Chunk<R>>,
    count: usize,
    retired: usize,
}

impl<R: Record> Default for Table<R> {
    fn default() -> Self {
        Self(Arc::new(Records { chunks: BTreeMap::new(), count: 0, retired: 0 }))
    }
}

impl<R: Record> Table<R> {
    /// A record, retired or not.
    pub fn get(&self, id: R::Id) -> Option<&Entity<R>> {
        self.0.chunks.get(&(id.get() / CHUNK))?.get(&id.get()).map(Arc::as_ref)
    }

    /// All records in the order of their numbers, retired ones too.
    pub fn iter(&self) -> impl Iterator<Item = &Entity<R>> {
        self.0.chunks.values().flat_map(|chunk| chunk.values()).map(Arc::as_ref)
    }

    /// All records in force, in the order of their numbers.
    pub fn in_force(&self) -> impl Iterator<Item = &Entity<R>> {
        self.iter().filter(|entity| !entity.retired)
    }

    /// How many records there are, retired ones too.
    pub fn len(&self) -> usize {
        self.0.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.count == 0
    }

    /// The number that the next record gets.
    pub fn next_id(&self) -> R::Id {
        let last = self.0.chunks.last_key_value().and_then(|(_, chunk)| chunk.last_key_value());
        R::Id::new(last.map_or(0, |(id, _)| *id) + 1)
    }

    /// Whether nothing differs from a table that one of the two was copied from. Compares chunks, not records.
    pub fn same(&self, other: &Self) -> bool {
        let (own, other) = (&self.0, &other.0);
        Arc::ptr_eq(own, other)
            || own.chunks.len() == other.chunks.len()
                && own
                    .chunks
                    .iter()
                    .zip(&other.chunks)
                    .all(|(one, two)| one.0 == two.0 && Arc::ptr_eq(one.1, two.1))
    }

    /// Puts a record in its place, new or changed.
    pub fn put(&mut self, entity: Entity<R>) {
        self.put_shared(Arc::new(entity));
    }

    /// Takes a record of another table over, if it has this revision there. The two share it.
    pub fn share(&mut self, from: &Self, id: i64, revision: i64) {
        let entity = from.0.chunks.get(&(id / CHUNK)).and_then(|chunk| chunk.get(&id));
        if let Some(entity) = entity.filter(|entity| i64::from(entity.revision) == revision) {
            self.put_shared(Arc::clone(entity));
        }
    }

    fn put_shared(&mut self, entity: Arc<Entity<R>>) {
        let id = entity.id.get();
        let own = Arc::make_mut(&mut self.0);
        own.retired += usize::from(entity.retired);
        let chunk = Arc::make_mut(own.chunks.entry(id / CHUNK).or_default());
        match chunk.insert(id, entity) {
            None => own.count += 1,
            Some(before) => own.retired -= usize::from(before.retired),
        }
    }
}

/// A table of any kind, for what is generic over records.
pub trait AnyTable {
    /// The declaration of its kind.
    fn schema(&self) -> &'static Schema;
    /// A record as values.
    fn item(&self, id: i64) -> Option<Item>;
    /// All records as values, retired ones too, in the order of their numbers.
    fn items(&self) -> Box<dyn Iterator<Item = Item> + '_>;
    /// The number that the next record gets.
    fn next_number(&self) -> i64;
    /// How many records there are, retired ones too.
    fn count(&self) -> usize;
    /// How many of them are retired.
    fn count_retired(&self) -> usize;
    /// Puts a record in its place. The error is the name of the field that does not fit.
    fn put_item(&mut self, item: Item) -> Result<(), &'static str>;
}

impl<R: Record> AnyTable for Table<R> {
    fn schema(&self) -> &'static Schema {
        R::SCHEMA
    }
    fn item(&self, id: i64) -> Option<Item> {
        self.get(R::Id::new(id)).map(Entity::to_item)
    }
    fn items(&self) -> Box<dyn Iterator<Item = Item> + '_> {
        Box::new(self.iter().map(Entity::to_item))
    }
    fn next_number(&self) -> i64 {
        self.next_id().get()
    }
    fn count(&self) -> usize {
        self.len()
    }
    fn count_retired(&self) -> usize {
        self.0.retired
    }
    fn put_item(&mut self, item: Item) -> Result<(), &'static str> {
        self.put(item.typed()?);
        Ok(())
    }
}
