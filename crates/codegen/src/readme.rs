//! What a stack's README says of its modules: each brings its own sentences, in its folder `readme`.

use std::collections::{BTreeMap, BTreeSet};

use crate::alike::could_coincide;
use crate::bug::TemplateBug;
use crate::plan::{Fragment, Sentences};
use crate::templates::slots::Order;

/// The texts of all slots by the names under which the stack's README asks for them; empty where no
/// module says anything.
pub(crate) fn gather(
    sentences: &Sentences,
    mut render: impl FnMut(&Fragment) -> Result<String, TemplateBug>,
) -> Result<BTreeMap<String, String>, TemplateBug> {
    let mut texts = BTreeMap::new();
    for (slot, fragments) in sentences {
        let mut said = Vec::new();
        for fragment in fragments {
            said.push(squeeze_prose(&render(fragment)?));
        }
        if slot.order == Order::Reversed {
            said.reverse();
        }
        let joined = join(&said, slot.between).ok_or_else(|| {
            let template = fragments.first().map_or("", |fragment| &fragment.template).to_owned();
            let message = "whether two paragraphs are the same depends on words".to_owned();
            TemplateBug { template, line: 0, message }
        })?;
        texts.insert(slot.variable(), joined);
    }
    Ok(texts)
}

/// One text behind the other, each line with its newline. A paragraph that several modules have in the same words stands once.
/// None if words that are still missing decide whether two are the same.
fn join(texts: &[String], between: &str) -> Option<String> {
    let mut said = BTreeSet::new();
    let mut joined = Vec::new();
    for text in texts {
        let paragraphs: Vec<_> = text
            .trim_matches('\n')
            .split("\n\n")
            .filter(|paragraph| !paragraph.is_empty() && !said.contains(paragraph))
            .collect();
        let coincides = |new: &&str| said.iter().any(|old: &&str| could_coincide(old, new));
        if paragraphs.iter().any(coincides) {
            return None;
        }
        if !paragraphs.is_empty() {
            joined.push(paragraphs.join("\n\n"));
        }
        said.extend(paragraphs);
    }
    Some(if joined.is_empty() { String::new() } else { joined.join(between) + "\n" })
}

/// At most one blank line in a row, and one newline at the end: branches that are not taken leave more.
pub(crate) fn squeeze_prose(text: &str) -> String {
    let mut lines: Vec<_> = text.trim_end().lines().collect();
    lines.dedup_by(|line, previous| line.is_empty() && previous.is_empty());
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], between: &str, expected: &str) {
        let texts: Vec<_> = texts.iter().map(|&text| text.to_owned()).collect();
        assert_eq!(join(&texts, between).as_deref(), Some(expected));
    }

    #[test]
    fn modules_speak_one_after_the_other() {
        check(
            &["- a VPC\n", "\n", "- a role\n  - of IAM\n"],
            "\n",
            "- a VPC\n- a role\n  - of IAM\n",
        );
        check(&["one\n\ntwo\n", "three\n"], "\n\n", "one\n\ntwo\n\nthree\n");
    }

    #[test]
    fn what_several_modules_say_alike_stands_once() {
        check(&["keys\n", "keys\n"], "\n", "keys\n");
        check(
            &["bucket\n\nGlue\n", "bucket\n\nmetastore\n"],
            "\n\n",
            "bucket\n\nGlue\n\nmetastore\n",
        );
    }
}
