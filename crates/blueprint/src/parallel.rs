//! Work on many things of one kind, on every core.

use std::num::NonZero;
use std::thread;

/// What the two make, the first on another core if the two are worth it. If not, the first comes first.
pub fn both<A: Send, B>(
    are_worth_it: bool,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if !are_worth_it {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().expect("neither panics"), other)
    })
}

/// What `make` makes of `items`, in their order. `make` is handed a share of them, none smaller than
/// `least`, because below that a thread costs more than it saves.
pub fn in_shares<T: Sync, R: Send>(
    items: &[T],
    least: usize,
    make: impl Fn(&[T]) -> Vec<R> + Sync,
) -> Vec<R> {
    // Before asking for the cores, which takes longer than most small work.
    if items.len() <= least {
        return make(items);
    }
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(cores).max(least);
    thread::scope(|scope| {
        let shares = items.chunks(share);
        let workers: Vec<_> = shares.map(|share| scope.spawn(|| make(share))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("`make` does not panic"))
            .collect()
    })
}
