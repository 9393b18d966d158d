//! The world that a template sees: itself, its data, the fonts that are compiled in. Nothing else is there.

use std::sync::LazyLock;

use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::PdfError;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect());
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// A template and its data, under names that lead to no disk.
pub(crate) struct Virtual {
    main: Source,
    data: (FileId, Bytes),
}

impl Virtual {
    pub(crate) fn new(template: String, data: String) -> Result<Self, PdfError> {
        let id = |name: &str| {
            let path = VirtualPath::new(name).map_err(PdfError::path)?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let main = Source::new(id("main.typ")?, template);
        Ok(Self { main, data: (id("data.json")?, Bytes::from_string(data)) })
    }
}

impl World for Virtual {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// There is no clock here: a document has the day that it is given.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
