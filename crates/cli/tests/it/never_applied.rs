//! `generate --never-applied`: what the lock keeps is forgotten, of one workspace or one fact, and of nothing else.

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

const LOCK: &str = "terraform/lakewright.lock";

const THREE: &str = "\
name   = \"acme\"
region = \"eu-west-1\"
tier   = \"enterprise\"

[network]
mode = \"customer-managed\"
cidr = \"10.20.0.0/16\"

[workspaces.bi]
[workspaces.dev]
[workspaces.prod]

[[accept]]
rule   = \"aws-quota-exceeded\"
reason = \"AWS has raised it\"

";

/// The entry of a stack.
fn entry(sandbox: &Sandbox, key: &str) -> String {
    let lock = sandbox.read(LOCK);
    let start = lock.find(&format!("[stacks.\"{key}\"]")).unwrap();
    let length = lock[start..].find("\n\n").unwrap();
    lock[start..start + length].to_owned()
}

fn code(sandbox: &Sandbox, line: &str) -> i32 {
    sandbox.try_run(line).0
}

#[test]
fn a_refusal_names_the_command_that_lets_it_pass() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", MINIMAL.replace("eu-west-1", "eu-central-1"));
    assert_snapshot!(sandbox.run("generate"), @r#"
    $ lakewright generate
    --- standard error
    error[region-changed]: `acme` is in `eu-west-1` and cannot leave it
     --> lakewright.toml:2:10
      |
    2 | region = "eu-central-1"
      |          ^^^^^^^^^^^^^^ another region
      |
      = help: keep `eu-west-1`, and add a workspace in `eu-central-1` under `[workspaces]`; if `acme` was never applied, run `lakewright generate --never-applied .`

    1 error, no warnings
    --- exit code 1
    "#);
    assert_eq!(code(&sandbox, "generate --never-applied . --check"), 1);
    assert_eq!(code(&sandbox, "generate --never-applied ."), 0);
    assert_eq!(code(&sandbox, "generate --check"), 0);
}

#[test]
fn a_workspace_is_forgotten_and_its_neighbours_are_not() {
    let sandbox = Sandbox::with(THREE);
    sandbox.run("generate");
    let before = [entry(&sandbox, "bi"), entry(&sandbox, "prod")];
    let moved = "[workspaces.dev]\nnetwork.cidr = \"10.30.0.0/18\"\ncompute-plane = \"classic\"";
    sandbox.write("lakewright.toml", THREE.replace("[workspaces.dev]", moved));
    let refused = sandbox.run("generate");
    assert!(refused.contains("error[vpc-range-changed]"), "{refused}");
    assert!(refused.contains("`lakewright generate --never-applied dev:vpc`"), "{refused}");
    assert_eq!(code(&sandbox, "generate --never-applied bi"), 1);
    assert_eq!(code(&sandbox, "generate --never-applied dev:vpc"), 0);
    assert_eq!([entry(&sandbox, "bi"), entry(&sandbox, "prod")], before);
    assert!(entry(&sandbox, "dev").contains("\"vpc\" = \"10.30.0.0/18\""));
    assert!(!entry(&sandbox, "dev").contains("10.20."), "{}", entry(&sandbox, "dev"));
}

/// What was generated twice and applied once.
#[test]
fn a_fact_holds_through_a_run_that_was_never_applied() {
    let first = MINIMAL.replace("databricks-managed", "customer-managed");
    let sandbox = Sandbox::with(&format!("{first}cidr = \"10.20.0.0/18\"\n"));
    sandbox.run("generate");
    let elsewhere = "[network]\nmode = \"existing\"\nvpc-id = \"vpc-0123456789abcdef0\"\n\
        subnet-ids = [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]\n\
        security-group-ids = [\"sg-0123456789abcdef0\"]\n";
    let (top, _) = MINIMAL.split_once("[network]").unwrap();
    sandbox.write("lakewright.toml", format!("{top}{elsewhere}"));
    assert_eq!(code(&sandbox, "generate"), 0);
    sandbox.write("lakewright.toml", format!("{first}cidr = \"10.30.0.0/18\"\n"));
    let refused = sandbox.run("generate");
    assert!(refused.contains("the VPC of `acme` has the range `10.20.0.0/18`"), "{refused}");
    assert_eq!(code(&sandbox, "generate --never-applied .:vpc"), 0);
}

#[test]
fn a_subnet_that_went_keeps_its_range_until_it_is_forgotten() {
    let zones = |ids: &str| {
        MINIMAL.replace("databricks-managed\"", &format!("customer-managed\"\nzones = [{ids}]"))
    };
    let sandbox = Sandbox::with(&zones("\"euw1-az1\", \"euw1-az2\""));
    sandbox.run("generate");
    let range = |pin: &str| {
        let entry = entry(&sandbox, ".");
        let (_, rest) = entry.split_once(&format!("\"{pin}\" = \"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let gone = [range("euw1-az2"), range("endpoint euw1-az2"), range("public euw1-az2")];
    sandbox.write("lakewright.toml", zones("\"euw1-az1\", \"euw1-az3\""));
    sandbox.run("generate");
    assert_eq!(gone, ["euw1-az2", "endpoint euw1-az2", "public euw1-az2"].map(range));
    for pin in ["euw1-az3", "endpoint euw1-az3", "public euw1-az3"] {
        assert!(!gone.contains(&range(pin)), "{pin}");
    }
    let mut command = sandbox.command("generate --never-applied");
    assert!(command.arg(".:endpoint euw1-az2").status().unwrap().success());
    let entry = entry(&sandbox, ".");
    assert!(!entry.contains("endpoint euw1-az2") && entry.contains("public euw1-az2"), "{entry}");
}

#[test]
fn an_inspection_vpc_that_is_gone_can_come_back_elsewhere() {
    let network = |egress: &str| {
        let network = format!("customer-managed\"\ncidr = \"10.20.0.0/18\"\n{egress}");
        MINIMAL.replace("databricks-managed\"\n", &network)
    };
    let firewall =
        |range: &str| network(&format!("egress = \"firewall\"\nfirewall.cidr = \"{range}\"\n"));
    let sandbox = Sandbox::with(&firewall("10.35.0.0/24"));
    sandbox.run("generate");
    sandbox.write("lakewright.toml", firewall("10.36.0.0/24"));
    assert!(sandbox.run("generate").contains("error[inspection-vpc-range-changed]"));
    sandbox.write("lakewright.toml", network(""));
    assert_eq!(code(&sandbox, "generate"), 0);
    sandbox.write("lakewright.toml", firewall("10.36.0.0/24"));
    assert_eq!(code(&sandbox, "generate"), 1);
    assert_eq!(code(&sandbox, "generate --never-applied .:hub"), 0);
    assert!(!sandbox.read(LOCK).contains("10.35."), "{}", sandbox.read(LOCK));
}

#[test]
fn a_workspace_that_was_never_applied_leaves_without_a_word() {
    let sandbox = Sandbox::with(THREE);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", THREE.replace("[workspaces.dev]\n", ""));
    let refused = sandbox.run("generate");
    assert!(refused.contains("`lakewright generate --never-applied dev`"), "{refused}");
    assert_eq!(code(&sandbox, "generate --never-applied dev"), 0);
    assert!(!sandbox.read(LOCK).contains("dev"));
}

/// What a refusal says to run names the key that the blueprint has now; the lock has the older one.
#[test]
fn a_workspace_under_another_key_is_forgotten_by_the_new_one() {
    let dev = THREE.replace("[workspaces.dev]\n", "[workspaces.dev]\nname = \"acme-dev\"\n");
    let sandbox = Sandbox::with(&dev);
    sandbox.run("generate");
    let moved = dev.replace("[workspaces.dev]\n", "[workspaces.test]\nregion = \"us-east-1\"\n");
    sandbox.write("lakewright.toml", &moved);
    let refused = sandbox.run("generate");
    assert!(refused.contains("`lakewright generate --never-applied test`"), "{refused}");
    let (code, _, err) = sandbox.try_run("generate --never-applied test");
    assert_eq!((code, &*err), (0, ""));
    assert!(!sandbox.read(LOCK).contains("\"dev\""));
}

#[test]
fn a_removed_workspace_leaves_with_its_table() {
    let sandbox = Sandbox::with(THREE);
    sandbox.run("generate");
    let removed = THREE.replace("[workspaces.dev]\n", "") + "[removed.dev]\n";
    sandbox.write("lakewright.toml", &removed);
    assert_eq!(code(&sandbox, "generate"), 0);
    assert!(entry(&sandbox, "dev").contains("\nremoved = true\n"));
    sandbox.write("lakewright.toml", removed.replace("[removed.dev]\n", "[workspaces.ml]\n"));
    assert_eq!(code(&sandbox, "generate --move-states"), 0);
    assert!(!sandbox.path("terraform/move-states.sh").exists());
    assert!(!sandbox.path("terraform/dev/versions.tf").exists());
    assert!(!sandbox.read(LOCK).contains("dev"));
    // Nothing stands any more that could have the range.
    assert!(entry(&sandbox, "ml").contains("\"vpc\" = \"10.20.16.0/20\""));
}

#[test]
fn a_stack_that_lost_what_was_in_it_stays_until_it_is_forgotten() {
    let sandbox = Sandbox::with(&format!("{THREE}[groups]\nanalysts = \"create\"\n"));
    sandbox.run("generate");
    assert!(sandbox.read("terraform/account/main.tf").contains("module \"identity\""));
    sandbox.write("lakewright.toml", THREE);
    for _ in 0..2 {
        assert_eq!(code(&sandbox, "generate"), 0);
        assert!(!sandbox.path("terraform/account/main.tf").exists());
        assert!(sandbox.read("terraform/account/README.md").contains("--forget-stack account"));
    }
    assert_eq!(code(&sandbox, "generate --forget-stack account"), 0);
    assert!(!sandbox.path("terraform/account").exists());
    assert_eq!(code(&sandbox, "generate --check"), 0);
    assert!(!sandbox.read(LOCK).contains("account\"]"));
}

/// A range is not given away in the run that would first have to be told that it is free.
#[test]
fn the_range_of_a_workspace_that_left_is_free_once_its_stack_is_forgotten() {
    let sandbox = Sandbox::with(THREE);
    sandbox.run("generate");
    let range = entry(&sandbox, "dev");
    assert!(range.contains("\"vpc\" = \"10.20.16.0/20\""), "{range}");
    sandbox.write("lakewright.toml", THREE.replace(".dev]", ".ml]"));
    assert_eq!(code(&sandbox, "generate"), 1);
    assert_eq!(code(&sandbox, "generate --forget-stack dev"), 0);
    assert!(entry(&sandbox, "ml").contains("\"vpc\" = \"10.20.16.0/20\""));
}

#[test]
fn what_terraform_forgot_is_created_again_only_once_it_is_gone() {
    let groups = |value: &str| format!("{THREE}[groups]\n\"Ana's analysts\" = \"{value}\"\n");
    let sandbox = Sandbox::with(&groups("create"));
    sandbox.run("generate");
    sandbox.write("lakewright.toml", groups("existing"));
    assert_eq!(code(&sandbox, "generate"), 0);
    assert!(entry(&sandbox, "account").contains("\nforgotten = [\"group Ana's analysts\"]\n"));
    sandbox.write("lakewright.toml", groups("create"));
    assert_snapshot!(sandbox.run("generate"), @r#"
    $ lakewright generate
    --- standard error
    error[forgotten-resource-created]: the group `Ana's analysts` is still there: Terraform forgot it and did not delete it
      --> lakewright.toml:18:20
       |
    18 | "Ana's analysts" = "create"
       |                    ^^^^^^^^ Databricks refuses a second group of this name
       |
       = help: write `"existing"` here; if it is gone, or the run that forgot it was never applied, run `lakewright generate --never-applied 'account:group Ana'\''s analysts'`

    1 error, no warnings
    --- exit code 1
    "#);
    let never_applied = |fact: &str| {
        let mut command = sandbox.command("generate --never-applied");
        command.arg(fact).output().unwrap().status.code()
    };
    assert_eq!(never_applied("account:group analysts"), Some(2), "no such fact");
    assert_eq!(never_applied("account:group Ana's analysts"), Some(0));
    assert!(!entry(&sandbox, "account").contains("forgotten"));
    assert_eq!(code(&sandbox, "generate --check"), 0);
}

#[test]
fn a_forgotten_bucket_is_refused_with_its_name() {
    let bucket =
        |line: &str| format!("aws-account-id = \"123456789012\"\n{MINIMAL}[buckets.lake]\n{line}");
    let sandbox = Sandbox::with(&bucket(""));
    sandbox.run("generate");
    sandbox.write("lakewright.toml", bucket("existing = \"acme-files\"\n"));
    assert_eq!(code(&sandbox, "generate"), 0);
    sandbox.write("lakewright.toml", bucket(""));
    assert_snapshot!(sandbox.run("generate"), @r#"
    $ lakewright generate
    --- standard error
    error[forgotten-resource-created]: the bucket `acme-lake-123456789012` is still there: Terraform forgot it and did not delete it
     --> lakewright.toml:7:1
      |
    7 | [buckets.lake]
      | ^^^^^^^^^^^^^^ S3 refuses a second bucket of this name: `BucketAlreadyOwnedByYou`
      |
      = help: write `existing = "acme-lake-123456789012"` in `[buckets.lake]`; if it is gone, or the run that forgot it was never applied, run `lakewright generate --never-applied '.:bucket lake'`

    1 error, no warnings
    --- exit code 1
    "#);
    sandbox.write("lakewright.toml", bucket("existing = \"acme-lake-123456789012\"\n"));
    assert_eq!(code(&sandbox, "generate"), 0);
}

#[test]
fn another_deployment_takes_a_folder_of_which_nothing_was_applied() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", MINIMAL.replace("acme", "other"));
    assert_eq!(code(&sandbox, "generate"), 2);
    assert_eq!(code(&sandbox, "generate --never-applied ."), 0);
    assert!(sandbox.read(LOCK).contains("deployment = \"other\""));
}

#[test]
fn what_the_lock_does_not_know_is_refused_with_what_it_knows() {
    let sandbox = Sandbox::with(THREE);
    assert_snapshot!(sandbox.run("generate --never-applied dev"), @r#"
    $ lakewright generate --never-applied dev
    --- standard error
    error: the lock knows no workspace `dev`
    help: nothing was generated here yet: leave `--never-applied` out
    --- exit code 2
    "#);
    sandbox.run("generate");
    assert_snapshot!(sandbox.run("generate --never-applied prd"), @r#"
    $ lakewright generate --never-applied prd
    --- standard error
    error: the lock knows no workspace `prd`
    help: the lock knows `bi`, `dev`, `prod`
    --- exit code 2
    "#);
    assert_snapshot!(sandbox.run("generate --never-applied dev:tyre"), @r#"
    $ lakewright generate --never-applied dev:tyre
    --- standard error
    error: the lock keeps no fact `tyre` of workspace `dev`
    help: it keeps `aws-account-id`, `back-end`, `connectivity-configuration`, `databricks-account-id`, `endpoint euw1-az1`, `endpoint euw1-az2`, `endpoint euw1-az3`, `euw1-az1`, `euw1-az2`, `euw1-az3`, `govcloud-shard`, `iam-path`, `managed-services-key`, `metastore`, `name`, `network-policy`, `private-access`, `public euw1-az1`, `public euw1-az2`, `public euw1-az3`, `region`, `root-bucket`, `tier`, `vpc`, `workspace-storage-key`
    --- exit code 2
    "#);
}
