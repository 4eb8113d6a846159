//! Resources move between the states of stacks: by the script that users run, with real states, killed at every step.
#![allow(clippy::print_stdout, reason = "the report is what the test is for")]

use gallery::generate::generate_all;
use gallery::rehearse::{is_wanted, rehearse_sequence, settings};
use rehearsal::{Kind, PlannedAction, Sequence, StepReport, text};

const ONE: &str = r#"
name                  = "acme"
region                = "eu-west-1"
aws-account-id        = "123456789012"
databricks-account-id = "0d26daa6-5e44-4c97-a497-ef015f91254a"
identity-provider     = "google"
users                 = ["ana@acme.example"]

[network]
mode = "databricks-managed"

[metastore]
provision = "create"

[groups]
analysts = { members = ["ana@acme.example"] }

[access]
analysts = "user"

[catalogs.orders.grants]
analysts = "read"
"#;

/// The workspace in a table of its own: whatever stands in it alone.
fn in_table(one: &str, key: &str) -> String {
    let table = one.replace("[access]", &format!("[workspaces.{key}.access]"));
    let table = table.replace("[catalogs.", &format!("[workspaces.{key}.catalogs."));
    format!("{table}\n[workspaces.{key}]\nname = \"acme\"\n")
}

const IN_S3: &str = r#"
[state]
backend = "s3"
bucket  = "acme-terraform-state"
region  = "eu-central-1"
"#;

const PUBLIC: &str = r#"
name                  = "acme"
region                = "eu-central-1"
tier                  = "enterprise"
aws-account-id        = "123456789012"
databricks-account-id = "0d26daa6-5e44-4c97-a497-ef015f91254a"

[network]
mode   = "customer-managed"
cidr   = "10.32.0.0/18"
egress = "none"

[network.private-link]
back-end          = "create"
front-end.clients = ["10.0.0.0/8"]
front-end.cidr    = "10.33.0.0/24"
public-access     = true

[metastore]
provision = { existing = "7d0f9b5e-2c2e-4b31-9c6c-0d6a5a6e4f10" }

[groups]
owners = "create"

[access]
owners = "admin"

[catalogs.ledger.grants]
owners = "admin"

[catalogs.ledger.schemas.entries]
"#;

fn in_s3(text: &str) -> String {
    format!("{text}{IN_S3}")
}

fn private() -> String {
    PUBLIC.replace("public-access     = true", "public-access     = false")
}

#[test]
fn one_workspace_becomes_several() {
    let several = format!("{}\n[workspaces.dev]\n", in_table(ONE, "prod"));
    check("one workspace becomes several", &[ONE.to_owned(), several], &[37]);
}

#[test]
fn a_workspace_gets_another_key_and_is_alone_again() {
    let texts = [in_table(ONE, "prod"), in_table(ONE, "main"), ONE.to_owned()];
    check("another key", &texts, &[33, 37]);
}

/// The key of a workspace's state in S3 has its name in it: only the account's resources move.
#[test]
fn a_state_in_s3_stays_and_what_the_account_gets_moves() {
    let tables = ["prod", "main"].map(|key| in_s3(&in_table(ONE, key)));
    let [prod, main] = tables;
    check("another key in S3", &[in_s3(ONE), prod, main, in_s3(ONE)], &[4, 0, 4]);
}

#[test]
fn public_access_is_switched_off() {
    check("public access off", &[PUBLIC.to_owned(), private()], &[11]);
}

#[test]
fn public_access_is_switched_off_and_on_again_with_states_in_s3() {
    let texts = [in_s3(PUBLIC), in_s3(&private()), in_s3(PUBLIC)];
    check("public access off and on in S3", &texts, &[11, 11]);
}

/// One local test on every machine, the others in CI.
const EVERYWHERE: [&str; 1] = ["one workspace becomes several"];

/// Each text follows the one before it, and takes that many resources to other states. Nothing of what was there is
/// created or destroyed, the second plan is empty, and nothing is left in the end.
#[track_caller]
fn check(name: &str, texts: &[String], moved: &[usize]) {
    let Some(settings) = settings() else { return };
    if !is_wanted(name, &EVERYWHERE) {
        return;
    }
    let sides = generate_all(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let counts: Vec<_> = sides.iter().map(|side| side.moves.between_states().count()).collect();
    assert_eq!(counts[1..], *moved);
    let scripts: Vec<_> = sides.into_iter().map(|side| side.script).collect();
    let (first, following) = scripts.split_first().expect("there are several");
    let sequence = Sequence { first, following, tries: 1 };
    let report = rehearse_sequence(&sequence, &settings);
    let told = text(&report.end);
    println!("{told}");
    assert!(report.end.is_success(), "{told}");
    assert_eq!(report.steps.len(), texts.len(), "{told}");
    let lost: Vec<_> = report.steps.iter().flat_map(lost).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// What an old stack had and a plan creates or destroys. A wait does nothing when it comes or goes, and a workspace
/// that was not there before is new.
fn lost(step: &StepReport) -> Vec<&PlannedAction> {
    let old = step.stacks.iter().filter(|stack| stack.folder != "dev");
    let actions = old.flat_map(|stack| stack.change.iter().flat_map(|change| &change.actions));
    let is_lost = |action: &&PlannedAction| {
        !matches!(action.kind(), Kind::Updated | Kind::Moved)
            && !action.address.contains("time_sleep.")
    };
    actions.filter(is_lost).collect()
}
