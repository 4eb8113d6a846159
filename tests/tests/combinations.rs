//! The whole cross product of what an architect decides: each is refused for the reasons that the table here
//! gives, and for no other, or generated and verified; a pairwise sample of what is generated is held against the
//! real Terraform.
#![allow(clippy::print_stdout, reason = "how many there are is part of the proof")]

use std::collections::{BTreeMap, BTreeSet};

use blueprint::Pins;
use codegen::in_shares;
use gallery::combinations::{Combination, Ends, Keys, pairwise};
use gallery::compile::{architecture, tree};
use gallery::terraform::with_providers;

type Refusal = BTreeSet<&'static str>;

type Reason = (&'static str, fn(&Combination) -> bool);

/// Each rule that refuses combinations, and which.
const REASONS: &[Reason] = &[
    ("customer-vpc-below-premium", |it| own_vpc(it) && it.tier == "standard"),
    ("key-does-not-apply", |it| {
        let classic_only = it.mode.is_some() || it.ends != Ends::Neither || !it.public_access;
        let elsewhere = serverless(it) && (classic_only || it.keys != Keys::Neither);
        elsewhere || (it.egress.is_some() && it.mode != Some("customer-managed"))
    }),
    ("keys-below-enterprise", |it| classic(it) && it.keys != Keys::Neither && below_enterprise(it)),
    ("legacy-hive-without-egress", |it| isolated(it) && it.metastore == "legacy-hive"),
    ("legacy-hive-without-public-path", |it| {
        classic(it) && !isolated(it) && !it.public_access && it.metastore == "legacy-hive"
    }),
    ("legacy-metastore-on-serverless", |it| {
        serverless(it) && it.tier != "standard" && it.metastore != "unity-catalog"
    }),
    ("no-egress-without-back-end", |it| isolated(it) && !it.ends.back()),
    ("private-link-below-enterprise", |it| {
        classic(it) && it.ends != Ends::Neither && below_enterprise(it)
    }),
    ("private-link-without-own-vpc", |it| {
        linked(it) && it.mode == Some("databricks-managed") && classic(it)
    }),
    ("public-access-off-without-both-ends", |it| {
        own_vpc(it) && !it.public_access && it.ends != Ends::Both
    }),
    ("serverless-workspace-below-premium", |it| serverless(it) && it.tier == "standard"),
    ("unity-catalog-below-premium", |it| it.metastore == "unity-catalog" && it.tier == "standard"),
];

fn classic(it: &Combination) -> bool {
    it.plane == "classic"
}

fn serverless(it: &Combination) -> bool {
    it.plane == "serverless"
}

fn own_vpc(it: &Combination) -> bool {
    classic(it) && matches!(it.mode, Some("customer-managed" | "existing"))
}

fn isolated(it: &Combination) -> bool {
    classic(it) && it.mode == Some("customer-managed") && it.egress == Some("none")
}

/// `[network.private-link]` is written.
fn linked(it: &Combination) -> bool {
    it.ends != Ends::Neither || !it.public_access
}

fn below_enterprise(it: &Combination) -> bool {
    it.tier != "enterprise"
}

fn expected(combination: &Combination) -> Refusal {
    let holds = REASONS.iter().filter(|(_, refuses)| refuses(combination));
    holds.map(|(rule, _)| *rule).collect()
}

/// The rules against it; none if it was generated.
fn refusal(combination: &Combination) -> Refusal {
    match architecture(&combination.blueprint(), &Pins::default()) {
        Ok(arch) => {
            tree(&arch, "blueprint.toml");
            Refusal::new()
        }
        Err(rules) => rules,
    }
}

#[test]
fn every_combination_is_refused_for_its_reasons_or_generated() {
    /// Fewer are not worth a thread.
    const SHARE: usize = 64;
    let all = Combination::all();
    let found = in_shares(&all, SHARE, |share| share.iter().map(refusal).collect());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    // A combination of each kind of disagreement is enough to see what it is about.
    let mut wrong: BTreeMap<(Refusal, Refusal), &Combination> = BTreeMap::new();
    for (combination, found) in all.iter().zip(found) {
        let expected = expected(combination);
        if found != expected {
            let missing = expected.difference(&found).copied().collect();
            let unexpected = found.difference(&expected).copied().collect();
            wrong.entry((missing, unexpected)).or_insert(combination);
        }
        for rule in found.iter().copied().chain(found.is_empty().then_some("(generated)")) {
            *counts.entry(rule).or_default() += 1;
        }
    }
    println!("{} combinations", all.len());
    for (rule, count) in counts {
        println!("{count:>7} {rule}");
    }
    assert!(wrong.is_empty(), "missing, unexpected, and where:\n{wrong:#?}");
}

#[test]
fn a_pairwise_sample_is_valid() {
    let Some(terraform) = with_providers() else { return };
    let legal: Vec<_> =
        Combination::all().into_iter().filter(|it| expected(it).is_empty()).collect();
    let sample = pairwise(&legal);
    println!("{} of {} legal combinations, pairwise", sample.len(), legal.len());
    let trees: Vec<_> = sample
        .iter()
        .enumerate()
        .map(|(number, combination)| {
            let arch =
                architecture(&combination.blueprint(), &Pins::default()).expect("it is legal");
            (format!("combination{number}"), tree(&arch, "blueprint.toml"))
        })
        .collect();
    let trees: Vec<_> = trees.iter().map(|(name, tree)| (name.clone(), tree)).collect();
    let found = terraform.validate_together(&trees);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
