//! A workspace leaves a running deployment, with what people have put into it, and nothing of it is left.

use codegen::RelativePath;
use gallery::generate::generate_all;
use gallery::rehearse::settings;
use rehearsal::{
    Kind, PlannedAction, Running, Script, Sequence, SequenceReport, Stack, rehearse_sequence,
};

const DEPLOYMENT: &str = "\
name           = \"acme\"
region         = \"eu-west-1\"
aws-account-id = \"123456789012\"

[network]
mode = \"databricks-managed\"

[workspaces.prod]
";

const LAB: &str = "
[workspaces.lab]

[workspaces.lab.buckets.results]

[workspaces.lab.catalogs.physics]
storage = \"results\"

[workspaces.lab.catalogs.physics.schemas.raw]
";

/// What people make: not by the blueprint, and never taken away by them.
const PEOPLE: &str = r#"
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    databricks = { source = "databricks/databricks" }
  }
}

data "terraform_remote_state" "lab" {
  backend = "local"
  config  = { path = "../lab/terraform.tfstate" }
}

provider "databricks" {
  auth_type = "oauth-m2m"
  host      = data.terraform_remote_state.lab.outputs.workspace_url
}

provider "aws" {
  region = "eu-west-1"
}

resource "databricks_schema" "drafts" {
  catalog_name = "physics"
  name         = "drafts"
}

resource "databricks_volume" "files" {
  catalog_name = "physics"
  schema_name  = databricks_schema.drafts.name
  name         = "files"
  volume_type  = "MANAGED"
}

resource "databricks_volume" "more_files" {
  catalog_name = "physics"
  schema_name  = "raw"
  name         = "files"
  volume_type  = "MANAGED"
}

resource "aws_s3_object" "measured" {
  bucket  = data.terraform_remote_state.lab.outputs.buckets["results"]
  key     = "2026/measured.csv"
  content = "1,2"
}
"#;

#[test]
fn a_workspace_leaves_with_what_people_have_put_into_it() {
    let Some(settings) = settings() else { return };
    let removed = LAB.replace("[workspaces.lab", "[removed.lab");
    let [first, leaving] = [LAB, &removed].map(|lab| format!("{DEPLOYMENT}{lab}"));
    let generated = generate_all(&[&first, &leaving, DEPLOYMENT]);
    let mut scripts = generated.into_iter().map(|it| it.script);
    let first = with_people(scripts.next().expect("it is the first"));
    let following: Vec<_> = scripts.collect();
    let sequence = Sequence { first: &first, following: &following, tries: 1 };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let running = Running::default();
    let SequenceReport { steps, end } =
        rehearse_sequence(&sequence, &settings, folder.path(), &running, &|_| {})
            .unwrap_or_else(|error| panic!("{error:#}"));
    assert!(end.is_success(), "{steps:#?}\n{end:#?}");
    let [_, leaving, gone] = &steps[..] else { panic!("{steps:#?}") };
    // Before a person destroys it, it is only made ready for that.
    let of_lab = leaving.stacks.iter().find(|stack| stack.folder == "lab");
    let actions = &of_lab.and_then(|stack| stack.change.as_ref()).expect("it is there").actions;
    let is_ready = |action: &PlannedAction| {
        action.kind() == Kind::Updated || action.address.ends_with("time_sleep.iam_propagation")
    };
    assert!(actions.iter().all(is_ready), "{actions:#?}");
    assert!(gone.stacks.iter().all(|stack| stack.folder != "lab"), "{gone:#?}");
}

fn with_people(mut script: Script) -> Script {
    let path = RelativePath::new("people/main.tf".to_owned()).expect("it is plain");
    script.files.insert(path, PEOPLE.to_owned());
    let lab = script.stacks.iter().find(|stack| stack.folder == "lab").expect("it is there");
    let after = vec![lab.folder.clone()];
    let people = Stack { folder: "people".to_owned(), after, ..lab.clone() };
    script.stacks.push(people);
    script
}
