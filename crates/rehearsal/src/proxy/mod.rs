//! An HTTPS proxy on loopback that stands between Terraform and the world: AWS hosts are answered by moto,
//! Databricks hosts by the fake, registries are let through while a caller allows it, and everything else
//! is refused and remembered.

pub mod account;
mod answer;
mod aws;
mod connection;
mod databricks;
mod entrance;
pub mod route;
pub(crate) mod runner;
pub mod tally;
mod tunnel;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch};

use crate::authority::{Authority, Files};
use crate::environment::Environment;
use crate::loopback::{Loopback, Port};
use databricks_fake::{Databricks, Vantage};
pub use entrance::Entrance;
use route::Registry;
use tally::Tally;
use tunnel::Outside;

pub struct Settings<'a> {
    /// Of the run: certificates are written there.
    pub folder: PathBuf,
    /// Where moto listens.
    pub moto: Port,
    pub databricks: Arc<Mutex<Databricks>>,
    /// Let through while [`Proxy::allow_registries`] says so: the public ones, or a mirror of the user's.
    pub registries: Vec<Registry>,
    /// Of the user: its proxy, its roots.
    pub environment: &'a Environment,
}

const ENTRANCES: [(Entrance, Vantage); 4] = [
    (Entrance::Open, Vantage::Outside),
    (Entrance::Open, Vantage::Inside),
    (Entrance::Gated, Vantage::Outside),
    (Entrance::Gated, Vantage::Inside),
];

/// Serves from a thread of its own until dropped; then no thread, port or connection is left.
pub struct Proxy {
    ports: Vec<(Entrance, Vantage, u16)>,
    files: Files,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    authority: Authority,
    moto: Loopback,
    databricks: Arc<Mutex<Databricks>>,
    registries: Vec<Registry>,
    open_doors: AtomicUsize,
    gate: watch::Sender<bool>,
    outside: Outside,
    tally: Mutex<Tally>,
}

impl Proxy {
    pub fn start(settings: Settings) -> Result<Self> {
        let Settings { folder, moto, databricks, registries, environment } = settings;
        let authority = Authority::new().context("can't make a certificate authority")?;
        let files = authority.write(&folder, environment)?;
        let shared = Arc::new(Shared {
            authority,
            moto: Loopback::new(moto),
            databricks,
            registries,
            open_doors: AtomicUsize::new(0),
            gate: watch::Sender::new(false),
            outside: Outside::of(environment),
            tally: Mutex::default(),
        });
        let mut ports = Vec::new();
        let mut listeners = Vec::new();
        for (entrance, from) in ENTRANCES {
            let (listener, port) = entrance::listen()?;
            listeners.push((listener, entrance, from));
            ports.push((entrance, from, port));
        }
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let serving = shared.clone();
        let thread = std::thread::Builder::new()
            .name("proxy".into())
            .spawn(move || run(runtime, listeners, &serving, stopped))?;
        Ok(Self { ports, files, shared, stop: Some(stop), thread: Some(thread) })
    }

    pub fn port(&self, entrance: Entrance, from: Vantage) -> u16 {
        let mut ports = self.ports.iter();
        let found = ports.find(|(it, vantage, _)| *it == entrance && *vantage == from);
        found.expect("there is one for each").2
    }

    /// The authority's certificate, alone and with the system's roots.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// What a process needs in its environment to see the fakes in place of the world. The user's list of
    /// hosts that need no proxy often names AWS, so it must not be inherited.
    pub fn environment(&self, entrance: Entrance, from: Vantage) -> Vec<(&'static str, String)> {
        let proxy = format!("http://127.0.0.1:{}", self.port(entrance, from));
        vec![
            ("HTTPS_PROXY", proxy.clone()),
            ("https_proxy", proxy.clone()),
            ("HTTP_PROXY", proxy.clone()),
            ("http_proxy", proxy),
            ("NO_PROXY", String::new()),
            ("no_proxy", String::new()),
            ("AWS_CA_BUNDLE", self.files.authority.display().to_string()),
            ("SSL_CERT_FILE", self.files.with_system_roots.display().to_string()),
        ]
    }

    pub fn databricks(&self) -> &Arc<Mutex<Databricks>> {
        &self.shared.databricks
    }

    /// The way to the registries is open while what this returns lives.
    pub fn allow_registries(&self) -> Door<'_> {
        self.shared.open_doors.fetch_add(1, Ordering::Relaxed);
        Door(&self.shared)
    }

    /// For good.
    pub fn open_gate(&self) {
        self.shared.gate.send_replace(true);
    }

    pub fn tally(&self) -> Tally {
        self.shared.tally().clone()
    }
}

/// See [`Proxy::allow_registries`]. Several may be open at once: the last one closes the way.
pub struct Door<'a>(&'a Shared);

impl Drop for Door<'_> {
    fn drop(&mut self) {
        self.0.open_doors.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lets_registries_through(&self) -> bool {
        self.open_doors.load(Ordering::Relaxed) > 0
    }

    async fn gate_opens(&self) {
        let mut gate = self.gate.subscribe();
        gate.wait_for(|open| *open).await.expect("its other end is here too");
    }
}

/// Dropping the runtime ends every connection.
fn run(
    runtime: Runtime,
    listeners: Vec<(TcpListener, Entrance, Vantage)>,
    shared: &Arc<Shared>,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async {
        for (listener, entrance, from) in listeners {
            tokio::spawn(entrance::accept(listener, shared.clone(), entrance, from));
        }
        let _stopped = stopped.await;
    });
    // A name that is being looked up can't be interrupted.
    runtime.shutdown_timeout(Duration::from_secs(1));
}
