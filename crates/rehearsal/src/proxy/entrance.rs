//! Where clients come in: at once, or when a gate is open.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use databricks_fake::Vantage;

use super::{Shared, connection};

/// A port of the proxy's own for each, and for each vantage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    Open,
    /// Connections are taken, and wait for [`super::Proxy::open_gate`] before a word is read. Clients
    /// that Go's HTTP library serves hang up after a minute.
    Gated,
}

/// And its port.
pub(super) fn listen() -> Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("can't listen")?;
    listener.set_nonblocking(true)?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

/// For ever.
pub(super) async fn accept(
    listener: TcpListener,
    shared: Arc<Shared>,
    entrance: Entrance,
    from: Vantage,
) {
    let listener = tokio::net::TcpListener::from_std(listener)
        .expect("a listener that does not block, inside a runtime with input and output");
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: some will be free again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        shared.tally().connections += 1;
        let shared = shared.clone();
        tokio::spawn(async move {
            if entrance == Entrance::Gated {
                shared.gate_opens().await;
            }
            connection::serve(stream, shared, from).await;
        });
    }
}
