//! Where a host's requests go.

use databricks_fake::Databricks;

use super::runner;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Aws,
    Databricks,
    /// The service that gives a job of GitHub Actions its token.
    Runner,
    /// To the real host, untouched.
    Registry,
    /// Nowhere: a rehearsal has nothing to say to it.
    Refused,
}

/// A real host that may be let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// As [`canonical`] gives it.
    pub host: String,
    pub port: u16,
}

/// Where `terraform init` and `tofu init` find providers: the registries, and the hosts to which their
/// download addresses lead.
const REGISTRIES: [&str; 6] = [
    "registry.terraform.io",
    "registry.opentofu.org",
    "releases.hashicorp.com",
    "github.com",
    "objects.githubusercontent.com",
    "release-assets.githubusercontent.com",
];

/// Endpoints of the standard and the China partition, and dual-stack ones.
/// <https://docs.aws.amazon.com/general/latest/gr/rande.html>
const AWS: [&str; 3] = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"];

pub fn public_registries() -> Vec<Registry> {
    REGISTRIES.map(|host| Registry { host: host.to_owned(), port: 443 }).into()
}

/// `host` as [`canonical`] gives it. What is known by its name alone is so at any port.
pub fn of(host: &str, port: u16, registries: &[Registry]) -> Route {
    if AWS.iter().any(|domain| host.ends_with(domain)) {
        Route::Aws
    } else if Databricks::serves(host) {
        Route::Databricks
    } else if host == runner::HOST {
        Route::Runner
    } else if registries.iter().any(|known| known.host == host && known.port == port) {
        Route::Registry
    } else {
        Route::Refused
    }
}

/// One spelling for each host: no capitals, no dot at the end, no brackets.
pub fn canonical(host: &str) -> String {
    host.trim_end_matches('.').trim_matches(['[', ']']).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(host: &str) -> Route {
        of(&canonical(host), 443, &public_registries())
    }

    #[test]
    fn aws_is_known_in_every_partition_and_spelling() {
        for host in [
            "sts.amazonaws.com",
            "a.bucket.s3.eu-west-1.amazonaws.com",
            "EC2.CN-North-1.amazonaws.com.cn",
            "lambda.eu-west-1.api.aws",
            "sts.amazonaws.com.",
        ] {
            assert_eq!(route(host), Route::Aws, "{host}");
        }
    }

    #[test]
    fn a_host_that_only_looks_like_one_of_ours_is_refused() {
        for host in [
            "amazonaws.com.example.org",
            "notamazonaws.com",
            "checkpoint-api.hashicorp.com",
            "checkpoint.hashicorp.com",
            "gist.github.com",
            "registry.terraform.io.example.org",
        ] {
            assert_eq!(route(host), Route::Refused, "{host}");
        }
    }

    #[test]
    fn databricks_and_registries_are_told_apart() {
        assert_eq!(route("accounts.cloud.databricks.com"), Route::Databricks);
        assert_eq!(route("registry.opentofu.org"), Route::Registry);
    }
}
