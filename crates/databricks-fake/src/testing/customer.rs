//! A Databricks account that is logged in, over a world of AWS that is right.

use http::Request;
use serde_json::{Value, json};

use crate::databricks::Databricks;
use crate::entities::declared;
use crate::facts::Facts;
use crate::front_door::Vantage;
use crate::settings::Settings;
use crate::testing::world;
use crate::world::{Surroundings, World};

pub(crate) const ACCOUNT: &str = "0fedcba9-8765-4321-8fed-cba987654321";
pub(crate) const CONSOLE: &str = "accounts.cloud.databricks.com";

/// Where the account's clients log in.
pub(crate) const TOKEN: &str = "/oidc/accounts/0fedcba9-8765-4321-8fed-cba987654321/v1/token";

pub(crate) struct Customer {
    pub(crate) databricks: Databricks,
    pub(crate) aws: Facts,
    /// Unix seconds.
    pub(crate) now: f64,
    token: String,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// The id in a field of the answer.
    pub(crate) fn id(self, field: &str) -> String {
        match &self.ok()[field] {
            Value::String(id) => id.clone(),
            id => id.to_string(),
        }
    }

    /// The message must hold every part.
    pub(crate) fn refused(&self, code: &str, parts: &[&str]) {
        let message = self.body["message"].as_str().unwrap_or_default();
        assert!(self.status >= 400, "accepted: {}", self.body);
        assert_eq!(self.body["error_code"], code, "{message}");
        assert!(parts.iter().all(|part| message.contains(part)), "{message}");
    }
}

impl Customer {
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let (databricks, aws) = (Databricks::new(settings), world::right());
        let mut customer = Self { databricks, aws, now: 1_000_000.0, token: String::new() };
        customer.token = customer.log_in(CONSOLE, TOKEN);
        customer
    }

    pub(crate) fn log_in(&mut self, host: &str, path: &str) -> String {
        let request = Request::post(path)
            .header("authorization", "Basic aWQ6c2VjcmV0")
            .body(b"grant_type=client_credentials&scope=all-apis".to_vec())
            .expect("a plain request");
        self.send(host, &request).ok()["access_token"].as_str().expect("a token").to_owned()
    }

    pub(crate) fn send(&mut self, host: &str, request: &Request<Vec<u8>>) -> Answer {
        self.send_from(Vantage::Outside, host, request)
    }

    pub(crate) fn send_from(
        &mut self,
        from: Vantage,
        host: &str,
        request: &Request<Vec<u8>>,
    ) -> Answer {
        let response = self.databricks.answer(host, from, request, &self.aws, self.now);
        let body = serde_json::from_slice(response.body()).expect("answers are JSON");
        Answer { status: response.status().as_u16(), body }
    }

    /// With the account's token, below the account's path.
    pub(crate) fn call(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/2.0/accounts/{ACCOUNT}/{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .body(body.to_string().into_bytes())
            .expect("a plain request");
        self.send(CONSOLE, &request)
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, body)
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, &json!(null))
    }

    pub(crate) fn delete(&mut self, path: &str) -> Answer {
        self.call("DELETE", path, &json!(null))
    }

    pub(crate) fn credentials(&mut self, role: &str) -> Answer {
        self.post("credentials", &credentials(role))
    }

    pub(crate) fn storage(&mut self, bucket: &str) -> Answer {
        self.post("storage-configurations", &storage(bucket))
    }

    pub(crate) fn network(&mut self) -> Answer {
        self.post("networks", &network())
    }

    pub(crate) fn key(&mut self, uses: &[&str]) -> Answer {
        let key = json!({ "account_id": ACCOUNT, "aws_key_info": { "key_arn": world::KEY }, "use_cases": uses });
        self.post("customer-managed-keys", &key)
    }

    pub(crate) fn endpoint(&mut self, name: &str) -> Answer {
        let endpoint = json!({
            "account_id": ACCOUNT, "vpc_endpoint_name": name,
            "aws_vpc_endpoint_id": format!("vpce-{name}"), "region": world::REGION,
        });
        self.post("vpc-endpoints", &endpoint)
    }

    pub(crate) fn private_access(&mut self, public: &Value) -> Answer {
        let settings = json!({
            "private_access_settings_name": "private", "region": world::REGION,
            "public_access_enabled": public, "private_access_level": "ACCOUNT",
        });
        self.post("private-access-settings", &settings)
    }

    /// What a workspace in a VPC of ours is created with, everything else made first.
    pub(crate) fn own(&mut self) -> Value {
        json!({
            "account_id": ACCOUNT, "workspace_name": "own", "aws_region": world::REGION,
            "is_no_public_ip_enabled": true, "pricing_tier": "ENTERPRISE",
            "credentials_id": self.credentials("customer").id("credentials_id"),
            "storage_configuration_id": self.storage("root").id("storage_configuration_id"),
            "network_id": self.network().id("network_id"),
        })
    }

    /// The same in a VPC that Databricks makes.
    pub(crate) fn managed(&mut self) -> Value {
        json!({
            "account_id": ACCOUNT, "workspace_name": "managed", "aws_region": world::REGION,
            "is_no_public_ip_enabled": true,
            "credentials_id": self.credentials("managed").id("credentials_id"),
            "storage_configuration_id": self.storage("other-root").id("storage_configuration_id"),
        })
    }

    /// The same in a VPC of ours, with `PrivateLink`.
    pub(crate) fn private(&mut self) -> Value {
        let rest = self.endpoint("rest").id("vpc_endpoint_id");
        let relay = self.endpoint("relay").id("vpc_endpoint_id");
        let mut network = network();
        network["vpc_endpoints"] = json!({ "rest_api": [rest], "dataplane_relay": [relay] });
        json!({
            "account_id": ACCOUNT, "workspace_name": "private", "aws_region": world::REGION,
            "is_no_public_ip_enabled": true, "pricing_tier": "ENTERPRISE",
            "credentials_id": self.credentials("customer").id("credentials_id"),
            "storage_configuration_id": self.storage("root").id("storage_configuration_id"),
            "network_id": self.post("networks", &network).id("network_id"),
            "private_access_settings_id":
                self.private_access(&json!(false)).id("private_access_settings_id"),
        })
    }

    /// The path of a new workspace that the service has brought up.
    pub(crate) fn running(&mut self, workspace: &Value) -> String {
        let path = format!("workspaces/{}", self.post("workspaces", workspace).id("workspace_id"));
        assert_eq!(self.get(&path).ok()["workspace_status"], "RUNNING");
        path
    }

    /// What a check sees.
    pub(crate) fn in_world(&self, look: impl FnOnce(&World)) {
        let (aws, settings) = (&self.aws, &self.databricks.settings);
        let around = Surroundings { aws, settings, declared: declared(), now: self.now };
        look(&World::new(&self.databricks.accounts[ACCOUNT], around));
    }

    /// Status and message of a workspace once the service has looked at its network.
    pub(crate) fn outcome(&mut self, workspace: &Value) -> (String, String) {
        let id = self.post("workspaces", workspace).id("workspace_id");
        let it = self.get(&format!("workspaces/{id}")).ok();
        let text = |field: &str| it[field].as_str().unwrap_or_default().to_owned();
        (text("workspace_status"), text("workspace_status_message"))
    }
}

pub(crate) fn credentials(role: &str) -> Value {
    let arn = world::role_arn(role);
    json!({ "credentials_name": role, "aws_credentials": { "sts_role": { "role_arn": arn } } })
}

pub(crate) fn storage(bucket: &str) -> Value {
    json!({ "storage_configuration_name": bucket, "root_bucket_info": { "bucket_name": bucket } })
}

pub(crate) fn network() -> Value {
    json!({
        "account_id": ACCOUNT, "network_name": "network", "vpc_id": "vpc-1",
        "subnet_ids": ["subnet-a", "subnet-b"], "security_group_ids": ["sg-1"],
    })
}
