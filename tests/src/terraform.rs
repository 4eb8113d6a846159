//! The real Terraform, with the real providers.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use codegen::{RelativePath, Tree, quote};
use serde_json::Value;

use crate::compile::write;
use crate::folder;

/// The program named by `TERRAFORM`, else `terraform` on the search path. A test without it skips,
/// except in CI.
pub fn terraform() -> Option<PathBuf> {
    let found = match env::var_os("TERRAFORM") {
        Some(program) => Some(PathBuf::from(program)),
        None => on_search_path("terraform"),
    };
    if found.is_none() {
        skip("no `terraform` on the search path, and `TERRAFORM` names none");
    }
    found
}

fn on_search_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A test that is not made here says why. In CI it fails.
pub fn skip(reason: &str) {
    assert!(env::var_os("CI").is_none(), "CI runs every test, but: {reason}");
    // Not `eprintln!`, which the harness keeps to itself if the test passes.
    let _ = writeln!(io::stderr(), "skipped: {reason}");
}

/// Terraform that takes the real providers from the cache, or a skipped test.
pub fn with_providers() -> Option<Terraform> {
    provided_by("tools/providers")
}

/// OpenTofu in Terraform's place, with the same providers, or a skipped test.
pub fn opentofu() -> Option<Terraform> {
    provided_by("tools/opentofu")
}

fn provided_by(tool: &str) -> Option<Terraform> {
    let Ok(output) = Command::new(folder("..").join(tool)).output() else {
        skip(&format!("{tool} does not run here"));
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let environment: Vec<_> = text
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let program = environment.iter().find(|(name, _)| name == "TERRAFORM");
    let Some((_, program)) = program.filter(|_| output.status.success()) else {
        skip(&format!("{tool} fails: {}", String::from_utf8_lossy(&output.stderr)));
        return None;
    };
    Some(Terraform { program: program.into(), environment })
}

/// Terraform without any provider.
pub fn without_providers() -> Option<Terraform> {
    Some(Terraform { program: terraform()?, environment: Vec::new() })
}

pub struct Terraform {
    program: PathBuf,
    environment: Vec<(String, String)>,
}

impl Terraform {
    /// What the tool that provided it asks its caller to set.
    pub fn environment(self) -> impl Iterator<Item = (OsString, OsString)> {
        self.environment.into_iter().map(|(name, value)| (name.into(), value.into()))
    }

    pub fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        Command::new(&self.program)
            .args(arguments)
            .current_dir(folder)
            .env_remove("TF_CLI_CONFIG_FILE")
            .envs(self.environment.iter().cloned())
            .env("CHECKPOINT_DISABLE", "1")
            .env("TF_IN_AUTOMATION", "1")
            // As rehearsals do: it reads the schemas of a thousand resources.
            .env("GOGC", "400")
            .output()
            .expect("terraform starts")
    }

    /// What it prints, if it succeeds.
    #[track_caller]
    pub fn print(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.run(folder, arguments);
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            output.status.success(),
            "terraform {arguments:?}:\n{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// `init` and `validate` of a root module: what Terraform has against it.
    pub fn validate(&self, folder: &Path) -> Vec<String> {
        let init = self.run(folder, &["init", "-backend=false", "-input=false", "-no-color"]);
        if !init.status.success() {
            return vec![String::from_utf8_lossy(&init.stderr).into_owned()];
        }
        let output = self.run(folder, &["validate", "-json"]);
        let report: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
        let diagnostics = report["diagnostics"].as_array().into_iter().flatten();
        diagnostics.filter(|found| !is_about_nesting(found)).map(describe).collect()
    }

    /// Validates every stack of every tree in one run: a root module calls them all, each with the
    /// values of its `terraform.tfvars`, so that those too are held against types and validations.
    ///
    /// Starting a provider is what costs, and each `provider` block starts one. The first stack with a text of
    /// `providers.tf` keeps it; to others like it the root module hands its own providers.
    pub fn validate_together(&self, trees: &[(String, &Tree)]) -> Vec<String> {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let mut calls = ROOT_PROVIDERS.to_owned();
        let mut seen = BTreeSet::new();
        for (name, tree) in trees {
            write(tree.files(), &scratch.path().join(name));
            for stack in tree.stacks().keys() {
                let providers = file_of(tree, stack, "providers.tf");
                // The header names the blueprint.
                let is_new = seen.insert(providers.lines().skip(1).collect::<Vec<_>>());
                let handed = if is_new { String::new() } else { handed_down(providers) };
                if !is_new {
                    let folder = scratch.path().join(name).join(stack);
                    take_from_above(&folder, file_of(tree, stack, "versions.tf"), &handed);
                }
                calls.push_str(&call(name, stack, tree, &handed));
            }
        }
        fs::write(scratch.path().join("main.tf"), calls).expect("folder is ours");
        self.validate(scratch.path())
    }
}

const ROOT_PROVIDERS: &str = r#"
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    databricks = { source = "databricks/databricks" }
  }
}
provider "aws" { region = "eu-west-1" }
provider "databricks" { host = "https://accounts.cloud.databricks.com" }
provider "databricks" {
  alias = "workspace"
  host  = "https://acme.cloud.databricks.com"
}
"#;

/// The argument of a call that hands down what `providers` configures, if that has an alias; the rest is inherited.
fn handed_down(providers: &str) -> String {
    if !providers.contains("alias ") {
        return String::new();
    }
    let aws = if providers.contains("provider \"aws\"") { "    aws = aws\n" } else { "" };
    format!(
        "  providers = {{\n{aws}    databricks = databricks\n    \
         databricks.workspace = databricks.workspace\n  }}\n"
    )
}

/// Takes a stack's own providers from it; it declares which alias it is `handed`.
fn take_from_above(folder: &Path, versions: &str, handed: &str) {
    fs::remove_file(folder.join("providers.tf")).expect("folder is ours");
    if !handed.is_empty() {
        const SOURCE: &str = "source  = \"databricks/databricks\"\n";
        assert!(versions.contains(SOURCE), "{versions}");
        let aliases = format!("{SOURCE}      configuration_aliases = [databricks.workspace]\n");
        let versions = versions.replace(SOURCE, &aliases);
        fs::write(folder.join("versions.tf"), versions).expect("folder is ours");
    }
}

/// A stack as a module.
fn call(name: &str, stack: &str, tree: &Tree, handed: &str) -> String {
    let source = if stack.is_empty() { name.to_owned() } else { format!("{name}/{stack}") };
    format!(
        "module \"{}\" {{\n  source = \"./{source}\"\n{handed}{}}}\n",
        source.replace('/', "_"),
        values(tree, stack)
    )
}

/// A file of a stack; empty if it has none of this name.
pub fn file_of<'t>(tree: &'t Tree, stack: &str, name: &str) -> &'t str {
    let path = if stack.is_empty() { name.to_owned() } else { format!("{stack}/{name}") };
    let path = RelativePath::new(path).expect("it is plain");
    tree.files().get(&path).map_or("", String::as_str)
}

/// The text of a stack's `terraform.tfvars`, with what a blueprint leaves to whoever applies.
pub fn values(tree: &Tree, stack: &str) -> String {
    let mut text = file_of(tree, stack, "terraform.tfvars").to_owned();
    let variables = file_of(tree, stack, "variables.tf");
    for (variable, value) in [
        ("aws_account_id", "123456789012"),
        ("databricks_account_id", "11111111-2222-3333-4444-555555555555"),
        ("saml_metadata", "<EntityDescriptor/>"),
    ] {
        let is_declared = variables.contains(&format!("variable \"{variable}\""));
        if is_declared && !text.lines().any(|line| line.starts_with(variable)) {
            text.extend([variable, " = ", &quote(value), "\n"]);
        }
    }
    text
}

/// A stack that is called as a module keeps its backend, and Terraform says so.
fn is_about_nesting(diagnostic: &Value) -> bool {
    matches!(
        diagnostic["summary"].as_str(),
        Some("Backend configuration ignored" | "Cloud configuration ignored")
    )
}

fn describe(diagnostic: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!(
        "{} {}:{}: {}: {}",
        text(&diagnostic["severity"]),
        text(&diagnostic["range"]["filename"]),
        diagnostic["range"]["start"]["line"],
        text(&diagnostic["summary"]),
        text(&diagnostic["detail"])
    )
}
