//! `[state]`: where Terraform keeps what it knows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::keys;
use crate::reading::{Reading, WrittenKey};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{BucketName, Mistake, Name, StateKeyArn, text_value};

keys! {
    "state";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "State")]
    pub struct Written {
        /// `local`: a file in the stack's folder. `s3`: an S3 bucket, locked by S3 itself and encrypted.
        /// `hcp-terraform`: HCP Terraform or Terraform Enterprise.
        pub backend: Option<Entry<Backend>>,
        /// S3: the bucket, which must be there.
        pub bucket: Option<Entry<BucketName>>,
        /// S3: the bucket's region, which need not be the workspace's.
        pub region: Option<Entry<AwsRegion>>,
        /// S3: path of the state in the bucket; `{workspace}` becomes the workspace's name.
        pub key: Option<Entry<Pattern>>,
        /// S3: ARN of the KMS key that encrypts the state. Left out, the bucket's own default does.
        pub kms_key: Option<Entry<StateKeyArn>>,
        /// HCP Terraform: the organization.
        pub organization: Option<Entry<HcpName>>,
        /// HCP Terraform: the project in which workspaces are created. Left out, the default one.
        pub project: Option<Entry<HcpName>>,
        /// HCP Terraform: its workspace; `{workspace}` becomes the Databricks workspace's name.
        pub hcp_workspace: Option<Entry<HcpPattern>>,
        /// Terraform Enterprise: its host name. Left out, HCP Terraform.
        pub hostname: Option<Entry<Hostname>>,
    }
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Backend {
    Local,
    S3,
    HcpTerraform,
}

#[derive(Clone, Debug)]
pub enum State {
    Local,
    S3 {
        bucket: Sourced<BucketName>,
        region: Sourced<AwsRegion>,
        /// The pattern, filled in for this workspace.
        key: Sourced<String>,
        kms_key: Option<Sourced<StateKeyArn>>,
    },
    HcpTerraform {
        organization: Sourced<HcpName>,
        project: Option<Sourced<HcpName>>,
        hcp_workspace: Sourced<String>,
        hostname: Option<Sourced<Hostname>>,
    },
}

impl State {
    /// Beside this one: of a stack that is applied from another place.
    pub(crate) fn inside(&self) -> Self {
        let inside = |name: &str| match name.strip_suffix(".tfstate") {
            Some(stem) => format!("{stem}-inside.tfstate"),
            None => format!("{name}-inside"),
        };
        let mut state = self.clone();
        match &mut state {
            Self::Local => {}
            Self::S3 { key: name, .. } | Self::HcpTerraform { hcp_workspace: name, .. } => {
                *name = name.clone().map(|name| inside(&name));
            }
        }
        state
    }

    pub fn backend(&self) -> Backend {
        match self {
            Self::Local => Backend::Local,
            Self::S3 { .. } => Backend::S3,
            Self::HcpTerraform { .. } => Backend::HcpTerraform,
        }
    }
}

pub(crate) fn resolve(
    written: Written,
    section: Span,
    workspace: &Name,
    reading: &mut Reading,
) -> (Sourced<Backend>, State) {
    let Written {
        backend,
        bucket,
        region,
        key,
        kms_key,
        organization,
        project,
        hcp_workspace,
        hostname,
    } = written;
    let backend = reading.or(Written::backend, backend, section, || Backend::Local);
    let s3_keys = [
        WrittenKey::of(Written::bucket, bucket.as_ref()),
        WrittenKey::of(Written::region, region.as_ref()),
        WrittenKey::of(Written::key, key.as_ref()),
        WrittenKey::of(Written::kms_key, kms_key.as_ref()),
    ];
    let hcp_keys = [
        WrittenKey::of(Written::organization, organization.as_ref()),
        WrittenKey::of(Written::project, project.as_ref()),
        WrittenKey::of(Written::hcp_workspace, hcp_workspace.as_ref()),
        WrittenKey::of(Written::hostname, hostname.as_ref()),
    ];
    let state = match *backend {
        Backend::Local => {
            let keys = s3_keys.into_iter().chain(hcp_keys);
            reading.inapplicable(keys, &backend, "the state is a local file");
            State::Local
        }
        Backend::S3 => {
            reading.inapplicable(hcp_keys, &backend, "the state is in S3");
            let default = || Pattern("databricks/{workspace}/terraform.tfstate".to_owned());
            State::S3 {
                bucket: reading.required(
                    Written::bucket,
                    bucket,
                    section,
                    "bucket = \"acme-terraform-state\"",
                    || BucketName::parse("unknown").expect("letters"),
                ),
                region: reading.required(
                    Written::region,
                    region,
                    section,
                    "region = \"eu-west-1\"",
                    || AwsRegion("eu-west-1".to_owned()),
                ),
                key: reading.or(Written::key, key, section, default).map(|key| key.fill(workspace)),
                kms_key: Reading::optional(Written::kms_key, kms_key),
            }
        }
        Backend::HcpTerraform => {
            reading.inapplicable(s3_keys, &backend, "the state is in HCP Terraform");
            let default = || HcpPattern("{workspace}".to_owned());
            State::HcpTerraform {
                organization: reading.required(
                    Written::organization,
                    organization,
                    section,
                    "organization = \"acme\"",
                    || HcpName("unknown".to_owned()),
                ),
                project: Reading::optional(Written::project, project),
                hcp_workspace: reading
                    .or(Written::hcp_workspace, hcp_workspace, section, default)
                    .map(|name| name.fill(workspace)),
                hostname: Reading::optional(Written::hostname, hostname),
            }
        }
    };
    (backend, state)
}

/// A path or name in which `{workspace}` stands for the workspace's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

/// The same for a workspace of HCP Terraform, whose names have no `/` and no `.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HcpPattern(String);

/// Any AWS region: a state bucket may lie where Databricks does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsRegion(String);

/// Name of an organization or project in HCP Terraform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HcpName(String);

/// Host name of a Terraform Enterprise installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hostname(String);

/// The text, if each of its characters is a letter, a digit or one of `extra`.
fn plain(text: &str, max: usize, extra: &str, what: &str) -> Result<String, Mistake> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || extra.contains(c);
    if text.is_empty() || text.len() > max || !text.chars().all(allowed) {
        let spelt: Vec<_> = extra.chars().map(|c| format!("`{c}`")).collect();
        return Err(Mistake::malformed(format!("this is not {what}"))
            .help(format!("1 to {max} letters, digits and {}", spelt.join(" "))));
    }
    Ok(text.to_owned())
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, Mistake> {
        let fixed = text.replace("{workspace}", "");
        let is_path = text.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_path {
            return Err(Mistake::malformed("a path has no empty part and no `.` or `..`"));
        }
        if !fixed.is_empty() {
            plain(&fixed, 512, "-_./=+", "a path; the only placeholder is `{workspace}`")?;
        }
        Ok(Self(text.to_owned()))
    }

    fn fill(&self, workspace: &Name) -> String {
        self.0.replace("{workspace}", workspace.as_str())
    }
}

impl HcpPattern {
    /// HCP Terraform takes 90 characters, of which a workspace's name may need 40.
    fn parse(text: &str) -> Result<Self, Mistake> {
        let fixed = text.replace("{workspace}", "");
        let what = "the name of an HCP Terraform workspace; the only placeholder is `{workspace}`";
        if !fixed.is_empty() || text.is_empty() {
            plain(&fixed, 50, "-_", what)?;
        }
        Ok(Self(text.to_owned()))
    }

    fn fill(&self, workspace: &Name) -> String {
        self.0.replace("{workspace}", workspace.as_str())
    }
}

impl AwsRegion {
    fn parse(text: &str) -> Result<Self, Mistake> {
        let parts: Vec<_> = text.split('-').collect();
        let word = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
        match parts.split_last() {
            Some((number, words))
                if number.len() == 1
                    && number.bytes().all(|b| b.is_ascii_digit())
                    && (2..=3).contains(&words.len())
                    && words.iter().all(word) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(Mistake::malformed(format!("`{text}` is not an AWS region"))
                .help("such as `eu-west-1`")),
        }
    }
}

impl HcpName {
    fn parse(text: &str) -> Result<Self, Mistake> {
        plain(text, 40, "-_ ", "the name of an organization or project").map(Self)
    }
}

impl Hostname {
    fn parse(text: &str) -> Result<Self, Mistake> {
        plain(text, 253, "-.", "a host name").map(Self)
    }
}

macro_rules! display_text {
    ($($name:ident),*) => {
        $(impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        })*
    };
}
display_text!(Pattern, HcpPattern, AwsRegion, HcpName, Hostname);
text_value!(Pattern, "^[A-Za-z0-9_./=+{}-]+$");
text_value!(HcpPattern, "^[A-Za-z0-9_{}-]+$");
text_value!(AwsRegion, "^[a-z]{2}(-[a-z]+){1,2}-[0-9]$");
text_value!(HcpName, "^[A-Za-z0-9_ -]{1,40}$");
text_value!(Hostname, "^[A-Za-z0-9.-]+$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_of_the_form_that_its_backend_takes() {
        assert!(Pattern::parse("databricks/{workspace}/terraform.tfstate").is_ok());
        assert!(HcpPattern::parse("databricks-{workspace}").is_ok());
        assert!(HcpPattern::parse("{workspace}").is_ok());
        for text in ["databricks/{workspace}", "terraform.tfstate", "{name}", ""] {
            assert!(HcpPattern::parse(text).is_err(), "{text}");
        }
    }
}
