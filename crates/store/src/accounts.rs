//! Accounts, memberships, sessions and one-time links. Tokens are kept as hashes only.

use attesta_record::ColumnType;
use jiff::Timestamp;

use crate::{
    Store, StoreError, Tenant,
    dialect::{Cell, Selected},
    sql::{time_text, timestamp},
};

/// An account: who signs in. It may belong to several organisations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id in this installation.
    pub id: i64,
    /// How it is shown.
    pub name: String,
    /// Where its links would be sent; empty for the command line.
    pub email: String,
}

/// What an account is in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The account.
    pub account: i64,
    /// The person it belongs to, if any.
    pub person: Option<i64>,
    /// The key of its duty.
    pub duty: String,
}

/// A session of a signed-in account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The account.
    pub account: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Setting up the first organisation.
    SetUp,
    /// Signing in.
    SignIn,
}

impl Purpose {
    fn key(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::SignIn => "sign-in",
        }
    }
}

/// A one-time link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// The account that it signs in.
    pub account: Option<i64>,
    /// From when on it is dead.
    pub expires_at: Timestamp,
    /// Whether it was used.
    pub used: bool,
}

fn selected(columns: &[(&str, ColumnType)]) -> Vec<Selected> {
    columns.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect()
}

const ACCOUNT: &[(&str, ColumnType)] =
    &[("id", ColumnType::Integer), ("name", ColumnType::Text), ("email", ColumnType::Text)];

fn account(row: Vec<Cell>) -> Option<Account> {
    let mut cells = row.into_iter();
    Some(Account {
        id: cells.next()?.integer()?,
        name: cells.next()?.into_text()?,
        email: cells.next()?.into_text()?,
    })
}

impl Store {
    /// Adds an account. The e-mail address must be new.
    pub async fn add_account(&self, name: &str, email: &str, now: Timestamp) -> Result<Account, StoreError> {
        let mut writer = self.database.writer().await?;
        let max = Selected("COALESCE(MAX(id), 0)".to_owned(), ColumnType::Integer);
        if writer.engine() == crate::dialect::Engine::Postgres {
            writer.execute("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE", vec![]).await?;
        }
        let last = writer.one(&[max], "FROM account", vec![]).await?;
        let id = last.and_then(|row| row.first()?.integer()).unwrap_or(0) + 1;
        let place = writer.engine().place(4, ColumnType::Time);
        let sql = format!("INSERT INTO account (id, name, email, created_at) VALUES ($1, $2, $3, {place})");
        writer.execute(&sql, vec![id.into(), name.into(), email.into(), time_text(now).into()]).await?;
        writer.commit().await?;
        Ok(Account { id, name: name.to_owned(), email: email.to_owned() })
    }

    /// An account by its id.
    pub async fn account(&self, id: i64) -> Result<Option<Account>, StoreError> {
        let mut reader = self.database.reader().await?;
        Ok(reader
            .one(&selected(ACCOUNT), "FROM account WHERE id = $1", vec![id.into()])
            .await?
            .and_then(account))
    }

    /// All accounts, oldest first.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut reader = self.database.reader().await?;
        let rows = reader.select(&selected(ACCOUNT), "FROM account ORDER BY id", vec![]).await?;
        Ok(rows.into_iter().filter_map(account).collect())
    }

    /// The organisations that an account belongs to, by their short names, with its membership in each.
    pub async fn memberships(&self, account: i64) -> Result<Vec<(Tenant, Membership)>, StoreError> {
        let columns = selected(&[
            ("t.id", ColumnType::Integer),
            ("t.slug", ColumnType::Text),
            ("t.uid", ColumnType::Text),
            ("m.person", ColumnType::Integer),
            ("m.duty", ColumnType::Text),
        ]);
        let tail =
            "FROM membership m JOIN tenant t ON t.id = m.organisation WHERE m.account = $1 ORDER BY t.slug";
        let rows = self.database.reader().await?.select(&columns, tail, vec![account.into()]).await?;
        let member = |row: Vec<Cell>| {
            let tenant = self.handle(crate::tenant::info(&row)?);
            let membership =
                Membership { account, person: row.get(3)?.integer(), duty: row.get(4)?.text()?.to_owned() };
            Some((tenant, membership))
        };
        Ok(rows.into_iter().filter_map(member).collect())
    }

    /// The organisations that an account belongs to, by their short names: short name and name.
    pub async fn organisations_of(&self, account: i64) -> Result<Vec<(String, String)>, StoreError> {
        let columns = selected(&[("t.slug", ColumnType::Text), ("o.name", ColumnType::Text)]);
        let tail = "FROM membership m JOIN tenant t ON t.id = m.organisation \
                    LEFT JOIN organisation o ON o.organisation = t.id WHERE m.account = $1 ORDER BY t.slug";
        let rows = self.database.reader().await?.select(&columns, tail, vec![account.into()]).await?;
        let named = |row: Vec<Cell>| {
            let slug = row.first()?.text()?.to_owned();
            let name = row.get(1)?.text().map_or_else(|| slug.clone(), str::to_owned);
            Some((slug, name))
        };
        Ok(rows.into_iter().filter_map(named).collect())
    }

    /// Keeps a one-time link by the hash of its token.
    pub async fn add_link(
        &self,
        token_hash: &str,
        purpose: Purpose,
        account: Option<i64>,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        let place = writer.engine().place(4, ColumnType::Time);
        let sql = format!(
            "INSERT INTO link (token_hash, purpose, account, expires_at, used) VALUES ($1, $2, $3, {place}, $5)"
        );
        let cells = vec![
            token_hash.into(),
            purpose.key().into(),
            account.into(),
            time_text(expires_at).into(),
            false.into(),
        ];
        writer.execute(&sql, cells).await?;
        writer.commit().await
    }

    /// A one-time link by the hash of its token.
    pub async fn link(&self, token_hash: &str) -> Result<Option<Link>, StoreError> {
        let columns = selected(&[
            ("purpose", ColumnType::Text),
            ("account", ColumnType::Integer),
            ("expires_at", ColumnType::Time),
            ("used", ColumnType::Bool),
        ]);
        let mut reader = self.database.reader().await?;
        let row = reader.one(&columns, "FROM link WHERE token_hash = $1", vec![token_hash.into()]).await?;
        Ok(row.and_then(|row| {
            Some(Link {
                purpose: if row.first()?.text()? == "set-up" { Purpose::SetUp } else { Purpose::SignIn },
                account: row.get(1)?.integer(),
                expires_at: timestamp(row.get(2)?)?,
                used: row.get(3)?.is_true(),
            })
        }))
    }

    /// Uses a link up: `true` for the one who comes first, `false` for everybody after.
    pub async fn use_link(&self, token_hash: &str) -> Result<bool, StoreError> {
        let mut writer = self.database.writer().await?;
        let sql = "UPDATE link SET used = $2 WHERE token_hash = $1 AND used = $3";
        let touched = writer.execute(sql, vec![token_hash.into(), true.into(), false.into()]).await?;
        writer.commit().await?;
        Ok(touched == 1)
    }

    /// Keeps a session by the hash of its token.
    pub async fn add_session(
        &self,
        token_hash: &str,
        account: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        let place = writer.engine().place(3, ColumnType::Time);
        let sql = format!(
            "INSERT INTO session (token_hash, account, created_at, seen_at) VALUES ($1, $2, {place}, {place})"
        );
        writer.execute(&sql, vec![token_hash.into(), account.into(), time_text(now).into()]).await?;
        writer.commit().await
    }

    /// A session by the hash of its token.
    pub async fn session(&self, token_hash: &str) -> Result<Option<Session>, StoreError> {
        let columns = selected(&[
            ("account", ColumnType::Integer),
            ("created_at", ColumnType::Time),
            ("seen_at", ColumnType::Time),
        ]);
        let mut reader = self.database.reader().await?;
        let row = reader.one(&columns, "FROM session WHERE token_hash = $1", vec![token_hash.into()]).await?;
        Ok(row.and_then(|row| {
            Some(Session {
                account: row.first()?.integer()?,
                created_at: timestamp(row.get(1)?)?,
                seen_at: timestamp(row.get(2)?)?,
            })
        }))
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        let place = writer.engine().place(2, ColumnType::Time);
        let sql = format!("UPDATE session SET seen_at = {place} WHERE token_hash = $1");
        writer.execute(&sql, vec![token_hash.into(), time_text(now).into()]).await?;
        writer.commit().await
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        writer.execute("DELETE FROM session WHERE token_hash = $1", vec![token_hash.into()]).await?;
        writer.commit().await
    }
}

impl Tenant {
    /// Makes an account a member, or changes its membership.
    pub async fn set_membership(&self, membership: &Membership) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        let sql = "INSERT INTO membership (organisation, account, person, duty) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (organisation, account) DO UPDATE SET person = $3, duty = $4";
        let cells = vec![
            self.id(),
            membership.account.into(),
            membership.person.into(),
            membership.duty.as_str().into(),
        ];
        writer.execute(sql, cells).await?;
        writer.commit().await
    }

    /// What an account is in this organisation; `None` where it does not belong to it.
    pub async fn membership(&self, account: i64) -> Result<Option<Membership>, StoreError> {
        let columns = selected(&[("person", ColumnType::Integer), ("duty", ColumnType::Text)]);
        let tail = "FROM membership WHERE organisation = $1 AND account = $2";
        let row = self.reader().await?.one(&columns, tail, vec![self.id(), account.into()]).await?;
        Ok(row.and_then(|row| {
            Some(Membership { account, person: row.first()?.integer(), duty: row.get(1)?.text()?.to_owned() })
        }))
    }

    /// The names of the accounts that acted in this organisation or belong to it.
    pub async fn account_names(&self) -> Result<std::collections::BTreeMap<i64, String>, StoreError> {
        let tail = "FROM account WHERE id IN (SELECT account FROM membership WHERE organisation = $1)";
        let rows = self.reader().await?.select(&selected(ACCOUNT), tail, vec![self.id()]).await?;
        Ok(rows.into_iter().filter_map(account).map(|one| (one.id, one.name)).collect())
    }
}
