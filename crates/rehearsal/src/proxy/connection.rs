//! One client's connection: `CONNECT`, or plain HTTP with a whole address; then the fake behind it.
//!
//! A client that vanishes, stalls or talks nonsense ends its own connection and nothing else.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use databricks_fake::Vantage;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::route::{self, Route};
use super::runner;
use super::{Shared, answer, aws, databricks};

type Answer = Response<Full<Bytes>>;

const TLS_PATIENCE: Duration = Duration::from_secs(30);

/// Far above what a provider sends: objects are small in what we rehearse.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

pub(super) async fn serve(stream: TcpStream, shared: Arc<Shared>, from: Vantage) {
    let service = service_fn(|request| {
        let shared = shared.clone();
        async move { Ok::<_, Infallible>(first(shared, from, request).await) }
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let _ended = connection.with_upgrades().await;
}

async fn first(shared: Arc<Shared>, from: Vantage, request: Request<Incoming>) -> Answer {
    let Some(host) = request.uri().host().map(route::canonical) else {
        return answer::refusal(
            StatusCode::BAD_REQUEST,
            "this is a proxy: ask for a whole address",
        );
    };
    let is_connect = request.method() == Method::CONNECT;
    let port = request.uri().port_u16().unwrap_or(if is_connect { 443 } else { 80 });
    let route = route::of(&host, port, &shared.registries);
    match (route, is_connect, port) {
        (Route::Aws, false, 80) => fake(&shared, &Asked { route, host, from }, request).await,
        (Route::Aws | Route::Databricks | Route::Runner, true, 443) => {
            end_tls(shared, Asked { route, host, from }, request)
        }
        (Route::Registry, true, _) if shared.lets_registries_through() => {
            tunnel(&shared, &host, port, request).await
        }
        _ => refuse(&shared, route, &host, port),
    }
}

/// What is asked, and from where.
struct Asked {
    route: Route,
    host: String,
    from: Vantage,
}

fn refuse(shared: &Shared, route: Route, host: &str, port: u16) -> Answer {
    shared.tally().refuse(host, port);
    let why = match route {
        Route::Registry => format!("{host} is let through during init only"),
        Route::Refused => format!("{host} is no part of a rehearsal"),
        Route::Aws | Route::Databricks | Route::Runner => {
            format!("{host} is rehearsed over HTTPS only, not at {port}")
        }
    };
    answer::refusal(StatusCode::FORBIDDEN, &why)
}

async fn tunnel(shared: &Shared, host: &str, port: u16, request: Request<Incoming>) -> Answer {
    let mut outside = match shared.outside.connect(host, port).await {
        Ok(stream) => stream,
        Err(error) => {
            let why = format!("{error:#}");
            shared.tally().fault(why.clone());
            return answer::refusal(StatusCode::BAD_GATEWAY, &why);
        }
    };
    shared.tally().tunnel(host);
    tokio::spawn(async move {
        if let Ok(inside) = hyper::upgrade::on(request).await {
            let _ended = copy_bidirectional(&mut TokioIo::new(inside), &mut outside).await;
        }
    });
    Response::default()
}

fn end_tls(shared: Arc<Shared>, asked: Asked, request: Request<Incoming>) -> Answer {
    let server = match shared.authority.server(&asked.host) {
        Ok(server) => server,
        Err(error) => {
            let why = format!("{} can't be certified: {error:#}", asked.host);
            shared.tally().fault(why.clone());
            return answer::refusal(StatusCode::BAD_REQUEST, &why);
        }
    };
    tokio::spawn(async move {
        let Ok(inside) = hyper::upgrade::on(request).await else { return };
        match accept(TlsAcceptor::from(server), inside).await {
            Ok(stream) => serve_fake(shared, asked, stream).await,
            // Anything else is a client that went away.
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                let host = &asked.host;
                shared.tally().fault(format!("a client of {host} can't agree on TLS: {error}"));
            }
            Err(_) => {}
        }
    });
    Response::default()
}

async fn accept(
    acceptor: TlsAcceptor,
    inside: Upgraded,
) -> std::io::Result<impl AsyncRead + AsyncWrite + Unpin + Send + 'static> {
    timeout(TLS_PATIENCE, acceptor.accept(TokioIo::new(inside))).await?
}

async fn serve_fake(
    shared: Arc<Shared>,
    asked: Asked,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) {
    let service = service_fn(|request| {
        let (shared, asked) = (&shared, &asked);
        async move { Ok::<_, Infallible>(fake(shared, asked, request).await) }
    });
    let _ended = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn fake(shared: &Shared, asked: &Asked, request: Request<Incoming>) -> Answer {
    let Asked { route, host, from } = asked;
    shared.tally().request(host);
    let request = match whole(request).await {
        Ok(request) => request,
        Err(why) => return answer::refusal(StatusCode::PAYLOAD_TOO_LARGE, &why),
    };
    let answered = match route {
        Route::Databricks => {
            databricks::answer(&shared.databricks, &shared.moto, host, *from, request).await
        }
        Route::Runner => Ok(runner::answer(&request)),
        _ => aws::forward(&shared.moto, host, request).await,
    };
    match answered {
        Ok(answer) => answer.map(Full::new),
        Err(error) => {
            let why = format!("{error:#}");
            shared.tally().fault(why.clone());
            answer::fault(&why)
        }
    }
}

/// An error is a body that is too large, or a client that went away and hears no answer.
async fn whole(request: Request<Incoming>) -> Result<Request<Bytes>, String> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, LARGEST_BODY).collect().await;
    let body = body.map_err(|error| format!("the request can't be read: {error}"))?;
    Ok(Request::from_parts(head, body.to_bytes()))
}
