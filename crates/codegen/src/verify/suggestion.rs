//! "Did you mean": the known name that is nearest to a misspelt one.

use strsim::damerau_levenshtein;

/// The end of a message about an unknown name; empty if no known one is near.
pub(super) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or(String::new(), |known| format!("; did you mean `{known}`?"))
}

fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (damerau_levenshtein(name, candidate), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["cidr_block", "tags", "id"];
        assert_eq!(did_you_mean("cidr_blok", known), "; did you mean `cidr_block`?");
        assert_eq!(did_you_mean("tgas", known), "; did you mean `tags`?");
        assert_eq!(did_you_mean("arn", known), "");
    }
}
