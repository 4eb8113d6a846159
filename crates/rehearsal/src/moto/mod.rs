//! The fake of AWS: a Python process that runs moto and what we put over it, on loopback.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod answers;
mod launcher;
mod process;

use std::path::Path;

use anyhow::{Context, Result, bail};
use http::{Method, Request, Response};
use hyper::body::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::environment::Environment;
use crate::loopback::{self, Loopback};
pub use answers::{Kind, Leftover, Refusal};
use databricks_fake::facts::Facts;
use process::Process;

/// What AWS holds.
pub const FACTS: &str = "/lakewright/facts";

/// Takes objects that somebody else than a client of AWS writes.
pub const OBJECTS: &str = "/lakewright/objects";

/// What moto needs to be installed from, with hashes.
pub const REQUIREMENTS: &str = include_str!("../../moto/requirements.txt");

/// Ends when dropped, and also if we are killed.
pub struct Moto {
    process: Process,
}

impl Moto {
    /// `folder` is the run's own; the launcher and the log are put there. Blocks until requests are answered.
    pub fn start(python: &Path, folder: &Path, environment: &Environment) -> Result<Self> {
        let launcher = launcher::write(&folder.join("moto"))?;
        Self::start_with(python, &launcher, folder, environment)
    }

    /// With a launcher that is there already.
    pub fn start_with(
        python: &Path,
        launcher: &Path,
        folder: &Path,
        environment: &Environment,
    ) -> Result<Self> {
        let log = folder.join("moto.log");
        Ok(Self { process: Process::start(python, launcher, log, environment)? })
    }

    pub fn port(&self) -> u16 {
        self.process.port
    }

    /// Of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// What it wrote on standard error.
    pub fn log(&self) -> &Path {
        &self.process.log
    }

    pub fn facts(&self) -> Result<Facts> {
        self.read(FACTS)
    }

    /// The same as it is told.
    pub fn state(&self) -> Result<Value> {
        self.read(FACTS)
    }

    /// Creates what a blueprint says exists before the first apply.
    pub fn put_preexisting(&self, it: &Value) -> Result<()> {
        self.ask(Method::POST, "/lakewright/preexisting", it.to_string()).map(drop)
    }

    /// What is there now is none of ours.
    pub fn baseline(&self) -> Result<()> {
        self.ask(Method::POST, "/lakewright/baseline", String::new()).map(drop)
    }

    /// What is there beyond the baseline.
    pub fn leftovers(&self) -> Result<Vec<Leftover>> {
        self.read("/lakewright/leftovers")
    }

    /// Newest last.
    pub fn refusals(&self) -> Result<Vec<Refusal>> {
        self.read("/lakewright/refusals")
    }

    fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let answer = self.ask(Method::GET, path, String::new())?;
        serde_json::from_slice(&answer)
            .with_context(|| format!("the fake of AWS answers {path} in another form"))
    }

    fn ask(&self, method: Method, path: &str, body: String) -> Result<Bytes> {
        let answer =
            ask(self.port(), method, path, body).with_context(|| self.process.last_words())?;
        if answer.status().is_success() {
            return Ok(answer.into_body());
        }
        let said = String::from_utf8_lossy(answer.body());
        let told = serde_json::from_str::<Value>(&said).ok();
        let error = told.as_ref().and_then(|told| told["error"].as_str()).unwrap_or(&said);
        bail!("the fake of AWS refuses {path}: {error}")
    }
}

fn ask(port: u16, method: Method, path: &str, body: String) -> Result<Response<Bytes>> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost")
        .header("content-length", body.len())
        .body(Bytes::from(body))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(Loopback::new(loopback::port(port)).ask(request))
}
