//! Stacks that share a form are what they would be alone.

use blueprint::{Architecture, Diagnostics, PreviousRun, Source};

use super::{Text, together};
use crate::{Templates, generate_alone, generate_together};

fn architecture(text: &str) -> Architecture {
    let source = Source { path: "lakewright.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = blueprint::parse(&source, &mut diags);
    let arch = blueprint::resolve(blueprint, &PreviousRun::default(), None, &mut diags);
    arch.unwrap_or_else(|_| panic!("{diags:#?}"))
}

/// How many forms the stacks of the workspaces have, each with how many of them.
#[track_caller]
fn check(text: &str, expected: &[usize]) {
    let arch = architecture(text);
    let templates = Templates::embedded().expect("they load");
    let alike = together(&arch.workspaces, &templates, "lakewright.toml");
    let sizes: Vec<_> = alike.iter().map(|alike| alike.members.len()).collect();
    assert_eq!(sizes, expected);
    let together = generate_together(&arch, "lakewright.toml", &templates, &alike);
    let alone = generate_alone(&arch, "lakewright.toml", &templates).expect("it is right");
    let together = together.expect("what is right alone is right together");
    assert_eq!(together.stacks(), alone.stacks());
    assert_eq!(together.texts().len(), alone.texts().len());
    for (path, text) in together.texts() {
        assert_eq!(text.to_string(), alone.texts()[path].to_string(), "{path}");
    }
}

const CUSTOMER_MANAGED: &str = "name = \"acme\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n\
     [network]\nmode = \"customer-managed\"\ncidr = \"10.0.0.0/12\"\n";

#[test]
fn workspaces_that_say_nothing_of_their_own_have_one_form() {
    let workspaces = "[workspaces.dev]\n[workspaces.long-name-of-b]\n[workspaces.prod]\n";
    check(&format!("{CUSTOMER_MANAGED}{workspaces}"), &[3]);
}

#[test]
fn states_and_tags_of_their_own_do_not_part_them() {
    let top = "[state]\nbackend = \"s3\"\nbucket = \"acme-state\"\nregion = \"eu-west-1\"\n";
    let workspaces =
        "[workspaces.dev]\ntags.owner = \"ana\"\n[workspaces.test]\ntags.owner = \"li\"\n";
    check(&format!("{CUSTOMER_MANAGED}{top}{workspaces}"), &[2]);
}

#[test]
fn what_is_inside_private_workspaces_follows() {
    let top = "[network.private-link]\nback-end = \"create\"\npublic-access = false\n\
               front-end.clients = [\"172.16.0.0/12\"]\n[groups]\ndata = \"existing\"\n\
               [access]\ndata = \"user\"\n";
    let workspaces = "[workspaces.dev]\nnetwork.private-link.front-end.cidr = \"192.168.0.0/24\"\n\
                      [workspaces.test]\nnetwork.private-link.front-end.cidr = \"192.168.1.0/24\"\n";
    check(&format!("{CUSTOMER_MANAGED}{top}{workspaces}"), &[2]);
}

#[test]
fn words_that_are_written_out_part_those_that_differ_in_them() {
    let workspaces = "[workspaces.dev]\ncatalogs.sales.grants.li = \"read\"\ngroups.li = \"existing\"\n\
                      [workspaces.test]\ncatalogs.trade.grants.ana = \"read\"\ngroups.ana = \"existing\"\n";
    let arch = architecture(&format!("{CUSTOMER_MANAGED}{workspaces}"));
    let templates = Templates::embedded().expect("they load");
    let alone = generate_alone(&arch, "x.toml", &templates).expect("it is right");
    let tree = crate::generate(&arch, "x.toml", &templates).expect("it is right");
    let written = |texts: &std::collections::BTreeMap<_, Text>| {
        texts.values().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(written(tree.texts()), written(alone.texts()));
}
