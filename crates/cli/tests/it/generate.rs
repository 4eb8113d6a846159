//! `generate`: writes what is missing, touches nothing else, and says so.

use std::fs;

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

/// How many files there are is the templates' affair.
fn without_numbers(session: &str) -> String {
    let line = |line: &str| {
        let words = line.split(' ').map(|word| {
            let is_number = word.chars().all(|c| c.is_ascii_digit()) && !line.starts_with("---");
            if is_number { "N" } else { word }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    session.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn the_first_run_writes_and_the_second_nothing() {
    let sandbox = Sandbox::with(MINIMAL);
    assert_snapshot!(without_numbers(&sandbox.run("generate")), @r"
    $ lakewright generate
    `terraform`: N files written
    next: terraform -chdir=terraform init
    --- exit code 0
    ");
    let modified =
        || fs::metadata(sandbox.path("terraform/versions.tf")).unwrap().modified().unwrap();
    let before = modified();
    assert_snapshot!(without_numbers(&sandbox.run("generate")), @r"
    $ lakewright generate
    `terraform` is up to date: N files
    --- exit code 0
    ");
    assert_eq!(modified(), before);
    assert_eq!(sandbox.try_run("generate --check").0, 0);
    assert_eq!(sandbox.try_run("generate --diff"), (0, String::new(), String::new()));
}

#[test]
fn the_folder_is_beside_the_blueprint_or_where_it_is_wanted() {
    let sandbox = Sandbox::new();
    sandbox.write("eu/lake house.toml", MINIMAL);
    let mut command = sandbox.command("generate");
    assert!(command.arg("eu/lake house.toml").output().unwrap().status.success());
    assert!(sandbox.path("eu/terraform/lakewright.lock").exists());
    // Headers name the file only: the same for everyone.
    assert!(sandbox.read("eu/terraform/versions.tf").contains(" lake house.toml"));
    sandbox.write("lakewright.toml", MINIMAL);
    sandbox.run("generate --out build/out");
    assert!(sandbox.path("build/out/lakewright.lock").exists());
    assert!(!sandbox.path("terraform").exists());
}

#[test]
fn several_stacks_are_applied_in_the_order_of_the_readme() {
    let text = format!("{MINIMAL}[workspaces.dev]\n[workspaces.prod]\n");
    assert_snapshot!(without_numbers(&Sandbox::with(&text).run("generate")), @r"
    $ lakewright generate
    `terraform`: N files written
    N stacks: dev, prod
    next: terraform -chdir=terraform/STACK init, in the order that `terraform/README.md` gives
    --- exit code 0
    ");
}

#[test]
fn check_says_which_files_differ_and_why() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    sandbox
        .write("lakewright.toml", MINIMAL.replace("[network]", "tier = \"enterprise\"\n[network]"));
    fs::remove_file(sandbox.path("terraform/versions.tf")).unwrap();
    let edited = sandbox.read("terraform/providers.tf") + "# mine\n";
    sandbox.write("terraform/providers.tf", &edited);
    let (code, out, _) = sandbox.try_run("generate --check");
    let why = |path: &str| {
        let row = out.lines().find_map(|line| line.strip_prefix(path)).map(str::trim);
        row.unwrap_or_default()
    };
    assert_eq!(code, 1);
    assert_eq!(why("README.md "), "stale: the blueprint, or lakewright, has changed");
    assert_eq!(why("providers.tf "), "edited by hand");
    assert_eq!(why("versions.tf "), "missing: it was deleted");
    assert!(out.ends_with("differs from the blueprint: run `lakewright generate`\n"), "{out}");
    assert_eq!(sandbox.read("terraform/providers.tf"), edited);
    assert!(!sandbox.path("terraform/versions.tf").exists());
}

#[test]
fn check_tells_what_is_no_longer_generated_and_what_is_in_the_way() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.write("terraform/versions.tf", "# mine\n");
    let (code, out, _) = sandbox.try_run("generate --check");
    assert_eq!(code, 1);
    assert!(out.contains("versions.tf "), "{out}");
    assert!(out.contains("  in the way: lakewright did not write it\n"), "{out}");

    let own = MINIMAL.replace("databricks-managed", "customer-managed");
    let sandbox = Sandbox::with(&own);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", format!("{own}egress = \"single-nat\"\n"));
    let (_, out, _) = sandbox.try_run("generate --check");
    let extra = |line: &&str| line.ends_with("  extra: no longer generated");
    assert!(out.lines().any(|line| extra(&line) && line.starts_with("modules/network/")), "{out}");
    let (_, out, _) = sandbox.try_run("generate --diff");
    assert!(out.contains("--- a/modules/network/vpc.tf\n+++ /dev/null\n"), "{out}");
}

#[test]
fn check_of_nothing_generated_lists_every_file() {
    let sandbox = Sandbox::with(MINIMAL);
    let (code, out, err) = sandbox.try_run("generate --check");
    assert_eq!((code, &*err), (1, ""));
    assert!(out.contains("main.tf") && out.contains("missing: not generated yet"), "{out}");
    assert!(!sandbox.path("terraform").exists());
}

#[test]
fn diff_shows_what_would_change_and_writes_nothing() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    let before = sandbox.read("terraform/terraform.tfvars");
    sandbox.write("lakewright.toml", format!("aws-account-id = \"123456789012\"\n{MINIMAL}"));
    let (code, out, err) = sandbox.try_run("generate --diff");
    assert_eq!((code, &*err), (0, ""));
    let is_shown = |line: &str| out.lines().any(|shown| shown == line);
    assert!(is_shown("--- a/terraform.tfvars") && is_shown("+++ b/terraform.tfvars"), "{out}");
    assert!(out.contains("\n+aws_account_id"), "{out}");
    assert_eq!(sandbox.try_run("generate --diff --check").0, 1);
    assert_eq!(sandbox.read("terraform/terraform.tfvars"), before);
}

#[test]
fn a_hand_edit_stops_the_run_until_it_may_be_lost() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    let generated = sandbox.read("terraform/versions.tf");
    sandbox.write("terraform/versions.tf", format!("{generated}# mine\n"));
    let (code, out, err) = sandbox.try_run("generate");
    assert_eq!((code, &*out), (1, ""));
    assert!(err.contains("edited by hand") && err.contains("\n+# mine\n"), "{err}");
    assert_snapshot!(without_numbers(&sandbox.run("generate --overwrite")), @r"
    $ lakewright generate --overwrite
    `terraform`: N file written, N unchanged
    hand edits lost, as asked for: versions.tf
    next: terraform -chdir=terraform init
    --- exit code 0
    ");
    assert_eq!(sandbox.read("terraform/versions.tf"), generated);
}

#[test]
fn a_stack_disappears_only_if_it_may() {
    let both = format!("{MINIMAL}[workspaces.dev]\n[workspaces.prod]\n");
    let sandbox = Sandbox::with(&both);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", both.replace("[workspaces.dev]\n", ""));
    let (code, out, err) = sandbox.try_run("generate");
    assert_eq!((code, &*out), (1, ""));
    assert!(err.contains("lakewright generate --forget-stack dev"), "{err}");
    let (code, out, _) = sandbox.try_run("generate --check");
    assert_eq!(code, 1);
    assert!(out.contains("stack `dev` is no longer generated"), "{out}");
    let (code, _, _) = sandbox.try_run("generate --forget-stack dev");
    assert_eq!(code, 0);
    assert!(!sandbox.path("terraform/dev/versions.tf").exists());
}

#[test]
fn programs_get_findings_and_files_in_one_document() {
    let sandbox = Sandbox::with(MINIMAL);
    let (code, out, err) = sandbox.try_run("generate --format json");
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &*err, &document["errors"]), (0, "", &0.into()));
    let created = document["created"].as_array().unwrap();
    assert!(created.contains(&"versions.tf".into()), "{out}");
    let (_, out, _) = sandbox.try_run("generate --format json");
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["unchanged"], created.len());
}

#[test]
fn a_wrong_blueprint_writes_nothing() {
    let sandbox = Sandbox::with("name = \"acme\"\n");
    let (code, out, err) = sandbox.try_run("generate");
    assert_eq!((code, &*out), (1, ""));
    assert!(err.ends_with("2 errors, no warnings\n"), "{err}");
    assert!(!sandbox.path("terraform").exists());
    let (code, out, err) = sandbox.try_run("generate --format json");
    assert_eq!((code, &*err), (1, ""));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap()["errors"], 2);
}

/// What was applied is not what is written now: the next plan is said with it.
#[test]
fn what_terraform_plans_next_is_said_in_ten_lines() {
    let own = MINIMAL.replace("databricks-managed", "customer-managed");
    let sandbox = Sandbox::with(&own);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", format!("{own}zones = 2\nendpoint-policy = \"restricted\"\n"));
    let session = sandbox.run("generate");
    assert!(session.lines().count() <= 12, "{session}");
    assert_snapshot!(without_numbers(&session));
    assert!(sandbox.run("generate").contains("is up to date"));
}

#[test]
fn a_text_that_terraform_does_not_read_changes_no_plan() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", format!("identity-provider = \"okta\"\n{MINIMAL}"));
    let (_, out, _) = sandbox.try_run("generate");
    assert!(!out.contains("next plan"), "{out}");
}
