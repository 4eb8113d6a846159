//! However access is said, and at how many levels: of each securable one resource says who may do what with it.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::Pins;
use gallery::compile::{architecture, tree};
use gallery::draft::{Draft, Keys, keys};
use hcl_edit::structure::{Block, Body};
use proptest::prelude::*;

const PRINCIPALS: [&str; 5] =
    ["analysts", "engineers", "\"li@acme.example\"", "robot", "\"account users\""];

/// Where something can be granted, and in which words.
const PLACES: [(&str, &[&str]); 10] = [
    ("catalogs.sales", &["\"read\"", "\"write\"", "\"admin\"", "[\"browse\"]", "[]"]),
    ("catalogs.finance", &["\"read\"", "\"write\"", "[\"use-catalog\", \"browse\"]"]),
    ("catalogs.main", &["\"read\"", "[\"use-catalog\"]"]),
    ("catalogs.sales.schemas.raw", &["\"read\"", "\"admin\"", "[\"select\", \"use-schema\"]"]),
    ("catalogs.finance.schemas.raw", &["\"read\"", "[\"create-table\"]"]),
    ("catalogs.sales.schemas.raw.volumes.files", &["\"read\"", "\"write\""]),
    ("catalogs.finance.schemas.raw.volumes.files", &["\"read\"", "\"admin\""]),
    ("catalogs.main.schemas.old", &["\"read\""]),
    ("buckets.lake", &["\"read\"", "\"write\"", "[\"read-files\"]"]),
    ("metastore", &["[\"create-catalog\"]"]),
];

/// A grant: where, to whom, and which of the place's words.
fn grant() -> impl Strategy<Value = (usize, usize, prop::sample::Index)> {
    (0..PLACES.len(), 0..PRINCIPALS.len(), any::<prop::sample::Index>())
}

/// Some grants at the top level, and some of the workspace, which override those of the same place.
fn draft(
    top: &[(usize, usize, prop::sample::Index)],
    own: &[(usize, usize, prop::sample::Index)],
) -> Draft {
    let base = keys(&[
        ("name", "\"acme\""),
        ("region", "\"eu-west-1\""),
        ("network.mode", "\"databricks-managed\""),
        ("groups.analysts", "\"existing\""),
        ("groups.engineers", "{ members = [\"ana@acme.example\"] }"),
        ("service-principals.robot", "\"create\""),
        ("buckets.lake.grants.analysts", "\"read\""),
        ("catalogs.sales.storage", "\"lake\""),
        ("catalogs.finance.storage", "\"lake\""),
        ("catalogs.main.existing", "true"),
        ("catalogs.main.schemas.old.existing", "true"),
    ]);
    let written = |grants: &[(usize, usize, prop::sample::Index)]| -> Keys {
        let entry = |(place, principal, word): &(usize, usize, prop::sample::Index)| {
            let (place, words) = PLACES[*place];
            let key = format!("{place}.grants.{}", PRINCIPALS[*principal]);
            (key, (*word.get(words)).to_owned())
        };
        grants.iter().map(entry).collect()
    };
    let mut draft = Draft { top: base, ..Draft::default() };
    draft.top.extend(written(top));
    draft.workspaces.insert("prod".to_owned(), written(own));
    draft
}

/// What a resource of grants is about: `catalog = databricks_catalog.sales.name`.
fn securable(block: &Block) -> String {
    const KINDS: [&str; 5] = ["metastore", "catalog", "schema", "volume", "external_location"];
    let about = KINDS.iter().filter_map(|kind| {
        block.body.get_attribute(kind).map(|it| format!("{kind} = {}", it.value.to_string().trim()))
    });
    let about: Vec<_> = about.collect();
    assert_eq!(about.len(), 1, "a resource of grants is about one securable");
    about[0].clone()
}

/// By what it is about: the types of the resources, and the principals that each names.
fn grants(text: &str) -> BTreeMap<String, Vec<(String, Vec<String>)>> {
    let body: Body = text.parse().expect("it is HCL");
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for block in body.get_blocks("resource") {
        let kind = block.labels[0].as_str().to_owned();
        if !matches!(&*kind, "databricks_grants" | "databricks_grant") {
            continue;
        }
        let principals = block.body.get_blocks("grant").filter_map(|grant| {
            grant.body.get_attribute("principal").map(|it| it.value.to_string().trim().to_owned())
        });
        found.entry(securable(block)).or_default().push((kind, principals.collect()));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn grants_on_one_securable_are_one_resource(
        top in prop::collection::vec(grant(), 0..8),
        own in prop::collection::vec(grant(), 0..8),
    ) {
        let draft = draft(&top, &own);
        let Ok(arch) = architecture(&draft.text(), &Pins::default()) else { return Ok(()) };
        let tree = tree(&arch, "blueprint.toml");
        let texts = tree.files().iter().filter(|(path, _)| path.as_str().ends_with("/grants.tf"));
        for (_, text) in texts {
            for (securable, resources) in grants(text) {
                prop_assert_eq!(resources.len(), 1, "{}: {:?}", securable, resources);
                let (kind, principals) = &resources[0];
                let ours = !securable.contains('"') && !securable.starts_with("metastore");
                prop_assert_eq!(kind == "databricks_grants", ours, "{}: {}", securable, kind);
                let different: BTreeSet<_> = principals.iter().collect();
                prop_assert_eq!(different.len(), principals.len(), "{}: {:?}", securable, principals);
            }
        }
        // Whoever is granted something within a catalog reaches it.
        for catalog in &arch.workspaces[0].catalogs {
            for principal in catalog.principals() {
                prop_assert!(catalog.granted.contains_key(principal), "{}: {}", catalog.name, principal);
            }
        }
    }
}

/// The property would hold of blueprints that say nothing.
#[test]
fn two_sections_that_grant_on_a_catalog_end_in_one_resource() {
    let text = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
                groups.analysts = \"existing\"\ngroups.engineers = \"existing\"\n\
                catalogs.sales.grants.engineers = \"write\"\n\
                catalogs.sales.schemas.raw.grants.analysts = \"read\"\n";
    let arch = architecture(text, &Pins::default()).expect("it is legal");
    let tree = tree(&arch, "blueprint.toml");
    let (_, text) =
        tree.files().iter().find(|(path, _)| path.as_str() == "grants.tf").expect("it is there");
    let found = grants(text);
    let [(_, principals)] = &found["catalog = databricks_catalog.sales.name"][..] else {
        panic!("{found:?}")
    };
    assert_eq!(principals, &["\"analysts\"", "\"engineers\""]);
}
