//! Whatever the text is, it is judged, and each finding lies in it.

use blueprint::{Diagnostic, Pins};
use proptest::prelude::*;

use crate::try_compile;

/// What blueprints are made of, and what breaks them.
const PIECES: [&str; 60] = [
    "name = \"acme\"\n",
    "region = \"eu-west-1\"\n",
    "region = \"eu-wset-1\"\r\n",
    "tier = \"standard\"\n",
    "tier = [\"premium\"]\n",
    "[network]\n",
    "mode = \"customer-managed\"\n",
    "mode = \"existing\"\n",
    "cidr = \"10.0.0.0/16\"\n",
    "cidr = \"10.0.0.1/33\"\n",
    "zones = 3\n",
    "zones = [\"euw1-az1\", \"euw1-az1\"]\n",
    "workspace-subnets = [\"10.0.0.0/20\", \"10.1.0.0/20\"]\n",
    "subnet-ids = [\n\"subnet-0123456789abcdef0\",\n\"é\",\n]\n",
    "share = \"prod\"\n",
    "[encryption]\n",
    "managed-services = \"create\"\n",
    "workspace-storage = { existing = \"arn:aws:kms\" }\n",
    "[workspaces.dev]\n",
    "[workspaces.prod]\n",
    "[workspaces]\n",
    "network.share = \"dev\"\n",
    "network.cidr = \"10.20.0.0/24\"\n",
    "[groups]\n",
    "analysts = \"existing\"\n",
    "data = { members = [\"analysts\", \"data\", \"Ana@\"] }\n",
    "[access]\n",
    "analysts = [\"sql\", 3]\n",
    "[catalogs.sales]\n",
    "[catalogs.system.schemas.raw.volumes.x]\n",
    "bucket = \"sales\"\n",
    "path = \"sales/x\"\n",
    "existing = true\n",
    "from = \"dev\"\n",
    "read-only = true\n",
    "storage = \"lake\"\n",
    "grants.analysts = []\n",
    "grants = { analysts = \"read\", \"account users\" = [\"select\"] }\n",
    "[metastore]\n",
    "provision = { existing = \"\" }\n",
    "default-catalog = \"sales\"\n",
    "[data-access]\nmode = \"passthrough-scim\"\n",
    "[data-access.roles.reader]\ngroups = [\"nobody\"]\n",
    "[tags]\n",
    "\"日本 😀\" = \"\u{202e}right\"\n",
    "[[accept]]\n",
    "rule = \"single-nat-in-production\"\n",
    "reason = \"\t\"\n",
    "until = 2026-02-30\n",
    "edition = \"2015\"\n",
    "# ünï\u{301}\n",
    "\"",
    "'''",
    "=",
    "[",
    "]]",
    "\u{feff}",
    "\u{0}",
    "\t",
    "\r",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24);
    prop_oneof![
        4 => pieces.prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "(\\PC|[\r\n\t\"=.\\[\\]])*",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_judged_and_each_finding_lies_in_it(text in text()) {
        let (arch, source, diags) = try_compile(&text, &Pins::default());
        prop_assert!(arch.is_some() != diags.has_errors());
        for label in diags.iter().flat_map(Diagnostic::labels) {
            prop_assert!(source.text.get(label.span.start..label.span.end).is_some(), "{label:?}");
        }
    }
}
