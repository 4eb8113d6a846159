//! Two blueprints that differ in order only are the same architecture.

use proptest::prelude::*;

use crate::{compile, try_compile};
use blueprint::Pins;

/// Tables of an estate; any order of them means the same.
const TABLES: [&str; 15] = [
    "[network]\nmode = \"customer-managed\"\ncidr = \"10.20.0.0/16\"\n",
    "[tags]\nteam = \"data\"\nstage = \"all\"\n",
    "[state]\nbackend = \"s3\"\nbucket = \"acme-terraform-state\"\nregion = \"eu-west-1\"\n",
    "[encryption]\nworkspace-storage = \"create\"\n",
    "[groups]\nanalysts = \"existing\"\ndata = { members = [\"analysts\", \"ana@acme.example\"] }\n",
    "[service-principals]\netl = \"create\"\n",
    "[access]\nanalysts = \"user\"\netl = [\"sql\"]\n",
    "[buckets.lake]\ngrants.etl = \"write\"\n",
    "[catalogs.sales]\nstorage = \"lake\"\ngrants.analysts = \"read\"\n",
    "[catalogs.sales.schemas.raw]\nvolumes.landing = { bucket = \"lake\", path = \"landing\" }\n",
    "[workspaces.dev.catalogs]\nsales.from = \"prod\"\n",
    "[workspaces.dev]\nnetwork.zones = 2\n",
    "[workspaces.lab]\nnetwork.cidr = \"10.21.0.0/20\"\ncatalogs.sales.from = \"prod\"\n",
    "[workspaces.ml]\nnetwork.share = \"prod\"\ncatalogs.sales.from = \"prod\"\n",
    "[workspaces.prod]\ntags = { stage = \"prod\" }\n",
];
const TOP: &str = "name = \"acme\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n";

fn json(text: &str) -> serde_json::Value {
    serde_json::to_value(codegen::view::of(&compile(text))).expect("it is plain data")
}

proptest! {
    #[test]
    fn tables_may_be_shuffled(tables in Just(TABLES.to_vec()).prop_shuffle()) {
        prop_assert_eq!(json(&(TOP.to_owned() + &tables.concat())), json(&(TOP.to_owned() + &TABLES.concat())));
    }

    #[test]
    fn so_may_tables_with_mistakes(tables in Just(TABLES.to_vec()).prop_shuffle()) {
        let rules = |tables: &[&str]| {
            let text = TOP.replace("enterprise", "standard") + &tables.concat();
            let (_, _, diags) = try_compile(&text, &Pins::default());
            let mut said: Vec<_> = diags.iter().map(|d| (d.rule, d.message.clone())).collect();
            said.sort();
            said
        };
        prop_assert_eq!(rules(&tables), rules(&TABLES));
    }
}

#[test]
fn keys_may_be_shuffled() {
    let one = "region = \"eu-west-1\"\nname = \"acme\"\n[network]\nzones = 2\nmode = \"customer-managed\"\n";
    let other = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"customer-managed\"\nnetwork.zones = 2\n";
    assert_eq!(json(one), json(other));
}
