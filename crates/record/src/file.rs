//! A stored file as a value: the hash of its bytes, by which the store finds it, and what a person knows it by.

use std::{fmt, sync::Arc};

use serde_json::{Value as Json, json};

use crate::merkle::hex;

/// The longest name of a file, in bytes; no file system takes longer ones.
const LONGEST_NAME: usize = 200;
/// The longest media type.
const LONGEST_MEDIA: usize = 100;
/// The greatest size that JSON carries without loss.
const MOST_BYTES: u64 = 1 << 53;
/// The media type of what nobody described.
const UNKNOWN: &str = "application/octet-stream";

/// The SHA-256 of a file's bytes. It can be made of 64 hex digits only, so that nothing else ever becomes a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash([u8; 32]);

/// A stored file.
#[derive(Clone, PartialEq, Eq)]
pub struct File(Arc<Parts>);

#[derive(PartialEq, Eq)]
struct Parts {
    hash: FileHash,
    name: String,
    size: u64,
    media: String,
}

impl FileHash {
    /// The hash of these bytes.
    pub const fn new(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// Reads 64 hex digits in small letters; anything else is none.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let text: &[u8; 64] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// The first twelve digits, by which people tell files apart.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl File {
    /// A file by its hash and size, with what somebody calls it. Name and media type are cleaned.
    pub fn new(hash: FileHash, name: &str, size: u64, media: &str) -> Self {
        Self(Arc::new(Parts { hash, name: clean_name(name), size, media: clean_media(media) }))
    }

    /// The hash of its bytes.
    pub fn hash(&self) -> FileHash {
        self.0.hash
    }

    /// Its name: one line without folders, and never empty.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.0.size
    }

    /// Its media type, as whoever sent it says: `application/pdf`. Nothing is trusted to it.
    pub fn media(&self) -> &str {
        &self.0.media
    }

    /// Its size for a person: `1.2 MB`.
    pub fn size_text(&self) -> String {
        bytes_text(self.size())
    }

    /// It as one line, which a form carries along: hash, size, media type, name.
    pub fn to_text(&self) -> String {
        format!("{} {} {} {}", self.hash(), self.size(), self.media(), self.name())
    }

    /// Reads [`Self::to_text`]; `None` where it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let hash = FileHash::parse(parts.next()?)?;
        let size = parts.next()?.parse().ok()?;
        let media = parts.next()?;
        Self::exactly(hash, parts.next()?, size, media)
    }

    pub(crate) fn to_json(&self) -> Json {
        json!({ "hash": self.hash().to_string(), "media": self.media(), "name": self.name(), "size": self.size() })
    }

    /// Reads a file from the JSON of a value; `None` where that says something else.
    pub fn from_json(json: &Json) -> Option<Self> {
        let text = |key: &str| json.get(key)?.as_str();
        Self::exactly(
            FileHash::parse(text("hash")?)?,
            text("name")?,
            json.get("size")?.as_u64()?,
            text("media")?,
        )
    }

    /// The file, where its name and media type are clean as they stand.
    fn exactly(hash: FileHash, name: &str, size: u64, media: &str) -> Option<Self> {
        let file = Self::new(hash, name, size, media);
        (file.name() == name && file.media() == media && size <= MOST_BYTES).then_some(file)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({})", self.to_text())
    }
}

/// A number of bytes for a person.
#[expect(clippy::cast_precision_loss, reason = "a size is rounded for a person anyway")]
pub fn bytes_text(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The last part of a path, as one line, without anything that a file system, a terminal or a reader trips over.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|letter| !letter.is_control() && !is_hidden(*letter));
    let kept: String = kept
        .map(|letter| if matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { letter })
        .collect();
    let trimmed = trimmed(&kept);
    match shortened(trimmed) {
        name if name.is_empty() => "file".to_owned(),
        name => name,
    }
}

/// Without white space around it, and without the dots that hide a file or that some systems drop.
fn trimmed(name: &str) -> &str {
    let is_edge = |letter: char| letter.is_whitespace() || letter == '.';
    name.trim_matches(is_edge)
}

/// A name that is not too long; the end after the last dot stays.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let end = name.rsplit_once('.').map(|(_, end)| end).filter(|end| end.len() <= 10 && !end.contains(' '));
    let end = end.map(|end| format!(".{end}")).unwrap_or_default();
    let mut most = LONGEST_NAME - end.len();
    while !name.is_char_boundary(most) {
        most -= 1;
    }
    format!("{}{end}", trimmed(&name[..most]))
}

/// Letters that are not seen and change what is: they turn the direction of writing round, or join nothing.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A media type in small letters without parameters; what is none is [`UNKNOWN`].
fn clean_media(media: &str) -> String {
    let plain = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let token = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    let fits = plain.split_once('/').is_some_and(|(kind, sub)| token(kind) && token(sub));
    if fits && plain.len() <= LONGEST_MEDIA { plain } else { UNKNOWN.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HASH: FileHash = FileHash::new([0xab; 32]);

    #[test]
    fn only_64_hex_digits_are_a_hash() {
        let good = "ab".repeat(32);
        assert_eq!(FileHash::parse(&good), Some(HASH));
        assert_eq!(HASH.to_string(), good);
        let up = format!("../{}", &good[3..]);
        let wide = format!("ä{}", &good[2..]);
        for wrong in
            ["", "ab", &good[1..], &good.to_uppercase(), &format!("{good}0"), &up, &wide, &"g".repeat(64)]
        {
            assert_eq!(FileHash::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_is_one_line_without_folders() {
        let long = format!("{}.pdf", "ä".repeat(400));
        for (given, expected) in [
            ("report.pdf", "report.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\eve\\x.docx", "x.docx"),
            ("a\r\nSet-Cookie: x\0.txt", "aSet-Cookie_ x.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            (".htaccess", "htaccess"),
            ("..", "file"),
            ("", "file"),
            ("a/", "file"),
            ("<script>.html", "_script_.html"),
            (" Zoë’s Plan (2).xlsx ", "Zoë’s Plan (2).xlsx"),
            (&long, &format!("{}.pdf", "ä".repeat(98))),
        ] {
            assert_eq!(File::new(HASH, given, 1, "").name(), expected, "{given:?}");
        }
    }

    #[test]
    fn a_media_type_is_one_or_unknown() {
        for (given, expected) in [
            ("application/pdf", "application/pdf"),
            ("Text/HTML; charset=utf-8", "text/html"),
            ("", UNKNOWN),
            ("text", UNKNOWN),
            ("text/html\r\nx: y", UNKNOWN),
            ("a b/c", UNKNOWN),
        ] {
            assert_eq!(File::new(HASH, "x", 1, given).media(), expected, "{given:?}");
        }
    }

    #[test]
    fn a_line_that_is_not_clean_is_no_file() {
        let hash = HASH.to_string();
        assert!(File::parse(&format!("{hash} 7 text/plain notes of May.txt")).is_some());
        for wrong in
            ["7 text/plain ../x", "7 text/plain ", "-1 text/plain x", "7 TEXT/plain x", "7 text/plain", ""]
        {
            assert_eq!(File::parse(&format!("{hash} {wrong}")), None, "{wrong}");
        }
    }

    proptest! {
        /// Whatever it is called, it comes back as it was cleaned, by a form and by JSON.
        #[test]
        fn a_file_comes_back(name in any::<String>(), media in any::<String>(), size in 0..MOST_BYTES) {
            let file = File::new(HASH, &name, size, &media);
            prop_assert_eq!(File::parse(&file.to_text()), Some(file.clone()));
            prop_assert_eq!(File::from_json(&file.to_json()), Some(file.clone()));
            prop_assert!(!file.name().contains(['/', '\\', '\n', '\r', '\0']) && !file.name().is_empty());
            prop_assert!(file.name().len() <= LONGEST_NAME);
        }
    }
}
