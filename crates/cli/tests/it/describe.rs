//! `describe`: an architecture explained and drawn, who can do what in it, and a blueprint with nothing left
//! implicit.

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
    compute-plane           = "classic"    # default
    # partition             = "aws"        # derived
    # govcloud-shard                       # not written
    # aws-account-id                       # not written
    # databricks-account-id                # not written
    auth-type               = "oauth-m2m"  # default
    production              = false        # default
    prevent-destroy         = true         # default
    # default-entitlements                 # not written
    root-bucket             = "create"     # default

    [tags]
    managed-by = "terraform"  # default

    [state]
    backend = "local"  # default

    [network]
    mode             = "databricks-managed"  # written
    # ip-access-list                         # not written

    [encryption]
    # managed-services    # not written
    # workspace-storage   # not written

    [cross-account-role]
    # existing               # not written
    policy     = "standard"  # default

    [iam]
    path                   = "/"  # default
    # permissions-boundary        # not written

    [metastore]
    mode              = "unity-catalog"  # default
    provision         = "automatic"      # default
    # default-catalog                    # not written
    legacy-access     = true             # default

    [data-access]
    mode = "unity-catalog"  # default
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

#[test]
fn an_architecture_is_explained_in_words_and_to_programs() {
    let sandbox = Sandbox::with(MINIMAL);
    let (code, text, _) = sandbox.try_run("describe");
    assert_eq!(code, 0);
    assert!(text.starts_with("acme (eu-west-1)\n"), "{text}");
    let (_, markdown, _) = sandbox.try_run("describe --format markdown");
    assert!(markdown.starts_with("# acme: Databricks on AWS\n"), "{markdown}");
    let (_, json, _) = sandbox.try_run("describe --format json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["workspaces"][0]["tier"]["least"], "premium");
}

#[test]
fn an_architecture_is_drawn() {
    let sandbox = Sandbox::with(MINIMAL);
    let (code, svg, _) = sandbox.try_run("describe --diagram svg");
    assert_eq!(code, 0);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    let (_, mermaid, _) = sandbox.try_run("describe --diagram mermaid");
    assert!(mermaid.starts_with("flowchart LR\n"), "{mermaid}");
}

#[test]
fn rates_of_ones_own_are_shown_as_such() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.write("rates.toml", "[rates]\njobs = 0.11\n");
    let (code, text, _) = sandbox.try_run("describe --rates rates.toml");
    assert_eq!(code, 0);
    assert!(text.contains("0.11 USD (yours)  Jobs compute"), "{text}");
}

#[test]
fn rates_that_cannot_be_read_are_refused() {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.write("rates.toml", "[rates]\njob = 0.11\n");
    let (code, out, err) = sandbox.try_run("describe --rates rates.toml");
    assert_eq!((code, &*out), (2, ""));
    assert!(err.starts_with("error: in rates `rates.toml`: there is no workload `job`"), "{err}");
    let (code, _, err) = sandbox.try_run("describe --rates nowhere.toml");
    assert_eq!(code, 2, "{err}");
    let (code, _, _) = sandbox.try_run("describe --resolved --format json");
    assert_eq!(code, 2);
}

const SALES: &str = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
                     aws-account-id = \"123456789012\"\n[groups]\nanalysts = \"existing\"\n\
                     [access]\nanalysts = [\"sql\"]\n[catalogs.sales.grants]\nanalysts = \"read\"\n";

#[test]
fn who_can_read_a_catalog_is_answered() {
    assert_snapshot!(Sandbox::with(SALES).run("describe --access=sales"));
}

#[test]
fn access_is_written_for_wikis_and_programs() {
    let sandbox = Sandbox::with(SALES);
    let (code, markdown, _) = sandbox.try_run("describe --access --format markdown");
    assert_eq!(code, 0);
    assert!(markdown.starts_with("# acme: who can do what, by which path\n"), "{markdown}");
    let (_, json, _) = sandbox.try_run("describe --access=analysts --format json lakewright.toml");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["about"], "analysts");
    assert_eq!(json["securables"][0]["holders"][0]["right"], "read");
}

#[test]
fn access_to_what_is_not_there_is_refused() {
    let sandbox = Sandbox::with(SALES);
    let (code, out, err) = sandbox.try_run("describe --access=salse");
    assert_eq!((code, &*out), (2, ""));
    assert!(err.ends_with("help: did you mean `sales`?\n"), "{err}");
    let (code, _, err) = sandbox.try_run("describe --access sales");
    assert_eq!(code, 2);
    assert!(err.ends_with("help: a name is written `--access=sales`\n"), "{err}");
    let (code, _, _) = sandbox.try_run("describe --access --resolved");
    assert_eq!(code, 2);
}
