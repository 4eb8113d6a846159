//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::show::{self, Format, one_of};

/// Compiles an architecture blueprint into Terraform for Databricks on AWS
#[derive(Debug, Parser)]
#[command(name = "lakewright", version, after_help = AFTER_HELP)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  fine
  1  the blueprint is wrong, `--check` or `diff --exit-code` found a difference, hand edits would be lost, or a
     rehearsal failed
  2  the command line, or a file
  3  a bug in lakewright, or in a template of yours
  4  `diff --exit-code` found a danger
  130  interrupted";

#[derive(Debug, Subcommand)]
pub enum Command {
    Init(Init),
    Check(Check),
    Generate(Generate),
    Diff(Diff),
    Rehearse(Rehearse),
    Describe(Describe),
    Stacks(Stacks),
    Explain(Explain),
    Modules(Modules),
    /// Print the JSON Schema of blueprints, for editors
    Schema,
    Completions(Completions),
}

/// Write a commented starter blueprint
#[derive(Debug, clap::Args)]
pub struct Init {
    /// File to write; one that is there is never overwritten
    #[arg(default_value = "lakewright.toml")]
    pub path: PathBuf,
    /// What to start from
    #[arg(long, value_enum, default_value_t)]
    pub architecture: Starter,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Starter {
    /// The shortest legal blueprint: one workspace, everything else by default
    #[default]
    Minimal,
    /// One workspace in a VPC that Databricks manages, each choice written out
    DatabricksManaged,
    /// One workspace in a VPC of its own, with customer-managed keys
    CustomerManaged,
    /// One workspace in a VPC, with a role and a bucket, that are there already
    Existing,
    /// Several workspaces, regions and a shared VPC
    Estate,
}

/// Show everything that is wrong with a blueprint, at its line
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    /// How findings are shown
    #[arg(long, value_parser = one_of(show::FINDINGS), default_value = "text")]
    pub format: Format,
}

/// Write the Terraform of a blueprint into a folder
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option by itself")]
pub struct Generate {
    #[command(flatten)]
    pub input: Input,
    /// How findings are shown
    #[arg(long, value_parser = one_of(show::GENERATED), default_value = "text")]
    pub format: Format,
    /// Write nothing; say which files are not as they would be written, and why
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change in each file
    #[arg(long)]
    pub diff: bool,
    /// Let hand edits, and files in the way that lakewright did not write, be lost
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    pub overwrite: bool,
    /// Stack that may disappear although its state holds resources; `.` is the output folder itself
    #[arg(long, value_name = "NAME")]
    pub forget_stack: Vec<String>,
    /// Let stacks take over resources of other stacks: writes `move-states.sh`, which moves them between states
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    pub move_states: bool,
    /// Workspace that was never applied, or one fact about it, such as `dev:vpc`: what the lock keeps of it is
    /// forgotten; `.` is the workspace of a blueprint without `[workspaces]`
    #[arg(long, value_name = "WORKSPACE[:FACT]")]
    pub never_applied: Vec<String>,
    /// Address of a resource that Terraform may replace although data in it is lost, such as `databricks_catalog.sales`
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["check", "diff"])]
    pub accept_loss: Vec<String>,
    /// Let what an author's templates generated go: the templates are given up
    #[arg(long, conflicts_with = "templates")]
    pub forget_templates: bool,
    /// Folder of an author's modules and templates, laid over the ones in the binary [default: what the blueprint's
    /// `templates` names]
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Forecast what Terraform plans for a change, without Terraform and without a cloud
///
/// Every resource that is created, updated, replaced, moved, forgotten or destroyed, the argument that forces a
/// replacement, and the dangers. The state of each stack is taken to be what the old files say.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// What is applied: a blueprint, `REV:path` of the git repository, or a folder that was generated
    pub old: String,
    /// What would be applied over it: a blueprint, or a folder that was generated
    #[arg(default_value = "lakewright.toml")]
    pub new: PathBuf,
    /// Output folder, whose lock keeps address ranges as they are [default: `terraform` beside the blueprint]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How the forecast is written
    #[arg(long, value_parser = one_of(show::FORECASTS), default_value = "text")]
    pub format: Format,
    /// Exit with 1 if anything changes, and with 4 if that is dangerous
    #[arg(long)]
    pub exit_code: bool,
    /// Folder of an author's modules and templates, laid over the ones in the binary
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Apply, plan again and destroy a blueprint's Terraform on this machine, without a cloud
///
/// The generated files, unmodified, with the real Terraform (or OpenTofu) and the real providers, against
/// fakes of AWS and Databricks on loopback. Nothing reaches a cloud, and no credentials are read.
#[derive(Debug, clap::Args)]
pub struct Rehearse {
    #[command(flatten)]
    pub input: Input,
    /// Apply this first and the blueprint over it, as a change: a blueprint file, or `REV:path` of the git repository
    ///
    /// Its lock is the one beside it, in the file system or at the revision, and with `--out` the one in that folder.
    #[arg(long, value_name = "OLD")]
    pub from: Option<String>,
    /// How the report is written
    #[arg(long, value_parser = one_of(show::REPORTS), default_value = "text")]
    pub format: Format,
    /// Seconds for which a new role or policy is unknown to Databricks, and to Unity Catalog twice as long
    #[arg(long, value_name = "SECONDS", default_value_t = 2)]
    pub iam_propagation: u64,
    /// How many stacks are worked on at a time [default: twice the processors]
    #[arg(long, value_name = "NUMBER")]
    pub jobs: Option<usize>,
    /// Leave the files, states and logs for a look
    #[arg(long)]
    pub keep: bool,
    /// Folder of an author's modules and templates, laid over the ones in the binary [default: what the blueprint's
    /// `templates` names]
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Explain an architecture: components, connections, tier, manual steps and cost factors
///
/// With `--diagram` as a picture, with `--resolved` as a blueprint with nothing left implicit.
#[derive(Debug, clap::Args)]
pub struct Describe {
    #[command(flatten)]
    pub input: Input,
    /// How the explanation is written
    #[arg(long, value_parser = one_of(show::EXPLANATIONS), default_value = "text")]
    pub format: Format,
    /// Who can do what with which data, and by which path; with a name, only that catalog, schema, volume,
    /// bucket, workspace, group, user or service principal
    #[arg(
        long, value_name = "NAME", num_args = 0..=1, require_equals = true,
        conflicts_with_all = ["diagram", "rates", "resolved"],
    )]
    pub access: Option<Option<String>>,
    /// A picture in place of the explanation
    #[arg(long, value_enum, conflicts_with_all = ["format", "rates"])]
    pub diagram: Option<Diagram>,
    /// Rates per DBU of your own, in place of published ones
    #[arg(long, value_name = "FILE")]
    pub rates: Option<PathBuf>,
    /// Every value of every workspace, and whether it is written, inherited, derived or a default
    #[arg(long, conflicts_with_all = ["format", "diagram", "rates"])]
    pub resolved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Diagram {
    /// A picture for browsers and documents, complete in itself
    Svg,
    /// A flowchart for Markdown that draws Mermaid
    Mermaid,
}

/// List the stacks of a deployment in the order in which they are applied
#[derive(Debug, clap::Args)]
pub struct Stacks {
    #[command(flatten)]
    pub input: Input,
    /// How the list is written
    #[arg(long, value_parser = one_of(show::STACKS), default_value = "text")]
    pub format: Format,
    /// Folder of an author's modules and templates, laid over the ones in the binary [default: what the blueprint's
    /// `templates` names]
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Explain a rule: what it refuses, why, and what to write instead
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// Name of the rule, as a finding shows it; without it, all rules are listed
    pub rule: Option<String>,
}

/// List the modules that can be generated
#[derive(Debug, clap::Args)]
pub struct Modules {
    /// Show this module's files and variables
    pub id: Option<String>,
    /// Folder of an author's modules and templates, laid over the ones in the binary
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Completions {
    pub shell: Shell,
}

/// What a blueprint is read from.
#[derive(Debug, clap::Args)]
pub struct Input {
    /// The blueprint
    #[arg(default_value = "lakewright.toml")]
    pub blueprint: PathBuf,
    /// Output folder, whose lock keeps address ranges as they are [default: `terraform` beside the blueprint]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
