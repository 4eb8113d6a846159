//! HTTP/1.1 requests to a server on this machine, over connections that are kept.

use std::net::Ipv4Addr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

type Connection = SendRequest<Full<Bytes>>;

/// So that a server that hangs ends a run, and does not hang it.
const PATIENCE: Duration = Duration::from_mins(2);

/// The port of a server that is there, or will be: whoever asks it meanwhile waits.
pub type Port = watch::Receiver<Option<u16>>;

/// Of a server that is there.
pub fn port(port: u16) -> Port {
    watch::channel(Some(port)).1
}

/// Connections belong to the runtime in which they were made.
pub(crate) struct Loopback {
    port: Port,
    idle: Mutex<Vec<Connection>>,
}

impl Loopback {
    pub(crate) fn new(port: Port) -> Self {
        Self { port, idle: Mutex::default() }
    }

    /// The whole answer. A request that met a connection which the server had closed meanwhile is sent once
    /// more, over a new one.
    pub(crate) async fn ask(&self, request: Request<Bytes>) -> Result<Response<Bytes>> {
        let port = self.port().await?;
        let answer = timeout(PATIENCE, self.ask_twice(port, request)).await;
        answer.context("no answer in two minutes")?
    }

    /// However long it takes: the server may have to be installed.
    async fn port(&self) -> Result<u16> {
        let mut port = self.port.clone();
        let known = port.wait_for(Option::is_some).await.ok().and_then(|port| *port);
        known.context("the server did not start")
    }

    async fn ask_twice(&self, port: u16, request: Request<Bytes>) -> Result<Response<Bytes>> {
        if let Some(kept) = self.kept()
            && let Ok(answer) = self.ask_over(kept, request.clone()).await
        {
            return Ok(answer);
        }
        let new = connect(port).await?;
        self.ask_over(new, request).await
    }

    fn kept(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(connection) = idle.pop() {
            if !connection.is_closed() {
                return Some(connection);
            }
        }
        None
    }

    async fn ask_over(
        &self,
        mut connection: Connection,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>> {
        connection.ready().await?;
        let answer = connection.send_request(request.map(Full::new)).await?;
        let answer = whole(answer).await?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(answer)
    }
}

async fn connect(port: u16) -> Result<Connection> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| format!("nothing answers at port {port}"))?;
    stream.set_nodelay(true)?;
    let (connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(driver);
    Ok(connection)
}

async fn whole(answer: Response<Incoming>) -> Result<Response<Bytes>> {
    let (head, body) = answer.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}
