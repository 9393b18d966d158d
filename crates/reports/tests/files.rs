//! What comes out as a file is read back as others read it: PDF by poppler, workbooks by a reader of their own.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    io::{Cursor, Read as _},
    process::Command,
};

use attesta_reports::{Cell, Fact, Format, Part, Report, Section, Table};
use calamine::{Data, Reader as _, Xlsx};
use jiff::civil::date;

/// Texts that mean something to a spreadsheet or to a layout, and must mean nothing.
const TEXTS: [&str; 10] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "https://example.org/a",
    "#panic(\"out\")",
    "*bold* _it_ $x$ `raw`",
    "= A heading",
    "<label> @ref \\ // no comment /* none */",
    "[content] {code} \"quotes\" 'marks' --- ...",
];

/// A report with one table of these cells in a column beside a number, a day and nothing.
fn report(texts: &[&str]) -> Report {
    let columns = [("Text", 40), ("Number", 10), ("Day", 12), ("Nothing", 10), ("Level", 10)];
    let row = |text: &&str| {
        let level = Cell::Level { name: "High".to_owned(), shade: 5 };
        vec![Cell::from(*text), Cell::Number(-2.5), Cell::Day(date(2026, 3, 2)), Cell::Nothing, level]
    };
    let rows = texts.iter().map(row).collect();
    let table = Table { main: true, rows, ..Table::new("Things: all/of them", &columns) };
    let parts = vec![Part::Text("=2+2".to_owned()), Part::Table(table)];
    Report {
        title: "Register of things".to_owned(),
        organisation: "=Acme & Söhne".to_owned(),
        classification: Some("Confidential".to_owned()),
        day: date(2026, 3, 2),
        edition: "1.0".to_owned(),
        facts: vec![Fact::new("Approved by", "@Ada"), Fact::new("Approved on", date(2026, 3, 1))],
        sections: vec![Section { heading: "Things".to_owned(), parts }],
    }
}

fn written(report: &Report, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    format.write(report, &mut bytes).unwrap();
    bytes
}

/// What poppler says of a PDF.
fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, pdf).unwrap();
    let end: &[&str] = if program == "pdftotext" { &["-"] } else { &[] };
    let ran = Command::new(program).args(options).arg(&path).args(end).output();
    let ran = ran.expect("poppler-utils are needed: apt-get install poppler-utils");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

fn pages(pdf: &[u8]) -> usize {
    let said = poppler("pdfinfo", &[], pdf);
    let line = said.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap();
    line.trim().parse().unwrap()
}

/// A text without white space, by which lines may have been broken.
fn dense(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

#[test]
fn a_pdf_is_tagged_and_says_what_it_is() {
    let pdf = written(&report(&TEXTS), Format::Pdf);
    assert!(pdf.windows(14).any(|part| part == b"StructTreeRoot"));
    let info = poppler("pdfinfo", &[], &pdf);
    for said in
        ["Register of things", "=Acme & Söhne", "Mar  2", "Tagged:          yes", "JavaScript:      no"]
    {
        assert!(info.contains(said), "{said}: {info}");
    }
    let meta = poppler("pdfinfo", &["-meta"], &pdf);
    assert!(meta.contains("<pdfuaid:part>1<") && meta.contains("<pdfaid:part>2<"), "{meta}");
    assert!(meta.contains("<rdf:li>en</rdf:li>"), "the language");
    let structure = poppler("pdfinfo", &["-struct"], &pdf);
    for tag in ["Table", "THead", "TH", "TR", "H1"] {
        assert!(structure.lines().any(|line| line.trim().starts_with(tag)), "{tag}: {structure}");
    }
    assert_eq!(written(&report(&TEXTS), Format::Pdf), pdf, "the same report gives the same bytes");
}

#[test]
fn text_of_people_is_shown_as_it_is() {
    let pdf = written(&report(&TEXTS), Format::Pdf);
    let text = dense(&poppler("pdftotext", &["-raw"], &pdf));
    for expected in TEXTS.iter().chain(&["=2+2", "@Ada", "=Acme & Söhne", "-2.5", "2 Mar 2026", "High"]) {
        assert!(text.contains(&dense(expected)), "{expected}: {text}");
    }
}

#[test]
fn every_page_has_its_number_its_classification_and_the_head_of_its_table() {
    let many = vec!["Some thing of many"; 200];
    let pdf = written(&report(&many), Format::Pdf);
    let count = pages(&pdf);
    assert!(count > 2, "{count}");
    for page in 1..=count {
        let number = page.to_string();
        let text = poppler("pdftotext", &["-layout", "-f", &number, "-l", &number], &pdf);
        assert!(text.contains(&format!("{page} of {count}")), "{text}");
        assert!(text.contains("Confidential"), "page {page}: {text}");
        assert!(
            text.lines().any(|line| line.contains("Number") && line.contains("Level")),
            "page {page}: {text}"
        );
    }
}

/// Nothing is written beyond the margins, whatever somebody typed.
#[test]
fn long_words_and_long_texts_stay_on_the_page() {
    let word = "Xy9".repeat(200);
    let address = format!("https://example.org/{}", "a-path_of/parts?".repeat(30));
    let letters = "Donaudampfschifffahrtsgesellschaft".repeat(6);
    let text = "All of this was said at length. ".repeat(900);
    let mut report = report(&[&word, &address, &letters, &text, "short"]);
    report.facts.push(Fact::new("Version", word.as_str()));
    report.classification = Some(letters.clone());
    // Twelve narrow columns beside: the page is turned.
    let mut wide = report.sections[0].clone();
    if let Part::Table(table) = &mut wide.parts[1] {
        table.columns.iter_mut().for_each(|column| column.width = 12);
        let more = Table::new("", &[("Internationalisation", 12); 8]).columns;
        table.columns.extend(more);
        table.rows.iter_mut().for_each(|row| row.extend(vec![Cell::from(word.as_str()); 8]));
    }
    report.sections.push(wide);
    let pdf = written(&report, Format::Pdf);
    let boxes = poppler("pdftotext", &["-bbox"], &pdf);
    let number = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let (mut page, mut words, mut turned) = ((0.0, 0.0), 0, false);
    for line in boxes.lines().map(str::trim) {
        if line.starts_with("<page") {
            page = (number(line, "width"), number(line, "height"));
            turned |= page.0 > page.1;
        } else if line.starts_with("<word") {
            words += 1;
            let inside = number(line, "xMin") > 50.0 && number(line, "xMax") < page.0 - 50.0;
            assert!(inside && number(line, "yMax") < page.1 - 20.0, "{page:?} {line}");
        }
    }
    assert!(words > 5_000 && turned, "{words} {turned}");
    let text = dense(&poppler("pdftotext", &["-raw"], &pdf));
    assert!(text.matches("Allofthiswassaidatlength.").count() >= 900, "nothing is cut off");
}

#[test]
fn what_is_too_long_for_pages_is_refused() {
    let long = report(&vec!["row"; 5_001]);
    let refused = Format::Pdf.write(&long, Vec::new()).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidInput);
    assert!(refused.to_string().contains("Take XLSX or CSV"), "{refused}");
    assert!(!written(&long, Format::Xlsx).is_empty());
}

#[test]
fn signs_without_a_font_still_give_a_tagged_pdf() {
    let pdf = written(&report(&["漢字 and \u{1f512}\0\u{7}"]), Format::Pdf);
    assert!(poppler("pdfinfo", &[], &pdf).contains("Tagged:          yes"));
    assert!(
        !poppler("pdfinfo", &["-meta"], &pdf).contains("pdfuaid:part"),
        "it does not claim what it does not keep"
    );
}

#[test]
fn a_workbook_holds_texts_numbers_and_days() {
    let long = "x".repeat(40_000);
    let texts: Vec<&str> = TEXTS.iter().copied().chain([long.as_str()]).collect();
    let bytes = written(&report(&texts), Format::Xlsx);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["About", "Things allof them"]);
    let sheet = book.worksheet_range("Things allof them").unwrap();
    for (row, text) in sheet.rows().skip(1).zip(TEXTS) {
        assert_eq!(row[0], Data::String(text.to_owned()));
        assert_eq!((&row[1], &row[3]), (&Data::Float(-2.5), &Data::Empty));
        assert!(matches!(row[2], Data::DateTime(day) if day.as_f64().to_string() == "46083"), "{:?}", row[2]);
    }
    let last = sheet.rows().next_back().unwrap()[0].to_string();
    assert!(last.len() < 32_770 && last.ends_with('…'));
    let front = book.worksheet_range("About").unwrap();
    let front: Vec<String> = front.rows().flatten().map(ToString::to_string).collect();
    for text in ["Register of things", "=Acme & Söhne", "Confidential", "@Ada", "=2+2"] {
        assert!(front.contains(&text.to_owned()), "{text}: {front:?}");
    }
    let xml = sheets(&bytes);
    assert!(!xml.contains("<f>") && !xml.contains("hyperlink"), "no formula, no link");
    assert_eq!(xml.matches("<autoFilter").count(), 1);
    assert_eq!(xml.matches("state=\"frozen\"").count(), 1);
}

/// The sheets and the styles of a workbook, as they are written.
fn sheets(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.starts_with("xl/worksheets") || name == "xl/styles.xml" {
            file.read_to_string(&mut text).unwrap();
        }
    }
    text
}

#[test]
fn a_text_that_looks_like_a_formula_is_marked_as_text() {
    assert!(sheets(&written(&report(&["=1+1"]), Format::Xlsx)).contains("quotePrefix=\"1\""));
    let mut plain = report(&["1+1"]);
    plain.sections[0].parts.remove(0);
    plain.facts.clear();
    assert!(!sheets(&written(&plain, Format::Xlsx)).contains("quotePrefix"));
}

#[test]
fn a_csv_is_the_main_table_without_formulas() {
    let csv = String::from_utf8(written(&report(&TEXTS[..5]), Format::Csv)).unwrap();
    let expected = "Text,Number,Day,Nothing,Level\r\n\
                    '=1+1,-2.5,2026-03-02,,High\r\n\
                    '+1,-2.5,2026-03-02,,High\r\n\
                    '-1,-2.5,2026-03-02,,High\r\n\
                    '@SUM(A1),-2.5,2026-03-02,,High\r\n\
                    https://example.org/a,-2.5,2026-03-02,,High\r\n";
    assert_eq!(csv, expected);
}
