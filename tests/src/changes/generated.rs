//! Three blueprints, of which the second is generated and never applied.

use super::bases::{MANAGED, VPC_ENTERPRISE};
use super::flips::is_legal;
use super::{Expected, Sequence, Step};
use crate::draft::{Draft, keys};
use crate::fields::{FIELDS, Field};

const SEQUENCES: u64 = 40;

/// Options that change where the deployment is are no changes of it.
const ELSEWHERE: [&str; 4] = ["name", "region", "govcloud-shard", "state"];

pub(super) fn sequences() -> Vec<Sequence> {
    (0..SEQUENCES).map(sequence).collect()
}

fn sequence(seed: u64) -> Sequence {
    let mut dice = Dice(seed);
    let base = if seed.is_multiple_of(2) { MANAGED } else { VPC_ENTERPRISE };
    let base = Draft { top: keys(base), ..Draft::default() };
    let [first, second, third] = [&base, &base, &base].map(|base| with_options(base, &mut dice));
    let step = |name: &str, draft, expected| Step { name: name.to_owned(), draft, expected };
    Sequence {
        name: format!("generated {seed}"),
        first,
        steps: vec![
            step("B", second, Expected::NeverApplied),
            step("C", third, Expected::ConvergesOrRefused),
        ],
    }
}

/// Three options, as far as they go together.
fn with_options(base: &Draft, dice: &mut Dice) -> Draft {
    let mut draft = base.clone();
    for _ in 0..3 {
        let with = with_option(&draft, dice.one_of(FIELDS));
        if is_legal(&with) {
            draft = with;
        }
    }
    draft
}

fn with_option(draft: &Draft, field: &Field) -> Draft {
    let mut draft = draft.clone();
    if !ELSEWHERE.contains(&field.key.split('.').next().unwrap_or_default()) {
        let stays = |(key, _): &&(&str, &str)| !ELSEWHERE.contains(key);
        let beside: Vec<_> = field.beside.iter().filter(stays).copied().collect();
        draft.top.extend(keys(&beside));
        draft.top.extend(field.written());
    }
    draft
}

/// The same throws for the same seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        let at = z % u64::try_from(all.len()).expect("a table is short");
        &all[usize::try_from(at).expect("it is less")]
    }
}
