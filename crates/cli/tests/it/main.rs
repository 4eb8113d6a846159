//! Sessions with the `lakewright` command: what is typed, what is said, and the exit code.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod authors;
mod check;
mod describe;
mod diff;
mod files;
mod generate;
mod init;
mod locks;
mod losses;
mod moves;
mod never_applied;
mod reference;
mod rehearse;
mod rendering;
mod revisions;
mod stacks;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A folder of its own, in which the command runs.
struct Sandbox(tempfile::TempDir);

impl Sandbox {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With `text` as its blueprint.
    fn with(text: &str) -> Self {
        let sandbox = Self::new();
        sandbox.write("lakewright.toml", text);
        sandbox
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lakewright"));
        command.args(line.split_whitespace()).current_dir(&self.0);
        command.env_clear();
        command
    }

    /// Runs `lakewright <line>`: exit code, standard output and standard error.
    fn try_run(&self, line: &str) -> (i32, String, String) {
        let output = self.command(line).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// All of it as one text, as a terminal would show it.
    fn run(&self, line: &str) -> String {
        let (code, out, err) = self.try_run(line);
        let err = if err.is_empty() { err } else { format!("--- standard error\n{err}") };
        format!("$ lakewright {line}\n{out}{err}--- exit code {code}\n")
    }
}

const MINIMAL: &str = "\
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode = \"databricks-managed\"
";
