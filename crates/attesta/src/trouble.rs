//! Why a command could not run.

use std::{fmt::Display, io, io::Write as _, path::Path, process::ExitCode};

use attesta_gate::ActError;
use attesta_store::StoreError;

/// What a command exits with when it could not run.
const COULD_NOT_RUN: u8 = 2;

/// Why a command could not run, in a sentence that says what to do.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The sentence.
    Said(String),
    /// Nobody reads what is printed any more, as in `attesta export risks | head`. That is no fault.
    NobodyReads,
}

impl Trouble {
    /// A sentence that says what to do.
    pub(crate) fn said(sentence: impl Into<String>) -> Self {
        Self::Said(sentence.into())
    }

    /// What went wrong with a folder or file.
    pub(crate) fn at(path: &Path, error: &io::Error) -> Self {
        let shown = path.display();
        Self::Said(match error.kind() {
            io::ErrorKind::PermissionDenied => {
                format!(
                    "{shown} cannot be written: permission denied. Change its permissions or name another."
                )
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                format!("{shown} is on a disk that is read-only. Name another.")
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                format!("{shown} cannot be written: the disk is full. Free some space and try again.")
            }
            io::ErrorKind::NotFound => format!("There is no {shown}. Check the path."),
            _ => format!("{shown} cannot be used: {error}. Check the path."),
        })
    }

    /// What went wrong with what is printed.
    pub(crate) fn printing(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Self::Said(error.to_string()),
            _ => Self::Said(format!("The result could not be written: {error}.")),
        }
    }

    /// Tells the person, and what the command exits with.
    pub(crate) fn tell(&self) -> ExitCode {
        match self {
            Self::NobodyReads => ExitCode::SUCCESS,
            Self::Said(sentence) => {
                // Where even this cannot be written, the exit code still says it.
                let _ = writeln!(io::stderr(), "attesta: {sentence}");
                ExitCode::from(COULD_NOT_RUN)
            }
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Said(error.to_string())
    }
}

impl From<ActError> for Trouble {
    fn from(error: ActError) -> Self {
        Self::Said(error.to_string())
    }
}

/// `a, b or c`.
pub(crate) fn one_of(names: &[impl Display]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => only.to_string(),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} or {last}", first.join(", "))
        }
    }
}
