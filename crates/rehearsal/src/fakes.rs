//! The fakes of one rehearsal: they end with it.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use databricks_fake::{Databricks, Tier};
use serde_json::Value;
use tokio::sync::watch;

use crate::environment::Environment;
use crate::fault::Refused;
use crate::moto::answers::Kind;
use crate::moto::{self, Moto};
use crate::proxy::route::public_registries;
use crate::proxy::{self, Proxy};
use crate::python;
use crate::report::Leftover;
use crate::variables::UNITY_CATALOG;
use crate::world::World;

pub(crate) struct Fakes {
    // Before moto, so that nothing is asked of one that is gone.
    pub(crate) proxy: Proxy,
    moto: OnceLock<Moto>,
    /// Tells the proxy where moto is.
    moto_port: watch::Sender<Option<u16>>,
    /// What moto is told that it holds.
    in_aws: Vec<Value>,
}

impl Fakes {
    /// Serves at once; requests to AWS wait until [`Self::start_moto`] is done.
    pub(crate) fn start(
        world: World,
        folder: &Path,
        environment: &Environment,
        iam_propagation: Duration,
    ) -> Result<Self> {
        let mut databricks = Databricks::new(databricks_fake::Settings {
            iam_propagation,
            unity_catalog_propagation: iam_propagation * UNITY_CATALOG,
            tier: world.tier,
            callers: world.callers,
            ..databricks_fake::Settings::default()
        });
        for it in &world.in_databricks {
            databricks.put_preexisting(it);
        }
        let (moto_port, moto) = watch::channel(None);
        let proxy = Proxy::start(proxy::Settings {
            folder: folder.to_owned(),
            moto,
            databricks: Arc::new(Mutex::new(databricks)),
            registries: public_registries(),
            environment,
        })?;
        Ok(Self { proxy, moto: OnceLock::new(), moto_port, in_aws: world.in_aws })
    }

    /// Installs moto the first time.
    pub(crate) fn start_moto(
        &self,
        folder: &Path,
        environment: &Environment,
        say: python::Say,
    ) -> Result<()> {
        let python = python::find(moto::REQUIREMENTS, environment, say)?;
        let moto = Moto::start(&python, folder, environment)?;
        for it in &self.in_aws {
            moto.put_preexisting(it)?;
        }
        moto.baseline()?;
        let moto = self.moto.get_or_init(|| moto);
        self.moto_port.send_replace(Some(moto.port()));
        Ok(())
    }

    fn moto(&self) -> Result<&Moto> {
        self.moto.get().context("the fake of AWS did not start")
    }

    /// What both hold that was not preexisting.
    pub(crate) fn leftovers(&self) -> Result<Vec<Leftover>> {
        let in_aws = self.moto()?.leftovers()?.into_iter().map(Leftover::from);
        let in_databricks = self.databricks(Databricks::leftovers);
        Ok(in_aws.chain(in_databricks.into_iter().map(Leftover::from)).collect())
    }

    /// For whoever looks: `aws.json` and `databricks.json`.
    pub(crate) fn write_state(&self, folder: &Path) -> Result<()> {
        let write = |name, state: &Value| {
            fs::write(folder.join(name), serde_json::to_string_pretty(state)? + "\n")?;
            anyhow::Ok(())
        };
        // Nothing, if an apply failed before anything was asked of AWS.
        let aws = self.moto.get().map_or(Ok(Value::Null), Moto::state)?;
        write("aws.json", &aws)?;
        write("databricks.json", &self.databricks(Databricks::state))
    }

    /// What was refused so far, by AWS and then by Databricks.
    pub(crate) fn refusals(&self) -> Result<Refusals> {
        Ok(Refusals {
            aws: self.moto.get().map_or_else(|| Ok(Vec::new()), Moto::refusals)?,
            databricks: self.databricks(|databricks| databricks.refusals().to_vec()),
        })
    }

    /// As Databricks does on request: nothing that Terraform asks does it.
    pub(crate) fn raise_tiers(&self, to: Tier) {
        let databricks = self.proxy.databricks().lock();
        databricks.unwrap_or_else(PoisonError::into_inner).raise_tiers(to);
    }

    fn databricks<T>(&self, read: impl FnOnce(&Databricks) -> T) -> T {
        read(&self.proxy.databricks().lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Refusals {
    aws: Vec<moto::Refusal>,
    databricks: Vec<databricks_fake::Refusal>,
}

impl Refusals {
    /// Those that came after `earlier`.
    pub(crate) fn since(&self, earlier: &Self) -> Vec<Refused> {
        let aws = self.aws.iter().skip(earlier.aws.len()).map(Refused::from);
        let databricks = self.databricks.iter().skip(earlier.databricks.len());
        aws.chain(databricks.map(Refused::from)).collect()
    }

    /// Requests to AWS that nobody here can answer.
    pub(crate) fn unanswered(&self) -> Vec<String> {
        let unknown = self.aws.iter().filter(|refusal| refusal.kind == Kind::Unimplemented);
        let mut requests: Vec<_> =
            unknown.map(|refusal| format!("{} {}", refusal.service, refusal.action)).collect();
        requests.sort();
        requests.dedup();
        requests
    }
}

impl From<&moto::Refusal> for Refused {
    fn from(refusal: &moto::Refusal) -> Self {
        Self {
            request: format!("{} {}", refusal.service, refusal.action),
            code: refusal.code.clone(),
            message: refusal.message.clone(),
        }
    }
}

impl From<&databricks_fake::Refusal> for Refused {
    fn from(refusal: &databricks_fake::Refusal) -> Self {
        Self {
            request: refusal.request.clone(),
            code: refusal.status.to_string(),
            message: refusal.message.clone(),
        }
    }
}
