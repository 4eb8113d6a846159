//! Kinds, reach and paths in words, the same in text and Markdown.

use std::fmt;

use super::{Holder, Path, PathStep, Reach, Right, SecurableKind};

impl fmt::Display for SecurableKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Metastore => "metastore",
            Self::Catalog => "catalog",
            Self::Schema => "schema",
            Self::Volume => "volume",
            Self::Bucket => "bucket",
            Self::Glue => "AWS Glue",
        })
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let only = if self.read_only { " (which only reads it)" } else { "" };
        write!(f, "{}{only}", self.workspace)
    }
}

impl fmt::Display for PathStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MemberOf(group) => write!(f, "member of {group}"),
            Self::GrantedHere => f.write_str("granted here"),
            Self::GrantedOn(securable) => write!(f, "granted on {securable}"),
            Self::LetInHere => f.write_str("let in here"),
            Self::Claim(provider) => write!(f, "claim of {provider}"),
            Self::ClusterPolicy(policy) => write!(f, "cluster policy {policy}"),
            Self::InstanceProfile(profile) => write!(f, "instance profile {profile}"),
            Self::DataRole(role) => write!(f, "data role {role}"),
        }
    }
}

/// In words: the steps, and what they give if that is not what the holder has.
impl Path {
    fn shown(&self, held: Right) -> String {
        let is_member = matches!(self.steps.first(), Some(PathStep::MemberOf(_)));
        let steps: Vec<_> = self
            .steps
            .iter()
            // Of members it goes without saying.
            .filter(|step| {
                !is_member || !matches!(step, PathStep::GrantedHere | PathStep::LetInHere)
            })
            .map(ToString::to_string)
            .collect();
        let mut text = steps.join(", ");
        if self.right != held {
            text = format!("{}: {text}", self.right);
        }
        if self.is_unusual {
            text = format!("{text}: {}", self.privileges.join(", "));
        }
        text
    }
}

impl Holder {
    /// A line for each path; what there is to add stands behind the first.
    pub(super) fn lines(&self, securable: &[Reach]) -> Vec<String> {
        let mut lines: Vec<_> = self.paths.iter().map(|path| path.shown(self.right)).collect();
        let mut additions = Vec::new();
        let everywhere =
            self.from.len() == securable.len() && !securable.iter().any(|it| it.read_only);
        if !self.from.is_empty() && !everywhere {
            let from: Vec<_> = self.from.iter().map(ToString::to_string).collect();
            additions.push(format!("from {}", from.join(", ")));
        }
        additions.extend(self.notes.iter().cloned());
        if let Some(first) = lines.first_mut() {
            for addition in additions {
                *first += "; ";
                *first += &addition;
            }
        }
        lines
    }
}
