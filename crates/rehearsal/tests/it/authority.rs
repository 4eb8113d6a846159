use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use rehearsal::authority::Authority;
use rehearsal::environment::Environment;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConnection, ServerConfig, ServerConnection};

use crate::client::trusting;

/// Both sides' handshake over a real socket; the protocol that they agreed on.
fn shake(server: Arc<ServerConfig>, trusted: &Path, name: &str) -> Result<Vec<u8>, String> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serving = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = ServerConnection::new(server).unwrap().complete_io(&mut stream);
    });
    let mut stream = TcpStream::connect(address).unwrap();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut client = ClientConnection::new(trusting(trusted), name).unwrap();
    let shaken = client.complete_io(&mut stream).map_err(|error| error.to_string());
    drop(stream);
    serving.join().unwrap();
    shaken.map(|_| client.alpn_protocol().unwrap_or_default().to_vec())
}

#[test]
fn a_client_that_trusts_the_authority_accepts_its_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new().unwrap();
    let files = authority.write(folder.path(), &Environment::default()).unwrap();
    let long = format!("{}.s3.eu-west-1.amazonaws.com", "a".repeat(63));
    for host in ["sts.amazonaws.com", "a.b.c.s3.amazonaws.com", &long] {
        let agreed = shake(authority.server(host).unwrap(), &files.authority, host);
        assert_eq!(agreed.as_deref(), Ok(b"http/1.1".as_slice()), "{host}");
    }
}

#[test]
fn a_leaf_is_for_its_host_alone() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new().unwrap();
    let files = authority.write(folder.path(), &Environment::default()).unwrap();
    let server = authority.server("sts.amazonaws.com").unwrap();
    shake(server, &files.authority, "ec2.amazonaws.com").unwrap_err();
}

#[test]
fn each_run_has_an_authority_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let files = Authority::new().unwrap().write(folder.path(), &Environment::default()).unwrap();
    let another = Authority::new().unwrap().server("sts.amazonaws.com").unwrap();
    shake(another, &files.authority, "sts.amazonaws.com").unwrap_err();
}

#[test]
fn a_leaf_is_made_once() {
    let authority = Authority::new().unwrap();
    let first = authority.server("sts.amazonaws.com").unwrap();
    assert!(Arc::ptr_eq(&first, &authority.server("sts.amazonaws.com").unwrap()));
}

#[test]
fn what_can_be_no_host_is_refused() {
    Authority::new().unwrap().server("straße.amazonaws.com").unwrap_err();
}

#[test]
fn the_users_own_roots_stay_trusted_beside_the_authority() {
    let folder = tempfile::tempdir().unwrap();
    let company = Authority::new().unwrap();
    let roots = folder.path().join("company.pem");
    std::fs::write(&roots, company.pem()).unwrap();
    let environment = [("SSL_CERT_FILE", roots)].into_iter().collect();
    let authority = Authority::new().unwrap();
    let files = authority.write(folder.path(), &environment).unwrap();
    for issuer in [&authority, &company] {
        let server = issuer.server("registry.terraform.io").unwrap();
        shake(server, &files.with_system_roots, "registry.terraform.io").unwrap();
    }
    assert_eq!(std::fs::read_to_string(&files.authority).unwrap(), authority.pem());
}
