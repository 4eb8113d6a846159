//! What `generate --move-states` makes of a blueprint, over what was generated before it.

use std::collections::BTreeSet;

use blueprint::{Architecture, Diagnostics, PreviousRun, Severity, Source, Stack, parse, resolve};
use codegen::Tree;
use forecast::Files;
use moves::{Moves, Side, Step};
use rehearsal::{Script, Vantage};

use crate::compile::{TEMPLATES, tree};

/// A blueprint that was generated.
#[derive(Clone)]
pub struct Generated {
    /// With the script that moves resources between states, where some move.
    pub script: Script,
    pub moves: Moves,
    arch: Architecture,
    tree: Tree,
}

/// Names of the rules that a blueprint breaks.
pub type Refusal = Vec<String>;

/// With what the lock keeps of `before`, and of all that came before it.
pub fn generate(text: &str, before: Option<&Generated>) -> Result<Generated, Refusal> {
    let source = Source { path: "blueprint.toml".to_owned(), text: text.to_owned() };
    let previous = before.map_or_else(PreviousRun::default, |it| it.arch.record());
    let mut diags = Diagnostics::default();
    let arch = resolve(parse(&source, &mut diags), &previous, None, &mut diags)
        .map_err(|_| broken(&diags))?;
    let tree = tree(&arch, "blueprint.toml");
    let script = Script::new(source, &arch, &tree, &TEMPLATES);
    let generated = Generated { script, moves: Moves::default(), arch, tree };
    Ok(match before {
        Some(before) => generated.moving(before),
        None => generated,
    })
}

/// Each over the one before it.
#[track_caller]
pub fn generate_all(texts: &[&str]) -> Vec<Generated> {
    let mut all: Vec<Generated> = Vec::new();
    for text in texts {
        let generated = generate(text, all.last());
        all.push(generated.unwrap_or_else(|rules| panic!("{rules:?}\n{text}")));
    }
    all
}

fn broken(diags: &Diagnostics) -> Refusal {
    let errors = diags.iter().filter(|found| found.severity == Severity::Error);
    let rules: BTreeSet<_> = errors.map(|found| found.rule.to_owned()).collect();
    rules.into_iter().collect()
}

impl Generated {
    fn moving(mut self, before: &Self) -> Self {
        let moves = self.moves_from(before);
        if moves.between_states().next().is_none() {
            return self;
        }
        let stacks = codegen::stacks(&self.arch, &TEMPLATES);
        let step =
            |it: &Stack| Step { stack: it.folder.clone(), applied_from: "anywhere".to_owned() };
        let text = moves::script(&moves, &stacks.iter().map(step).collect::<Vec<_>>(), "test");
        // Where public access is switched on, Terraform first reads what is inside.
        if text.contains("public access is still off") {
            self.script.stacks[0].vantage = Vantage::Inside;
        }
        self.script.moves = Some(text);
        self.moves = moves;
        self
    }

    /// None where there is no safe way: a forecast then tells what goes and what comes.
    fn moves_from(&self, before: &Self) -> Moves {
        let (old, new) = (Files::whole(&before.tree), Files::whole(&self.tree));
        let (old_names, new_names) = (before.arch.names(), self.arch.names());
        let losing = before.losing(self);
        let losing = losing.iter().map(String::as_str).collect();
        let old = Side { files: &old, names: &old_names };
        let new = Side { files: &new, names: &new_names };
        moves::between(old, new, &losing).unwrap_or_default()
    }

    /// Stacks that are gone, or lose an address which is new in another one.
    fn losing(&self, after: &Self) -> BTreeSet<String> {
        let (old, new) = (self.tree.stacks(), after.tree.stacks());
        let has = |addresses: Option<&codegen::Addresses>, address: &String| {
            addresses.is_some_and(|all| all.contains(address))
        };
        let arrives = |address: &String| {
            new.iter().any(|(stack, its)| its.contains(address) && !has(old.get(stack), address))
        };
        let loses = |stack: &str, its: &codegen::Addresses| match new.get(stack) {
            None => true,
            Some(kept) => its.iter().any(|it| !kept.contains(it) && arrives(it)),
        };
        let losing = old.iter().filter(|(stack, its)| loses(stack, its));
        losing.map(|(stack, _)| stack.clone()).collect()
    }
}
