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

/// What was generated anew over what was generated, as `generate` does it: files that are not generated any more go, and
/// what is not generated stays, which is state, `.terraform` and dependency locks.
pub(crate) fn over(before: &Script, after: &Script, stacks: &Path) -> Result<()> {
    for path in before.files.keys().filter(|path| !after.files.contains_key(path)) {
        fs::remove_file(stacks.join(path.as_str()))?;
        let parents = Path::new(path.as_str()).ancestors().skip(1);
        for folder in parents.filter(|folder| *folder != Path::new("")) {
            // One that holds something stays.
            if fs::remove_dir(stacks.join(folder)).is_err() {
                break;
            }
        }
    }
    for stack in before.stacks.iter().filter(|stack| stack.backend == Backend::HcpTerraform) {
        fs::remove_file(stacks.join(&stack.folder).join(BACKEND_OVERRIDE))?;
    }
    write(after, stacks)
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
    use codegen::RelativePath;

    use super::*;
    use crate::script;

    #[test]
    fn what_is_not_generated_any_more_goes_and_what_terraform_keeps_stays() {
        let folder = tempfile::tempdir().unwrap();
        let stacks = folder.path();
        let script = |paths: &[&str]| Script {
            files: paths
                .iter()
                .map(|path| (RelativePath::new(*path).unwrap(), String::new()))
                .collect(),
            ..script::tests::script(include_str!("../../../blueprints/state-in-hcp-terraform.toml"))
        };
        let (before, after) = (script(&["a.tf", "modules/x/x.tf"]), script(&["b.tf"]));
        write(&before, stacks).unwrap();
        fs::write(stacks.join("terraform.tfstate"), "{}").unwrap();
        over(&before, &after, stacks).unwrap();
        let mut left: Vec<_> = fs::read_dir(stacks)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["b.tf", "terraform.tfstate", BACKEND_OVERRIDE]);
    }

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
