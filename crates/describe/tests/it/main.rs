//! What is said and drawn of whole blueprints: the examples of `blueprints/`.

mod access;
mod connections;
mod formats;
mod steps;

use std::fs;
use std::path::Path;

use blueprint::{Architecture, Diagnostics, PreviousRun, Source, parse, resolve};

/// A blueprint of `blueprints/`, by its name without `.toml`.
#[track_caller]
#[allow(clippy::disallowed_methods, reason = "tests read the examples")]
fn example(name: &str) -> Architecture {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../blueprints");
    let path = folder.join(format!("{name}.toml"));
    let text = fs::read_to_string(path).expect("the example is there");
    architecture(&text)
}

#[track_caller]
fn architecture(text: &str) -> Architecture {
    let source = Source { path: "blueprint.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    resolve(blueprint, &PreviousRun::default(), None, &mut diags).unwrap_or_else(|_| {
        let found: Vec<_> = diags.iter().map(|found| found.message.clone()).collect();
        panic!("{}", found.join("\n"))
    })
}
