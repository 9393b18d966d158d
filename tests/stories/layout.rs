//! The walls of the house, as far as they can be read from its files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use toml::Table;

/// The most lines of a file, its tests aside.
const MOST_LINES: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// All files below a folder whose names end in `end`, build folders aside.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules"].contains(&name.as_str()) && !name.starts_with('.') {
                found.extend(files(&path, end));
            }
        } else if name.ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The Rust files of the product, with their text.
fn sources() -> Vec<(String, String)> {
    let found = files(&root().join("crates"), ".rs");
    assert!(found.len() > 50, "only {} files: is this the right folder?", found.len());
    let shown = |path: &PathBuf| path.strip_prefix(root()).unwrap().display().to_string();
    found.iter().map(|path| (shown(path), fs::read_to_string(path).unwrap())).collect()
}

/// Every package of the workspace by name, with its manifest.
fn packages() -> Vec<(String, Table)> {
    let manifests = files(&root(), "Cargo.toml");
    let read = |path: &PathBuf| fs::read_to_string(path).unwrap().parse::<Table>().unwrap();
    let named = manifests
        .iter()
        .map(read)
        .filter_map(|manifest| Some((manifest.get("package")?.get("name")?.as_str()?.to_owned(), manifest)));
    let named: Vec<(String, Table)> = named.collect();
    assert!(named.iter().any(|(name, _)| name == "attesta-store"), "{:?}", named.len());
    named
}

/// What a package depends on, in tests too where `all`.
fn dependencies(manifest: &Table, all: bool) -> Vec<String> {
    let tables: &[&str] =
        if all { &["dependencies", "build-dependencies", "dev-dependencies"] } else { &["dependencies"] };
    let names = tables.iter().filter_map(|name| manifest.get(*name)?.as_table());
    names.flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn only_the_store_knows_sql() {
    let knowing = packages().into_iter().filter(|(_, manifest)| {
        let drivers =
            ["sqlx", "sea-orm", "diesel", "rusqlite", "libsqlite3-sys", "postgres", "tokio-postgres"];
        dependencies(manifest, true)
            .iter()
            .any(|name| drivers.contains(&name.as_str()) || name.starts_with("sqlx"))
    });
    let knowing: Vec<String> = knowing.map(|(name, _)| name).collect();
    assert_eq!(knowing, ["attesta-store"]);
}

/// The domain and what is below it know no database, no network, no clock, no randomness and nothing that waits.
#[test]
fn the_domain_is_pure() {
    let pure = [
        ("attesta-isms", vec!["attesta-record", "attesta-standard", "jiff"]),
        ("attesta-conformity", vec!["attesta-isms", "attesta-record", "attesta-standard", "jiff"]),
        ("attesta-standard", vec!["attesta-record", "serde", "toml"]),
        ("attesta-record", vec!["attesta-record-derive", "base64", "jiff", "serde_json", "sha2"]),
    ];
    let packages = packages();
    for (name, allowed) in pure {
        let (_, manifest) = packages.iter().find(|(one, _)| one == name).unwrap();
        let more: Vec<String> = dependencies(manifest, false)
            .into_iter()
            .filter(|one| !allowed.contains(&one.as_str()))
            .collect();
        assert!(more.is_empty(), "{name} depends on {more:?}");
    }
    let impure =
        ["async fn", ".await", "SystemTime", "Timestamp::now", "std::fs", "std::net", "std::env", "rand::"];
    let pure = |path: &str| path.starts_with("crates/isms/") || path.starts_with("crates/conformity/");
    for (path, text) in sources().iter().filter(|(path, _)| pure(path)) {
        for word in impure {
            assert!(!text.contains(word), "{path} says “{word}”");
        }
    }
}

/// Imports run downwards only.
#[test]
fn no_crate_depends_on_one_above_it() {
    let order = [
        "attesta-record-derive",
        "attesta-record",
        "attesta-standard",
        "attesta-isms",
        "attesta-conformity",
        "attesta-interop",
        "attesta-pdf",
        "attesta-store",
        "attesta-pdf",
        "attesta-reports",
        "attesta-gate",
        "attesta-api",
        "attesta-web",
        "attesta",
        "attesta-tests",
        "attesta-benches",
    ];
    let place = |name: &str| order.iter().position(|one| *one == name);
    for (name, manifest) in packages() {
        let own = place(&name).unwrap_or_else(|| panic!("where does {name} stand? Add it to this list."));
        for other in dependencies(&manifest, true).iter().filter(|other| other.starts_with("attesta")) {
            assert!(place(other).is_some_and(|other| other < own), "{name} depends on {other}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "these do not open with //!: {silent:#?}");
}

#[test]
fn no_file_is_too_long() {
    let long =
        sources().into_iter().filter(|(path, _)| !path.contains("/tests/")).filter_map(|(path, text)| {
            let lines =
                text.lines().take_while(|line| *line != "#[cfg(test)]" && *line != "mod tests {").count();
            (lines > MOST_LINES).then(|| format!("{path}: {lines}"))
        });
    let long: Vec<String> = long.collect();
    assert!(long.is_empty(), "more than {MOST_LINES} lines: {long:#?}");
}

#[test]
fn no_lint_is_switched_off() {
    // In two parts, or this very line would be found.
    let allowed = [concat!("#[al", "low("), concat!("#![al", "low(")];
    let tests = files(&root().join("tests"), ".rs");
    let tests = tests.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()));
    for (path, text) in sources().into_iter().chain(tests) {
        for (number, line) in (1..).zip(text.lines()) {
            assert!(!allowed.iter().any(|word| line.contains(word)), "{path}:{number}: {line}");
        }
    }
    let lints = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse::<Table>().unwrap();
    for (name, manifest) in packages() {
        let inherited = manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool());
        assert_eq!(inherited, Some(true), "{name} does not take the lints of the workspace");
    }
    let lints = lints["workspace"]["lints"]["clippy"].as_table().unwrap();
    for name in ["all", "too_many_lines", "unwrap_used", "expect_used", "allow_attributes"] {
        let level = lints[name].get("level").unwrap_or(&lints[name]).as_str();
        assert_eq!(level, Some("deny"), "clippy::{name}");
    }
}
