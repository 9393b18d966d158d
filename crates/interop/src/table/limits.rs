//! How much of a file is taken, so that memory and time stay bounded.

/// Bounds for one file.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The largest file, in bytes.
    pub bytes: usize,
    /// The most that a packed file may hold when it is unpacked, in bytes.
    pub unpacked: u64,
    /// How many times larger than itself a part may become when it is unpacked, once it is larger than
    /// [`Limits::RATIO_FROM`].
    pub ratio: u64,
    /// The most parts of a packed file.
    pub parts: usize,
    /// The most sheets.
    pub sheets: usize,
    /// The most rows of a table.
    pub rows: usize,
    /// The most columns of a table.
    pub columns: usize,
    /// The longest text of a cell, in bytes.
    pub cell: usize,
}

impl Limits {
    /// A part smaller than this may be packed as well as it can be.
    pub const RATIO_FROM: u64 = 16 * 1024 * 1024;

    /// What the command line takes.
    pub const USUAL: Self = Self {
        bytes: 128 * 1024 * 1024,
        unpacked: 256 * 1024 * 1024,
        ratio: 200,
        parts: 2_000,
        sheets: 100,
        rows: 1_000_000,
        columns: 500,
        cell: attesta_record::form::LONG_TEXT,
    };

    /// What a page takes.
    pub const PAGE: Self =
        Self { bytes: 8 * 1024 * 1024, unpacked: 64 * 1024 * 1024, rows: 50_000, ..Self::USUAL };
}
