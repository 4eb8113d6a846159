//! Blueprints that can't be read, and command lines that mean nothing: exit code 2.

use std::fs;

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

#[test]
fn a_missing_blueprint() {
    assert_snapshot!(Sandbox::new().run("check"), @r"
    $ lakewright check
    --- standard error
    error: there is no blueprint `lakewright.toml`
    help: write one with `lakewright init`
    --- exit code 2
    ");
}

#[test]
fn a_folder() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("lakewright.toml")).unwrap();
    assert_snapshot!(sandbox.run("generate"), @r"
    $ lakewright generate
    --- standard error
    error: `lakewright.toml` is a folder, not a blueprint
    --- exit code 2
    ");
}

#[test]
fn not_utf_8() {
    let sandbox = Sandbox::new();
    sandbox.write("latin1.toml", b"name = \"acme\"\nregion = \"eu-w\xe9st-1\"\n");
    assert_snapshot!(sandbox.run("check latin1.toml"), @r"
    $ lakewright check latin1.toml
    --- standard error
    error: `latin1.toml` is not UTF-8 in line 2
    help: save it as UTF-8
    --- exit code 2
    ");
}

#[test]
fn ten_megabytes() {
    let sandbox = Sandbox::with(&"x = 1\n".repeat(10 << 20 >> 2));
    assert_snapshot!(sandbox.run("check"), @r"
    $ lakewright check
    --- standard error
    error: `lakewright.toml` is larger than 4 MiB: is it the blueprint?
    --- exit code 2
    ");
}

#[test]
fn an_output_folder_that_is_a_file() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.write("terraform", "not a folder");
    assert_snapshot!(sandbox.run("generate"), @r"
    $ lakewright generate
    --- standard error
    error: `terraform` is in the way: a folder is needed there
    --- exit code 2
    ");
}

#[test]
fn a_pinned_range_that_is_none() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox
        .write("terraform/lakewright.lock", "format = 1\n[pins]\n\"\" = [\"vpc=10.0.0.0/99\"]\n");
    assert_snapshot!(sandbox.run("check"), @r"
    $ lakewright check
    --- standard error
    error: `terraform/lakewright.lock`, line 3: `vpc=10.0.0.0/99` is not a planned range
    with a damaged lock lakewright could move subnets that are in use, or accept a change that Databricks refuses
    help: restore what `[pins]` says of `` from version control; after a merge, take this line of either side
    --- exit code 2
    ");
}

#[test]
fn a_command_line_that_means_nothing() {
    let sandbox = Sandbox::new();
    for line in ["", "chekc", "check --format xml", "generate --check --overwrite", "describe"] {
        let (code, out, _) = sandbox.try_run(line);
        assert_eq!((code, &*out), (2, ""), "{line}");
    }
}
