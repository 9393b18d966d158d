//! What commands print: lines for people, or one JSON object for programs.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde_json::Value as Json;

use crate::trouble::Trouble;

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// Sentences for a person
    #[default]
    Text,
    /// One JSON object for a program
    Json,
}

/// Prints a line.
pub(crate) fn line(text: &str) -> Result<(), Trouble> {
    writeln!(io::stdout(), "{text}").map_err(|error| Trouble::printing(&error))
}

/// Prints the text, or the object that says the same to a program.
pub(crate) fn answer(format: Format, text: &str, object: &Json) -> Result<(), Trouble> {
    match format {
        Format::Text => line(text),
        Format::Json => line(&object.to_string()),
    }
}

/// Where a file goes that a command makes: standard output, or a file that appears only when it is whole.
pub(crate) enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// A device or a pipe: it is written to as it is, and never replaced.
    Device(BufWriter<File>),
    File {
        writer: BufWriter<File>,
        part: PathBuf,
        path: PathBuf,
    },
}

impl Sink {
    /// Opens it; no path or `-` is standard output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Trouble> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        if path.is_dir() {
            return Err(Trouble::said(format!("{} is a folder. Name a file with -o.", path.display())));
        }
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            let device = File::options().write(true).open(path).map_err(|error| Trouble::at(path, &error))?;
            return Ok(Self::Device(BufWriter::new(device)));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Trouble::said(format!("The folder of {} is not there. Make it first.", path.display()))
            }
            _ => Trouble::at(path, &error),
        })?;
        Ok(Self::File { writer: BufWriter::new(file), part, path: path.to_owned() })
    }

    /// Writes what waits; a file gets its name now.
    pub(crate) fn finish(mut self) -> Result<(), Trouble> {
        self.flush().map_err(|error| Trouble::printing(&error))?;
        match self {
            Self::Stdout(_) | Self::Device(_) => Ok(()),
            Self::File { part, path, .. } => {
                std::fs::rename(&part, &path).map_err(|error| Trouble::at(&path, &error))
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(writer) => writer.write(bytes),
            Self::Device(writer) | Self::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(writer) => writer.flush(),
            Self::Device(writer) | Self::File { writer, .. } => writer.flush(),
        }
    }
}
