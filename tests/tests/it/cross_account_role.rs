//! What the cross-account role may do, as an evaluator of IAM policies that is not ours judges it, with our policy and
//! with the provider's.
#![allow(clippy::disallowed_methods, reason = "tests read fixtures and run Terraform")]

use std::collections::BTreeMap;
use std::fs;

use gallery::terraform::{Terraform, with_providers};
use gallery::{folder, node};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Table {
    rows: Vec<Row>,
    things: BTreeMap<String, Thing>,
}

#[derive(Deserialize)]
struct Row {
    does: String,
    /// An action, and what it touches.
    calls: Vec<Vec<String>>,
    #[serde(flatten)]
    verdicts: BTreeMap<String, bool>,
}

#[derive(Deserialize)]
struct Thing {
    arn: String,
    /// Condition keys.
    #[serde(flatten)]
    context: BTreeMap<String, String>,
}

const ROOT: &str = r#"
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}

module "role" {
  source = "GOLDEN/modules/cross-account-role-restricted-pass-roles-path"

  name                  = "acme"
  aws_account_id        = "111122223333"
  databricks_account_id = "00000000-0000-0000-0000-000000000000"
  iam_path              = "/"
  iam_propagation_wait  = "1s"
  image_account_id      = "601306020600"
  pass_role_arns        = ["arn:aws:iam::111122223333:role/reader"]
  region                = "eu-west-1"
  security_group_ids    = ["sg-ours"]
  subnet_ids            = ["subnet-first", "subnet-second"]
  vpc_id                = "vpc-ours"
}

data "databricks_aws_crossaccount_policy" "restricted" {
  policy_type       = "restricted"
  aws_account_id    = "111122223333"
  pass_roles        = ["arn:aws:iam::111122223333:role/reader"]
  region            = "eu-west-1"
  security_group_id = "sg-ours"
  vpc_id            = "vpc-ours"
}

data "databricks_aws_crossaccount_policy" "standard" {
  policy_type = "customer"
  pass_roles  = ["arn:aws:iam::111122223333:role/reader"]
}

output "provider" {
  value = data.databricks_aws_crossaccount_policy.restricted.json
}

output "standard" {
  value = data.databricks_aws_crossaccount_policy.standard.json
}

terraform {
  required_providers {
    databricks = { source = "databricks/databricks" }
  }
}
"#;

/// By the names of the table's columns.
fn policies(terraform: &Terraform) -> BTreeMap<&'static str, Value> {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let golden = folder("golden");
    let root = ROOT.replace("GOLDEN", golden.to_str().expect("the path is text"));
    fs::write(scratch.path().join("main.tf"), root).expect("folder is ours");
    terraform.print(scratch.path(), &["init", "-input=false", "-no-color"]);
    terraform.print(scratch.path(), &["plan", "-input=false", "-no-color", "-out=plan"]);
    let text = terraform.print(scratch.path(), &["show", "-json", "plan"]);
    let plan: Value = serde_json::from_str(&text).expect("it prints JSON");
    let planned = &plan["planned_values"];
    let resources = planned["root_module"]["child_modules"][0]["resources"].as_array();
    let ours = resources.into_iter().flatten().find(|it| it["type"] == "aws_iam_role_policy");
    let read = |text: &Value| {
        serde_json::from_str(text.as_str().expect("the policy is known")).expect("it is JSON")
    };
    BTreeMap::from([
        ("restricted", read(&ours.expect("the module has it")["values"]["policy"])),
        ("provider", read(&planned["outputs"]["provider"]["value"])),
        ("standard", read(&planned["outputs"]["standard"]["value"])),
    ])
}

fn table() -> Table {
    let path = folder("corpus/cross_account_role.toml");
    let text = fs::read_to_string(path).expect("the table is there");
    toml::from_str(&text).expect("the table can be read")
}

#[test]
fn an_evaluator_of_others_judges_as_the_table_says() {
    let Some(terraform) = with_providers() else { return };
    let policies = policies(&terraform);
    // IAM lets the inline policies of a role have 10,240 characters, white space aside.
    assert!(policies["restricted"].to_string().len() < 9_000);

    let table = table();
    let thing = |name: &String| {
        let Some(Thing { arn, context }) = table.things.get(name) else {
            assert_eq!(name, "*", "things have it");
            return json!({ "arn": "*", "context": {} });
        };
        json!({ "arn": arn, "context": context })
    };
    let question = |call: &Vec<String>| {
        let (action, touched) = call.split_first().expect("a call has an action");
        let resources: Vec<_> = touched.iter().map(thing).collect();
        json!({ "action": action, "resources": resources })
    };
    let calls: Vec<_> = table.rows.iter().flat_map(|row| &row.calls).map(question).collect();
    let question = json!({ "policies": policies, "calls": calls });
    let Some(answers) = node::run::<Vec<BTreeMap<String, bool>>>("iam", &question) else { return };

    let mut answers = answers.into_iter();
    let mut wrong = Vec::new();
    for row in &table.rows {
        let judged: Vec<_> = answers.by_ref().take(row.calls.len()).collect();
        for name in policies.keys() {
            let allowed = judged.iter().all(|verdict| verdict[*name]);
            if row.verdicts.get(*name) != Some(&allowed) {
                wrong.push(format!("{}: {name} = {allowed}", row.does));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(table.rows.len() >= 40, "{} rows", table.rows.len());
}
