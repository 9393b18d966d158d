//! The store itself, and the handle on one organisation.

use std::sync::Arc;

use attesta_record::ColumnType;

use crate::{
    Location, StoreError,
    dialect::{Cell, Connection, Database, Engine, Selected},
    files::Folder,
    migrate::migrate,
};

/// A store: one SQLite file or one PostgreSQL database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) database: Arc<Database>,
    pub(crate) files: Option<Arc<Folder>>,
}

/// What is known of an organisation before its data is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantInfo {
    /// Its id in this installation.
    pub id: i64,
    /// Its short name in addresses: `acme` in `/acme/risks`.
    pub slug: String,
    /// Its random name in every leaf of its journal.
    pub uid: String,
}

/// The handle on one organisation's data. Nothing of another organisation can be reached through it.
#[derive(Debug, Clone)]
pub struct Tenant {
    pub(crate) database: Arc<Database>,
    pub(crate) files: Option<Arc<Folder>>,
    pub(crate) info: Arc<TenantInfo>,
}

const INFO: &str = "FROM tenant";

fn info_columns() -> Vec<Selected> {
    vec![
        Selected("id".to_owned(), ColumnType::Integer),
        Selected("slug".to_owned(), ColumnType::Text),
        Selected("uid".to_owned(), ColumnType::Text),
    ]
}

pub(crate) fn info(row: &[Cell]) -> Option<TenantInfo> {
    let text = |at: usize| Some(row.get(at)?.text()?.to_owned());
    Some(TenantInfo { id: row.first()?.integer()?, slug: text(1)?, uid: text(2)? })
}

impl Store {
    /// Opens the store and brings it up to date. It has no place for files yet.
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        let database = Database::open(location).await?;
        migrate(&database).await?;
        Ok(Self { database: Arc::new(database), files: None })
    }

    /// Makes room for an organisation. Its short name must be free.
    pub async fn add_tenant(&self, slug: &str, uid: &str) -> Result<Tenant, StoreError> {
        let mut writer = self.database.writer().await?;
        let max = Selected("COALESCE(MAX(id), 0)".to_owned(), ColumnType::Integer);
        if writer.engine() == Engine::Postgres {
            writer.execute("LOCK TABLE tenant IN SHARE ROW EXCLUSIVE MODE", vec![]).await?;
        }
        let last = writer.one(&[max], INFO, vec![]).await?;
        let id = last.and_then(|row| row.first().and_then(Cell::integer)).unwrap_or(0) + 1;
        let sql =
            "INSERT INTO tenant (id, slug, uid, sequence, frontier, erasures) VALUES ($1, $2, $3, 0, '', 0)";
        writer.execute(sql, vec![id.into(), slug.into(), uid.into()]).await?;
        writer.commit().await?;
        Ok(self.handle(TenantInfo { id, slug: slug.to_owned(), uid: uid.to_owned() }))
    }

    /// All organisations of this installation, by their short names.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        let mut reader = self.database.reader().await?;
        let rows = reader.select(&info_columns(), "FROM tenant ORDER BY slug", vec![]).await?;
        Ok(rows.iter().filter_map(|row| info(row)).map(|one| self.handle(one)).collect())
    }

    /// The organisation of a short name.
    pub async fn tenant(&self, slug: &str) -> Result<Option<Tenant>, StoreError> {
        let mut reader = self.database.reader().await?;
        let row = reader.one(&info_columns(), "FROM tenant WHERE slug = $1", vec![slug.into()]).await?;
        Ok(row.and_then(|row| info(&row)).map(|one| self.handle(one)))
    }

    /// Whether the database answers, for a health check.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.database.reader().await?.execute("SELECT 1", vec![]).await.map(|_| ())
    }

    /// Lets the database look at what it holds, after a great many rows came in.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        writer.execute("ANALYZE", vec![]).await?;
        writer.commit().await
    }

    pub(crate) fn handle(&self, info: TenantInfo) -> Tenant {
        Tenant { database: Arc::clone(&self.database), files: self.files.clone(), info: Arc::new(info) }
    }
}

impl Tenant {
    /// What is known of the organisation.
    pub fn info(&self) -> &TenantInfo {
        &self.info
    }

    pub(crate) fn id(&self) -> Cell {
        Cell::from(self.info.id)
    }

    pub(crate) async fn reader(&self) -> Result<Connection, StoreError> {
        self.database.reader().await
    }

    /// The sequence of the last act, and how many erasures there were.
    pub async fn head(&self) -> Result<(i64, i64), StoreError> {
        let columns = [
            Selected("sequence".to_owned(), ColumnType::Integer),
            Selected("erasures".to_owned(), ColumnType::Integer),
        ];
        let row = self.reader().await?.one(&columns, "FROM tenant WHERE id = $1", vec![self.id()]).await?;
        let number = |at: usize| row.as_ref().and_then(|row| row.get(at)?.integer()).unwrap_or(0);
        Ok((number(0), number(1)))
    }
}
