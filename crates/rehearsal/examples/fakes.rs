//! Starts the fakes and prints the environment in which Terraform sees them, until Ctrl-C:
//!
//! ```text
//! cargo run -p rehearsal --example fakes -- [account] [preexisting.json]
//! ```
//!
//! `account` has 12 digits. `preexisting.json` is what exists before the first apply. On Ctrl-C it says what is left.

#![allow(clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::sync::{Arc, Mutex};

use anyhow::Result;
use databricks_fake::{Databricks, Vantage};
use rehearsal::environment::Environment;
use rehearsal::loopback;
use rehearsal::moto::{self, Moto};
use rehearsal::proxy::{self, Entrance, Proxy, account, route};
use rehearsal::python;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let account = arguments.next().unwrap_or_else(|| "123456789012".to_owned());
    let environment: Environment = std::env::vars_os().collect();
    let folder = tempfile::tempdir()?;
    let python = python::find(moto::REQUIREMENTS, &environment, &|step| eprintln!("{step}"))?;
    let moto = Moto::start(&python, folder.path(), &environment)?;
    if let Some(file) = arguments.next() {
        moto.put_preexisting(&serde_json::from_str(&std::fs::read_to_string(file)?)?)?;
    }
    moto.baseline()?;
    let settings = databricks_fake::Settings::default();
    let proxy = Proxy::start(proxy::Settings {
        folder: folder.path().to_owned(),
        moto: loopback::port(moto.port()),
        databricks: Arc::new(Mutex::new(Databricks::new(settings))),
        registries: route::public_registries(),
        environment: &environment,
    })?;
    let _open = proxy.allow_registries();
    for (name, value) in proxy.environment(Entrance::Open, Vantage::Outside) {
        println!("export {name}={value}");
    }
    println!(
        "# inside a private workspace: HTTPS_PROXY=http://127.0.0.1:{}",
        proxy.port(Entrance::Open, Vantage::Inside)
    );
    println!("export AWS_ACCESS_KEY_ID={}", account::access_key(&account));
    println!("export DATABRICKS_CLIENT_ID={}", databricks_fake::APPLICATION);
    println!("export DATABRICKS_CLIENT_SECRET=x");
    println!("export AWS_SECRET_ACCESS_KEY=x");
    println!("export AWS_EC2_METADATA_DISABLED=true");
    println!("export CHECKPOINT_DISABLE=1");
    eprintln!("moto listens at 127.0.0.1:{}, its log is {}", moto.port(), moto.log().display());
    tokio::runtime::Runtime::new()?.block_on(tokio::signal::ctrl_c())?;
    eprintln!("{}", serde_json::to_string_pretty(&proxy.tally())?);
    eprintln!("refusals: {}", serde_json::to_string_pretty(&moto.refusals()?)?);
    eprintln!("left in AWS: {}", serde_json::to_string_pretty(&moto.leftovers()?)?);
    let databricks = proxy.databricks().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    eprintln!("left in Databricks: {}", serde_json::to_string_pretty(&databricks.leftovers())?);
    Ok(())
}
