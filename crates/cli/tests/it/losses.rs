//! An edit that replaces what data lies in is refused until the loss is accepted by its address.

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

const CATALOG: &str = "
[buckets.lake]
[buckets.other]

[catalogs.sales]
storage = \"lake\"

[catalogs.sales.schemas.raw]
";

fn generated() -> Sandbox {
    let sandbox = Sandbox::with(&format!("{MINIMAL}{CATALOG}"));
    assert_eq!(sandbox.try_run("generate").0, 0);
    let exchanged = CATALOG.replace("storage = \"lake\"", "storage = \"other\"");
    sandbox.write("lakewright.toml", format!("{MINIMAL}{exchanged}"));
    sandbox
}

#[test]
fn a_bucket_is_exchanged_under_a_catalog() {
    let sandbox = generated();
    let before = sandbox.read("terraform/lakewright.lock");
    assert_snapshot!(sandbox.run("generate"), @r"
    $ lakewright generate
    --- standard error
    error: Terraform would replace `databricks_catalog.sales` in `.`, forced by `storage_root`
      Databricks deletes the catalog with its schemas, tables and volumes; files of managed tables are purged after 7 days.

    the data would be lost without a question, so nothing was written
    help: take the edit back, and write what is new beside what is there; move the data, then remove the old
    help: if nothing is in it, or it may be lost: `lakewright generate --accept-loss 'databricks_catalog.sales'`
    --- exit code 1
    ");
    assert_eq!(sandbox.read("terraform/lakewright.lock"), before);
    assert_eq!(sandbox.try_run("generate --accept-loss databricks_catalog.other").0, 1);
}

#[test]
fn what_is_accepted_by_its_address_is_written() {
    let sandbox = generated();
    assert_eq!(sandbox.try_run("generate --accept-loss databricks_catalog.sales").0, 0);
    assert_eq!(sandbox.try_run("generate --check").0, 0);
}
