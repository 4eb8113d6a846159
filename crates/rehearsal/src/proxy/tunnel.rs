//! A way through to a real host, untouched: what `init` needs where there is no mirror.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::Uri;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::environment::Environment;

const PATIENCE: Duration = Duration::from_secs(30);
const LONGEST_HEAD: usize = 16 * 1024;

/// How this machine reaches the outside: directly, or through the user's own proxy.
#[derive(Clone, Debug, Default)]
pub(super) struct Outside {
    proxy: Option<String>,
    /// Hosts, and domains with or without a dot in front, that the proxy is not for; `*` for all.
    exceptions: Vec<String>,
}

impl Outside {
    pub(super) fn of(environment: &Environment) -> Self {
        let exceptions = environment.text(&["NO_PROXY", "no_proxy"]).unwrap_or_default();
        Self {
            proxy: environment.text(&["HTTPS_PROXY", "https_proxy"]).map(String::from),
            exceptions: exceptions.split(',').map(|host| host.trim().to_lowercase()).collect(),
        }
    }

    pub(super) async fn connect(&self, host: &str, port: u16) -> Result<TcpStream> {
        timeout(PATIENCE, async {
            match &self.proxy {
                Some(proxy) if !self.is_exception(host) => through(proxy, host, port).await,
                _ => Ok(TcpStream::connect((host, port)).await?),
            }
        })
        .await
        .with_context(|| format!("{host} does not answer"))?
        .with_context(|| format!("can't reach {host}:{port}"))
    }

    fn is_exception(&self, host: &str) -> bool {
        self.exceptions.iter().filter(|exception| !exception.is_empty()).any(|exception| {
            let domain = exception.trim_start_matches("*.").trim_start_matches('.');
            exception == "*"
                || host
                    .strip_suffix(domain)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// `proxy`: `http://user:password@host:port`, of which only the host is required.
async fn through(proxy: &str, host: &str, port: u16) -> Result<TcpStream> {
    let spelled = if proxy.contains("://") { proxy.to_owned() } else { format!("http://{proxy}") };
    let address: Uri = spelled.parse().context("HTTPS_PROXY is no address")?;
    if address.scheme_str() != Some("http") {
        bail!("HTTPS_PROXY is spoken to over plain HTTP only, so it must begin with `http://`");
    }
    let at = address.host().context("HTTPS_PROXY names no host")?;
    let mut stream = TcpStream::connect((at, address.port_u16().unwrap_or(80)))
        .await
        .context("HTTPS_PROXY does not answer")?;
    let authorization = authorization(&address);
    let asked =
        format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{authorization}\r\n");
    stream.write_all(asked.as_bytes()).await?;
    let said = head(&mut stream).await?;
    let status = said.lines().next().unwrap_or_default();
    if status.split(' ').nth(1).is_none_or(|code| !code.starts_with('2')) {
        bail!("HTTPS_PROXY says `{status}`");
    }
    Ok(stream)
}

fn authorization(address: &Uri) -> String {
    let authority = address.authority().map(http::uri::Authority::as_str).unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((user, _)) => {
            format!("Proxy-Authorization: Basic {}\r\n", BASE64_STANDARD.encode(unescaped(user)))
        }
        None => String::new(),
    }
}

/// `%40` to `@`, and so on: how an address spells what may not stand in it.
fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        plain.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    plain
}

/// Byte by byte, because what follows the head is not ours to read.
async fn head(stream: &mut TcpStream) -> Result<String> {
    let mut said = Vec::new();
    while !said.ends_with(b"\r\n\r\n") {
        if said.len() > LONGEST_HEAD {
            bail!("HTTPS_PROXY answers without end");
        }
        said.push(stream.read_u8().await.context("HTTPS_PROXY hung up")?);
    }
    Ok(String::from_utf8_lossy(&said).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_hosts_and_their_subdomains() {
        let environment = [("HTTPS_PROXY", "http://p"), ("NO_PROXY", "example.org, .corp,*.lan")];
        let outside = Outside::of(&environment.into_iter().collect());
        for host in ["example.org", "a.example.org", "x.corp", "y.lan"] {
            assert!(outside.is_exception(host), "{host}");
        }
        for host in ["notexample.org", "example.org.evil", "registry.terraform.io"] {
            assert!(!outside.is_exception(host), "{host}");
        }
    }

    #[test]
    fn a_password_is_unescaped_before_it_is_sent() {
        let address: Uri = "http://me:p%40ss@proxy:3128".parse().unwrap();
        let expected = BASE64_STANDARD.encode("me:p@ss");
        assert!(authorization(&address).contains(&expected));
    }

    #[test]
    fn a_percent_sign_of_its_own_stays() {
        assert_eq!(unescaped("100%"), b"100%");
        assert_eq!(unescaped("%zz%4"), b"%zz%4");
    }
}
