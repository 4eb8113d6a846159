//! What people do besides applying.

use describe::{Rates, When, describe};
use insta::assert_snapshot;

use crate::{architecture, example};

/// `when, who: what`, of the first workspace.
fn rows(arch: &blueprint::Architecture) -> Vec<String> {
    let description = describe(arch, &Rates::published());
    let steps = &description.workspaces[0].manual_steps;
    steps.iter().map(|step| format!("{:?}, {}: {}", step.when, step.who, step.what)).collect()
}

#[test]
fn each_way_to_data_has_its_own() {
    for name in ["unity-catalog", "instance-profiles", "passthrough-scim", "passthrough-saml"] {
        assert_snapshot!(name, rows(&example(name)).join("\n"));
    }
}

#[test]
fn each_identity_provider_has_its_own() {
    let of = |provider: &str| {
        let arch = architecture(&format!(
            "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
             identity-provider = \"{provider}\"\n"
        ));
        let rows = rows(&arch)
            .into_iter()
            .filter(|row| row.contains("single sign-on in") || row.contains("SCIM"));
        format!("{provider}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let providers = ["entra-id", "okta", "google", "one-login", "ping", "ad-fs"];
    assert_snapshot!(providers.map(of).join("\n"));
}

#[test]
fn groups_that_an_apply_looks_up_are_there_before_it() {
    let of = |group: &str| {
        let arch = architecture(&format!(
            "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
             [groups]\nanalysts = \"{group}\"\n"
        ));
        let description = describe(&arch, &Rates::published());
        let steps = &description.workspaces[0].manual_steps;
        let step = steps.iter().find(|step| step.what.starts_with("connect SCIM"));
        step.map(|step| step.when)
    };
    assert_eq!(of("existing"), Some(When::BeforeApply));
    assert_eq!(of("create"), Some(When::AfterApply));
}

#[test]
fn the_stack_of_the_account_is_applied_first() {
    let arch = architecture(
        "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
         [groups]\nanalysts = \"create\"\n[workspaces.dev]\n[workspaces.prod]\n",
    );
    let rows = rows(&arch);
    let apply: Vec<_> = rows.iter().filter(|row| row.starts_with("Apply")).collect();
    assert!(apply[0].contains("the stack `account` first"), "{apply:?}");
}
