//! `state`.

use blueprint::sections::state;
use blueprint::sections::state::{AwsRegion, HcpName, Hostname};
use blueprint::values::{BucketName, StateKeyArn};
use serde::Serialize;

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State<'a> {
    Local {},
    S3 {
        bucket: &'a BucketName,
        region: &'a AwsRegion,
        key: &'a str,
        kms_key: Option<&'a StateKeyArn>,
    },
    HcpTerraform {
        organization: &'a HcpName,
        project: Option<&'a HcpName>,
        hcp_workspace: &'a str,
        hostname: Option<&'a Hostname>,
    },
}

impl<'a> State<'a> {
    pub(super) fn of(state: &'a state::State) -> Self {
        match state {
            state::State::Local => Self::Local {},
            state::State::S3 { bucket, region, key, kms_key } => {
                Self::S3 { bucket, region, key, kms_key: kms_key.as_deref() }
            }
            state::State::HcpTerraform { organization, project, hcp_workspace, hostname } => {
                Self::HcpTerraform {
                    organization,
                    project: project.as_deref(),
                    hcp_workspace,
                    hostname: hostname.as_deref(),
                }
            }
        }
    }
}
