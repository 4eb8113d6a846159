//! What becomes of every combination of decisions: refused for the reasons that a table gives, and for no other, or
//! generated and verified; and what the real Terraform says of a sample of those.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use blueprint::Pins;
use codegen::in_shares;

use crate::combinations::pairwise;
use crate::compile::{architecture, tree};
use crate::terraform::with_providers;

/// The rules against a blueprint.
pub type Refusal = BTreeSet<&'static str>;

/// A rule, and what it refuses.
pub type Reason<T> = (&'static str, fn(&T) -> bool);

/// How a kind of combination is judged.
pub struct Table<T: 'static> {
    pub blueprint: fn(&T) -> String,
    /// Each rule that refuses combinations, and which.
    pub reasons: &'static [Reason<T>],
    /// Its decisions as numbers, one for each dimension.
    pub decisions: fn(&T) -> Vec<usize>,
}

impl<T: Copy + Debug + Sync> Table<T> {
    fn expected(&self, combination: &T) -> Refusal {
        let holds = self.reasons.iter().filter(|(_, refuses)| refuses(combination));
        holds.map(|(rule, _)| *rule).collect()
    }

    /// The rules against it; none if it was generated.
    fn refusal(&self, combination: &T) -> Refusal {
        match architecture(&(self.blueprint)(combination), &Pins::default()) {
            Ok(arch) => {
                tree(&arch, "blueprint.toml");
                Refusal::new()
            }
            Err(rules) => rules,
        }
    }

    /// Goes through all, and prints how often each rule refuses.
    pub fn holds_for(&self, all: &[T]) {
        /// Fewer are not worth a thread.
        const SHARE: usize = 64;
        let found =
            in_shares(all, SHARE, |share| share.iter().map(|it| self.refusal(it)).collect());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        // A combination of each kind of disagreement is enough to see what it is about.
        let mut wrong: BTreeMap<(Refusal, Refusal), &T> = BTreeMap::new();
        for (combination, found) in all.iter().zip(found) {
            let expected = self.expected(combination);
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

    /// Holds those among the legal ones in which every two decisions meet against the real Terraform.
    pub fn sample_is_valid(&self, all: &[T]) {
        let Some(terraform) = with_providers() else { return };
        let legal: Vec<T> = all.iter().filter(|it| self.expected(it).is_empty()).copied().collect();
        let sample = pairwise(&legal, self.decisions);
        println!("{} of {} legal combinations, pairwise", sample.len(), legal.len());
        let generated = |(number, combination): (usize, &T)| {
            let arch = architecture(&(self.blueprint)(combination), &Pins::default());
            (format!("combination{number}"), tree(&arch.expect("it is legal"), "blueprint.toml"))
        };
        let trees: Vec<_> = sample.iter().enumerate().map(generated).collect();
        let trees: Vec<_> = trees.iter().map(|(name, tree)| (name.clone(), tree)).collect();
        let found = terraform.validate_together(&trees);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
