//! `init`: starters that need no change to be right.

use insta::assert_snapshot;

use crate::Sandbox;

const STARTERS: [&str; 5] =
    ["minimal", "databricks-managed", "customer-managed", "existing", "estate"];

#[test]
fn every_starter_is_checked_without_a_finding_and_generates() {
    for starter in STARTERS {
        let sandbox = Sandbox::new();
        let (code, _, err) = sandbox.try_run(&format!("init --architecture {starter}"));
        assert_eq!((code, &*err), (0, ""), "{starter}");
        let checked = sandbox.try_run("check");
        assert_eq!(checked, (0, "no errors, no warnings\n".to_owned(), String::new()), "{starter}");
        let (code, _, err) = sandbox.try_run("generate");
        assert_eq!((code, &*err), (0, ""), "{starter}");
    }
}

#[test]
fn every_starter_names_its_schema_first() {
    for starter in STARTERS {
        let sandbox = Sandbox::new();
        sandbox.run(&format!("init --architecture {starter}"));
        let text = sandbox.read("lakewright.toml");
        assert!(text.starts_with("#:schema ./lakewright.schema.json\n"), "{starter}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{starter}");
    }
}

#[test]
fn init_says_what_to_do_next() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run("init"), @r"
    $ lakewright init
    wrote `lakewright.toml`
    next: make it yours, then `lakewright generate`
    --- exit code 0
    ");
    assert_snapshot!(sandbox.run("init other.toml"), @r"
    $ lakewright init other.toml
    wrote `other.toml`
    next: make it yours, then `lakewright generate other.toml`
    --- exit code 0
    ");
}

#[test]
fn nothing_is_overwritten() {
    let sandbox = Sandbox::with("mine");
    assert_snapshot!(sandbox.run("init"), @r"
    $ lakewright init
    --- standard error
    error: `lakewright.toml` is there already
    help: name another file: `lakewright init <PATH>`
    --- exit code 2
    ");
    assert_eq!(sandbox.read("lakewright.toml"), "mine");
}
