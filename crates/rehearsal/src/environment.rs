//! The user's environment, read once by the command line and handed in.

#![allow(clippy::disallowed_types)] // to start programs in it

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each process that a rehearsal starts may see of it is listed for its kind: here for Python and pip, in `variables`
/// for Terraform.
#[derive(Clone, Debug, Default)]
pub struct Environment(BTreeMap<OsString, OsString>);

impl Environment {
    /// An empty value counts as none, as it does to the programs that read these.
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        self.0.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// The first of `names` that is set to text.
    pub fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name)?.to_str())
    }

    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from)
    }

    /// The absolute path of what can be started: what a path leads to, or what a name finds on the search path.
    pub fn program(&self, named: impl AsRef<OsStr>) -> Option<PathBuf> {
        let here = std::env::current_dir().ok()?;
        let found = which::which_in(named, self.get("PATH"), here).ok()?;
        std::path::absolute(found).ok()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.0.iter()
    }

    /// To start a Python: it gets what Python reads of this environment, and nobody's credentials.
    pub fn python(&self, program: &Path) -> Command {
        self.command(program, is_for_python)
    }

    /// To start a Python that installs packages: it also finds the user's package index.
    pub fn pip(&self, program: &Path) -> Command {
        self.command(program, |name| is_for_python(name) || is_for_pip(name))
    }

    fn command(&self, program: &Path, is_kept: impl Fn(&str) -> bool) -> Command {
        let is_kept = |(name, _): &(&OsString, &OsString)| name.to_str().is_some_and(&is_kept);
        let mut command = Command::new(program);
        command.env_clear().envs(self.0.iter().filter(is_kept));
        command
    }

    /// Where we keep what is expensive to make again: the folder that `tools/providers` uses too.
    pub fn cache(&self) -> Option<PathBuf> {
        self.path("LAKEWRIGHT_CACHE")
            .or_else(|| Some(self.path("XDG_CACHE_HOME")?.join("lakewright")))
            .or_else(|| Some(self.path("HOME")?.join(".cache/lakewright")))
    }
}

fn is_for_python(name: &str) -> bool {
    ["HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ"].contains(&name)
        || name.starts_with("PYTHON")
}

/// A proxy's address may have a password: without it there is no way to the index.
fn is_for_pip(name: &str) -> bool {
    let known = [
        "ALL_PROXY",
        "CURL_CA_BUNDLE",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NETRC",
        "NO_PROXY",
        "REQUESTS_CA_BUNDLE",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_DIRS",
        "XDG_CONFIG_HOME",
    ];
    known.contains(&name.to_ascii_uppercase().as_str()) || name.starts_with("PIP_")
}

impl<N: Into<OsString>, V: Into<OsString>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}
