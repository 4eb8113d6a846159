//! A request to Databricks, answered by the fake in this process.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use anyhow::{Context, Result, anyhow, bail};
use databricks_fake::effect::Effect;
use databricks_fake::facts::Facts;
use databricks_fake::{Databricks, Vantage};
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{Request, Response};
use hyper::body::Bytes;

use crate::loopback::Loopback;
use crate::moto::{FACTS, OBJECTS};

/// Facts are fetched for every request, also for one that only looks: a workspace becomes what it becomes while
/// the provider polls it. What the answer leads to in AWS is there before the answer is.
pub(super) async fn answer(
    databricks: &Mutex<Databricks>,
    moto: &Loopback,
    host: &str,
    from: Vantage,
    request: Request<Bytes>,
) -> Result<Response<Bytes>> {
    let facts = facts(moto).await?;
    let request = request.map(|body| body.to_vec());
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs_f64();
    let (mut answer, effects) = {
        let mut databricks = databricks.lock().unwrap_or_else(PoisonError::into_inner);
        let answered =
            catch_unwind(AssertUnwindSafe(|| databricks.answer(host, from, &request, &facts, now)));
        let answer = answered.map_err(|_| {
            anyhow!("the fake of Databricks broke at {} {}", request.method(), request.uri())
        })?;
        (answer, databricks.take_effects())
    };
    for effect in effects {
        carry_out(&effect, moto).await?;
    }
    for counted_anew in [CONTENT_LENGTH, TRANSFER_ENCODING] {
        answer.headers_mut().remove(counted_anew);
    }
    Ok(answer.map(Bytes::from))
}

async fn facts(moto: &Loopback) -> Result<Facts> {
    let request = Request::get(FACTS).header("host", "localhost").body(Bytes::new())?;
    let answer = moto.ask(request).await.context("the fake of AWS does not answer")?;
    serde_json::from_slice(answer.body()).with_context(|| {
        let said = String::from_utf8_lossy(answer.body());
        format!("the fake of AWS says of its state: {} {said:.300}", answer.status())
    })
}

async fn carry_out(effect: &Effect, moto: &Loopback) -> Result<()> {
    let Effect::PutObject(object) = effect;
    let body = serde_json::to_vec(object)?;
    let request = Request::post(OBJECTS)
        .header("host", "localhost")
        .header(CONTENT_LENGTH, body.len())
        .body(Bytes::from(body))?;
    let answer = moto.ask(request).await.context("the fake of AWS does not answer")?;
    if answer.status().is_success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(answer.body());
    bail!("the fake of AWS refuses an object of {}: {said:.300}", object.bucket)
}
