//! What a rule's Markdown says in short, for listing rules.

use crate::diagnostic::Severity;
use crate::rules::Rule;

impl Rule {
    /// The first sentence below the title.
    pub fn summary(&self) -> String {
        let below = self.explanation.trim_start().split_once("\n\n").map_or("", |(_, text)| text);
        let paragraph = below.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        match paragraph.split_once(". ") {
            Some((sentence, _)) => format!("{sentence}."),
            None => paragraph.trim().to_owned(),
        }
    }

    /// As the failing examples are annotated; none if they name only other rules.
    pub fn severity(&self) -> Option<Severity> {
        let is_annotated = |severity: &str| {
            let mut comments = self.explanation.lines().flat_map(|line| line.split("# ").skip(1));
            comments.any(|comment| {
                comment.strip_prefix(severity).is_some_and(|name| name.trim() == self.name)
            })
        };
        if is_annotated("error: ") {
            return Some(Severity::Error);
        }
        is_annotated("warning: ").then_some(Severity::Warning)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::RULES;

    #[test]
    fn every_rule_has_a_summary_and_a_severity() {
        for rule in RULES.iter() {
            let summary = rule.summary();
            assert!(summary.ends_with('.') && summary.len() <= 200, "{}: {summary}", rule.name);
            assert!(rule.severity().is_some(), "{}", rule.name);
        }
    }
}
