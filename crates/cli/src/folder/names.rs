//! Names in an output folder that are ours, Terraform's or git's.

use codegen::RelativePath;

/// The lock, in the output folder.
pub const LOCK: &str = "lakewright.lock";

/// The guard, in every folder it stands in.
pub const GUARD: &str = "zz_lakewright_interrupted_override.tf";

/// The folder inside the output folder that holds everything of a run that is under way.
pub(super) const STAGING: &str = ".lakewright";

/// The journal inside [`STAGING`].
pub(super) const JOURNAL: &str = "journal";

/// Whether a path is Terraform's, git's or our bookkeeping's, wherever it stands. Without regard to
/// case: some file systems have none.
pub(super) fn is_reserved(path: &RelativePath) -> bool {
    const NAMES: [&str; 6] = [".git", ".terraform", ".terraform.lock.hcl", STAGING, LOCK, GUARD];
    const STATE: &[u8] = b".tfstate";
    let is_state = |rest: &[u8]| {
        rest.get(..STATE.len()).is_some_and(|start| start.eq_ignore_ascii_case(STATE))
    };
    let bytes = path.as_str().as_bytes();
    let mut dots = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'.');
    path.as_str()
        .split('/')
        .any(|component| NAMES.iter().any(|it| component.eq_ignore_ascii_case(it)))
        || dots.any(|(at, _)| is_state(&bytes[at..]))
}

/// A stack's folder as the user writes it.
pub(crate) fn shown(stack: &str) -> &str {
    if stack.is_empty() { "." } else { stack }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terraform_and_git_keep_is_reserved_in_every_folder() {
        let reserved = |path| is_reserved(&RelativePath::new(path).unwrap());
        for path in [
            "terraform.tfstate",
            "dev/terraform.tfstate.backup",
            "dev/.terraform.lock.hcl",
            "dev/.TERRAFORM/x",
            ".git/config",
            ".lakewright/journal",
            GUARD,
        ] {
            assert!(reserved(path), "{path}");
        }
        assert!(!reserved("dev/terraform.tfvars"));
        assert!(!reserved(".gitignore"));
    }
}
