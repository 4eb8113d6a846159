//! Instance keys with names in them that were others before.

use blueprint::Renames;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct Rekeyed {
    from: String,
    to: String,
}

/// A step for each rename, the earliest first. The names of a key stand between slashes.
pub(super) fn rekeyed<const N: usize>(renames: &Renames, names: [&str; N]) -> Vec<Rekeyed> {
    let mut to = names.join("/");
    let steps = renames.earlier(names).into_iter().map(|earlier| {
        let from = earlier.join("/");
        Rekeyed { to: std::mem::replace(&mut to, from.clone()), from }
    });
    let mut steps: Vec<_> = steps.collect();
    steps.reverse();
    steps
}
