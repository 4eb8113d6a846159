//! A certificate authority for one run. Its key never leaves memory, so its certificate, which is the only thing
//! written, is worth nothing to anyone once the run is over.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::environment::Environment;

/// Longer than any run, shorter than anyone could make use of.
const VALIDITY: Duration = Duration::from_hours(48);

/// Where Go, OpenSSL and distributions keep the roots of a system.
const SYSTEM_ROOTS: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    /// All leaves share it: making one costs more than signing.
    leaf_key: KeyPair,
    leaves: Mutex<BTreeMap<String, Arc<ServerConfig>>>,
}

/// PEM files for processes that are to trust the authority.
#[derive(Clone, Debug)]
pub struct Files {
    /// The authority alone.
    pub authority: PathBuf,
    /// The authority and the roots of the system, for processes that reach real hosts too. As `SSL_CERT_FILE`,
    /// programs written in Go read it on Linux, but not on macOS: <https://pkg.go.dev/crypto/x509#SystemCertPool>.
    pub with_system_roots: PathBuf,
}

impl Authority {
    pub fn new() -> Result<Self> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name.push(DnType::CommonName, "lakewright rehearsal");
        expire_soon(&mut params)?;
        Ok(Self {
            issuer: CertifiedIssuer::self_signed(params, KeyPair::generate()?)?,
            leaf_key: KeyPair::generate()?,
            leaves: Mutex::default(),
        })
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    pub fn write(&self, folder: &Path, environment: &Environment) -> Result<Files> {
        let files = Files {
            authority: folder.join("authority.pem"),
            with_system_roots: folder.join("authorities.pem"),
        };
        let roots = system_roots(environment);
        for (path, text) in [
            (&files.authority, self.pem()),
            (&files.with_system_roots, format!("{}\n{roots}", self.pem())),
        ] {
            std::fs::write(path, text)
                .with_context(|| format!("can't write {}", path.display()))?;
        }
        Ok(files)
    }

    /// What a TLS server that stands in for `host` needs; made on first use. HTTP/1.1 only, because that is
    /// what is spoken behind it.
    pub fn server(&self, host: &str) -> Result<Arc<ServerConfig>> {
        let mut leaves = self.leaves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = leaves.get(host) {
            return Ok(server.clone());
        }
        let server = Arc::new(self.leaf(host)?);
        leaves.insert(host.to_owned(), server.clone());
        Ok(server)
    }

    fn leaf(&self, host: &str) -> Result<ServerConfig> {
        let mut params = CertificateParams::new([host.to_owned()])?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        expire_soon(&mut params)?;
        let certificate = params.signed_by(&self.leaf_key, &self.issuer)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.leaf_key.serialize_der()));
        let mut server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        server.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(server)
    }
}

fn expire_soon(params: &mut CertificateParams) -> Result<()> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    params.not_before = rcgen::date_time_ymd(1970, 1, 1) + now.saturating_sub(VALIDITY);
    params.not_after = rcgen::date_time_ymd(1970, 1, 1) + now + VALIDITY;
    Ok(())
}

/// The bundle that the user named, else the first that is there; empty if none is.
fn system_roots(environment: &Environment) -> String {
    let named = environment.path("SSL_CERT_FILE").into_iter();
    named
        .chain(SYSTEM_ROOTS.map(PathBuf::from))
        .find_map(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default()
}
