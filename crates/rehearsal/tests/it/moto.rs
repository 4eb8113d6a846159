use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use rehearsal::environment::Environment;
use rehearsal::moto::{self, Kind, Moto};
use rehearsal::python;
use serde_json::json;

fn python() -> PathBuf {
    std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join("python3"))
        .find(|python| python.is_file())
        .expect("a python3 on PATH")
}

fn ours() -> impl Iterator<Item = (std::ffi::OsString, std::ffi::OsString)> {
    std::env::vars_os()
}

fn start(folder: &Path, behaviour: &str) -> Result<Moto> {
    let launcher = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/launch.py");
    let environment = ours().chain([("PYTHON_FAKE".into(), behaviour.into())]).collect();
    Moto::start_with(&python(), &launcher, folder, &environment)
}

#[test]
fn it_is_asked_for_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let moto = start(folder.path(), "").unwrap();
    moto.put_preexisting(&json!({"account": "111122223333"})).unwrap();
    moto.baseline().unwrap();
    assert_eq!(moto.facts().unwrap().roles[0].name, "r");
    assert_eq!(moto.leftovers().unwrap()[0].id, "sg-1");
    assert_eq!(moto.refusals().unwrap()[0].kind, Kind::Strict);
}

#[test]
fn it_gets_nobodys_credentials() {
    let secrets = [
        "AWS_SECRET_ACCESS_KEY",
        "DATABRICKS_TOKEN",
        "GITHUB_TOKEN",
        "HTTPS_PROXY",
        "TF_VAR_password",
    ];
    let folder = tempfile::tempdir().unwrap();
    let launcher = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/launch.py");
    let environment = ours().chain(secrets.map(|name| (name.into(), "hidden-word".into())));
    let environment: Environment = environment.collect();
    let moto = Moto::start_with(&python(), &launcher, folder.path(), &environment).unwrap();
    let seen = std::fs::read(format!("/proc/{}/environ", moto.id())).unwrap();
    let seen = String::from_utf8_lossy(&seen);
    assert!(seen.contains("PATH=") && !seen.contains("hidden-word"), "{seen}");
}

#[test]
fn what_it_can_not_create_is_said_in_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let moto = start(folder.path(), "").unwrap();
    let error = moto.put_preexisting(&json!({})).unwrap_err().to_string();
    assert!(error.ends_with("refuses /lakewright/preexisting: `account` is missing"), "{error}");
}

#[test]
fn one_that_does_not_start_shows_the_end_of_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let error = format!("{:#}", start(folder.path(), "dies").err().unwrap());
    assert!(error.contains("has ended (exit status: 1)"), "{error}");
    assert!(error.contains("No module named 'moto'"), "{error}");
}

#[test]
fn one_that_says_something_else_than_its_port_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = format!("{:#}", start(folder.path(), "babbles").err().unwrap());
    assert!(error.contains("it says `* Running on http://127.0.0.1`"), "{error}");
}

#[test]
fn it_ends_when_it_is_dropped_willing_or_not() {
    for behaviour in ["", "stays"] {
        let folder = tempfile::tempdir().unwrap();
        let moto = start(folder.path(), behaviour).unwrap();
        let port = moto.port();
        drop(moto);
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap_err();
    }
}

#[test]
fn one_that_was_killed_is_said_to_have_ended() {
    let folder = tempfile::tempdir().unwrap();
    let moto = start(folder.path(), "").unwrap();
    let killed = Command::new("kill").args(["-KILL", &moto.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let error = (0..1000).find_map(|_| moto.facts().err()).unwrap();
    let error = format!("{error:#}");
    assert!(error.contains("the fake of AWS"), "{error}");
}

#[test]
#[ignore = "installs moto unless it is there"]
fn the_real_one_answers() {
    let environment: Environment = ours().collect();
    let python = python::find(moto::REQUIREMENTS, &environment, &|_| {}).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let moto = Moto::start(&python, folder.path(), &environment).unwrap();
    moto.baseline().unwrap();
    assert_eq!(moto.leftovers().unwrap(), []);
    assert!(moto.facts().unwrap().buckets.is_empty());
}
