//! `describe --resolved`: a blueprint with nothing left implicit.

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

#[test]
fn every_value_has_its_origin() {
    assert_snapshot!(Sandbox::with(MINIMAL).run("describe --resolved"), @r#"
    $ lakewright describe --resolved
    edition                 = "2026"       # default
    name                    = "acme"       # written
    region                  = "eu-west-1"  # written
    tier                    = "premium"    # default
    # partition             = "aws"        # derived
    # govcloud-shard                       # not written
    # aws-account-id                       # not written
    # databricks-account-id                # not written
    prevent-destroy         = true         # default
    root-bucket             = "create"     # default

    [tags]
    managed-by = "terraform"  # default

    [state]
    backend = "local"  # default

    [network]
    mode = "databricks-managed"  # written

    [encryption]
    # managed-services    # not written
    # workspace-storage   # not written

    [cross-account-role]
    # existing               # not written
    policy     = "standard"  # default
    --- exit code 0
    "#);
}

#[test]
fn what_is_printed_generates_the_same_files() {
    let sandbox = Sandbox::new();
    sandbox.run("init --architecture estate");
    let (_, complete, _) = sandbox.try_run("describe --resolved");
    sandbox.run("generate");
    sandbox.write("lakewright.toml", complete);
    let (code, out, _) = sandbox.try_run("generate --check");
    assert_eq!(code, 0, "{out}");
}

#[test]
fn planned_ranges_are_those_of_the_lock() {
    let sandbox = Sandbox::with(
        "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"customer-managed\"\n\
         [workspaces.prod]\n",
    );
    sandbox.run("generate");
    let before = sandbox.read("lakewright.toml");
    sandbox.write("lakewright.toml", before + "[workspaces.dev]\n");
    let (_, complete, _) = sandbox.try_run("describe --resolved");
    let ranges: Vec<_> = complete.lines().filter(|line| line.starts_with("cidr ")).collect();
    assert!(ranges[0].contains("10.0.16.0/20") && ranges[1].contains("10.0.0.0/20"), "{ranges:?}");
}

#[test]
fn a_wrong_blueprint_is_not_described() {
    let (code, out, err) = Sandbox::with("name = 3").try_run("describe --resolved");
    assert_eq!((code, &*out), (1, ""));
    assert!(err.ends_with("errors, no warnings\n"), "{err}");
}
