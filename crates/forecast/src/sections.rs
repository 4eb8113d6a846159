//! Parts of the data, cut out before they are read: a change concerns few types.

use std::collections::BTreeSet;

/// What begins the tables of a type.
const RESOURCE: &str = "[resources.";

/// All that is before the tables of types, and the tables of those that are asked for.
pub(crate) fn of_types(text: &str, types: &BTreeSet<&str>) -> String {
    let mut cut = String::new();
    let mut is_asked = true;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix(RESOURCE) {
            let name = name.split(['.', ']']).next().unwrap_or_default();
            is_asked = types.contains(name);
        }
        if is_asked {
            cut.extend([line, "\n"]);
        }
    }
    cut
}

/// The entries of an array of tables, each of which names its type, for the types that are asked for.
pub(crate) fn entries_of_types(text: &str, header: &str, types: &BTreeSet<&str>) -> String {
    let is_asked = |entry: &&str| {
        let name = entry.lines().find_map(|line| line.strip_prefix("type = "));
        name.is_some_and(|name| types.contains(name.trim().trim_matches('"')))
    };
    let entries = text.split(header).skip(1).filter(is_asked);
    entries.flat_map(|entry| [header, entry]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_a_type_are_those_that_begin_with_its_name() {
        let text = "taken = 1\n[resources.aws_vpc]\na = 1\n[resources.aws_vpc.defaults]\nb = 2\n\
                    [resources.aws_vpc_endpoint]\nc = 3\n";
        let cut = of_types(text, &BTreeSet::from(["aws_vpc"]));
        assert_eq!(cut, text.split("[resources.aws_vpc_endpoint]").next().unwrap());
        assert_eq!(of_types(text, &BTreeSet::new()), "taken = 1\n");
    }

    #[test]
    fn entries_are_found_by_their_type() {
        let text = "# no entry\n[[effect]]\ntype = \"a\"\n[[effect]]\ntype = \"ab\"\n";
        let cut = entries_of_types(text, "[[effect]]", &BTreeSet::from(["ab"]));
        assert_eq!(cut, "[[effect]]\ntype = \"ab\"\n");
    }
}
