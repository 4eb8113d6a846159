//! Who can do what, by which path.

use describe::{AccessReport, Holder, Right, access, access_markdown, access_text};
use insta::assert_snapshot;

use crate::{architecture, example};

const EXAMPLES: [&str; 4] =
    ["unity-catalog", "instance-profiles", "passthrough-scim", "passthrough-saml"];

#[test]
fn text_answers_by_securable() {
    for name in EXAMPLES {
        assert_snapshot!(format!("text-{name}"), access_text(&access(&example(name))));
    }
}

#[test]
fn markdown_answers_in_tables() {
    for name in EXAMPLES {
        assert_snapshot!(format!("markdown-{name}"), access_markdown(&access(&example(name))));
    }
}

#[test]
fn json_answers_programs() {
    for name in EXAMPLES {
        let json = serde_json::to_string_pretty(&access(&example(name))).unwrap();
        assert_snapshot!(format!("json-{name}"), json);
    }
}

fn report(text: &str) -> AccessReport {
    access(&architecture(&format!(
        "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n{text}"
    )))
}

#[track_caller]
fn holder<'a>(report: &'a AccessReport, securable: &str, name: &str) -> &'a Holder {
    let securable = report.securables.iter().find(|it| it.name == securable);
    let holder = securable.and_then(|it| it.holders.iter().find(|it| it.name == name));
    holder.expect("they hold something")
}

fn steps(holder: &Holder) -> Vec<String> {
    let shown = |path: &describe::Path| {
        path.steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(" > ")
    };
    holder.paths.iter().map(shown).collect()
}

const NESTED: &str = r#"
[groups]
inner = { members = ["ana@acme.example"] }
middle = { members = ["inner", "ana@acme.example"] }
outer = { members = ["middle"] }
[access]
outer = "user"
[catalogs.sales.grants]
outer = "read"
[catalogs.sales.schemas.raw]
"#;

#[test]
fn a_member_of_nested_groups_is_reached_by_each_of_them() {
    let report = report(NESTED);
    assert_eq!(
        steps(holder(&report, "sales", "ana@acme.example")),
        [
            "member of middle > member of outer > granted here",
            "member of inner > member of middle > member of outer > granted here"
        ]
    );
    assert_eq!(
        steps(holder(&report, "sales.raw", "inner")),
        ["member of middle > member of outer > granted on sales"]
    );
}

#[test]
fn a_right_is_what_all_paths_give_together() {
    let report = report(
        "[groups]\nreaders = { members = [\"ana@acme.example\"] }\n\
         writers = { members = [\"ana@acme.example\"] }\n\
         [access]\nreaders = \"user\"\n\
         [catalogs.sales.grants]\nreaders = \"read\"\n\
         [catalogs.sales.schemas.raw.grants]\nwriters = \"write\"\n",
    );
    let ana = holder(&report, "sales.raw", "ana@acme.example");
    assert_eq!(ana.right, Right::Write);
    assert_eq!(ana.paths.len(), 2);
    assert!(ana.notes.is_empty());
    assert_eq!(holder(&report, "sales", "ana@acme.example").right, Right::Read);
}

#[test]
fn a_grant_to_somebody_who_enters_nowhere_is_noted() {
    let report = report(
        "[groups]\ninside = \"existing\"\noutside = \"existing\"\n[access]\ninside = \"user\"\n\
         [catalogs.sales.grants]\ninside = \"read\"\noutside = \"read\"\n",
    );
    let lets_in = "no workspace that reaches it lets them in".to_owned();
    assert!(!holder(&report, "sales", "inside").notes.contains(&lets_in));
    assert!(holder(&report, "sales", "outside").notes.contains(&lets_in));
}

#[test]
fn a_grant_without_the_way_to_it_is_noted() {
    let report = report(
        "[groups]\nreaders = \"existing\"\n[catalogs.sales.grants]\nreaders = [\"select\"]\n\
         [catalogs.sales.schemas.raw]\n",
    );
    let readers = holder(&report, "sales", "readers");
    assert!(readers.notes.iter().any(|note| note.ends_with("without USE_CATALOG")));
    assert!(access_text(&report).contains("granted here: SELECT"));
}

#[test]
fn a_grant_of_tables_does_not_reach_the_files_of_a_volume() {
    let report = report(
        "[groups]\nreaders = \"existing\"\n\
         [catalogs.sales.grants]\nreaders = [\"select\", \"use-catalog\", \"use-schema\"]\n\
         [catalogs.sales.schemas.raw.volumes.files]\n",
    );
    let volume = report.securables.iter().find(|it| it.name == "sales.raw.files").unwrap();
    assert!(volume.holders.is_empty());
}

const ESTATE: &str = r#"
name = "acme"
region = "eu-west-1"
network.mode = "databricks-managed"
[groups]
analysts = "existing"
engineers = "existing"
[workspaces.dev.access]
analysts = "user"
[workspaces.dev.catalogs.sales]
from = "prod"
read-only = true
[workspaces.prod.access]
engineers = "user"
[workspaces.prod.catalogs.sales.grants]
analysts = "read"
engineers = "write"
"#;

#[test]
fn a_catalog_is_reached_from_the_workspaces_that_it_is_bound_to() {
    let report = access(&architecture(ESTATE));
    let of = |name: &str| holder(&report, "sales", name).from[0].to_string();
    assert_eq!(of("analysts"), "acme-dev (which only reads it)");
    assert_eq!(of("engineers"), "acme-prod");
    let text = access_text(&report);
    assert!(text.contains("isolated to acme-dev (which only reads it), acme-prod"), "{text}");
}

#[test]
fn a_report_is_narrowed_to_a_securable_with_all_in_it() {
    let report = access(&example("unity-catalog")).about("sales").unwrap();
    let names: Vec<_> = report.securables.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["sales", "sales.raw", "sales.raw.orders"]);
}

#[test]
fn a_report_is_narrowed_to_a_principal() {
    let report = access(&example("unity-catalog")).about("ana@acme.example").unwrap();
    assert_snapshot!("text-unity-catalog-of-ana", access_text(&report));
}

#[test]
fn a_name_that_is_not_there_is_nearly_another() {
    let error = access(&example("unity-catalog")).about("salse").unwrap_err();
    assert!(error.to_string().ends_with("did you mean `sales`?"), "{error}");
}
