//! “Did you mean …?”: the known word that is nearest to an unknown one.

/// No longer words than this are compared, so that a hostile one costs nothing.
const MOST_LETTERS: usize = 60;

/// `Did you mean “scope”? ` or nothing, with a space behind it.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(word, known) {
        Some(near) => format!(" Did you mean “{near}”?"),
        None => String::new(),
    }
}

fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.trim().to_lowercase().chars().take(MOST_LETTERS + 1).collect();
    if word.is_empty() || word.len() > MOST_LETTERS {
        return None;
    }
    // A third of the letters may be wrong, and never so many that any short word is near.
    let most = (word.len() / 3).max(1);
    let distances = known.into_iter().filter(|one| one.len() <= 4 * MOST_LETTERS).map(|one| {
        let letters: Vec<char> = one.to_lowercase().chars().collect();
        (distance(&word, &letters), one)
    });
    distances
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, one)| one)
}

/// How many letters must be changed, added, left out or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (at, one) in a.iter().enumerate() {
        let above = &rows[at];
        let mut row = vec![at + 1];
        for (to, other) in b.iter().enumerate() {
            let changed = above[to] + usize::from(one != other);
            let mut least = changed.min(above[to + 1] + 1).min(row[to] + 1);
            if at > 0 && to > 0 && *one == b[to - 1] && a[at - 1] == *other {
                least = least.min(rows[at - 1][to - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_nearest_word_is_named_and_a_far_one_is_not() {
        let known = ["scopes", "people", "risks"];
        assert_eq!(did_you_mean("Risk", known), " Did you mean “risks”?");
        assert_eq!(did_you_mean("poelpe", known), " Did you mean “people”?");
        assert_eq!(did_you_mean("documents", known), "");
        assert_eq!(did_you_mean(&"r".repeat(100_000), known), "");
    }
}
