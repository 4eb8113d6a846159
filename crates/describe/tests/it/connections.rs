//! The two ends of the range, connection by connection: nothing private, and nothing public.

use describe::{Access, Rates, describe};

use crate::example;

/// `from > to: access, ports`
fn rows(arch: &blueprint::Architecture) -> Vec<String> {
    let description = describe(arch, &Rates::published());
    let connections = &description.workspaces[0].connections;
    let row = |c: &describe::Connection| {
        format!("{} > {}: {:?} {}: {}", c.from, c.to, c.access, c.ports, c.path)
    };
    connections.iter().map(row).collect()
}

#[test]
fn in_a_databricks_managed_vpc_all_but_s3_is_public() {
    insta::assert_snapshot!(rows(&example("databricks-managed")).join("\n"));
}

#[test]
fn in_a_fully_private_one_nothing_is() {
    let arch = example("private");
    insta::assert_snapshot!(rows(&arch).join("\n"));
    let description = describe(&arch, &Rates::published());
    let connections = &description.workspaces[0].connections;
    assert!(connections.iter().all(|c| c.access != Access::Public && c.access != Access::AsRouted));
}
