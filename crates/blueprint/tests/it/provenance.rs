//! Every value of an architecture knows its key and where it comes from.

use blueprint::{Origin, Source, Sourced, Span};

use crate::compile;

const TEXT: &str = r#"name = "acme"
region = "eu-west-1"
[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"
[workspaces.dev]
tier = "enterprise"
[workspaces.ml]
network.share = "dev"
"#;

#[track_caller]
fn check<T>(value: &Sourced<T>, origin: fn(Span) -> Origin, key: &str, text: &str) {
    let source = Source { path: String::new(), text: TEXT.to_owned() };
    let span = value.span();
    assert_eq!((value.key(), &source.text[span.start..span.end]), (key, text));
    assert_eq!(value.origin(), origin(span));
}

#[test]
fn written_inherited_derived_and_default_are_told_apart() {
    let arch = compile(TEXT);
    let dev = arch.workspace("dev").unwrap();
    let network = dev.network.customer_managed().unwrap();
    check(&dev.tier, Origin::Written, "tier", "\"enterprise\"");
    check(&dev.region, Origin::Inherited, "region", "\"eu-west-1\"");
    check(&dev.name, Origin::Derived, "name", "dev");
    check(&network.cidr, Origin::Derived, "network.cidr", "\"10.20.0.0/16\"");
    check(&network.egress, Origin::Default, "network.egress", "[network]");
    check(&dev.prevent_destroy, Origin::Default, "prevent-destroy", "dev");
}

#[test]
fn what_a_sharer_takes_from_the_owner_comes_from_its_share() {
    let arch = compile(TEXT);
    let shared = arch.workspace("ml").unwrap().network.shared().unwrap();
    check(&shared.owner, Origin::Written, "network.share", "\"dev\"");
    check(&shared.zones, Origin::Derived, "network.zones", "\"dev\"");
}

#[test]
fn in_a_blueprint_of_one_workspace_nothing_is_inherited() {
    let arch =
        compile("name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"customer-managed\"\n");
    let only = arch.workspace("").unwrap();
    assert!(matches!(only.region.origin(), Origin::Written(_)));
    assert!(matches!(only.network.mode.as_ref().unwrap().origin(), Origin::Written(_)));
}
