//! What a rehearsal was made with.

use anyhow::Result;

use crate::phases::Workplace;

/// `Terraform 1.11.4` or `OpenTofu 1.10.0`, then `aws 5.100.0` for each provider that `init` chose.
pub(crate) fn of(workplace: &Workplace) -> Result<Vec<String>> {
    // With `-json` neither says which of the two it is.
    let text = workplace.print("version", &["version"])?;
    Ok(text.lines().filter_map(named).collect())
}

/// Of `Terraform v1.11.4`, and of `+ provider registry.terraform.io/hashicorp/aws v5.100.0`.
fn named(line: &str) -> Option<String> {
    let (what, version) = line.rsplit_once(" v")?;
    let name = what.rsplit('/').next()?;
    version.starts_with(|first: char| first.is_ascii_digit()).then(|| format!("{name} {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        text.lines().filter_map(named).collect()
    }

    #[test]
    fn terraform_and_opentofu_are_told_apart() {
        assert_eq!(all("Terraform v1.11.4\non linux_amd64\n"), ["Terraform 1.11.4"]);
        assert_eq!(all("OpenTofu v1.10.0-beta1\non linux_amd64\n"), ["OpenTofu 1.10.0-beta1"]);
    }

    #[test]
    fn a_provider_goes_by_its_name_in_any_registry() {
        let text = "+ provider registry.opentofu.org/hashicorp/aws v5.100.0\n\
                    + provider registry.terraform.io/databricks/databricks v1.126.0\n";
        assert_eq!(all(text), ["aws 5.100.0", "databricks 1.126.0"]);
    }

    #[test]
    fn what_else_is_said_is_no_version() {
        let text = "+ provider example.org/acme/mine (unversioned)\n\n\
                    Your version of Terraform is out of date! The latest version\n\
                    is 1.12.0.\n";
        assert!(all(text).is_empty());
    }
}
