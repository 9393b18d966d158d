//! What the system says of a process: its memory and the time it spent computing. It reads `/proc`, so it needs Linux.

use std::{fs, time::Duration};

use crate::Failed;

/// A process: this one, or one by its number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Process {
    Own,
    Other(u32),
}

impl Process {
    fn folder(self) -> String {
        match self {
            Self::Own => "/proc/self".to_owned(),
            Self::Other(id) => format!("/proc/{id}"),
        }
    }

    /// The memory that it holds now, in MB.
    pub(crate) fn memory(self) -> Result<f64, Failed> {
        self.status("VmRSS:")
    }

    /// The most memory that it held at any time, in MB.
    pub(crate) fn peak(self) -> Result<f64, Failed> {
        self.status("VmHWM:")
    }

    fn status(self, name: &str) -> Result<f64, Failed> {
        let path = format!("{}/status", self.folder());
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        Ok(kilobytes.ok_or_else(|| format!("{path} has no {name}"))? / 1024.0)
    }

    /// The time that it spent computing since then.
    pub(crate) fn computing_since(self, before: Duration) -> Result<Duration, Failed> {
        Ok(self.computing()?.saturating_sub(before))
    }

    /// The time that all of its threads that still live spent computing.
    pub(crate) fn computing(self) -> Result<Duration, Failed> {
        let folder = format!("{}/task", self.folder());
        let mut nanoseconds = 0;
        for thread in fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))? {
            // A thread may be gone by now.
            let Ok(text) = fs::read_to_string(thread?.path().join("schedstat")) else { continue };
            nanoseconds +=
                text.split_whitespace().next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanoseconds))
    }
}
