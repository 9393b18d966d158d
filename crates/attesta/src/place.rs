//! Where the data is: a folder with a SQLite file, or a PostgreSQL database; and which organisation in it is meant.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use attesta_gate::{Gate, SystemClock};
use attesta_store::{Location, Store, Tenant};
use clap::Args;

use crate::trouble::{Trouble, one_of};

/// The folder that is used where none is named.
const USUAL: &str = "attesta-data";

/// How large a file may be where nothing is said, in megabytes.
pub(crate) const USUAL_LIMIT: u32 = 50;

/// Where the data is.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Where the data is")]
pub(crate) struct Place {
    /// The folder with the data: attesta.sqlite, and files/
    #[arg(long, value_name = "DIR", env = "ATTESTA_DATA", default_value = USUAL)]
    pub(crate) data: PathBuf,
    /// A PostgreSQL database instead of the SQLite file
    #[arg(long, value_name = "URL", env = "ATTESTA_DATABASE", hide_env_values = true, requires = "files")]
    pub(crate) database: Option<String>,
    /// The folder for files, where the data is in a PostgreSQL database
    #[arg(long, value_name = "DIR", env = "ATTESTA_FILES")]
    pub(crate) files: Option<PathBuf>,
    /// How large a file may be, in megabytes
    #[arg(long, value_name = "MB", env = "ATTESTA_FILE_LIMIT", default_value_t = USUAL_LIMIT, value_parser = clap::value_parser!(u32).range(1..=4_000))]
    pub(crate) file_limit: u32,
}

/// Which organisation is meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// The short name of the organisation, where there are several
    #[arg(long, value_name = "SLUG", env = "ATTESTA_ORGANISATION")]
    pub(crate) organisation: Option<String>,
}

/// The proof that no other server works on the folder, as long as it lives.
#[derive(Debug)]
pub(crate) struct ServeLock {
    _file: Option<File>,
}

impl Place {
    /// Opens the data, and makes the folder and the database where there is none yet.
    pub(crate) async fn make(&self) -> Result<Store, Trouble> {
        make_folder(&self.files_folder())?;
        if self.database.is_none() {
            make_folder(&self.data)?;
        }
        self.store().await
    }

    /// Whether there is data already.
    pub(crate) fn is_there(&self) -> bool {
        self.database.is_some() || self.sqlite().exists()
    }

    /// Opens data that is there.
    pub(crate) async fn open(&self) -> Result<Store, Trouble> {
        if self.database.is_none() {
            no_file(&self.data)?;
            if !self.sqlite().exists() {
                return Err(Trouble::said(format!(
                    "There is no data in {}. Name its folder with --data, or begin with “attesta serve” or “attesta demo”.",
                    self.data.display()
                )));
            }
        }
        self.store().await
    }

    async fn store(&self) -> Result<Store, Trouble> {
        Ok(Store::open(&self.location()).await?.with_files(self.files_folder(), self.most_file_bytes()))
    }

    /// How many bytes a file may have.
    pub(crate) fn most_file_bytes(&self) -> u64 {
        u64::from(self.file_limit) * 1_000_000
    }

    /// Sees to it that only one server works on the folder. Any number may work on a PostgreSQL database.
    pub(crate) fn lock(&self) -> Result<ServeLock, Trouble> {
        if self.database.is_some() {
            return Ok(ServeLock { _file: None });
        }
        make_folder(&self.data)?;
        let path = self.data.join("serve.lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| Trouble::at(&self.data, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(ServeLock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(Trouble::said(format!(
                "Attesta is serving {} already. Stop that one first, or name another folder with --data.",
                self.data.display()
            ))),
            Err(TryLockError::Error(error)) => Err(Trouble::at(&path, &error)),
        }
    }

    /// The options that lead another command to the same data; empty where they can be left out.
    pub(crate) fn options(&self) -> String {
        match (&self.database, &self.files) {
            (Some(_), Some(files)) => format!(" --database … --files {}", files.display()),
            _ if self.data == Path::new(USUAL) => String::new(),
            _ => format!(" --data {}", self.data.display()),
        }
    }

    fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::File(self.sqlite()),
        }
    }

    fn sqlite(&self) -> PathBuf {
        self.data.join("attesta.sqlite")
    }

    fn files_folder(&self) -> PathBuf {
        match (&self.database, &self.files) {
            (Some(_), Some(files)) => files.clone(),
            _ => self.data.join("files"),
        }
    }
}

impl Which {
    /// The organisation that is meant.
    pub(crate) async fn choose(&self, gate: &Gate) -> Result<Tenant, Trouble> {
        let mut tenants = gate.organisations().await?;
        let slugs: Vec<String> = tenants.iter().map(|tenant| tenant.info().slug.clone()).collect();
        let wanted = match (&self.organisation, slugs.as_slice()) {
            (_, []) => {
                return Err(Trouble::said(
                    "No organisation is set up here. Begin with “attesta serve” or “attesta demo”.",
                ));
            }
            (None, [only]) => only,
            (None, _) => {
                let slugs = one_of(&slugs);
                return Err(Trouble::said(format!(
                    "There are several organisations. Name one with --organisation: {slugs}."
                )));
            }
            (Some(wanted), _) => wanted,
        };
        match slugs.iter().position(|slug| slug == wanted) {
            Some(at) => Ok(tenants.swap_remove(at)),
            None => Err(Trouble::said(format!(
                "There is no organisation “{wanted}”. Name one of these: {}.",
                one_of(&slugs)
            ))),
        }
    }
}

/// An empty store that is gone with its folder.
pub(crate) async fn temporary() -> Result<(Store, tempfile::TempDir), Trouble> {
    let folder = tempfile::tempdir()
        .map_err(|error| Trouble::said(format!("There is no room for a temporary file: {error}.")))?;
    let store = Store::open(&Location::File(folder.path().join("attesta.sqlite"))).await?;
    Ok((store, folder))
}

/// The gate to a store, by the system's clock.
pub(crate) fn gate(store: Store) -> Gate {
    Gate::new(store, Arc::new(SystemClock))
}

fn make_folder(path: &Path) -> Result<(), Trouble> {
    no_file(path)?;
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            Trouble::said(format!("{} runs through a file. Name another folder.", path.display()))
        }
        _ => Trouble::at(path, &error),
    })
}

fn no_file(path: &Path) -> Result<(), Trouble> {
    if path.is_file() {
        return Err(Trouble::said(format!(
            "{} is a file, not a folder. Name a folder with --data.",
            path.display()
        )));
    }
    Ok(())
}
