//! The promises of the crate, through its public face.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod addresses;
mod arbitrary;
mod changes;
mod layering;
mod order;
mod provenance;
mod quotas;
mod recovery;
mod removed;
mod resolved;

use blueprint::{Architecture, Diagnostics, Pins, PreviousRun, Source, parse, resolve};

/// The architecture, or what is wrong, and all that was said on the way.
fn try_compile(text: &str, pins: &Pins) -> (Option<Architecture>, Source, Diagnostics) {
    let source = Source { path: "blueprint.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    let previous = PreviousRun { pins: pins.clone(), ..PreviousRun::default() };
    let arch = resolve(blueprint, &previous, None, &mut diags).ok();
    (arch, source, diags)
}

#[track_caller]
fn compile(text: &str) -> Architecture {
    compile_with(text, &Pins::default())
}

#[track_caller]
fn compile_with(text: &str, pins: &Pins) -> Architecture {
    let (arch, source, diags) = try_compile(text, pins);
    arch.unwrap_or_else(|| panic!("{text}\n{:#?}", lines(&source, &diags)))
}

/// Line and rule of each diagnostic, in the order in which they are shown.
fn lines(source: &Source, diags: &Diagnostics) -> Vec<(usize, &'static str)> {
    diags.iter().map(|d| (source.line_column(d.primary.span.start).0, d.rule)).collect()
}
