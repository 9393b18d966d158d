//! What is read from text with delimiters, and what is refused.

use proptest::prelude::*;

use super::*;

fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    let csv = Csv::read(bytes, &Limits::USUAL).unwrap();
    csv.rows()
        .map(|row| row.unwrap())
        .map(|row| (row.place, row.cells.iter().map(Cell::shown).collect()))
        .collect()
}

fn words(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn any_usual_delimiter_is_found() {
    for (delimiter, name) in DELIMITERS {
        let with = |line: &str| line.replace('#', &char::from(delimiter).to_string());
        let text = with("ID#Title#Amount\nR-1#\"Fire; flood, theft|x\"#1.5\nR-2#Loss#2\n");
        let csv = Csv::read(text.as_bytes(), &Limits::USUAL).unwrap();
        assert_eq!(csv.read_as(), format!("UTF-8, {name}"));
        assert_eq!(rows(text.as_bytes())[1].1, words(&["R-1", "Fire; flood, theft|x", "1.5"]));
    }
    // A decimal comma is no delimiter.
    assert_eq!(rows(b"a;b;c\n1,5;2,5;3\n1,5;2;3\n")[1].1, words(&["1,5", "2,5", "3"]));
}

#[test]
fn any_usual_encoding_is_found_and_said() {
    let text = "Name;Ort\r\nMüller;Köln\r\n";
    let utf16 = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let with = |bom: &[u8], body: Vec<u8>| bom.iter().copied().chain(body).collect::<Vec<u8>>();
    let latin: Vec<u8> = text.chars().map(|one| u8::try_from(u32::from(one)).unwrap()).collect();
    for (bytes, name) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (with(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "UTF-8"),
        (with(b"\xff\xfe", utf16(false)), "UTF-16"),
        (with(b"\xfe\xff", utf16(true)), "UTF-16"),
        (utf16(false), "UTF-16"),
        (utf16(true), "UTF-16"),
        (latin, "Windows-1252"),
    ] {
        let csv = Csv::read(&bytes, &Limits::USUAL).unwrap();
        assert!(csv.read_as().starts_with(name), "{} is not {name}", csv.read_as());
        assert_eq!(rows(&bytes), [(1, words(&["Name", "Ort"])), (2, words(&["Müller", "Köln"]))]);
    }
}

#[test]
fn rows_keep_their_lines_and_are_never_shifted() {
    let text = b"Title of the register\n\nID,Text\n1,\"two\nlines\"\n,,\n2,x,y\n";
    let places: Vec<(u64, usize)> = rows(text).iter().map(|(place, cells)| (*place, cells.len())).collect();
    assert_eq!(places, [(1, 1), (3, 2), (4, 2), (7, 3)]);
}

#[test]
fn what_is_no_table_is_refused_with_its_place() {
    let fault = |bytes: &[u8]| match Csv::read(bytes, &Limits { rows: 3, columns: 4, ..Limits::USUAL }) {
        Err(fault) => fault,
        Ok(csv) => csv.rows().find_map(Result::err).expect("a fault"),
    };
    assert_eq!(fault(b"a,b\n1,2\n3,\x004\n").place, "row 3");
    assert_eq!(fault(b"a,b\n1,\"2\n3,4\n5,6\n").place, "row 2");
    assert_eq!(fault(b"a\n1\n2\n3\n").place, "row 4");
    assert_eq!(fault(b"a,b,c,d,e\n").place, "row 1");
}

#[test]
fn a_cell_that_is_too_long_is_a_fault_of_its_own() {
    let text = format!("a,b\n1,{}\n", "x".repeat(10 * 1024 * 1024));
    let csv = Csv::read(text.as_bytes(), &Limits::USUAL).unwrap();
    let row = csv.rows().nth(1).unwrap().unwrap();
    assert!(matches!(&row.cells[1].content, Content::Fault(fault) if fault.contains("10485760")));
}

#[test]
fn the_apostrophe_of_the_export_is_taken_off() {
    for (written, said) in
        [("'=1+1", "=1+1"), ("''=1", "'=1"), ("' -1", "-1"), ("'quoted'", "'quoted'"), ("it's", "it's")]
    {
        let row = &rows(format!("a,b\n{written},x\n").as_bytes())[1];
        assert_eq!(row.1[0], said, "{written}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        if let Ok(csv) = Csv::read(&bytes, &Limits::USUAL) {
            prop_assert!(csv.rows().count() <= bytes.len() + 1);
        }
    }

    #[test]
    fn what_was_written_is_read(cells in proptest::collection::vec(proptest::collection::vec("[a-z\"',;|\n\tä ]{0,12}x", 3), 2..8)) {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let csv = Csv { text: String::from_utf8(bytes).unwrap(), encoding: "UTF-8", delimiter: b',', limits: Limits::USUAL };
        let read: Vec<Vec<String>> = csv.rows().map(|row| row.unwrap().cells.iter().map(Cell::shown).collect()).collect();
        let expected: Vec<Vec<String>> = cells.iter().map(|row| row.iter().map(|cell| without_apostrophe(cell).trim().to_owned()).collect()).collect();
        prop_assert_eq!(read, expected);
    }
}
