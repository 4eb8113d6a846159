//! A client that goes through a proxy, written out by hand so that every byte is in sight.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

pub(crate) type Tls = StreamOwned<ClientConnection, TcpStream>;

#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    /// The first line and the headers.
    pub head: String,
    pub body: String,
}

/// Nothing here takes long: what does has gone wrong.
pub(crate) fn dial(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// The proxy's answer to `CONNECT`, and the connection that it was about.
pub(crate) fn connect(port: u16, target: &str) -> (Answer, TcpStream) {
    let mut stream = dial(port);
    write!(stream, "CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n").unwrap();
    let head = read_head(&mut stream);
    let body = if head.status == 200 { String::new() } else { read_body(&mut stream, &head) };
    (Answer { body, ..head }, stream)
}

pub(crate) fn trusting(authorities: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authorities).unwrap() {
        roots.add(certificate.unwrap()).unwrap();
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config)
}

/// TLS to `host` through the proxy.
pub(crate) fn reach(port: u16, authorities: &Path, host: &str) -> Tls {
    let (answer, stream) = connect(port, &format!("{host}:443"));
    assert_eq!(answer.status, 200, "{answer:?}");
    let name = ServerName::try_from(host.to_owned()).unwrap();
    let session = ClientConnection::new(trusting(authorities), name).unwrap();
    StreamOwned::new(session, stream)
}

/// `request` is everything that is sent, `\r\n` and all.
pub(crate) fn ask(stream: &mut (impl Read + Write), request: &str) -> Answer {
    stream.write_all(request.as_bytes()).unwrap();
    stream.flush().unwrap();
    let head = read_head(stream);
    let is_bodiless = request.starts_with("HEAD") || head.status == 204 || head.status == 100;
    let body = if is_bodiless { String::new() } else { read_body(stream, &head) };
    Answer { body, ..head }
}

pub(crate) fn read_head(stream: &mut impl Read) -> Answer {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: String::new() }
}

pub(crate) fn read_body(stream: &mut impl Read, answer: &Answer) -> String {
    let length = answer.header("content-length").expect("every answer says its length");
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    String::from_utf8(body).unwrap()
}

/// Whether the other side hangs up, one way or another, whatever it says before.
pub(crate) fn hangs_up(stream: &mut impl Read) -> bool {
    match std::io::copy(stream, &mut std::io::sink()) {
        Ok(_) => true,
        Err(error) => error.kind() != ErrorKind::WouldBlock,
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}
