//! `lakewright diff`: what Terraform plans for a change, said without it.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::{MINIMAL, Sandbox};

const NETWORK: &str = "\
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode   = \"customer-managed\"
cidr   = \"10.20.0.0/16\"
";

/// With another blueprint beside it.
fn beside(old: &str, new: &str) -> Sandbox {
    let sandbox = Sandbox::with(new);
    sandbox.write("old/lakewright.toml", old);
    sandbox.run("generate old/lakewright.toml");
    sandbox
}

fn tagged(blueprint: &str) -> String {
    format!("tags = {{ team = \"data\" }}\n{blueprint}")
}

/// Which providers were asked when is the data's affair.
fn without_versions(session: &str) -> String {
    let line = |line: &str| match line.split_once(", as planned by ") {
        Some((before, _)) => format!("{before}, as planned by …\n"),
        None => format!("{line}\n"),
    };
    session.lines().map(line).collect::<Vec<_>>().concat()
}

#[test]
fn dangers_come_first_then_counts_then_resources() {
    let sandbox = beside(&NETWORK.replace("cidr ", "zones  = 2\ncidr "), NETWORK);
    assert_snapshot!(without_versions(&sandbox.run("diff old/lakewright.toml")));
}

#[test]
fn what_is_read_again_during_apply_is_no_danger() {
    let sandbox = beside(MINIMAL, &tagged(MINIMAL));
    assert_snapshot!(without_versions(&sandbox.run("diff old/lakewright.toml")));
}

#[test]
fn nothing_is_said_in_a_line() {
    let sandbox = beside(MINIMAL, MINIMAL);
    assert_snapshot!(sandbox.run("diff old/lakewright.toml --exit-code"), @r"
    $ lakewright diff old/lakewright.toml --exit-code
    `lakewright.toml` changes nothing of `old/lakewright.toml`
    --- exit code 0
    ");
}

/// The line that matters is shown, not those of a folder that has another name.
#[test]
fn a_guard_that_is_lifted_is_seen() {
    let two = |prod: &str| format!("{MINIMAL}[workspaces.dev]\n[workspaces.prod]\n{prod}");
    let sandbox = beside(&two(""), &two("prevent-destroy = false\n"));
    assert_snapshot!(without_versions(&sandbox.run("diff old/lakewright.toml")));
}

#[test]
fn a_gate_reads_the_exit_code() {
    let code = |old: &str, new: &str| {
        let sandbox = beside(old, new);
        let plain = sandbox.try_run("diff old/lakewright.toml").0;
        (plain, sandbox.try_run("diff old/lakewright.toml --exit-code").0)
    };
    assert_eq!(code(MINIMAL, MINIMAL), (0, 0));
    assert_eq!(code(MINIMAL, &tagged(MINIMAL)), (0, 1));
    assert_eq!(code(NETWORK, &NETWORK.replace("cidr ", "zones  = 2\ncidr ")), (0, 4));
    assert_eq!(code(MINIMAL, "name = \"acme\"\n"), (1, 1));
}

#[test]
fn many_workspaces_with_one_change_take_forty_lines() {
    let workspaces: Vec<_> = (0..1_000).map(|it| format!("[workspaces.w{it:04}]\n")).collect();
    let all =
        NETWORK.replace("10.20.0.0/16", "10.0.0.0/8\"\nvpc-size = \"/22") + &workspaces.concat();
    let sandbox = Sandbox::with(&tagged(&all));
    sandbox.write("old.toml", &all);
    let (code, out, _) = sandbox.try_run("diff old.toml");
    assert_eq!(code, 0);
    assert!(out.contains("in 1000 stacks"), "{out}");
    assert!(out.lines().count() <= 40, "{out}");
}

#[test]
fn programs_get_every_resource() {
    let sandbox = beside(NETWORK, &NETWORK.replace("cidr ", "zones  = 2\ncidr "));
    let (_, out, _) = sandbox.try_run("diff old/lakewright.toml --format json");
    let document: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["old"], "old/lakewright.toml");
    assert_eq!(document["stacks"][0]["stacks"][0], ".");
    let changes = document["stacks"][0]["changes"].as_array().unwrap();
    let subnet = "module.network.aws_subnet.workspace[\"euw1-az3\"]";
    let subnet = changes.iter().find(|it| it["address"] == subnet).unwrap();
    assert_eq!((&subnet["action"], &subnet["type"]), (&"destroy".into(), &"aws_subnet".into()));
    let networks = changes.iter().find(|it| it["type"] == "databricks_mws_networks").unwrap();
    assert_eq!(networks["action"], "replace");
    assert_eq!(networks["forced_by"], serde_json::json!(["network_name", "subnet_ids"]));
}

#[test]
fn a_folder_is_compared_with_what_would_be_written_over_it() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    assert_eq!(sandbox.try_run("diff terraform --exit-code").0, 0);
    sandbox.write("lakewright.toml", tagged(MINIMAL));
    let (code, out, _) = sandbox.try_run("diff terraform --exit-code");
    assert_eq!(code, 1, "{out}");
    // What people add belongs to it.
    sandbox.write(
        "terraform/mine.tf",
        "resource \"aws_vpc\" \"mine\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n",
    );
    let (_, out, _) = sandbox.try_run("diff terraform");
    assert!(out.contains("  destroy\n    aws_vpc.mine\n"), "{out}");
}

#[test]
fn two_folders_are_compared() {
    let sandbox = beside(MINIMAL, &tagged(MINIMAL));
    sandbox.run("generate");
    let (code, out, _) = sandbox.try_run("diff old/terraform terraform --exit-code");
    assert_eq!(code, 1, "{out}");
    assert_eq!(sandbox.try_run("diff terraform terraform --exit-code").0, 0);
    assert_snapshot!(sandbox.run("diff old/lakewright.toml terraform"), @r"
    $ lakewright diff old/lakewright.toml terraform
    --- standard error
    error: `terraform` is a folder, and `old/lakewright.toml` is none
    help: compare two folders that were generated, or two blueprints, or a folder with a blueprint
    --- exit code 2
    ");
    fs::create_dir(sandbox.path("empty")).unwrap();
    assert_snapshot!(sandbox.run("diff empty"), @r"
    $ lakewright diff empty
    --- standard error
    error: `empty` is not a folder that lakewright generated: it has no `lakewright.lock` with stacks
    help: name the output folder of `lakewright generate`, or a blueprint
    --- exit code 2
    ");
}

#[test]
fn a_workspace_that_leaves_is_left_in_its_state() {
    let sandbox = beside(
        &format!("{MINIMAL}[workspaces.dev]\n[workspaces.prod]\n"),
        &format!("{MINIMAL}[workspaces.dev]\n"),
    );
    let (_, out, _) = sandbox.try_run("diff old/lakewright.toml");
    assert!(
        out.contains("stack `prod` (no longer generated: its state stays)\n  leave in the state\n"),
        "{out}"
    );
}

#[test]
fn nothing_of_a_tree_steers_a_terminal() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.run("generate");
    let hostile = "variable \"x\" {\n  default = \"\u{1b}[31m\u{202e}\"\n}\n";
    sandbox.write("terraform/mine.tf", hostile);
    let (_, out, _) = sandbox.try_run("diff terraform");
    assert!(out.contains("\\u{1b}[31m\\u{202e}"), "{out}");
}

#[test]
fn what_another_stack_takes_over_is_told_as_a_move() {
    let new = format!("{MINIMAL}\n[workspaces.prod]\nname = \"acme\"\n");
    let sandbox = beside(MINIMAL, &new);
    assert_snapshot!(without_versions(&sandbox.run("diff old/lakewright.toml")));
    let (_, out, _) = sandbox.try_run("diff old/lakewright.toml --format json");
    let forecast: Value = serde_json::from_str(&out).unwrap();
    let change = &forecast["stacks"][1]["changes"][0];
    assert_eq!((&change["action"], &change["moved_from_stack"]), (&"move".into(), &".".into()));
}

#[test]
fn a_group_that_goes_while_another_one_comes_may_be_renamed() {
    let hints = |analytics: &str| {
        let old = format!("{MINIMAL}[groups]\nanalysts = \"create\"\n");
        let sandbox = beside(&old, &format!("{MINIMAL}[groups]\n{analytics}\n"));
        let told = sandbox.run("diff old/lakewright.toml");
        told.lines().filter(|line| line.starts_with("help: if a group")).count()
    };
    assert_eq!(hints("analytics = \"create\""), 1);
    assert_eq!(hints("analytics = { renamed-from = \"analysts\" }"), 0);
    assert_eq!(hints("analysts = \"create\"\nanalytics = \"create\""), 0);
}
