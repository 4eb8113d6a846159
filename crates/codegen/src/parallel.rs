//! Work on many things of one kind, on every core.

use std::num::NonZero;
use std::thread;

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
