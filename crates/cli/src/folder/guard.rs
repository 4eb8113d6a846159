//! The interruption guard: a file that makes Terraform refuse to run in a folder.
//!
//! Its form was found by trying (Terraform 1.11.4, 2026-11-23):
//!
//! - A syntax error is not enough. `terraform init -migrate-state` moves the state to a changed
//!   backend *before* it reports syntax errors, so half a tree could take the state with it; and
//!   where a module's folder is missing, `init` reports only that. An unsatisfiable
//!   `required_version` fails the same way, and lets `state` and `output` run.
//! - A block of an unknown type is reported by every command that loads the configuration, with the
//!   source line, whatever else is wrong. That line is the message.
//! - A backend of an unknown type stops `init` before it touches any state. It must win over the
//!   stack's own backend, and over one in the user's `override.tf`: override files are merged in
//!   the order of their names, the last one winning, hence `zz_` and `_override`.
//!
//! Not refused: `terraform apply <saved plan>`, which runs on the configuration stored in the plan,
//! a whole one.

/// Name of the guard in every folder it stands in.
pub const GUARD: &str = "zz_lakewright_interrupted_override.tf";

/// The guard's whole text. Laid out as `terraform fmt` would.
pub const GUARD_TEXT: &str = r#"# This folder is partly old and partly new. Running `lakewright generate` again completes it and
# removes this file; until then Terraform must not run here.
lakewright "generate was interrupted: run it again" {}

terraform {
  backend "lakewright-interrupted" {}
}
"#;
