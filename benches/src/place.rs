//! Where the data is that is measured, and the binary that works on it.

use std::{path::PathBuf, process::Command};

use attesta_gate::{Gate, Member, SystemClock};
use attesta_store::{Location, Store, Tenant};
use clap::Args;

use crate::{Failed, figures};

/// The data, made by `attesta generate`. Measuring writes to it: take a copy where that matters.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// A PostgreSQL database instead of the SQLite file in the folder
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// The organisation, where there are several
    #[arg(long, value_name = "SLUG")]
    pub(crate) organisation: Option<String>,
}

/// The program itself.
#[derive(Debug, Clone, Args)]
pub(crate) struct Program {
    /// The release binary; beside this one if left out
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

impl Program {
    /// Where it is.
    pub(crate) fn path(&self) -> Result<PathBuf, Failed> {
        let path = match &self.binary {
            Some(path) => path.clone(),
            None => std::env::current_exe()?.with_file_name("attesta"),
        };
        if path.is_file() {
            return Ok(path);
        }
        Err(format!("There is no {}. Build it: cargo build --release -p attesta", path.display()).into())
    }

    /// A command of it.
    pub(crate) fn command(&self, name: &[&str]) -> Result<Command, Failed> {
        let mut command = Command::new(self.path()?);
        command.args(name);
        Ok(command)
    }
}

impl Place {
    /// The options that lead the program to the data.
    pub(crate) fn options(&self) -> Vec<String> {
        let folder = self.data.display().to_string();
        match &self.database {
            Some(url) => vec!["--database".to_owned(), url.clone(), "--files".to_owned(), folder],
            None => vec!["--data".to_owned(), folder],
        }
    }

    /// The store, opened.
    pub(crate) async fn store(&self) -> Result<Store, Failed> {
        let location = match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::File(self.data.join("attesta.sqlite")),
        };
        Ok(Store::open(&location).await?)
    }

    /// The organisation.
    pub(crate) async fn tenant(&self, store: &Store) -> Result<Tenant, Failed> {
        let tenants = store.tenants().await?;
        let wanted =
            |tenant: &&Tenant| self.organisation.as_ref().is_none_or(|wanted| tenant.info().slug == *wanted);
        tenants.iter().find(wanted).cloned().ok_or_else(|| "There is no such organisation.".into())
    }

    /// A gate to the data, and a member who may do everything there.
    pub(crate) async fn member(&self) -> Result<(Gate, Member), Failed> {
        let store = self.store().await?;
        let tenant = self.tenant(&store).await?;
        let gate = Gate::new(store, std::sync::Arc::new(SystemClock));
        let member = gate.console(tenant, "benches").await?;
        Ok((gate, member))
    }

    /// Says what is measured: the organisation, its risks, its journal.
    pub(crate) async fn tell(&self) -> Result<(), Failed> {
        let tenant = self.tenant(&self.store().await?).await?;
        let (entries, _) = tenant.head().await?;
        let engine = if self.database.is_some() { "PostgreSQL" } else { "SQLite" };
        let risks = newest(&tenant).await?;
        figures::line(&format!(
            "{engine}, {}: {risks} risks, {entries} entries in the journal",
            tenant.info().slug
        ))
    }
}

/// The number of the newest risk, which is how many there are.
pub(crate) async fn newest(tenant: &Tenant) -> Result<i64, Failed> {
    use attesta_record::filter::{Filter, Sort};
    let risk = attesta_isms::record_type("risk").ok_or("There is no such kind.")?;
    let page = tenant.list(&Filter::all(risk.schema), Sort::NEWEST, None, 1).await?;
    Ok(page.items.first().ok_or("There is no risk to measure with.")?.id)
}
