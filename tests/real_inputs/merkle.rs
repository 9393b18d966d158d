//! The proofs of the journal's Merkle tree, judged as the vectors of another implementation want them judged.

use std::path::Path;

use attesta_record::merkle::{Hash, verify_consistency, verify_inclusion};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::inputs;

/// The fewest vectors of each kind, or the folder is not the one it should be: more than fifty.
const AT_LEAST: usize = 51;

/// What the vectors write where any root would do; no hash, but compared as one.
const ANY_ROOT: &[u8] = b"don't care";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Inclusion {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    desc: String,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Consistency {
    size1: u64,
    size2: u64,
    root1: String,
    root2: String,
    proof: Option<Vec<String>>,
    desc: String,
    want_err: bool,
}

/// The hash that a vector holds in Base64; an error where it is no hash, which a caller of the functions
/// under test must refuse before it can call them.
fn hash(text: &str) -> Result<Hash, String> {
    let mut bytes = STANDARD.decode(text).unwrap_or_else(|error| panic!("{text:?} is no Base64: {error}"));
    if bytes.starts_with(ANY_ROOT) {
        bytes.resize(size_of::<Hash>(), 0);
    }
    Hash::try_from(bytes).map_err(|bytes| format!("a hash of {} bytes", bytes.len()))
}

fn hashes(list: Option<&Vec<String>>) -> Result<Vec<Hash>, String> {
    list.into_iter().flatten().map(|text| hash(text)).collect()
}

fn judge_inclusion(case: &Inclusion) -> Result<(), String> {
    let (leaf, root, proof) = (hash(&case.leaf_hash)?, hash(&case.root)?, hashes(case.proof.as_ref())?);
    verify_inclusion(case.leaf_idx, case.tree_size, &leaf, &proof, &root).map_err(|error| error.to_string())
}

fn judge_consistency(case: &Consistency) -> Result<(), String> {
    let (old, new, proof) = (hash(&case.root1)?, hash(&case.root2)?, hashes(case.proof.as_ref())?);
    verify_consistency(case.size1, case.size2, &old, &new, &proof).map_err(|error| error.to_string())
}

/// Reads each vector below `merkle/kind` and lists those where `judge` does not do what the vector wants.
fn run<V: DeserializeOwned>(kind: &str, judge: impl Fn(&V) -> (bool, String, Result<(), String>)) {
    let files = inputs::files(&inputs::folder(&format!("merkle/{kind}")), "json");
    assert!(files.len() >= AT_LEAST, "only {} vectors of {kind}", files.len());
    let mut accepted = 0;
    let mut wrong = Vec::new();
    for file in &files {
        let (want_err, desc, result) = judge(&read(file));
        accepted += usize::from(result.is_ok());
        if result.is_err() != want_err {
            wrong.push(format!("{}: {desc}: {result:?}, but an error is wanted: {want_err}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} vectors:\n{}", wrong.len(), files.len(), wrong.join("\n"));
    assert!(accepted > 0, "all {} vectors of {kind} were refused", files.len());
}

fn read<V: DeserializeOwned>(file: &Path) -> V {
    let text = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn inclusion_proofs_are_judged_as_the_vectors_want() {
    run("inclusion", |case: &Inclusion| (case.want_err, case.desc.clone(), judge_inclusion(case)));
}

#[test]
fn consistency_proofs_are_judged_as_the_vectors_want() {
    run("consistency", |case: &Consistency| (case.want_err, case.desc.clone(), judge_consistency(case)));
}
