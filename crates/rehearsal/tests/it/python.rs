//! With a script in the place of Python, so that nothing is downloaded.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Result;
use rehearsal::environment::Environment;
use rehearsal::python::find;
use tempfile::TempDir;

const REQUIREMENTS: &str = "moto==5.2.5 \\\n    --hash=sha256:00\n";

struct Machine {
    folder: TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/python3");
        fs::create_dir(folder.path().join("bin")).unwrap();
        // A copy could still be open for writing in a process that another test is about to start.
        symlink(script, folder.path().join("bin/python3")).unwrap();
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn environment(&self, more: &[(&str, &str)]) -> Environment {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let (cache, log) = (self.path("cache"), self.path("log"));
        let basic = [
            ("PATH", path.as_ref()),
            ("LAKEWRIGHT_CACHE", cache.as_os_str()),
            ("PYTHON_LOG", log.as_ref()),
        ];
        let more = more.iter().map(|(name, value)| (*name, value.as_ref()));
        basic.into_iter().chain(more).collect()
    }

    fn find(&self, more: &[(&str, &str)]) -> Result<PathBuf> {
        find(REQUIREMENTS, &self.environment(more), &|_| {})
    }

    /// How many virtual environments were made.
    fn made(&self) -> usize {
        fs::read_to_string(self.path("log")).unwrap_or_default().lines().count()
    }

    fn cached(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("cache")).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn error(found: Result<PathBuf>) -> String {
    format!("{:#}", found.unwrap_err())
}

#[test]
fn a_python_that_has_moto_is_taken_as_it_is() {
    let machine = Machine::new();
    machine.write("bin/packages", "");
    assert_eq!(machine.find(&[]).unwrap(), machine.path("bin/python3"));
    assert_eq!(machine.made(), 0);
}

#[test]
fn else_an_environment_is_made_once_and_nothing_beside_it() {
    let machine = Machine::new();
    let first = machine.find(&[]).unwrap();
    assert_eq!(machine.find(&[]).unwrap(), first);
    assert_eq!(machine.made(), 1);
    let [environment, lock] = machine.cached().try_into().unwrap();
    assert_eq!(lock, "moto.lock");
    assert_eq!(first, machine.path("cache").join(environment).join("bin/python"));
}

#[test]
fn runs_at_the_same_time_make_it_once() {
    let machine = Machine::new();
    thread::scope(|scope| {
        let runs = [(); 4].map(|()| scope.spawn(|| machine.find(&[]).unwrap()));
        let found = runs.map(|run| run.join().unwrap());
        assert!(found.iter().all(|python| *python == found[0]));
    });
    assert_eq!(machine.made(), 1);
}

#[test]
fn what_a_killed_run_left_and_what_broke_is_replaced() {
    let machine = Machine::new();
    let python = machine.find(&[]).unwrap();
    let folder = python.ancestors().nth(2).unwrap();
    fs::remove_file(folder.join("bin/packages")).unwrap();
    fs::create_dir_all(folder.with_extension("staging").join("bin")).unwrap();
    assert_eq!(machine.find(&[]).unwrap(), python);
    assert_eq!(machine.made(), 2);
    assert_eq!(machine.cached().len(), 2);
}

#[test]
fn other_requirements_have_an_environment_of_their_own() {
    let machine = Machine::new();
    let first = machine.find(&[]).unwrap();
    let other = REQUIREMENTS.replace("00", "01");
    assert_ne!(find(&other, &machine.environment(&[]), &|_| {}).unwrap(), first);
}

#[test]
fn a_python_without_venv_says_what_to_install() {
    let machine = Machine::new();
    let error = error(machine.find(&[("PYTHON_NO_VENV", "1")]));
    for part in ["python3-venv", "LAKEWRIGHT_PYTHON", "ensurepip is not available"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn an_index_that_can_not_be_reached_leaves_nothing_half_done() {
    let machine = Machine::new();
    let error = error(machine.find(&[("PIP_NONE", "1")]));
    for part in ["PIP_INDEX_URL", "Could not find a version"] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(machine.cached(), ["moto.lock"]);
}

#[test]
fn a_python_that_is_too_old_is_named_with_its_version() {
    let machine = Machine::new();
    machine.write("bin/version", "[3, 9]");
    let error = error(machine.find(&[]));
    assert!(error.contains("is Python 3.9") && error.contains("LAKEWRIGHT_PYTHON"), "{error}");
}

#[test]
fn without_any_python_it_is_said_what_is_needed() {
    let machine = Machine::new();
    let environment = [("PATH", machine.path("nothing")), ("HOME", machine.path("home"))];
    let error = error(find(REQUIREMENTS, &environment.into_iter().collect(), &|_| {}));
    assert!(error.contains("no `python3` is on PATH"), "{error}");
}

#[test]
fn the_python_that_the_user_names_is_the_one() {
    let machine = Machine::new();
    machine.write("mine/packages", "");
    symlink(machine.path("bin/python3"), machine.path("mine/python")).unwrap();
    let mine = machine.path("mine/python");
    let named = [("LAKEWRIGHT_PYTHON", mine.to_str().unwrap())];
    assert_eq!(machine.find(&named).unwrap(), mine);
    fs::remove_file(machine.path("mine/packages")).unwrap();
    let error = error(machine.find(&named));
    assert!(error.contains("lacks moto 5.2.5"), "{error}");
    assert_eq!(machine.made(), 0);
}
