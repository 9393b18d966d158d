//! Bytes of anybody: refused with a sentence, quickly, and never with a crash.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn refused(text: &str, why: &str) {
    let faults = file(text).unwrap_err().to_string();
    assert!(faults.contains(why), "{faults}");
}

#[test]
fn what_makes_much_of_little_is_refused() {
    refused("scopes: &a\n  - name: A\npeople: *a\n", "case.yaml:1: Anchors (&name) are not read.");
    refused("scopes: &a\n  - name: A\npeople: *a\n", "case.yaml:3: Aliases (*name) are not read.");
    refused("scopes:\n  - name: A\n    <<: {name: B}\n", "case.yaml:3: <<: A Scope has no such field.");
    refused("scopes: !!python/object:os.system\n", "case.yaml:1: The tag “");
    refused("scopes: []\n---\npeople: []\n", "case.yaml:2: A file holds one document.");
    refused("? [a, b]\n: c\n", "case.yaml:1: A name was expected here, and this is a list.");
    for deep in ["[", "- ", "{a: "] {
        refused(&deep.repeat(200), "case.yaml:1: Lists and maps lie more than 16 deep");
        refused(&deep.repeat(1_000_000), "case.yaml:1: ");
    }
    refused(
        &format!("scopes: [{}]", "x,".repeat(2_000_001)),
        "The file holds more than 2000000 values. Split it.",
    );
    refused(&" ".repeat(MOST_BYTES + 1), "case.yaml: The file has more than 16 MiB. Split it.");
    refused(
        "scopes:\n  - number: S-9223372036854775807\n    name: A\n",
        "case.yaml:2: number: This is no number",
    );
    refused("scopes:\n\t- name: A", "This is not YAML");
    refused(&format!("scopes:\n  - name: {}", "x".repeat(200_001)), "is 200001 characters long");
    refused("scopes:\n  - name: \"\\0\"", "case.yaml:2: name: Name holds a control character. Leave it out.");
    let latin = Source::File("latin.yaml".to_owned(), b"a: b\nc: M\xfcller\n".to_vec());
    let faults = read(&latin, &|_| false).unwrap_err().to_string();
    assert_eq!(faults, "latin.yaml:2: This is not UTF-8. Save the file as UTF-8.");
}

#[test]
fn a_thousand_faults_are_counted_not_told() {
    let faults = file(&format!("scopes:\n{}", "  - nmae: A\n".repeat(600))).unwrap_err();
    assert_eq!((faults.list.len(), faults.count()), (100, 1_200));
    assert!(faults.to_string().ends_with("\n… and 1100 more."));
}

/// Pieces of YAML that mean something somewhere.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "scopes",
        "risks",
        "name",
        "title",
        "scope",
        "number",
        "parent",
        "sites",
        "organisation",
        "as_of",
        ": ",
        ":",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "#",
        " #",
        "&a ",
        "*a",
        "!erased",
        "!!str ",
        "|",
        "|2-",
        ">+",
        "%",
        "@",
        "`",
        "? ",
        "---",
        "...",
        "\t",
        " ",
        "S-1",
        "S-2",
        "true",
        "null",
        "~",
        "2026-01-01",
        "1e999",
        "ü",
        "\u{feff}",
        "\u{2028}",
        "\0",
        "\r",
        "\\",
        "<<",
        "%YAML 9",
        "%TAG",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn bytes_never_crash_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = Source::File("x.yaml".to_owned(), bytes.clone());
        let _ = read(&file, &|_| false);
        let files = vec![(MANIFEST.to_owned(), bytes.clone()), ("risks/R-1.yaml".to_owned(), bytes)];
        let _ = read(&Source::Folder(files), &|_| false);
    }

    #[test]
    fn pieces_of_yaml_never_crash_it(text in pieces()) {
        let in_folder = folder(&[("scopes/a.yaml", &text), ("scopes/b.yaml", &text)]);
        let in_file = file(&format!("scopes:\n  - {text}"));
        // What was read can be written, and read again.
        for read in [in_folder, in_file, file(&text)].into_iter().flatten() {
            let out = written(&read.isms, &read.manifest);
            let again = super::read(&Source::Folder(out.clone()), &|_| false);
            prop_assert!(again.is_ok(), "{:?}", again.err());
            prop_assert_eq!(out, written(&again.unwrap().isms, &read.manifest));
        }
    }
}

/// Several threads read a folder, and what they say is what one would.
#[test]
fn a_large_folder_is_read_in_the_order_of_its_names() {
    let path = |number: usize| format!("scopes/S-{number:04}.yaml");
    let scopes = |name: &dyn Fn(usize) -> String| -> Vec<(String, String)> {
        (1..=1_200)
            .map(|number| (path(number), format!("number: S-{number}\n{}: A\n", name(number))))
            .collect()
    };
    let read = |files: &[(String, String)]| {
        folder(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    };
    let places = read(&scopes(&|_| "name".to_owned())).unwrap().places;
    assert!(places.iter().map(|spot| spot.record.id).eq(1..=1_200));
    let faults = read(&scopes(&|number| if number > 40 { "nmae" } else { "name" }.to_owned())).unwrap_err();
    assert_eq!((faults.list.len(), faults.count()), (100, 2 * 1_160));
    assert_eq!((&faults.list[0].file, &faults.list[99].file), (&path(41), &path(140)));
}
