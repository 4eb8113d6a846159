//! `rehearse`: what it says before anything starts, and how it ends when it is interrupted.
//!
//! That a rehearsal goes well, and finds what is wrong, is shown by the tests of `gallery`.

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use gallery::terraform::with_providers;
use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

#[test]
fn a_wrong_blueprint_is_not_rehearsed() {
    let sandbox = Sandbox::with(&MINIMAL.replace("eu-west-1", "eu-wset-1"));
    assert_snapshot!(sandbox.run("rehearse"), @r#"
    $ lakewright rehearse
    --- standard error
    error[unknown-region]: Databricks runs no workspaces in `eu-wset-1`
     --> lakewright.toml:2:10
      |
    2 | region = "eu-wset-1"
      |          ^^^^^^^^^^^
      |
      = help: did you mean `eu-west-1`?

    1 error, no warnings
    --- exit code 1
    "#);
}

#[test]
fn without_terraform_it_says_what_to_install() {
    assert_snapshot!(Sandbox::with(MINIMAL).run("rehearse"), @"
    $ lakewright rehearse
    --- standard error
    error: there is no `terraform` and no `tofu` on the search path
    help: install one of them, or name it in `TERRAFORM`
    --- exit code 2
    ");
}

/// As `generate` lets it go. Without Terraform, nothing is rehearsed.
#[test]
fn a_removed_workspace_may_be_gone_from_the_new_side() {
    let prod = MINIMAL.to_owned() + "\n[workspaces.prod]\n";
    let sandbox = Sandbox::with(&prod);
    sandbox.write("old.toml", prod.clone() + "[removed.dev]\n");
    let said = sandbox.run("rehearse --from old.toml");
    assert!(said.contains("error: there is no `terraform` and no `tofu`"), "{said}");
    sandbox.write("old.toml", prod + "[workspaces.dev]\n");
    let said = sandbox.run("rehearse --from old.toml");
    assert!(said.contains("error: resources of stack `dev` have no single place"), "{said}");
}

/// Processes whose temporary folder is `folder` or in it.
fn processes(folder: &Path) -> Vec<PathBuf> {
    let marker = format!("TMPDIR={}", folder.display());
    let all = fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path());
    let has = |path: &PathBuf| {
        let environment = fs::read(path.join("environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|it| it.starts_with(marker.as_bytes()))
    };
    all.filter(has).collect()
}

/// A rehearsal that applies, what it tells from then on, and the folder in which it keeps all else.
fn applying(sandbox: &Sandbox) -> Option<(Child, Lines<BufReader<ChildStderr>>, PathBuf)> {
    let provided = with_providers()?;
    let temporary = sandbox.path("temporary");
    fs::create_dir(&temporary).unwrap();
    let kept = ["HOME", "PATH", "LAKEWRIGHT_CACHE", "XDG_CACHE_HOME"];
    let mut rehearsal = sandbox
        .command("rehearse")
        .envs(kept.iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
        .envs(provided.environment())
        .env("TMPDIR", &temporary)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(rehearsal.stderr.take().unwrap()).lines();
    let applies = told.by_ref().map_while(Result::ok).any(|line| line.contains("apply …"));
    assert!(applies, "it ended before it applied anything");
    // Providers are started a moment later.
    std::thread::sleep(Duration::from_secs(2));
    assert!(processes(&temporary).len() > 2, "Terraform and moto run");
    Some((rehearsal, told, temporary))
}

fn signal(rehearsal: &Child, signal: &str) {
    let kill = Command::new("kill").args([signal, &rehearsal.id().to_string()]).status().unwrap();
    assert!(kill.success());
}

#[track_caller]
fn check_nothing_is_left(temporary: &Path) {
    let since = Instant::now();
    let files = || fs::read_dir(temporary).unwrap().count();
    let gone = || processes(temporary).is_empty() && files() == 0;
    while !gone() && since.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(gone(), "{:?} still run, {} files", processes(temporary), files());
}

#[test]
fn an_interrupted_rehearsal_leaves_no_process_and_no_file() {
    let sandbox = Sandbox::with(MINIMAL);
    let Some((mut rehearsal, told, temporary)) = applying(&sandbox) else { return };
    let folder = fs::read_dir(&temporary).unwrap().next().unwrap().unwrap();
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);

    let interrupted = Instant::now();
    // As a terminal does that is closed.
    signal(&rehearsal, "-HUP");
    assert_eq!(rehearsal.wait().unwrap().code(), Some(130));
    assert!(interrupted.elapsed() < Duration::from_secs(20));
    let told: Vec<_> = told.map_while(Result::ok).collect();
    assert!(told.iter().any(|line| line == "error: interrupted"), "{told:#?}");
    check_nothing_is_left(&temporary);
}

#[test]
fn a_killed_rehearsal_leaves_no_process_and_no_file() {
    let sandbox = Sandbox::with(MINIMAL);
    let Some((mut rehearsal, _, temporary)) = applying(&sandbox) else { return };
    signal(&rehearsal, "-KILL");
    rehearsal.wait().unwrap();
    check_nothing_is_left(&temporary);
}
