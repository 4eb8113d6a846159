//! A draw that a seed repeats.

use super::sentence::Sentence;

/// `size` of them, in their order. The same for the same sentences and seed.
pub fn sample(sentences: &[Sentence], size: usize, seed: u64) -> Vec<&Sentence> {
    let mut state = seed;
    let mut keyed: Vec<(u64, usize)> =
        (0..sentences.len()).map(|index| (next(&mut state), index)).collect();
    keyed.sort_unstable();
    let mut drawn: Vec<usize> = keyed.into_iter().take(size).map(|(_, index)| index).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|index| &sentences[index]).collect()
}

/// `SplitMix64` (Steele, Lea, Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
