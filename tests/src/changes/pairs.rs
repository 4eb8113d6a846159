//! Random pairs of legal blueprints: changes that nobody thought of when the data of the forecast was made.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rehearsal::Script;

use super::Written;
use super::bases::{
    BACK_END, FIREWALL, MANAGED, MANAGED_ENTERPRISE, TWO_MANAGED, TWO_VPCS, VPC, VPC_ENTERPRISE,
};
use crate::draft::{Draft, Keys, keys};
use crate::fields::{FIELDS, Field};
use crate::generate::{Generated, generate};

/// A blueprint that is applied, and others, each of which may follow it.
pub struct Start {
    pub draft: Draft,
    pub script: Script,
    pub others: Vec<(Draft, Script)>,
}

/// The same for the same seed, as long as the options and their rules are the same.
pub fn start(seed: u64, others: usize) -> Start {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (draft, first) = loop {
        let draft = drawn(&mut runner, &firsts());
        if let Ok(first) = generate(&draft.text(), None) {
            break (draft, first);
        }
    };
    let mut all: Vec<(Draft, Script)> = Vec::new();
    while all.len() < others {
        let edits = drawn(&mut runner, &vec(edit(), 1..5));
        let mut other = draft.clone();
        for edit in edits {
            edit.make(&mut other);
        }
        let is_new = all.iter().all(|(known, _)| known.text() != other.text());
        let Ok(Generated { script, moves, .. }) = generate(&other.text(), Some(&first)) else {
            continue;
        };
        // What moves between states is moved by a person, and planned after that.
        let moves = moves.between_states().next().is_some();
        if is_new && !moves && script.files != first.script.files {
            all.push((other, script));
        }
    }
    Start { draft, script: first.script, others: all }
}

fn drawn<S: Strategy>(runner: &mut TestRunner, strategy: &S) -> S::Value {
    strategy.new_tree(runner).expect("nothing is filtered").current()
}

const BASES: [Written; 8] =
    [MANAGED, MANAGED_ENTERPRISE, TWO_MANAGED, VPC, VPC_ENTERPRISE, BACK_END, FIREWALL, TWO_VPCS];

fn firsts() -> impl Strategy<Value = Draft> {
    (select(&BASES[..]), vec(write(), 0..6)).prop_map(|(base, edits)| {
        let mut draft = of(base);
        for edit in edits {
            edit.make(&mut draft);
        }
        draft
    })
}

fn of(base: Written) -> Draft {
    let mut draft = Draft::default();
    for (key, value) in keys(base) {
        match key.strip_prefix("workspaces.") {
            Some(workspace) => drop(draft.workspaces.insert(workspace.to_owned(), Keys::new())),
            None => drop(draft.top.insert(key, value)),
        }
    }
    draft
}

#[derive(Clone, Debug)]
enum Edit {
    Write(&'static Field, Index),
    /// A key goes.
    Remove(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![write(), any::<Index>().prop_map(Edit::Remove)]
}

/// Where state lies is moved by a person, and Terraform plans nothing before that.
fn write() -> impl Strategy<Value = Edit> {
    let fields: Vec<_> = FIELDS.iter().filter(|field| !field.path.starts_with("state.")).collect();
    (select(fields), any::<Index>()).prop_map(|(field, place)| Edit::Write(field, place))
}

impl Edit {
    fn make(&self, draft: &mut Draft) {
        let mut tables: Vec<&mut Keys> =
            std::iter::once(&mut draft.top).chain(draft.workspaces.values_mut()).collect();
        match self {
            Self::Write(field, place) => {
                let at = place.index(tables.len());
                let table = &mut *tables[at];
                table.extend(keys(field.beside));
                table.extend(field.written());
            }
            Self::Remove(place) => {
                let count: usize = tables.iter().map(|table| table.len()).sum();
                // What has no key is refused, and drawn again.
                let mut left = if count == 0 { return } else { place.index(count) };
                for table in tables {
                    let Some(key) = table.keys().nth(left).cloned() else {
                        left -= table.len();
                        continue;
                    };
                    table.remove(&key);
                    return;
                }
            }
        }
    }
}
