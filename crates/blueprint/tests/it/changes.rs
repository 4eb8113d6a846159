//! Edits of a running deployment: which of them may not be refused, and what an earlier run planned is given to nothing
//! else, whichever of the runs was applied.

use blueprint::addresses::{Pin, SubnetUse};
use blueprint::values::Cidr;
use blueprint::{Architecture, Diagnostics, PreviousRun, Severity, Source, parse, resolve};
use proptest::prelude::*;

/// The architecture after a run that recorded `previous`, or the rules that refuse it.
fn after(text: &str, previous: &PreviousRun) -> Result<Architecture, Vec<&'static str>> {
    let source = Source { path: "blueprint.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    resolve(blueprint, previous, None, &mut diags).map_err(|_| {
        let errors = diags.iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| found.rule).collect()
    })
}

#[track_caller]
pub(crate) fn record(text: &str, previous: &PreviousRun) -> PreviousRun {
    let arch = after(text, previous);
    arch.unwrap_or_else(|rules| panic!("{rules:?} refuse\n{text}")).record()
}

const TOP: &str = "name = \"acme\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n";
const VPC: &str = "network.mode = \"customer-managed\"\nnetwork.cidr = \"10.20.0.0/18\"\n";

/// There, back, and there again; nobody knows which of the runs was applied.
#[track_caller]
fn check_free(one: &str, other: &str) {
    let mut previous = PreviousRun::default();
    for text in [one, other, one, other] {
        previous = record(&format!("{TOP}{text}"), &previous);
    }
}

#[test]
fn a_network_can_change() {
    for egress in ["nat-per-zone", "single-nat", "firewall", "none"] {
        for next in ["nat-per-zone", "single-nat", "firewall", "none"] {
            let network = |egress| {
                format!(
                    "{VPC}network.egress = \"{egress}\"\nnetwork.private-link.back-end = \"create\"\n"
                )
            };
            check_free(&network(egress), &network(next));
        }
    }
    let network = |more: &str| format!("{VPC}{more}");
    check_free(&network("network.zones = 2\n"), &network("network.zones = 3\n"));
    check_free(
        &network("network.zones = [\"euw1-az1\", \"euw1-az2\"]\n"),
        &network("network.zones = [\"euw1-az2\", \"euw1-az3\"]\n"),
    );
    check_free(&network(""), &network("network.endpoint-policy = \"restricted\"\n"));
    check_free(&network(""), &network("network.ip-access-list = [\"198.51.100.0/24\"]\n"));
    check_free(&network(""), &network("network.dns-servers = [\"10.1.0.2\"]\n"));
    let firewall = network("network.egress = \"firewall\"\n");
    check_free(
        &firewall,
        &format!("{firewall}network.firewall.allowed-domains = [\".pypi.org\"]\n"),
    );
    check_free(&network(""), EXISTING);
}

const EXISTING: &str = "\
network.mode = \"existing\"
network.vpc-id = \"vpc-0123456789abcdef0\"
network.subnet-ids = [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]
network.security-group-ids = [\"sg-0123456789abcdef0\"]
";

#[test]
fn a_given_network_can_be_exchanged() {
    check_free(EXISTING, &EXISTING.replace("def0", "def2").replace("def1", "def3"));
}

/// Proven by a rehearsal: one apply, an empty second plan.
#[test]
fn the_transit_vpc_can_move() {
    let front_end = |cidr: &str| {
        format!(
            "{VPC}network.private-link.front-end.clients = [\"10.0.0.0/8\"]\n\
             network.private-link.front-end.cidr = \"{cidr}\"\n"
        )
    };
    check_free(&front_end("10.39.0.0/24"), &front_end("10.41.0.0/24"));
}

#[test]
fn what_can_be_taken_away_is_free() {
    for more in [
        "tags.team = \"data\"\n",
        "iam.permissions-boundary = \"arn:aws:iam::123456789012:policy/boundary\"\n",
        "users = [\"ana@acme.example\"]\n",
        "[groups]\nanalysts = \"existing\"\n[access]\nanalysts = \"user\"\n",
        "[service-principals]\nloader = \"create\"\n[access]\nloader = \"user\"\n",
        "[buckets.lake]\n",
        "[catalogs.sales]\n[catalogs.sales.schemas.raw.volumes.files]\n",
        "[groups]\nanalysts = \"existing\"\n[catalogs.sales.grants]\nanalysts = \"read\"\n",
        "[data-access]\nmode = \"instance-profiles\"\n[data-access.profiles.etl]\nbuckets = { lake = \"write\" }\n\
         groups = [\"analysts\"]\n[buckets.lake]\n[groups]\nanalysts = \"existing\"\n[access]\nanalysts = \"user\"\n",
        "[cross-account-role]\npolicy = \"restricted\"\n",
        "[cross-account-role]\nexisting = \"arn:aws:iam::123456789012:role/databricks\"\n",
        "[state]\nbackend = \"s3\"\nbucket = \"acme-state\"\nregion = \"eu-west-1\"\n",
    ] {
        check_free(VPC, &format!("{VPC}{more}"));
    }
}

/// What is attached can be attached, and exchanged, but not taken away.
#[test]
fn what_can_be_attached_is_free_until_it_is() {
    let id = "0d26daa6-5e44-4c97-a497-ef015f91254a";
    let key = "arn:aws:kms:eu-west-1:123456789012:key/0f0e0d0c-0b0a-4908-8706-050403020100";
    let rows = [
        (
            "network.private-link.back-end = \"create\"\n".to_owned(),
            String::new(),
            "private-access-settings-removed",
        ),
        (
            "network.serverless.connectivity-configuration = \"create\"\n".to_owned(),
            format!("network.serverless.connectivity-configuration = {{ existing = \"{id}\" }}\n"),
            "connectivity-configuration-removed",
        ),
        (
            "network.serverless.policy.allowed-domains = [\"acme.example\"]\n".to_owned(),
            "network.serverless.policy.existing = \"default-policy\"\n".to_owned(),
            "network-policy-removed",
        ),
        (
            "encryption.managed-services = \"create\"\n".to_owned(),
            format!("encryption.managed-services = {{ existing = \"{key}\" }}\n"),
            "kms-key-removed",
        ),
        (
            "encryption.workspace-storage = \"create\"\n".to_owned(),
            format!("encryption.workspace-storage = {{ existing = \"{key}\" }}\n"),
            "kms-key-removed",
        ),
    ];
    for (attached, exchanged, rule) in rows {
        let text = |more: &str| format!("{TOP}{VPC}{more}");
        let none = record(&text(""), &PreviousRun::default());
        let with = record(&text(&attached), &none);
        if !exchanged.is_empty() {
            let exchanged = record(&text(&exchanged), &with);
            // A key that was created at first is still there.
            if rule != "kms-key-removed" {
                record(&text(&attached), &exchanged);
            }
        }
        let refused = after(&text(""), &with).map(drop);
        assert_eq!(refused, Err(vec![rule]), "{attached}");
    }
}

#[test]
fn a_tier_can_be_raised_and_a_workspace_added() {
    let premium = TOP.replace("enterprise", "premium") + VPC;
    let previous = record(&premium, &PreviousRun::default());
    record(&format!("{TOP}{VPC}"), &previous);
    let two = format!("{TOP}{VPC}[workspaces.dev]\n[workspaces.prod]\n");
    let previous = record(&two, &PreviousRun::default());
    record(
        &format!("{two}[workspaces.alpha]\nnetwork.share = \"prod\"\n[workspaces.beta]\n"),
        &previous,
    );
}

/// A default or another way to write a name is no change.
#[test]
fn facts_are_those_of_the_service() {
    let inherited = format!("{TOP}{VPC}[workspaces.dev]\n");
    let previous = record(&inherited, &PreviousRun::default());
    let written = "name = \"other\"\n[workspaces.dev]\nname = \"acme-dev\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n\
        network.mode = \"customer-managed\"\nnetwork.cidr = \"10.20.0.0/22\"\nroot-bucket = \"create\"\niam.path = \"/\"\n";
    record(written, &previous);
}

#[test]
fn a_subnet_beside_another_workspaces_is_refused_where_one_stood() {
    let sharer = |subnets: &str| {
        format!(
            "{TOP}[workspaces.prod]\n{VPC}network.zones = [\"euw1-az1\", \"euw1-az2\"]\n\
             [workspaces.ml]\nnetwork.mode = \"customer-managed\"\nnetwork.share = \"prod\"\n\
             network.zones = [\"euw1-az1\", \"euw1-az2\"]\n{subnets}"
        )
    };
    let previous = record(&sharer(""), &PreviousRun::default());
    let pins = &previous.pins["ml"];
    let [one, other] = ["euw1-az1", "euw1-az2"].map(|pin| pins[&pin.parse().unwrap()]);
    let exchanged = sharer(&format!("network.workspace-subnets = [\"{other}\", \"{one}\"]\n"));
    let refused = after(&exchanged, &previous).map(drop);
    assert_eq!(refused, Err(vec!["subnet-range-in-use", "subnet-range-in-use"]));
    record(&sharer(&format!("network.workspace-subnets = [\"{one}\", \"{other}\"]\n")), &previous);
}

const ZONES: [&str; 6] = ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"];

/// Zones by the bits of a number, two at least; whether there is a hub; whether there is a second workspace beside.
type Step = (u8, bool, bool);

fn text((zones, hub, sharer): Step) -> String {
    let mut chosen: Vec<_> =
        (0..6).filter(|bit| zones >> bit & 1 == 1).map(|bit| ZONES[bit]).collect();
    for zone in ZONES {
        if chosen.len() < 2 && !chosen.contains(&zone) {
            chosen.push(zone);
        }
    }
    let egress = if hub { "firewall" } else { "nat-per-zone" };
    let sharer = if sharer { "[workspaces.ml]\nnetwork.share = \"prod\"\n" } else { "" };
    format!(
        "name = \"acme\"\nregion = \"us-east-1\"\nnetwork.mode = \"customer-managed\"\nnetwork.zones = {chosen:?}\n\
         [workspaces.prod]\nnetwork.cidr = \"10.0.0.0/16\"\nnetwork.egress = \"{egress}\"\n\
         network.firewall.cidr = \"10.1.0.0/22\"\n{sharer}"
    )
    .replace(if hub { "\0" } else { "network.firewall.cidr = \"10.1.0.0/22\"\n" }, "")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_range_is_given_once(steps in prop::collection::vec(any::<Step>(), 1..6)) {
        let mut previous = PreviousRun::default();
        for step in steps {
            let next = record(&text(step), &previous);
            for (workspace, pins) in &previous.pins {
                for (pin, range) in pins {
                    prop_assert_eq!(next.pins[workspace].get(pin), Some(range), "{} moved", pin);
                }
            }
            let in_hub = |pin: &Pin| {
                use SubnetUse::{HubFirewall, HubPublic, HubTransit};
                matches!(pin, Pin::Subnet(HubFirewall | HubPublic | HubTransit, _))
            };
            let all = next.pins.values().flatten();
            let subnets = all.filter(|(pin, _)| matches!(pin, Pin::Subnet(..)));
            let (hub, vpc): (Vec<_>, Vec<_>) = subnets.partition(|(pin, _)| in_hub(pin));
            for group in [hub, vpc] {
                let mut ranges: Vec<Cidr> = group.into_iter().map(|(_, range)| *range).collect();
                ranges.sort();
                for pair in ranges.windows(2) {
                    prop_assert!(!pair[0].overlaps(pair[1]), "{} and {}", pair[0], pair[1]);
                }
            }
            previous = next;
        }
    }
}

/// What is created at first, and what the blueprint then says exists.
const MADE: [(&str, &str, &str); 7] = [
    (
        "managed-services-key",
        "encryption.managed-services = \"create\"\n",
        "encryption.managed-services.existing = \"arn:aws:kms:eu-west-1:123456789012:key/1b2c3d4e-0000-4000-8000-000000000001\"\n",
    ),
    (
        "workspace-storage-key",
        "encryption.workspace-storage = \"create\"\n",
        "encryption.workspace-storage.existing = \"arn:aws:kms:eu-west-1:123456789012:key/1b2c3d4e-0000-4000-8000-000000000001\"\n",
    ),
    ("bucket lake", "buckets.lake = {}\n", "buckets.lake.existing = \"acme-files\"\n"),
    ("catalog sales", "catalogs.sales = {}\n", "catalogs.sales.existing = true\n"),
    (
        "schema sales.raw",
        "catalogs.sales.existing = true\ncatalogs.sales.schemas.raw = {}\n",
        "catalogs.sales.existing = true\ncatalogs.sales.schemas.raw.existing = true\n",
    ),
    ("group analysts", "groups.analysts = \"create\"\n", "groups.analysts = \"existing\"\n"),
    (
        "service-principal etl",
        "service-principals.etl = \"create\"\n",
        "service-principals.etl.existing = \"5f0c1a52-9be5-4c5e-8f6d-2c9b1d0e4a77\"\n",
    ),
];

fn alone(edit: &str) -> String {
    format!("{TOP}network.mode = \"databricks-managed\"\n{edit}")
}

fn forgotten(text: &str, previous: &PreviousRun) -> Vec<String> {
    let arch = after(text, previous).unwrap_or_else(|rules| panic!("{rules:?} refuse\n{text}"));
    let workspace = &arch.workspaces[0];
    let all = workspace.forgotten.iter().chain(&workspace.directory.forgotten);
    all.map(ToString::to_string).collect()
}

#[test]
fn what_was_made_and_now_exists_is_forgotten() {
    for (thing, made, exists) in MADE {
        let (made, exists) = (alone(made), alone(exists));
        assert!(forgotten(&exists, &PreviousRun::default()).is_empty(), "never made: {thing}");
        let was_made = record(&made, &PreviousRun::default());
        assert!(forgotten(&made, &was_made).is_empty(), "still made: {thing}");
        assert_eq!(forgotten(&exists, &was_made), [thing]);
        // Nobody knows whether this run was applied.
        let was_forgotten = record(&exists, &was_made);
        assert_eq!(forgotten(&exists, &was_forgotten), [thing]);
        let old = PreviousRun { made: [].into(), ..was_made };
        let may_be = forgotten(&exists, &old);
        assert!(may_be.contains(&thing.to_owned()), "an older lock does not say: {may_be:?}");
    }
}

#[test]
fn what_was_forgotten_is_not_created_again() {
    for (thing, made, exists) in MADE {
        let (made, exists) = (alone(made), alone(exists));
        let was_made = record(&made, &PreviousRun::default());
        assert!(was_made.forgotten.is_empty(), "{thing}");
        let was_forgotten = record(&exists, &was_made);
        assert_eq!(was_forgotten.forgotten[""], [thing.parse().unwrap()].into());
        let refused = |previous: &PreviousRun| after(&made, previous).map(drop);
        assert_eq!(refused(&was_forgotten), Err(vec!["forgotten-resource-created"]), "{thing}");
        // Also where it was not in the blueprint for a while. Keys stay.
        if !thing.ends_with("-key") {
            let unwritten = record(&alone(""), &was_forgotten);
            assert!(refused(&unwritten).is_err(), "{thing}");
        }
        let gone = PreviousRun { forgotten: [].into(), ..was_forgotten };
        assert!(record(&made, &gone).forgotten.is_empty(), "{thing} is gone");
        let old = PreviousRun { made: [].into(), ..was_made };
        assert_eq!(refused(&record(&exists, &old)), Ok(()), "an older lock does not say: {thing}");
    }
}

/// Whichever stack made it: people are the account's.
#[test]
fn a_forgotten_group_is_not_created_again_by_another_stack() {
    let several = |groups: &str| {
        format!("{TOP}[workspaces.dev]\nnetwork.mode = \"databricks-managed\"\n[groups]\n{groups}")
    };
    let made = "analysts = { members = [\"ana@acme.example\"], account-admin = true }\n";
    let users = "users = [\"ana@acme.example\"]\n";
    let previous = record(&(users.to_owned() + &several(made)), &PreviousRun::default());
    let exists = record(&several("analysts = \"existing\"\n"), &previous);
    assert_eq!(exists.forgotten["account"].len(), 3, "with its member and its role");
    let again = users.to_owned() + &several(made);
    assert_eq!(after(&again, &exists).map(drop), Err(vec!["forgotten-resource-created"]));
    let alone = alone("groups.analysts = \"create\"\n");
    assert_eq!(after(&alone, &exists).map(drop), Err(vec!["forgotten-resource-created"]));
}

/// A workspace never gets another name, so its name tells which one it is.
#[test]
fn a_workspace_in_another_table_keeps_what_is_known_of_it() {
    let network = "network.mode = \"customer-managed\"\nnetwork.cidr = \"10.20.0.0/16\"\n";
    let table = |key: &str, name: &str| {
        format!(
            "{TOP}[workspaces.{key}]\nname = \"{name}\"\n{network}[workspaces.beside]\nnetwork.mode = \"databricks-managed\"\n"
        )
    };
    let only = record(&format!("{TOP}{network}"), &PreviousRun::default());
    let several = record(&table("prod", "acme"), &only);
    assert_eq!(several.pins["prod"], only.pins[""]);
    assert!(!several.pins.contains_key(""));
    let renamed = record(&table("main", "acme"), &several);
    assert_eq!(
        (&renamed.pins["main"], renamed.names.contains_key("prod")),
        (&only.pins[""], false)
    );
    let other = after(&table("prod", "acme-prod"), &only).unwrap().record();
    assert!(other.names.contains_key(""), "another name is another workspace");
    let elsewhere = table("prod", "acme").replace("eu-west-1", "eu-central-1");
    assert!(after(&elsewhere, &only).unwrap_err().contains(&"region-changed"));
}

/// Nobody knows which run was applied.
#[test]
fn old_names_of_a_group_stay_until_they_are_used_again_or_the_group_goes() {
    let mut previous = record(&alone("groups.a = \"create\"\n"), &PreviousRun::default());
    let steps: [(&str, &[(&str, &str)]); 6] = [
        ("groups.b.renamed-from = \"a\"\n", &[("a", "b")]),
        ("groups.b = \"create\"\n", &[("a", "b")]),
        ("groups.c.renamed-from = \"b\"\n", &[("a", "b"), ("b", "c")]),
        ("groups.b = \"existing\"\ngroups.c = \"create\"\n", &[("a", "c")]),
        ("groups.a.renamed-from = \"c\"\n", &[("c", "a")]),
        ("groups.c = \"create\"\n", &[]),
    ];
    for (groups, expected) in steps {
        let arch = after(&alone(groups), &previous).unwrap_or_else(|it| panic!("{it:?} {groups}"));
        let renames = arch.workspaces[0].directory.renames.iter();
        let found: Vec<_> = renames.map(|it| (it.from.as_str(), it.to.as_str())).collect();
        assert_eq!(found, expected, "{groups}");
        previous = arch.record();
    }
}
