//! What Databricks does to AWS reaches moto.

use rehearsal::environment::Environment;
use serde_json::{Value, json};

use crate::client::{Answer, Tls, ask};
use crate::fake_aws::{FULL, FakeAws};
use crate::proxy::run;

const CONSOLE: &str = "accounts.cloud.databricks.com";
const ACCOUNT: &str = "0fedcba9-8765-4321-8fed-cba987654321";
const DATABRICKS: &str = "arn:aws:iam::414351767826:root";

/// A role that may everything, and a bucket that is open to Databricks.
fn facts(bucket: &str) -> String {
    let allow = |more: Value| {
        let mut statement = json!({ "Effect": "Allow" });
        statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "Version": "2012-10-17", "Statement": [statement] })
    };
    let trust = allow(json!({
        "Action": "sts:AssumeRole", "Principal": { "AWS": DATABRICKS },
        "Condition": { "StringEquals": { "sts:ExternalId": ACCOUNT } },
    }));
    let document = allow(json!({ "Action": "ec2:*", "Resource": "*" }));
    let policy = allow(json!({
        "Action": "s3:*", "Principal": { "AWS": DATABRICKS },
        "Resource": [format!("arn:aws:s3:::{bucket}"), format!("arn:aws:s3:::{bucket}/*")],
    }));
    json!({
        "roles": [{
            "arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333",
            "trust": trust, "policies": [{ "name": "p", "document": document }], "changed": 0.0,
        }],
        "buckets": [{
            "name": bucket, "account": "111122223333", "region": "eu-west-1", "policy": policy,
            "encryption": null, "versioning": "Disabled", "public_access_blocked": true,
        }],
    })
    .to_string()
}

struct Client {
    stream: Tls,
    token: String,
}

impl Client {
    fn log_in(mut stream: Tls) -> Self {
        let path = format!("/oidc/accounts/{ACCOUNT}/v1/token");
        let grant = "grant_type=client_credentials&scope=all-apis";
        let answer = ask(&mut stream, &request("POST", &path, "Basic aWQ6c2VjcmV0", grant));
        let token = body(&answer)["access_token"].as_str().unwrap().to_owned();
        Self { stream, token: format!("Bearer {token}") }
    }

    fn call(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let path = format!("/api/2.0/accounts/{ACCOUNT}/{path}");
        ask(&mut self.stream, &request(method, &path, &self.token, &body.to_string()))
    }

    /// The id of what is created.
    fn create(&mut self, path: &str, id: &str, what: &Value) -> Value {
        let answer = self.call("POST", path, what);
        assert_eq!(answer.status, 200, "{answer:?}");
        body(&answer)[id].clone()
    }

    fn create_workspace(&mut self, bucket: &str) -> Value {
        let role = json!({ "sts_role": { "role_arn": "arn:aws:iam::111122223333:role/r" } });
        let credentials = json!({ "credentials_name": "role", "aws_credentials": role });
        let bucket = json!({ "bucket_name": bucket });
        let storage = json!({ "storage_configuration_name": "s", "root_bucket_info": bucket });
        let workspace = json!({
            "workspace_name": "w", "aws_region": "eu-west-1",
            "credentials_id": self.create("credentials", "credentials_id", &credentials),
            "storage_configuration_id":
                self.create("storage-configurations", "storage_configuration_id", &storage),
        });
        self.create("workspaces", "workspace_id", &workspace)
    }
}

fn request(method: &str, path: &str, authorization: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {CONSOLE}\r\nAuthorization: {authorization}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
}

fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

#[test]
fn what_a_workspace_writes_is_there_once_it_is_said_to_run() {
    let aws = FakeAws::holding(facts("root"));
    let run = run(aws.port, Vec::new(), &Environment::default());
    let mut client = Client::log_in(run.reach(CONSOLE));
    let id = client.create_workspace("root");
    assert_eq!(aws.objects(), Vec::<String>::new());
    for _ in 0..2 {
        let answer = client.call("GET", &format!("workspaces/{id}"), &json!(null));
        assert_eq!(body(&answer)["workspace_status"], "RUNNING", "{answer:?}");
        let objects = aws.objects();
        assert_eq!(objects.len(), 1, "{objects:?}");
        let object: Value = serde_json::from_str(&objects[0]).unwrap();
        let key = format!("eu-west-1-prod/{id}/FileStore/rehearsal");
        let expected = json!({
            "account": "111122223333", "region": "eu-west-1", "bucket": "root", "key": key,
        });
        assert_eq!(object, expected);
    }
}

#[test]
fn what_cannot_be_written_is_a_fault() {
    let aws = FakeAws::holding(facts(FULL));
    let run = run(aws.port, Vec::new(), &Environment::default());
    let mut client = Client::log_in(run.reach(CONSOLE));
    let id = client.create_workspace(FULL);
    let answer = client.call("GET", &format!("workspaces/{id}"), &json!(null));
    assert_eq!(answer.status, 400, "{answer:?}");
    let faults = run.proxy.tally().faults;
    assert!(faults[0].contains("refuses an object of full: no room"), "{faults:?}");
}
