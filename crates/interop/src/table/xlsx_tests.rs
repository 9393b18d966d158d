//! Spreadsheets, whole and hostile.

use std::io::Write as _;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::*;

/// A register as people keep it: a title above, an empty first column, a merged category, a formula, a trailing tab.
fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Risks").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 1, 0, 4, "Risk register", &plain).unwrap();
    for (at, heading) in ["Risk ID", "Risk Title", "Category", "Score"].iter().enumerate() {
        sheet.write(3, u16::try_from(at + 1).unwrap(), *heading).unwrap();
    }
    sheet.write(4, 1, "R-1\t").unwrap();
    sheet.write(4, 2, "Fire").unwrap();
    sheet.merge_range(4, 3, 5, 3, "Site", &plain).unwrap();
    sheet.write_formula(4, 4, Formula::new("=2*3").set_result("6")).unwrap();
    sheet.write(5, 1, "R-2").unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_with_format(5, 2, ExcelDateTime::from_ymd(2026, 3, 15).unwrap(), &day).unwrap();
    book.save_to_buffer().unwrap()
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_sheet_as_people_keep_it() {
    let (name, rows) = read(book(), &Limits::USUAL).unwrap().remove(0);
    assert_eq!(name, "Risks");
    let places: Vec<u64> = rows.iter().map(|row| row.place).collect();
    assert_eq!(places, [1, 4, 5, 6]);
    let shown: Vec<String> = rows[2].cells.iter().map(Cell::shown).collect();
    assert_eq!(shown, ["", "R-1", "Fire", "Site", "6"]);
    assert!(rows[2].cells[4].formula && !rows[2].cells[1].formula);
    // What is merged downwards holds for each row; a day is a day.
    let shown: Vec<String> = rows[3].cells.iter().map(Cell::shown).collect();
    assert_eq!(shown, ["", "R-2", "2026-03-15", "Site"]);
}

#[test]
fn bombs_are_refused_before_they_are_opened() {
    let zeros = vec![b' '; 40 * 1024 * 1024];
    let ratio = read(packed(&[("xl/sharedStrings.xml", &zeros)]), &Limits::USUAL).unwrap_err();
    assert!(ratio.why.contains("200 times"), "{ratio}");
    let small = Limits { unpacked: 1024 * 1024, ..Limits::USUAL };
    let large = read(packed(&[("a", &zeros[..2 * 1024 * 1024])]), &small).unwrap_err();
    assert!(large.why.contains("larger than 1 MB"), "{large}");
    let laughs = b"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">]><sst>&lol;</sst>";
    let laughs = read(packed(&[("xl/sharedStrings.xml", laughs)]), &Limits::USUAL).unwrap_err();
    assert!(laughs.why.contains("document type"), "{laughs}");
    let parts: Vec<(String, &[u8])> = (0..30).map(|at| (format!("p{at}"), &b"x"[..])).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(read(packed(&parts), &Limits { parts: 20, ..Limits::USUAL }).is_err());
}

#[test]
fn a_far_away_cell_takes_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "a").unwrap();
    sheet.write(1_048_575, 16_383, "b").unwrap();
    let fault = read(book.save_to_buffer().unwrap(), &Limits::USUAL).unwrap_err();
    assert!(fault.place.contains("XFD1048576"), "{fault}");
}

#[test]
fn one_long_text_used_often_runs_into_the_limit() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let text = "x".repeat(30_000);
    for row in 0..200 {
        sheet.write(row, 0, text.as_str()).unwrap();
    }
    let limits = Limits { unpacked: 3 * 1024 * 1024, ..Limits::USUAL };
    let fault = read(book.save_to_buffer().unwrap(), &limits).unwrap_err();
    assert!(fault.why.contains("more text"), "{fault}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let with_head: Vec<u8> = b"PK\x03\x04".iter().copied().chain(bytes).collect();
        let _ = read(with_head, &Limits::USUAL);
    }

    #[test]
    fn no_change_of_a_book_makes_it_fall(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), end in any::<prop::sample::Index>()) {
        let mut bytes = book();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(bytes.clone(), &Limits::USUAL);
        bytes.truncate(end.index(bytes.len()));
        let _ = read(bytes, &Limits::USUAL);
    }

    #[test]
    fn no_part_makes_it_fall(sheet in "(<row r=\"[0-9]{1,3}\">|<c r=\"[A-Z]{1,3}[0-9]{1,3}\" t=\"[sbne]\">|<v>[0-9]{0,9}</v>|</c>|</row>|<f>[A-Z0-9+]{0,5}</f>|<mergeCell ref=\"[A-Z][0-9]:[A-Z][0-9]\"/>){0,20}") {
        let whole = read_parts(&format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{sheet}</sheetData></worksheet>"));
        let _ = read(whole, &Limits::USUAL);
    }
}

/// A book whose one sheet is this text.
fn read_parts(sheet: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book())).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((name, bytes));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| {
            let bytes = if name.ends_with("sheet1.xml") { sheet.as_bytes() } else { bytes.as_slice() };
            (name.as_str(), bytes)
        })
        .collect();
    packed(&parts)
}
