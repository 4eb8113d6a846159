//! Every option, written into the cheapest deployment in which it is legal, and taken out again.

use blueprint::Pins;
use codegen::in_shares;

use super::bases::MANAGED;
use super::wanted::TIER;
use super::{Expected, Sequence, Step, Written, refused};
use crate::compile::architecture;
use crate::draft::{Draft, Keys, keys};
use crate::fields::{FIELDS, Field};

/// Fewer blueprints are not worth a thread.
const SHARE: usize = 8;

pub(super) fn sequences() -> Vec<Sequence> {
    by_field().into_iter().map(|(_, sequence)| sequence).collect()
}

/// In the order of the blueprint.
pub(super) fn by_field() -> Vec<(&'static Field, Sequence)> {
    let fields: Vec<_> = FIELDS.iter().collect();
    in_shares(&fields, SHARE, |share| share.iter().map(|field| (*field, sequence(field))).collect())
}

fn sequence(field: &Field) -> Sequence {
    let fits = |(before, after): &(Draft, Draft)| {
        is_legal(before)
            && is_legal(after)
            && (field.key == "network.mode" || mode(before) == mode(after))
    };
    let (first, draft) = BASES
        .iter()
        .map(|base| (base(field, false), base(field, true)))
        .find(fits)
        .unwrap_or_else(|| panic!("{} is legal in no base of these tests", field.path));
    let (key, value) = field.written().swap_remove(0);
    let name = format!("flip {key} = {value}{}", beside(field));
    let there = expected(THERE, &key, &value);
    let step = |name: &str, draft, expected| Step { name: name.to_owned(), draft, expected };
    let mut steps = vec![step("there", draft, there.clone())];
    // What is refused leaves nothing to go back from.
    if !matches!(there, Expected::Refused(_) | Expected::ByHand(_)) {
        steps.push(step("back", first.clone(), expected(BACK, &key, &value)));
    }
    Sequence { name, first, steps }
}

/// What tells apart two ways to write the same value.
fn beside(field: &Field) -> String {
    let written: Vec<_> =
        field.beside.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    if written.is_empty() { String::new() } else { format!(" beside {}", written.join(", ")) }
}

pub(super) fn is_legal(draft: &Draft) -> bool {
    architecture(&draft.text(), &Pins::default()).is_ok()
}

type Base = fn(&Field, bool) -> Draft;

/// The cheaper ones first.
const BASES: [Base; 3] = [in_the_vpc_of_databricks, in_its_own_vpc, second];

const CUSTOMER_MANAGED: Written = &[("network.mode", r#""customer-managed""#)];

/// Whose VPC the workspace is in, which no option but this one may change.
fn mode(draft: &Draft) -> Option<&String> {
    let own = draft.workspaces.get("second").and_then(|own| own.get("network.mode"));
    own.or(draft.top.get("network.mode"))
}

fn in_the_vpc_of_databricks(field: &Field, is_flipped: bool) -> Draft {
    alone(keys(MANAGED), field, is_flipped)
}

fn in_its_own_vpc(field: &Field, is_flipped: bool) -> Draft {
    let mut top = keys(MANAGED);
    top.extend(keys(CUSTOMER_MANAGED));
    alone(top, field, is_flipped)
}

fn alone(mut top: Keys, field: &Field, is_flipped: bool) -> Draft {
    top.extend(keys(field.beside));
    if is_flipped {
        top.extend(field.written());
    }
    Draft { top, ..Draft::default() }
}

/// Beside a workspace with a VPC and catalogs that it may have a share in.
fn second(field: &Field, is_flipped: bool) -> Draft {
    let mut top = keys(MANAGED);
    top.extend(keys(CUSTOMER_MANAGED));
    let mut own = keys(field.beside);
    if is_flipped {
        own.extend(field.written());
    }
    let first = keys(&[("catalogs.taken", "{}")]);
    Draft { top, workspaces: [("first".to_owned(), first), ("second".to_owned(), own)].into() }
}

/// By key and the beginning of the value.
type Exceptions = &'static [(&'static str, &'static str, Because)];

enum Because {
    Rule(&'static str),
    ByHand(&'static str),
    Unseen(&'static str),
}

use Because::{ByHand, Rule, Unseen};

fn expected(exceptions: Exceptions, key: &str, value: &str) -> Expected {
    let applies = |(of, begins, _): &&(&str, &str, Because)| {
        let is_within =
            key.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        is_within && value.starts_with(begins)
    };
    match exceptions.iter().find(applies) {
        Some((_, _, Rule(rule))) => refused(rule),
        Some((_, _, ByHand(message))) => Expected::ByHand((*message).to_owned()),
        Some((_, _, Unseen(why))) => Expected::NothingPlanned((*why).to_owned()),
        None => Expected::Converges,
    }
}

const GUARDS: &str = "only guards come and go";
const ACCOUNT: &str = "the account is the one that a variable named before";
const SIGNED_IN: &str = "who signs in otherwise changes nothing";
const HCP: &str = "a rehearsal keeps the state of HCP Terraform in the folder";
const MOVED_STATE: Because = ByHand("Backend configuration changed");

/// Of options that are written.
const THERE: Exceptions = &[
    ("name", "", Rule("workspace-name-changed")),
    ("tier", "", Unseen(TIER)),
    ("prevent-destroy", "", Unseen(GUARDS)),
    ("region", "", Rule("region-changed")),
    ("govcloud-shard", "", Rule("govcloud-shard-changed")),
    ("root-bucket", "", Rule("root-bucket-changed")),
    ("groups.platform", "{ renamed-from", Rule("unknown-old-name")),
    ("compute-plane", "", Rule("compute-plane-changed")),
    ("aws-account-id", "", Unseen(ACCOUNT)),
    ("databricks-account-id", "", Unseen(ACCOUNT)),
    ("auth-type", "\"github-oidc\"", Unseen(SIGNED_IN)),
    ("auth-type", "\"env-oidc\"", Unseen(SIGNED_IN)),
    ("auth-type", "\"file-oidc\"", Unseen(SIGNED_IN)),
    ("state.backend", "\"hcp", Unseen(HCP)),
    ("state.organization", "", Unseen(HCP)),
    ("state.project", "", Unseen(HCP)),
    ("state.hcp-workspace", "", Unseen(HCP)),
    ("state.hostname", "", Unseen(HCP)),
    ("state.backend", "\"s3\"", ByHand("Can't ask approval for state migration")),
    ("network.vpc-id", "", ByHand("Resource postcondition failed")),
    ("state.bucket", "", MOVED_STATE),
    ("state.region", "", MOVED_STATE),
    ("state.key", "", MOVED_STATE),
    ("state.kms-key", "", MOVED_STATE),
    ("network.mode", "\"databricks-managed\"", Rule("vpc-ownership-changed")),
    ("network.mode", "\"customer-managed\"", Rule("vpc-ownership-changed")),
    ("metastore.provision", "\"create\"", Rule("metastore-changed")),
    ("network.cidr", "", Rule("vpc-range-changed")),
    ("network.vpc-size", "", Rule("vpc-range-changed")),
    ("network.firewall.cidr", "", Rule("inspection-vpc-range-changed")),
    ("iam.path", "", Rule("iam-path-changed")),
];

/// Of options that were written and go.
const BACK: Exceptions = &[
    ("aws-account-id", "", Unseen(ACCOUNT)),
    ("databricks-account-id", "", Unseen(ACCOUNT)),
    ("auth-type", "\"github-oidc\"", Unseen(SIGNED_IN)),
    ("auth-type", "\"env-oidc\"", Unseen(SIGNED_IN)),
    ("auth-type", "\"file-oidc\"", Unseen(SIGNED_IN)),
    ("state.backend", "\"hcp", MOVED_STATE),
    ("state.organization", "", Unseen(HCP)),
    ("state.project", "", Unseen(HCP)),
    ("state.hcp-workspace", "", Unseen(HCP)),
    ("state.hostname", "", Unseen(HCP)),
    ("tier", "", Unseen(TIER)),
    ("prevent-destroy", "", Unseen(GUARDS)),
    ("buckets.lake.existing", "", Rule("forgotten-resource-created")),
    ("metastore.provision", "", Rule("metastore-changed")),
    ("encryption", "", Rule("kms-key-removed")),
    ("network.private-link.back-end", "", Rule("private-access-settings-removed")),
    ("network.private-link.front-end.existing", "", Rule("private-access-settings-removed")),
    (
        "network.serverless.connectivity-configuration",
        "",
        Rule("connectivity-configuration-removed"),
    ),
    ("network.serverless.policy.existing", "", Rule("network-policy-removed")),
];
