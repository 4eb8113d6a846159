//! A workspace that is assigned to a metastore, and a bucket and a role for Unity Catalog, as the documentation has
//! them.

use http::Request;
use serde_json::{Value, json};

use crate::facts::{Bucket, Policy, Role};
use crate::object::Object;
use crate::testing::customer::{ACCOUNT, Answer, CONSOLE, Customer, TOKEN};
use crate::testing::world::{self, AWS, REGION};

pub(crate) const MASTER: &str =
    "arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL";

pub(crate) struct Lake {
    pub(crate) customer: Customer,
    /// Its number, as text.
    pub(crate) workspace: String,
    host: String,
    token: String,
}

impl Lake {
    /// With the bucket `lake`, and nothing in the metastore.
    pub(crate) fn new() -> Self {
        let mut customer = Customer::new();
        customer.aws.buckets.push(bucket("lake"));
        let workspace = customer.managed();
        let workspace = customer.post("workspaces", &workspace).ok();
        let host =
            format!("{}.cloud.databricks.com", workspace["deployment_name"].as_str().unwrap());
        let token = customer.log_in(CONSOLE, TOKEN);
        Self { customer, workspace: workspace["workspace_id"].to_string(), host, token }
    }

    /// With a credential and its role.
    pub(crate) fn with_role() -> Self {
        let mut lake = Self::new();
        let credential = lake.post("storage-credentials", &credential("lake")).ok();
        let external_id = credential["aws_iam_role"]["external_id"].as_str().unwrap();
        lake.customer.aws.roles.push(role(external_id));
        lake
    }

    /// With an external location at the bucket, besides.
    pub(crate) fn with_location() -> Self {
        let mut lake = Self::with_role();
        lake.post("external-locations", &location("lake", "s3://lake")).ok();
        lake
    }

    /// With a catalog and, in it, the schema `bronze`, besides.
    pub(crate) fn with_catalog() -> Self {
        let mut lake = Self::with_location();
        lake.post("catalogs", &catalog("lake")).ok();
        lake.post("schemas", &json!({ "catalog_name": "lake", "name": "bronze" })).ok();
        lake
    }

    /// Another workspace of the region; whoever calls is there from now on.
    pub(crate) fn move_to_another(&mut self) -> String {
        let workspace = json!({
            "workspace_name": "another", "aws_region": REGION, "compute_mode": "SERVERLESS",
        });
        let workspace = self.customer.post("workspaces", &workspace).ok();
        self.host =
            format!("{}.cloud.databricks.com", workspace["deployment_name"].as_str().unwrap());
        workspace["workspace_id"].to_string()
    }

    pub(crate) fn call(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        self.call_at(method, &format!("/api/2.1/unity-catalog/{path}"), body)
    }

    pub(crate) fn call_at(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.token))
            .body(body.to_string().into_bytes())
            .unwrap();
        self.customer.send(&self.host, &request)
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, &json!(null))
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, body)
    }

    pub(crate) fn patch(&mut self, path: &str, body: &Value) -> Answer {
        self.call("PATCH", path, body)
    }

    pub(crate) fn delete(&mut self, path: &str) -> Answer {
        self.call("DELETE", path, &json!(null))
    }

    pub(crate) fn metastore(&mut self) -> String {
        self.get("metastore_summary").id("metastore_id")
    }

    /// What the account knows of groups, users and service principals.
    pub(crate) fn know(&mut self, collection: &'static str, field: &str, name: &str) {
        let mut object = Object::new();
        object.insert(field.to_owned(), json!(name));
        let account = self.customer.databricks.accounts.get_mut(ACCOUNT).unwrap();
        account.put(collection, name, object);
    }

    /// Kinds of what is left, each once.
    pub(crate) fn left(&self) -> Vec<String> {
        let mut kinds: Vec<_> =
            self.customer.databricks.leftovers().into_iter().map(|it| it.kind).collect();
        kinds.dedup();
        kinds
    }

    pub(crate) fn role(&mut self) -> &mut Role {
        self.customer.aws.roles.iter_mut().find(|role| role.name == "lake").unwrap()
    }

    pub(crate) fn bucket(&mut self) -> &mut Bucket {
        self.customer.aws.buckets.iter_mut().find(|bucket| bucket.name == "lake").unwrap()
    }
}

pub(crate) fn credential(name: &str) -> Value {
    json!({ "name": name, "aws_iam_role": { "role_arn": world::role_arn("lake") } })
}

pub(crate) fn location(name: &str, url: &str) -> Value {
    json!({ "name": name, "url": url, "credential_name": "lake" })
}

pub(crate) fn catalog(name: &str) -> Value {
    json!({ "name": name, "storage_root": "s3://lake/managed" })
}

pub(crate) fn allow(actions: &[&str], resources: &[&str]) -> Value {
    json!({ "Effect": "Allow", "Action": actions, "Resource": resources })
}

/// As `databricks_aws_unity_catalog_policy` and `…_assume_role_policy` have it, without file events.
fn role(external_id: &str) -> Role {
    let arn = world::role_arn("lake");
    let trust = |principal: &str, mut condition: Value| {
        condition["StringEquals"] = json!({ "sts:ExternalId": external_id });
        json!({
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": principal },
            "Condition": condition,
        })
    };
    let root = format!("arn:aws:iam::{AWS}:root");
    let itself = json!({ "ArnLike": { "aws:PrincipalArn": arn } });
    let actions = [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:ListBucket",
        "s3:GetBucketLocation",
    ];
    let document = json!({ "Version": "2012-10-17", "Statement": [
        allow(&actions, &["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]),
        allow(&["sts:AssumeRole"], &[&arn]),
    ]});
    Role {
        name: "lake".to_owned(),
        account: AWS.to_owned(),
        trust: json!({ "Statement": [trust(MASTER, json!({})), trust(&root, itself)] }),
        policies: vec![Policy { name: "unity-catalog".to_owned(), document }],
        permissions_boundary: None,
        changed: 0.0,
        arn,
    }
}

fn bucket(name: &str) -> Bucket {
    Bucket {
        name: name.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        policy: None,
        encryption: None,
        versioning: "Disabled".to_owned(),
        public_access_blocked: true,
    }
}
