//! The Merkle tree of the journal: RFC 6962 section 2.1 (RFC 9162 section 2.1) over SHA-256.
//!
//! A leaf of the journal is hashed with a prefix of its own, so that no leaf can pass for an inner node. The
//! root over the first `n` leaves commits to each of them and to their order. Who kept an old root can check
//! with [`verify_consistency`] that nothing before it was changed, and who holds a leaf can check with
//! [`verify_inclusion`] that it is in the tree. Both take what strangers send: no number and no length of a
//! proof makes them panic.
//!
//! The journal itself only keeps a [`Frontier`], from which the root follows without the old leaves.

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256 hash: of a leaf, of an inner node, or of a whole tree (its root).
pub type Hash = [u8; 32];

/// The most leaves a [`Frontier`] may be decoded with: 2^63 - 1, the largest signed 64-bit integer, which is
/// what a database column holds.
pub const MAX_SIZE: u64 = u64::MAX >> 1;

/// The hash of one leaf: SHA-256 over the byte 0x00 and the leaf's bytes (RFC 6962, 2.1).
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0x00]).chain_update(leaf).finalize().into()
}

/// The hash of an inner node: SHA-256 over the byte 0x01 and the hashes of both children (RFC 6962, 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([0x01]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of the tree without leaves: SHA-256 over nothing (RFC 6962, 2.1).
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The right edge of a tree: the roots of the perfect subtrees that its leaves fill, largest first.
///
/// There is one for each bit set in the size, so at most 64, and they are all that the root needs and all
/// that the next leaf changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one leaf, given by its [`leaf_hash`].
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        // Nobody lives to see it saturate: a decoded frontier leaves room for 2^63 more leaves.
        self.size = self.size.saturating_add(1);
    }

    /// How many leaves were appended.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves appended; [`empty_root`] where there are none.
    pub fn root(&self) -> Hash {
        self.peaks
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }

    /// The hashes as text, largest subtree first: 64 lowercase hexadecimal digits each, joined by commas;
    /// empty where there are no leaves. The size is not in it and is stored beside it.
    pub fn encode(&self) -> String {
        self.peaks.iter().map(hex).collect::<Vec<_>>().join(",")
    }

    /// The frontier that [`Frontier::encode`] wrote for a tree of `size` leaves.
    ///
    /// `None` where `size` is above [`MAX_SIZE`] or the text is not exactly what `encode` writes for a tree
    /// of that size. Whether the hashes are those of the journal cannot be told from the text.
    pub fn decode(size: u64, text: &str) -> Option<Self> {
        if size > MAX_SIZE {
            return None;
        }
        let peaks = match text {
            "" => Vec::new(),
            _ => text.split(',').map(unhex).collect::<Option<Vec<_>>>()?,
        };
        (u64::try_from(peaks.len()).ok()? == u64::from(size.count_ones())).then_some(Self { size, peaks })
    }
}

/// A hash as 64 lowercase hexadecimal digits.
pub fn hex(hash: &Hash) -> String {
    let digit = |nibble: u8| char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 });
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0x0f)]).collect()
}

fn unhex(text: &str) -> Option<Hash> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != 32 || !rest.is_empty() {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
        *byte = (value(*high)? << 4) | value(*low)?;
    }
    Some(hash)
}

/// The root over these leaf hashes, in O(n).
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// Where RFC 6962 splits a tree of `size` leaves: the largest power of two below `size`, which is at least 2.
fn split(size: usize) -> usize {
    1 << (size - 1).ilog2()
}

/// The proof that the leaf at `index` (from 0) is in the tree over `leaves`, for [`verify_inclusion`]: the
/// siblings on its way up, lowest first (RFC 6962, 2.1.1). O(n). `None` where there is no such leaf.
pub fn inclusion_proof(leaves: &[Hash], index: u64) -> Option<Vec<Hash>> {
    let mut index = usize::try_from(index).ok().filter(|index| *index < leaves.len())?;
    let (mut leaves, mut proof) = (leaves, Vec::new());
    while leaves.len() > 1 {
        let (left, right) = leaves.split_at(split(leaves.len()));
        if index < left.len() {
            proof.push(root_of(right));
            leaves = left;
        } else {
            proof.push(root_of(left));
            index -= left.len();
            leaves = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// The proof that the first `old_size` of `leaves` are the start of the tree over all of them, for
/// [`verify_consistency`] (RFC 6962, 2.1.2); empty where that is the whole tree. O(n). `None` where
/// `old_size` is 0, from which there is nothing to prove, or more than there are leaves.
pub fn consistency_proof(leaves: &[Hash], old_size: u64) -> Option<Vec<Hash>> {
    let mut old = usize::try_from(old_size).ok().filter(|old| (1..=leaves.len()).contains(old))?;
    let (mut leaves, mut proof, mut known) = (leaves, Vec::new(), true);
    while old < leaves.len() {
        let (left, right) = leaves.split_at(split(leaves.len()));
        if old <= left.len() {
            proof.push(root_of(right));
            leaves = left;
        } else {
            proof.push(root_of(left));
            old -= left.len();
            leaves = right;
            known = false;
        }
    }
    if !known {
        proof.push(root_of(leaves));
    }
    proof.reverse();
    Some(proof)
}

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The numbers cannot go together: an index that is not below the size, an old size above the new one, or
    /// an old size of 0, from which there is nothing to prove.
    OutOfRange,
    /// The proof has fewer hashes than the numbers ask for.
    TooShort,
    /// The proof has more hashes than the numbers ask for.
    TooLong,
    /// The old root does not follow from the proof.
    OldRoot,
    /// The root (in a proof of consistency: the new one) does not follow from the proof.
    Root,
}

impl fmt::Display for ProofError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::OutOfRange => "the numbers of the proof cannot go together",
            Self::TooShort => "the proof has too few hashes",
            Self::TooLong => "the proof has too many hashes",
            Self::OldRoot => "the old root does not follow from the proof",
            Self::Root => "the root does not follow from the proof",
        })
    }
}

impl std::error::Error for ProofError {}

/// The way from a node to the root: `node` is its place in its level, `last` the place of the level's last
/// node. Together they tell on which side the next sibling is (RFC 9162, 2.1.3.2 and 2.1.4.2, `fn` and `sn`).
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    /// Goes up to the level of the next sibling's parent; true where that sibling is on the left.
    fn up(&mut self) -> Result<bool, ProofError> {
        if self.last == 0 {
            return Err(ProofError::TooLong);
        }
        let left = self.node & 1 == 1 || self.node == self.last;
        if left {
            // A last node without a sibling is its own parent, up to where it has one.
            self.skip(self.node.trailing_zeros());
        }
        self.skip(1);
        Ok(left)
    }

    /// Goes up `levels`, at most 63.
    fn skip(&mut self, levels: u32) {
        self.node >>= levels;
        self.last >>= levels;
    }

    /// Whether the proof was long enough to reach the root.
    fn arrived(&self) -> Result<(), ProofError> {
        if self.last == 0 { Ok(()) } else { Err(ProofError::TooShort) }
    }
}

/// Checks that the leaf with the hash `leaf` is at `index` (from 0) in the tree of `size` leaves with the
/// root `root` (RFC 9162, 2.1.3.2).
///
/// As everywhere with RFC 6962 a proof does not show that the tree has exactly `size` leaves: `size` must
/// come with the root from where the root is trusted.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange);
    }
    let mut climb = Climb { node: index, last: size - 1 };
    let mut hash = *leaf;
    for sibling in proof {
        hash = if climb.up()? { node_hash(sibling, &hash) } else { node_hash(&hash, sibling) };
    }
    climb.arrived()?;
    if hash == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree of `old_size` leaves with the root `old_root` is the start of the tree of `new_size`
/// leaves with the root `new_root` (RFC 9162, 2.1.4.2).
///
/// Where both sizes are the same, the proof is empty and the roots must be the same. An `old_size` of 0 is an
/// error: every tree starts with nothing, and a proof of it would say nothing.
pub fn verify_consistency(
    old_size: u64,
    new_size: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size == 0 || old_size > new_size {
        return Err(ProofError::OutOfRange);
    }
    if old_size == new_size {
        return match proof {
            [] if old_root == new_root => Ok(()),
            [] => Err(ProofError::Root),
            _ => Err(ProofError::TooLong),
        };
    }
    // The largest subtree that ends where the old tree ends; it is the whole old tree, whose hash the proof
    // then leaves out, where the old size is a power of two.
    let (start, rest) = match proof {
        [] => return Err(ProofError::TooShort),
        rest if old_size.is_power_of_two() => (old_root, rest),
        [start, rest @ ..] => (start, rest),
    };
    let mut climb = Climb { node: old_size - 1, last: new_size - 1 };
    climb.skip(climb.node.trailing_ones());
    let (mut old_hash, mut new_hash) = (*start, *start);
    for sibling in rest {
        if climb.up()? {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
    }
    climb.arrived()?;
    match (old_hash == *old_root, new_hash == *new_root) {
        (false, _) => Err(ProofError::OldRoot),
        (true, false) => Err(ProofError::Root),
        (true, true) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;

    use super::*;

    /// The leaves that the reference implementation of Certificate Transparency is tested with.
    const REFERENCE_LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// The roots over the first 0, 1, .. 8 of them.
    const REFERENCE_ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn frontier_of(leaves: &[Hash]) -> Frontier {
        let mut frontier = Frontier::new();
        for leaf in leaves {
            frontier.push(*leaf);
        }
        frontier
    }

    /// MTH as section 2.1 of RFC 6962 writes it down.
    fn mth(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let mut half = 1;
                while half * 2 < leaves.len() {
                    half *= 2;
                }
                node_hash(&mth(&leaves[..half]), &mth(&leaves[half..]))
            }
        }
    }

    /// Distinct leaves, and the tree that `ct-merkle` makes of them.
    fn tree(size: u64) -> (Vec<Hash>, MemoryBackedTree<Sha256, Vec<u8>>) {
        let mut other = MemoryBackedTree::new();
        let data = (0..size).map(|number| number.to_be_bytes().to_vec());
        let leaves = data.inspect(|leaf| other.push(leaf.clone())).map(|leaf| leaf_hash(&leaf)).collect();
        (leaves, other)
    }

    #[test]
    fn the_reference_roots() {
        let leaves = REFERENCE_LEAVES.map(leaf_hash);
        assert_eq!(hex(&empty_root()), REFERENCE_ROOTS[0]);
        for (size, root) in REFERENCE_ROOTS.iter().enumerate() {
            assert_eq!(hex(&root_of(&leaves[..size])), *root, "of {size} leaves");
        }
    }

    #[test]
    fn the_same_tree_and_the_same_proofs_as_ct_merkle() {
        for size in 0..=70_u64 {
            let (leaves, other) = tree(size);
            let (root, other_root) = (root_of(&leaves), other.root());
            assert_eq!(root[..], other_root.as_bytes()[..]);
            for index in 0..size {
                let (proof, place) =
                    (inclusion_proof(&leaves, index).unwrap(), usize::try_from(index).unwrap());
                let other_proof = other.prove_inclusion(place);
                assert_eq!(proof.concat(), other_proof.as_bytes(), "leaf {index} of {size}");
                assert_eq!(verify_inclusion(index, size, &leaves[place], &proof, &root), Ok(()));
            }
            for old in 1..=size {
                let additions = usize::try_from(size - old).unwrap();
                let proof = consistency_proof(&leaves, old).unwrap();
                let other_proof = other.prove_consistency(additions);
                assert_eq!(proof.concat(), other_proof.as_bytes(), "from {old} to {size}");
                let old_root = root_of(&leaves[..usize::try_from(old).unwrap()]);
                assert_eq!(verify_consistency(old, size, &old_root, &root, &proof), Ok(()));
            }
        }
    }

    #[test]
    fn nothing_is_proved_of_what_is_not_there() {
        let (leaves, _) = tree(5);
        assert_eq!(inclusion_proof(&leaves, 5), None);
        assert_eq!(inclusion_proof(&leaves, u64::MAX), None);
        assert_eq!(inclusion_proof(&[], 0), None);
        assert_eq!(consistency_proof(&leaves, 0), None);
        assert_eq!(consistency_proof(&leaves, 6), None);
        assert_eq!(consistency_proof(&leaves, u64::MAX), None);
        assert_eq!(consistency_proof(&leaves, 5), Some(Vec::new()));
    }

    #[test]
    fn each_error_has_its_cause() {
        let (leaves, _) = tree(7);
        let (root, old_root) = (root_of(&leaves), root_of(&leaves[..3]));
        let proof = inclusion_proof(&leaves, 6).unwrap();
        let inclusion = |index, proof: &[Hash]| verify_inclusion(index, 7, &leaves[6], proof, &root);
        assert_eq!(inclusion(7, &proof), Err(ProofError::OutOfRange));
        assert_eq!(inclusion(6, &proof[1..]), Err(ProofError::TooShort));
        assert_eq!(inclusion(6, &[&proof[..], &[root]].concat()), Err(ProofError::TooLong));
        assert_eq!(inclusion(5, &[&proof[..], &[root]].concat()), Err(ProofError::Root));
        let proof = consistency_proof(&leaves, 3).unwrap();
        let consistency = |old, new, proof: &[Hash]| verify_consistency(old, new, &old_root, &root, proof);
        assert_eq!(consistency(0, 7, &proof), Err(ProofError::OutOfRange));
        assert_eq!(consistency(0, 0, &[]), Err(ProofError::OutOfRange));
        assert_eq!(consistency(8, 7, &proof), Err(ProofError::OutOfRange));
        assert_eq!(consistency(7, 7, &proof), Err(ProofError::TooLong));
        assert_eq!(consistency(7, 7, &[]), Err(ProofError::Root));
        assert_eq!(consistency(3, 7, &[]), Err(ProofError::TooShort));
        assert_eq!(consistency(3, 7, &proof[..2]), Err(ProofError::TooShort));
        assert_eq!(consistency(3, 7, &[&proof[..], &[root]].concat()), Err(ProofError::TooLong));
        assert_eq!(verify_consistency(3, 7, &root, &root, &proof), Err(ProofError::OldRoot));
        assert_eq!(verify_consistency(3, 7, &old_root, &old_root, &proof), Err(ProofError::Root));
        assert_eq!(ProofError::TooShort.to_string(), "the proof has too few hashes");
    }

    /// All leaves are the same here, so that trees of any size can be hashed level by level.
    #[test]
    fn the_largest_tree_there_can_be() {
        let mut level = vec![leaf_hash(b"")];
        for _ in 1..64 {
            let below = level[level.len() - 1];
            level.push(node_hash(&below, &below));
        }
        let root = level.iter().copied().reduce(|right, left| node_hash(&left, &right)).unwrap();
        let size = u64::MAX;
        assert_eq!(verify_inclusion(size - 1, size, &level[0], &level[1..], &root), Ok(()));
        let one_before = [&[level[0]; 2], &level[2..]].concat();
        assert_eq!(verify_inclusion(size - 2, size, &level[0], &one_before, &root), Ok(()));
        assert_eq!(
            verify_inclusion(size - 3, size, &level[0], &one_before[1..], &root),
            Err(ProofError::TooShort)
        );
        let half = level[63];
        let right = level[..63].iter().copied().reduce(|right, left| node_hash(&left, &right)).unwrap();
        assert_eq!(verify_consistency(1 << 63, size, &half, &root, &[right]), Ok(()));
        assert_eq!(
            verify_consistency((1 << 63) - 1, size, &half, &root, &[right]),
            Err(ProofError::TooShort)
        );
    }

    #[test]
    fn a_frontier_is_decoded_strictly() {
        let frontier = frontier_of(&tree(5).0);
        let text = frontier.encode();
        assert_eq!(text.len(), 64 + 1 + 64);
        assert_eq!(Frontier::decode(5, &text), Some(frontier));
        assert_eq!(Frontier::decode(0, ""), Some(Frontier::new()));
        let hash = hex(&empty_root());
        assert!(Frontier::decode(MAX_SIZE, &vec![hash.as_str(); 63].join(",")).is_some());
        assert_eq!(Frontier::decode(MAX_SIZE + 1, &hash), None);
        assert_eq!(Frontier::decode(u64::MAX, &vec![hash.as_str(); 64].join(",")), None);
        for size in [0, 1, 4, 7] {
            assert_eq!(Frontier::decode(size, &text), None, "two hashes for {size} leaves");
        }
        let other = "é".repeat(32);
        for wrong in [
            "",
            ",",
            &text[1..],
            &text[..128],
            &format!("{text},"),
            &format!("{text}0"),
            &format!(" {text}"),
            &other,
        ] {
            assert_eq!(Frontier::decode(5, wrong), None, "{wrong:?}");
        }
        for (good, bad) in [(",", ";"), (",", ", "), ("a", "A"), ("0", "g")] {
            assert_ne!(text.replacen(good, bad, 1), text);
            assert_eq!(Frontier::decode(5, &text.replacen(good, bad, 1)), None, "{good:?} as {bad:?}");
        }
    }

    /// Proofs that differ from `proof` in one bit of one hash, by one hash less or by one hash more.
    fn altered(proof: &[Hash], (place, byte, bit): (usize, usize, u8)) -> Vec<Vec<Hash>> {
        let mut extended = proof.to_vec();
        extended.insert(place % (proof.len() + 1), [bit; 32]);
        let mut list = vec![extended];
        if !proof.is_empty() {
            let mut flipped = proof.to_vec();
            flipped[place % proof.len()][byte] ^= 1 << bit;
            let mut shortened = proof.to_vec();
            shortened.remove(place % proof.len());
            list.extend([flipped, shortened]);
        }
        list
    }

    fn alteration() -> impl Strategy<Value = (usize, usize, u8)> {
        (any::<usize>(), 0..32_usize, 0..8_u8)
    }

    fn hostile() -> impl Strategy<Value = u64> {
        prop_oneof![
            any::<u64>(),
            0..9_u64,
            (u64::MAX - 9)..=u64::MAX,
            (0..64_u32).prop_map(|bit| 1 << bit),
            (0..64_u32).prop_map(|bit| (1 << bit) - 1),
        ]
    }

    proptest! {
        #[test]
        fn a_frontier_has_the_root_of_its_leaves(leaves in prop::collection::vec(any::<Hash>(), 0..80)) {
            let mut frontier = Frontier::new();
            for (before, leaf) in leaves.iter().enumerate() {
                prop_assert_eq!(frontier.root(), mth(&leaves[..before]));
                frontier.push(*leaf);
                frontier = Frontier::decode(frontier.size(), &frontier.encode()).unwrap();
            }
            prop_assert_eq!(frontier.size(), u64::try_from(leaves.len()).unwrap());
            prop_assert_eq!(frontier.root(), mth(&leaves));
            prop_assert_eq!(root_of(&leaves), mth(&leaves));
        }

        #[test]
        fn an_inclusion_holds_only_as_proved(
            leaves in prop::collection::vec(any::<Hash>(), 1..150),
            place in any::<prop::sample::Index>(),
            change in alteration(),
        ) {
            let (place, size) = (place.index(leaves.len()), u64::try_from(leaves.len()).unwrap());
            let (index, leaf, root) = (u64::try_from(place).unwrap(), leaves[place], mth(&leaves));
            let proof = inclusion_proof(&leaves, index).unwrap();
            prop_assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()));
            for proof in altered(&proof, change) {
                prop_assert!(verify_inclusion(index, size, &leaf, &proof, &root).is_err());
            }
            let (_, byte, bit) = change;
            let (mut other_leaf, mut other_root) = (leaf, root);
            other_leaf[byte] ^= 1 << bit;
            other_root[byte] ^= 1 << bit;
            prop_assert!(verify_inclusion(index, size, &other_leaf, &proof, &root).is_err());
            prop_assert!(verify_inclusion(index, size, &leaf, &proof, &other_root).is_err());
            for other in (0..size + 2).filter(|other| *other != index) {
                prop_assert!(verify_inclusion(other, size, &leaf, &proof, &root).is_err());
            }
        }

        #[test]
        fn a_consistency_holds_only_as_proved(
            leaves in prop::collection::vec(any::<Hash>(), 1..150),
            place in any::<prop::sample::Index>(),
            change in alteration(),
        ) {
            let (old, new) = (place.index(leaves.len()) + 1, u64::try_from(leaves.len()).unwrap());
            let (old_root, root) = (mth(&leaves[..old]), mth(&leaves));
            let old = u64::try_from(old).unwrap();
            let proof = consistency_proof(&leaves, old).unwrap();
            prop_assert_eq!(verify_consistency(old, new, &old_root, &root, &proof), Ok(()));
            for proof in altered(&proof, change) {
                prop_assert!(verify_consistency(old, new, &old_root, &root, &proof).is_err());
            }
            let (_, byte, bit) = change;
            let (mut other_old, mut other_new) = (old_root, root);
            other_old[byte] ^= 1 << bit;
            other_new[byte] ^= 1 << bit;
            prop_assert!(verify_consistency(old, new, &other_old, &root, &proof).is_err());
            prop_assert!(verify_consistency(old, new, &old_root, &other_new, &proof).is_err());
        }

        #[test]
        fn hostile_numbers_and_proofs_are_refused(
            (first, second) in (hostile(), hostile()),
            (leaf, root) in (any::<Hash>(), any::<Hash>()),
            proof in prop::collection::vec(any::<Hash>(), 0..70),
        ) {
            prop_assert!(verify_inclusion(first, second, &leaf, &proof, &root).is_err());
            prop_assert!(verify_consistency(first, second, &leaf, &root, &proof).is_err());
            let _ = inclusion_proof(&proof, first);
            let _ = consistency_proof(&proof, first);
        }

        #[test]
        fn a_hash_is_read_as_written(hash in any::<Hash>()) {
            prop_assert_eq!(unhex(&hex(&hash)), Some(hash));
        }
    }
}
