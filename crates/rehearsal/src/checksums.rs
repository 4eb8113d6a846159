//! The checksums of providers, which are compared once.

use std::fs;
use std::path::Path;

use anyhow::Result;

/// Each command compares the providers with the lock file's checksums, which means to read all of them: close to a
/// gigabyte, a quarter of a second plan's processor time. `init` has just done so, and nobody writes there.
pub(crate) fn forget(stack: &Path) -> Result<()> {
    let lock = stack.join(".terraform.lock.hcl");
    if lock.exists() {
        fs::write(&lock, without_checksums(&fs::read_to_string(&lock)?))?;
    }
    Ok(())
}

/// A dependency lock file without its `hashes`, which Terraform compares only where there are some.
fn without_checksums(lock: &str) -> String {
    let mut text = String::new();
    let mut lines = lock.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("hashes") {
            lines.by_ref().find(|line| line.trim() == "]");
        } else {
            text.extend([line, "\n"]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_keeps_its_versions_without_checksums() {
        let lock = "provider \"registry.terraform.io/hashicorp/time\" {\n  version = \"0.14.2\"\n  hashes = [\n    \
                    \"h1:x=\",\n    \"zh:y\",\n  ]\n}\n\nprovider \"x\" {\n}\n";
        let without = "provider \"registry.terraform.io/hashicorp/time\" {\n  version = \"0.14.2\"\n}\n\n\
                       provider \"x\" {\n}\n";
        assert_eq!(without_checksums(lock), without);
    }
}
