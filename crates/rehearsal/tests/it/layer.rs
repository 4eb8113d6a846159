//! The Python over moto has tests of its own, which run here with the Python that rehearsals use.

use std::io::Write;
use std::path::Path;

use rehearsal::environment::Environment;
use rehearsal::{moto, python};

#[test]
fn every_patch_and_refusal_of_the_layer_is_tested() {
    let environment: Environment = std::env::vars_os().collect();
    let python = match python::find(moto::REQUIREMENTS, &environment, &|_| {}) {
        Ok(python) => python,
        Err(error) => {
            assert!(environment.get("CI").is_none(), "CI runs every test, but: {error:#}");
            // Not `eprintln!`, which the harness keeps to itself if the test passes.
            let _ = writeln!(std::io::stderr(), "skipped: {error:#}");
            return;
        }
    };
    let output = std::process::Command::new(python)
        .args(["-B", "-m", "unittest"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("moto"))
        .output()
        .expect("it was found");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("Ran 0 tests"), "{said}");
}
