//! `generate --move-states`: stacks that take over what others had.

use std::fs;

use serde_json::Value;

use crate::Sandbox;

const ONE: &str = "\
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode = \"databricks-managed\"

[groups]
data = \"create\"
";

fn several() -> String {
    format!("{ONE}\n[workspaces.prod]\nname = \"acme\"\n\n[workspaces.dev]\n")
}

/// After `ONE` was generated.
fn then(blueprint: &str) -> Sandbox {
    let sandbox = Sandbox::with(ONE);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", blueprint);
    sandbox
}

#[test]
fn one_workspace_becomes_several_with_a_script() {
    let sandbox = then(&several());
    let (code, _, err) = sandbox.try_run("generate");
    assert_eq!(code, 1);
    assert!(err.contains("`lakewright generate --move-states`"), "{err}");
    let (code, out, err) = sandbox.try_run("generate --move-states");
    assert_eq!((code, &*err), (0, ""));
    assert!(
        out.contains("help: let nobody apply these stacks, and run `sh terraform/move-states.sh`"),
        "{out}"
    );
    let script = sandbox.read("terraform/move-states.sh");
    assert!(
        script.contains("move 3-root 1-account 'module.identity.databricks_group.this[\"data\"]'")
    );
    assert!(sandbox.run("generate").contains("is up to date"), "the script is no file of the tree");
    assert_eq!(sandbox.read("terraform/move-states.sh"), script);
    assert!(sandbox.run("generate --move-states").contains("is up to date"));
}

#[test]
fn programs_are_told_where_the_script_is() {
    let sandbox = then(&several());
    for (command, expected) in [
        ("generate --format json", Value::Null),
        ("generate --move-states --format json", "terraform/move-states.sh".into()),
        ("generate --format json", Value::Null),
    ] {
        let (_, out, _) = sandbox.try_run(command);
        let document: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(document["move_script"], expected, "{out}");
    }
}

#[test]
fn the_script_of_another_move_is_not_written_over() {
    let sandbox = then(&several());
    sandbox.run("generate --move-states");
    sandbox.write("lakewright.toml", several().replace("[workspaces.prod]", "[workspaces.main]"));
    let (code, _, err) = sandbox.try_run("generate --move-states");
    assert_eq!(code, 2);
    assert!(err.contains("`terraform/move-states.sh` already exists, from another move"), "{err}");
    fs::remove_file(sandbox.path("terraform/move-states.sh")).unwrap();
    fs::create_dir(sandbox.path("terraform/move-states.work")).unwrap();
    let (code, _, err) = sandbox.try_run("generate --move-states");
    assert_eq!(code, 2);
    assert!(err.contains("`terraform/move-states.work` already exists"), "{err}");
    fs::remove_dir(sandbox.path("terraform/move-states.work")).unwrap();
    assert_eq!(sandbox.try_run("generate --move-states").0, 0);
    assert!(
        sandbox.read("terraform/move-states.sh").contains("# From stack `prod` to stack `main`.")
    );
}

/// Without its name, the workspace of the lock is no workspace of the blueprint.
#[test]
fn what_has_no_place_stays_refused() {
    let sandbox =
        then(&several().replace("name = \"acme\"\n\n[workspaces.dev]", "[workspaces.dev]"));
    let (code, _, err) = sandbox.try_run("generate --move-states");
    assert_eq!(code, 1);
    assert!(
        err.contains("resources of stack `.` have no single place in another stack\n"),
        "{err}"
    );
    assert!(err.contains("\n  module.workspace.databricks_mws_workspaces.this\n"), "{err}");
    assert!(!err.contains("databricks_group.this"), "{err}");
    assert!(err.contains("write its old `name` there"), "{err}");
    assert!(!sandbox.path("terraform/move-states.sh").exists());
}

#[test]
fn a_run_that_is_refused_for_another_reason_writes_no_script() {
    let sandbox = then(&several());
    let versions = sandbox.read("terraform/versions.tf");
    sandbox.write("terraform/versions.tf", format!("{versions}# mine\n"));
    let (code, _, err) = sandbox.try_run("generate --move-states");
    assert_eq!(code, 1);
    assert!(err.contains("edited by hand"), "{err}");
    assert!(!sandbox.path("terraform/move-states.sh").exists());
}

#[test]
fn an_interrupted_run_is_completed_with_the_script_that_it_wrote() {
    let sandbox = then(&several());
    let old = sandbox.read("terraform/main.tf");
    sandbox.run("generate --move-states");
    let script = sandbox.read("terraform/move-states.sh");
    // As a run leaves it that is killed while it moves files: the lock is the old one.
    let sandbox = then(&several());
    sandbox.write("terraform/.lakewright/journal", "lakewright journal 1\nguard .\nend\n");
    let (code, _, err) = sandbox.try_run("generate --move-states");
    assert_eq!(code, 2);
    assert!(err.contains("complete that run with the blueprint that it had"), "{err}");
    sandbox.write("terraform/move-states.sh", &script);
    let (code, _, err) = sandbox.try_run("generate --move-states");
    assert_eq!((code, &*err), (0, ""));
    assert!(sandbox.path("terraform/prod/main.tf").exists() && !old.is_empty());
}

#[test]
fn a_state_in_a_bucket_stays_where_it_is() {
    let state = "\n[state]\nbackend = \"s3\"\nbucket = \"acme-state\"\nregion = \"eu-west-1\"\n";
    let one = ONE.replace("\n[groups]\ndata = \"create\"\n", state);
    let sandbox = Sandbox::with(&one);
    sandbox.run("generate");
    sandbox.write("lakewright.toml", format!("{one}\n[workspaces.prod]\nname = \"acme\"\n"));
    let (code, out, err) = sandbox.try_run("generate --move-states");
    assert_eq!((code, &*err), (0, ""));
    assert!(out.ends_with("`terraform init` in the new folder finds it\n"), "{out}");
    assert!(!sandbox.path("terraform/move-states.sh").exists());
}
