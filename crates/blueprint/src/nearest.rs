//! "Did you mean": the nearest of the words that would have been right.

/// The candidate nearest to `word`, if it is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        // The distance is at least the difference of the lengths, which is cheap to know: a word may have ten thousand
        // characters, and is then compared with none.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        assert_eq!(nearest("cdir", ["cidr", "zones"]), Some("cidr"));
        assert_eq!(nearest("eu-wset-1", ["eu-west-1", "us-west-1"]), Some("eu-west-1"));
        assert_eq!(nearest("subnets", ["cidr", "zones"]), None);
    }
}
