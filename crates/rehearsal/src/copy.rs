//! The copy that Terraform runs on: the generated files to the byte, and what little is laid beside them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::{Context, Result, bail};
use blueprint::sections::state::Backend;

use crate::lift;
use crate::script::Script;

/// The exact files that were generated.
pub(crate) fn write(script: &Script, stacks: &Path) -> Result<()> {
    for (path, text) in &script.files {
        let path = stacks.join(path.as_str());
        let parent = path.parent().context("a file lies in a folder")?;
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, text))?;
    }
    for stack in script.stacks.iter().filter(|stack| stack.backend == Backend::HcpTerraform) {
        fs::write(stacks.join(&stack.folder).join(BACKEND_OVERRIDE), LOCAL_BACKEND)?;
    }
    Ok(())
}

const BACKEND_OVERRIDE: &str = "zz_lakewright_rehearsal_backend_override.tf";
const LOCAL_BACKEND: &str = "terraform {\n  backend \"local\" {}\n}\n";

/// What was done that the user's own run would not do.
pub(crate) fn deviations(script: &Script) -> Vec<String> {
    let mut deviations = Vec::new();
    if script.stacks.iter().any(|stack| stack.backend == Backend::HcpTerraform) {
        deviations.push(
            "HCP Terraform has no fake: an override file keeps state in the folder".to_owned(),
        );
    }
    if !lift::overrides(&script.files).is_empty() {
        deviations.push(
            "for destroy, on a copy of its own, an override file in a module lifts prevent_destroy"
                .to_owned(),
        );
    }
    deviations
}

/// What Terraform ran on is what was generated.
pub(crate) fn prove_unchanged(script: &Script, stacks: &Path) -> Result<()> {
    for (path, text) in &script.files {
        if fs::read(stacks.join(path.as_str()))? != text.as_bytes() {
            bail!("`{path}` changed while it was rehearsed");
        }
    }
    Ok(())
}

/// What was applied, with its state, where destroy may do what it likes. What protects it is lifted there.
pub(crate) fn again(script: &Script, stacks: &Path, to: &Path) -> Result<()> {
    copy_folder(stacks, to)?;
    for (path, text) in lift::overrides(&script.files) {
        fs::write(to.join(path.as_str()), text)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_symlink() {
            symlink(fs::read_link(from)?, to)?;
        } else if from.ends_with(PROVIDERS) {
            // Hundreds of megabytes where they were downloaded, and nobody writes there.
            symlink(from, to)?;
        } else if kind.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            fs::copy(from, to)?;
        }
    }
    Ok(())
}

const PROVIDERS: &str = ".terraform/providers";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_kept_and_providers_are_not_copied() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("prod/.terraform/providers/aws")).unwrap();
        fs::write(from.join("prod/terraform.tfstate"), "{}").unwrap();
        symlink("terraform.tfstate", from.join("prod/link")).unwrap();
        copy_folder(&from, &to).unwrap();
        fs::write(to.join("prod/terraform.tfstate"), "changed").unwrap();
        assert_eq!(fs::read_to_string(from.join("prod/terraform.tfstate")).unwrap(), "{}");
        assert_eq!(fs::read_to_string(to.join("prod/link")).unwrap(), "changed");
        let providers = fs::read_link(to.join("prod/.terraform/providers")).unwrap();
        assert_eq!(providers, from.join("prod/.terraform/providers"));
    }
}
