//! Every field of a blueprint, from the JSON Schema, and how each is written where it applies.

use std::collections::BTreeSet;

use serde_json::Value;

/// Paths of all values that a blueprint can hold: `network.cidr`, `network.subnet-ids[]` for an
/// element, `tags.*` for a value and `tags.<key>` for a key that the user names.
pub fn in_schema() -> BTreeSet<String> {
    let schema = blueprint::json_schema().to_value();
    let mut found = BTreeSet::new();
    walk(&schema, &schema, "", &mut found);
    found
}

fn walk(node: &Value, root: &Value, path: &str, found: &mut BTreeSet<String>) {
    if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#'));
        return walk(target.expect("references lead somewhere"), root, path, found);
    }
    for choices in ["anyOf", "oneOf", "allOf"] {
        for choice in node.get(choices).and_then(Value::as_array).into_iter().flatten() {
            walk(choice, root, path, found);
        }
    }
    for (key, value) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        walk(value, root, &path, found);
    }
    for values in entries_of_map(node) {
        found.insert(format!("{path}.<key>"));
        walk(values, root, &format!("{path}.*"), found);
    }
    if let Some(items) = node.get("items") {
        walk(items, root, &format!("{path}[]"), found);
    }
    if is_value(node) {
        found.insert(path.to_owned());
    }
}

/// Schemas of the values of a table whose keys the user names.
fn entries_of_map(node: &Value) -> Vec<&Value> {
    let patterns = node.get("patternProperties").and_then(Value::as_object);
    let additional = node.get("additionalProperties").filter(|schema| schema.is_object());
    patterns.into_iter().flat_map(|schemas| schemas.values()).chain(additional).collect()
}

fn is_value(node: &Value) -> bool {
    let is =
        |kind: &Value| matches!(kind.as_str(), Some("string" | "boolean" | "integer" | "number"));
    match node.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => node.get("const").is_some() || node.get("enum").is_some(),
    }
}

/// A way to write a field of a workspace.
#[derive(Debug)]
pub struct Field {
    /// As [`in_schema`] names it.
    pub path: &'static str,
    pub key: &'static str,
    /// TOML; `@` is where [`Self::sample`] stands, as a string.
    pub value: &'static str,
    /// A legal text, if the field takes one.
    pub sample: Option<&'static str>,
    /// Keys of the workspace among which the field means something.
    pub beside: Keys,
    /// Keys that this value of it needs.
    pub brings: Keys,
}

type Keys = &'static [(&'static str, &'static str)];

impl Field {
    /// Key and value with a text in its place.
    pub fn with(&self, text: &str) -> (String, String) {
        let text = crate::draft::quoted(text);
        (self.key.replace('@', &text), self.value.replace('@', &text))
    }

    /// Whether a text stands in it.
    pub fn takes_text(&self) -> bool {
        self.key.contains('@') || self.value.contains('@')
    }

    /// Key and value as they may well stand in a blueprint, and what they need.
    pub fn written(&self) -> Vec<(String, String)> {
        let brought =
            self.brings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        [self.with(self.sample.unwrap_or_default())].into_iter().chain(brought).collect()
    }
}

impl Field {
    /// Written under another key than its path says.
    const fn at(self, key: &'static str) -> Self {
        Self { key, ..self }
    }
}

const ANYWHERE: Keys = &[];
const CUSTOMER_MANAGED: Keys = &[("network.mode", r#""customer-managed""#)];
const SHARED: Keys = &[("network.mode", r#""customer-managed""#), ("network.share", r#""first""#)];
const EXISTING: Keys = &[
    ("network.mode", r#""existing""#),
    ("network.vpc-id", r#""vpc-0123456789abcdef0""#),
    ("network.subnet-ids", r#"["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]"#),
    ("network.security-group-ids", r#"["sg-0123456789abcdef0"]"#),
];
const ENTERPRISE: Keys = &[("tier", r#""enterprise""#)];
const EXISTING_KEY: Keys = &[
    ("tier", r#""enterprise""#),
    (
        "encryption.managed-services",
        r#"{ existing = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555" }"#,
    ),
];
const GOVCLOUD: Keys = &[
    ("region", r#""us-gov-west-1""#),
    ("govcloud-shard", r#""civilian""#),
    ("network.mode", r#""databricks-managed""#),
];
const S3: Keys = &[
    ("state.backend", r#""s3""#),
    ("state.bucket", r#""acme-terraform-state""#),
    ("state.region", r#""eu-west-1""#),
];
const HCP_TERRAFORM: Keys =
    &[("state.backend", r#""hcp-terraform""#), ("state.organization", r#""acme""#)];
const EXISTING_BUCKET: Keys = &[("root-bucket", r#"{ existing = "acme-root" }"#)];

/// A workspace of the Enterprise tier whose clusters reach the control plane over `PrivateLink`.
const BACK_END: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.mode", r#""customer-managed""#),
    ("network.private-link.back-end", r#""create""#),
];
const BOTH_ENDS: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.mode", r#""customer-managed""#),
    ("network.private-link.back-end", r#""create""#),
    ("network.private-link.front-end.clients", r#"["10.128.0.0/9"]"#),
];
const EXISTING_ENDPOINT: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.mode", r#""customer-managed""#),
    ("network.private-link.front-end.existing", r#""11111111-2222-4333-8444-555555555503""#),
];
const EXISTING_ENTERPRISE: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.mode", r#""existing""#),
    ("network.vpc-id", r#""vpc-0123456789abcdef0""#),
    ("network.subnet-ids", r#"["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]"#),
    ("network.security-group-ids", r#"["sg-0123456789abcdef0"]"#),
];
const FIREWALL: Keys =
    &[("network.mode", r#""customer-managed""#), ("network.egress", r#""firewall""#)];
const CONNECTIVITY: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.serverless.connectivity-configuration", r#""create""#),
];
const SERVICE: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.serverless.connectivity-configuration", r#""create""#),
    (
        "network.serverless.private-endpoints.orders.service",
        r#""com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0""#,
    ),
    ("network.serverless.private-endpoints.orders.domains", r#"["orders.acme.example"]"#),
];
const BUCKETS: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.serverless.connectivity-configuration", r#""create""#),
    ("network.serverless.private-endpoints.lake.buckets", r#"["acme-lake"]"#),
];
const POLICY: Keys = &[
    ("tier", r#""enterprise""#),
    ("network.serverless.policy.allowed-domains", r#"["pypi.org"]"#),
];
const EXTERNAL_HIVE: Keys =
    &[("metastore.mode", r#""external-hive""#), ("metastore.addresses", r#"["10.50.0.0/24"]"#)];
/// Clusters are told of it by the policy of an instance profile.
const HIVE_CONNECTION: Keys = &[
    ("groups.analysts", r#""existing""#),
    ("access.analysts", r#""user""#),
    ("buckets.lake", "{}"),
    ("data-access.profiles.etl.buckets.lake", r#""read""#),
    ("data-access.profiles.etl.groups", r#"["analysts"]"#),
    ("metastore.mode", r#""external-hive""#),
    ("metastore.addresses", r#"["10.50.0.0/24"]"#),
    ("metastore.connection.url", r#""jdbc:postgresql://hive/metastore""#),
];

/// Three buckets, groups that are let in, and one of the identity provider.
const PEOPLE: Keys = &[
    ("groups.analysts", r#""existing""#),
    ("groups.engineers", r#""existing""#),
    ("access.analysts", r#""user""#),
    ("buckets.lake", "{}"),
];
const GROUPS: Keys = &[("groups.analysts", r#""existing""#), ("access.analysts", r#""user""#)];
/// A catalog brings a bucket of its name.
const BUCKET_KEY: &str =
    "arn:aws:kms:eu-west-1:210987654321:key/33333333-3333-4333-8333-333333333333";
const STORED: Keys = &[("catalogs.lake.isolation", r#""open""#)];
/// Of a region there is one metastore.
const ELSEWHERE: Keys = &[("region", r#""us-east-1""#)];
const CATALOG: Keys = &[
    ("groups.analysts", r#""existing""#),
    ("groups.engineers", r#""existing""#),
    ("buckets.lake", "{}"),
    ("catalogs.sales.storage", r#""lake""#),
];
const EXTERNAL_VOLUME: Keys = &[
    ("buckets.lake", "{}"),
    ("buckets.drop", "{}"),
    ("buckets.other", "{}"),
    ("catalogs.sales.storage", r#""lake""#),
    ("catalogs.sales.schemas.raw.volumes.files.bucket", r#""drop""#),
    ("catalogs.sales.schemas.raw.volumes.files.path", r#""in""#),
];
const PROFILE: Keys = &[
    ("groups.analysts", r#""existing""#),
    ("groups.engineers", r#""existing""#),
    ("access.analysts", r#""user""#),
    ("access.engineers", r#""user""#),
    ("buckets.lake", "{}"),
    ("buckets.other", "{}"),
    ("metastore.mode", r#""glue""#),
    ("data-access.profiles.etl.buckets.lake", r#""read""#),
    ("data-access.profiles.etl.groups", r#"["analysts"]"#),
];
const DATA_ROLE: Keys = &[
    ("groups.analysts", r#""existing""#),
    ("groups.engineers", r#""existing""#),
    ("access.analysts", r#""user""#),
    ("access.engineers", r#""user""#),
    ("buckets.lake", "{}"),
    ("buckets.other", "{}"),
    ("metastore.legacy-access", "true"),
    ("data-access.mode", r#""passthrough-scim""#),
    ("data-access.acknowledge-deprecation", "true"),
    ("data-access.roles.reader.buckets.lake", r#""read""#),
    ("data-access.roles.reader.groups", r#"["analysts"]"#),
];
const BY_SAML: Keys = &[
    ("groups.analysts", r#""existing""#),
    ("access.analysts", r#""user""#),
    ("buckets.lake", "{}"),
    ("metastore.legacy-access", "true"),
    ("data-access.mode", r#""passthrough-saml""#),
    ("data-access.acknowledge-deprecation", "true"),
    ("data-access.unified-login", "false"),
    ("data-access.roles.reader.buckets.lake", r#""read""#),
];

const REGISTERED: &str = "11111111-2222-4333-8444-555555555501";

const KEY: &str = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555";

const fn field(
    path: &'static str,
    value: &'static str,
    sample: Option<&'static str>,
    beside: Keys,
) -> Field {
    Field { path, key: path, value, sample, beside, brings: &[] }
}

/// A field whose value is a text.
const fn text(path: &'static str, sample: &'static str, beside: Keys) -> Field {
    field(path, "@", Some(sample), beside)
}

/// Each field of a workspace, at least once.
pub static FIELDS: &[Field] = &[
    text("name", "acme-other", ANYWHERE),
    text("region", "eu-central-1", ANYWHERE),
    text("tier", "standard", &[("network.mode", r#""databricks-managed""#)]),
    text("tier", "enterprise", ANYWHERE),
    text("govcloud-shard", "dod", GOVCLOUD),
    text("aws-account-id", "123456789012", ANYWHERE),
    text("databricks-account-id", "11111111-2222-3333-4444-555555555555", ANYWHERE),
    text("auth-type", "oauth-m2m", ANYWHERE),
    text("auth-type", "github-oidc", ANYWHERE),
    text("auth-type", "env-oidc", ANYWHERE),
    text("auth-type", "file-oidc", ANYWHERE),
    field("prevent-destroy", "false", None, ANYWHERE),
    text("root-bucket", "create", EXISTING_BUCKET),
    Field {
        path: "root-bucket.existing",
        key: "root-bucket",
        value: "{ existing = @ }",
        sample: Some("acme-other-root"),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "tags.<key>",
        key: "tags.@",
        value: r#""sales""#,
        sample: Some("cost-center"),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "tags.*",
        key: "tags.owner",
        value: "@",
        sample: Some("Data Platform"),
        beside: ANYWHERE,
        brings: &[],
    },
    text("state.backend", "local", ANYWHERE),
    Field { brings: S3, ..text("state.backend", "s3", ANYWHERE) },
    Field { brings: HCP_TERRAFORM, ..text("state.backend", "hcp-terraform", ANYWHERE) },
    text("state.bucket", "acme-other-state", S3),
    text("state.region", "us-east-1", S3),
    text("state.key", "other/{workspace}.tfstate", S3),
    text("state.kms-key", KEY, S3),
    text("state.organization", "other_org", HCP_TERRAFORM),
    text("state.project", "Data Platform", HCP_TERRAFORM),
    text("state.hcp-workspace", "databricks-{workspace}", HCP_TERRAFORM),
    text("state.hostname", "tfe.acme.example", HCP_TERRAFORM),
    text("network.mode", "databricks-managed", CUSTOMER_MANAGED),
    text("network.mode", "customer-managed", &[("network.mode", r#""databricks-managed""#)]),
    Field { brings: EXISTING, ..text("network.mode", "existing", CUSTOMER_MANAGED) },
    text("network.cidr", "10.99.0.0/18", CUSTOMER_MANAGED),
    text("network.vpc-size", "/21", CUSTOMER_MANAGED),
    field("network.zones", "2", None, CUSTOMER_MANAGED),
    Field {
        path: "network.zones[]",
        key: "network.zones",
        value: r#"["euw1-az3", @]"#,
        sample: Some("euw1-az1"),
        beside: CUSTOMER_MANAGED,
        brings: &[],
    },
    text("network.egress", "single-nat", CUSTOMER_MANAGED),
    text(
        "network.egress",
        "nat-per-zone",
        &[("network.mode", r#""customer-managed""#), ("network.egress", r#""single-nat""#)],
    ),
    Field {
        path: "network.workspace-subnets[]",
        key: "network.workspace-subnets",
        value: r#"["10.77.2.0/24", @]"#,
        sample: Some("10.77.3.0/24"),
        beside: &[
            ("network.mode", r#""customer-managed""#),
            ("network.cidr", r#""10.77.0.0/20""#),
            ("network.zones", "2"),
        ],
        brings: &[],
    },
    text("network.share", "first", CUSTOMER_MANAGED),
    text("network.vpc-id", "vpc-0fedcba9876543210", EXISTING),
    Field {
        path: "network.subnet-ids[]",
        key: "network.subnet-ids",
        value: r#"["subnet-0123456789abcdef0", @]"#,
        sample: Some("subnet-0fedcba9876543210"),
        beside: EXISTING,
        brings: &[],
    },
    Field {
        path: "network.security-group-ids[]",
        key: "network.security-group-ids",
        value: r#"["sg-0123456789abcdef0", @]"#,
        sample: Some("sg-0fedcba9876543210"),
        beside: EXISTING,
        brings: &[],
    },
    text("encryption.managed-services", "create", ENTERPRISE),
    Field {
        path: "encryption.managed-services.existing",
        key: "encryption.managed-services",
        value: "{ existing = @ }",
        sample: Some(KEY),
        beside: ENTERPRISE,
        brings: &[],
    },
    text("encryption.workspace-storage", "create", ENTERPRISE),
    Field {
        path: "encryption.workspace-storage.existing",
        key: "encryption.workspace-storage",
        value: "{ existing = @ }",
        sample: Some(KEY),
        beside: ENTERPRISE,
        brings: &[],
    },
    // The same key for both uses is registered once.
    Field {
        path: "encryption.workspace-storage.existing",
        key: "encryption.workspace-storage",
        value: "{ existing = @ }",
        sample: Some(KEY),
        beside: EXISTING_KEY,
        brings: &[],
    },
    text("cross-account-role.existing", "arn:aws:iam::123456789012:role/databricks", ANYWHERE),
    text(
        "cross-account-role.policy",
        "standard",
        &[
            ("network.mode", r#""customer-managed""#),
            ("cross-account-role.policy", r#""restricted""#),
        ],
    ),
    text("cross-account-role.policy", "restricted", CUSTOMER_MANAGED),
    text("iam.path", "/databricks/", ANYWHERE),
    text(
        "iam.permissions-boundary",
        "arn:aws:iam::123456789012:policy/databricks-boundary",
        ANYWHERE,
    ),
    // A serverless workspace inherits nothing of the network, but has none of its own either.
    text("compute-plane", "classic", &[("compute-plane", r#""serverless""#)]),
    text("compute-plane", "serverless", ANYWHERE),
    Field { brings: BACK_END, ..text("network.egress", "none", BACK_END) },
    text("network.egress", "firewall", CUSTOMER_MANAGED),
    text("network.firewall.cidr", "10.253.0.0/24", FIREWALL),
    Field {
        path: "network.firewall.allowed-domains[]",
        key: "network.firewall.allowed-domains",
        value: r#"[".pypi.org", @]"#,
        sample: Some("repo.acme.example"),
        beside: FIREWALL,
        brings: &[],
    },
    text("network.endpoint-policy", "restricted", CUSTOMER_MANAGED),
    text(
        "network.endpoint-policy",
        "full-access",
        &[
            ("network.mode", r#""customer-managed""#),
            ("network.endpoint-policy", r#""restricted""#),
        ],
    ),
    Field {
        path: "network.dns-servers[]",
        key: "network.dns-servers",
        value: r#"["10.0.0.2", @]"#,
        sample: Some("10.0.1.2"),
        beside: CUSTOMER_MANAGED,
        brings: &[],
    },
    Field {
        path: "network.ip-access-list[]",
        key: "network.ip-access-list",
        value: r#"["198.51.100.0/24", @]"#,
        sample: Some("203.0.113.7/32"),
        beside: ENTERPRISE,
        brings: &[],
    },
    field("network.secure-cluster-connectivity", "true", None, ANYWHERE),
    Field { brings: BACK_END, ..text("network.private-link.back-end", "create", ENTERPRISE) },
    Field {
        path: "network.private-link.back-end.existing.rest-api",
        key: "network.private-link.back-end",
        value: r#"{ existing = { rest-api = @, relay = "11111111-2222-4333-8444-555555555502" } }"#,
        sample: Some(REGISTERED),
        beside: EXISTING_ENTERPRISE,
        brings: &[],
    },
    Field {
        path: "network.private-link.back-end.existing.relay",
        key: "network.private-link.back-end",
        value: r#"{ existing = { rest-api = "11111111-2222-4333-8444-555555555502", relay = @ } }"#,
        sample: Some(REGISTERED),
        beside: EXISTING_ENTERPRISE,
        brings: &[],
    },
    text("network.private-link.front-end.existing", REGISTERED, ENTERPRISE),
    Field {
        path: "network.private-link.front-end.clients[]",
        key: "network.private-link.front-end.clients",
        value: r#"["10.128.0.0/9", @]"#,
        sample: Some("172.16.0.0/16"),
        beside: BOTH_ENDS,
        brings: &[],
    },
    text("network.private-link.front-end.cidr", "10.252.0.0/24", BOTH_ENDS),
    Field {
        path: "network.private-link.front-end.vpn.gateway",
        key: "network.private-link.front-end.vpn",
        value: "{ gateway = @, asn = 65010 }",
        sample: Some("203.0.113.10"),
        beside: BOTH_ENDS,
        brings: &[],
    },
    field(
        "network.private-link.front-end.vpn.asn",
        r#"{ gateway = "203.0.113.10", asn = 65020 }"#,
        None,
        BOTH_ENDS,
    )
    .at("network.private-link.front-end.vpn"),
    field("network.private-link.service-direct", "true", None, BOTH_ENDS),
    field("network.private-link.public-access", "false", None, BOTH_ENDS),
    text("network.private-link.access-level", "endpoint", BOTH_ENDS),
    text("network.private-link.access-level", "account", EXISTING_ENDPOINT),
    text("network.serverless.connectivity-configuration", "create", ANYWHERE),
    Field {
        path: "network.serverless.connectivity-configuration.existing",
        key: "network.serverless.connectivity-configuration",
        value: "{ existing = @ }",
        sample: Some(REGISTERED),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "network.serverless.private-endpoints.<key>",
        key: "network.serverless.private-endpoints.@",
        value: r#"{ buckets = ["acme-lake"] }"#,
        sample: Some("lake"),
        beside: CONNECTIVITY,
        brings: &[],
    },
    text(
        "network.serverless.private-endpoints.*.service",
        "com.amazonaws.vpce.eu-west-1.vpce-svc-0fedcba9876543210",
        SERVICE,
    )
    .at("network.serverless.private-endpoints.orders.service"),
    Field {
        path: "network.serverless.private-endpoints.*.domains[]",
        key: "network.serverless.private-endpoints.orders.domains",
        value: r#"["orders.acme.example", @]"#,
        sample: Some("db.acme.example"),
        beside: SERVICE,
        brings: &[],
    },
    Field {
        path: "network.serverless.private-endpoints.*.buckets[]",
        key: "network.serverless.private-endpoints.lake.buckets",
        value: r#"["acme-lake", @]"#,
        sample: Some("acme-other-lake"),
        beside: BUCKETS,
        brings: &[],
    },
    text("network.serverless.policy.existing", "acme-egress", ENTERPRISE),
    Field {
        path: "network.serverless.policy.allowed-domains[]",
        key: "network.serverless.policy.allowed-domains",
        value: r#"["pypi.org", @]"#,
        sample: Some("files.pythonhosted.org"),
        beside: POLICY,
        brings: &[],
    },
    Field {
        path: "network.serverless.policy.allowed-buckets[]",
        key: "network.serverless.policy.allowed-buckets",
        value: "[@]",
        sample: Some("acme-lake"),
        beside: POLICY,
        brings: &[],
    },
    field("network.serverless.policy.dry-run", "true", None, POLICY),
    text("metastore.mode", "unity-catalog", &[("metastore.mode", r#""glue""#)]),
    text("metastore.mode", "legacy-hive", ANYWHERE),
    text("metastore.mode", "glue", ANYWHERE),
    Field { brings: EXTERNAL_HIVE, ..text("metastore.mode", "external-hive", ANYWHERE) },
    field("metastore.legacy-access", "false", None, ANYWHERE),
    Field {
        path: "metastore.addresses[]",
        key: "metastore.addresses",
        value: r#"["10.50.0.0/24", @]"#,
        sample: Some("10.51.0.0/24"),
        beside: EXTERNAL_HIVE,
        brings: &[],
    },
    field("metastore.port", "5432", None, EXTERNAL_HIVE),
    text("metastore.connection.url", "jdbc:mysql://hive/metastore", HIVE_CONNECTION),
    text("metastore.connection.version", "3.1.0", HIVE_CONNECTION),
    text("metastore.connection.secret-scope", "hive", HIVE_CONNECTION),
    // Who there is.
    Field {
        path: "groups.<key>",
        key: "groups.@",
        value: r#""create""#,
        sample: Some("Data Engineers"),
        beside: ANYWHERE,
        brings: &[],
    },
    text("groups.*", "existing", PEOPLE).at("groups.analysts"),
    Field {
        path: "groups.*.members[]",
        key: "groups.platform",
        value: "{ members = [@] }",
        sample: Some("ana@acme.example"),
        beside: PEOPLE,
        brings: &[],
    },
    Field {
        path: "groups.*.account-admin",
        key: "groups.platform",
        value: "{ account-admin = true }",
        sample: None,
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "groups.*.external-id",
        key: "groups.platform",
        value: "{ external-id = @ }",
        sample: Some(REGISTERED),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "groups.*.renamed-from",
        key: "groups.platform",
        value: "{ renamed-from = @ }",
        sample: Some("operators"),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "users[]",
        key: "users",
        value: "[@]",
        sample: Some("ana@acme.example"),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "service-principals.<key>",
        key: "service-principals.@",
        value: r#""create""#,
        sample: Some("etl"),
        beside: ANYWHERE,
        brings: &[],
    },
    text("service-principals.*", "create", ANYWHERE).at("service-principals.etl"),
    Field {
        path: "service-principals.*.existing",
        key: "service-principals.etl",
        value: "{ existing = @ }",
        sample: Some(REGISTERED),
        beside: ANYWHERE,
        brings: &[("access.etl", r#""user""#)],
    },
    text("identity-provider", "okta", ANYWHERE),
    Field {
        path: "access.<key>",
        key: "access.@",
        value: r#""user""#,
        sample: Some("ana@acme.example"),
        beside: ANYWHERE,
        brings: &[],
    },
    text("access.*", "admin", PEOPLE).at("access.engineers"),
    Field {
        path: "access.*[]",
        key: "access.engineers",
        value: "[@]",
        sample: Some("sql"),
        beside: PEOPLE,
        brings: &[],
    },
    field("production", "true", None, ANYWHERE),
    Field {
        path: "default-entitlements[]",
        key: "default-entitlements",
        value: "[@]",
        sample: Some("sql"),
        beside: ANYWHERE,
        brings: &[],
    },
    // What is kept where, and who may do what with it.
    Field {
        path: "buckets.<key>",
        key: "buckets.@",
        value: "{}",
        sample: Some("lake"),
        beside: ANYWHERE,
        brings: &[],
    },
    text("buckets.*.existing", "acme-lake", STORED).at("buckets.lake.existing"),
    Field {
        path: "buckets.*.kms-key.existing",
        key: "buckets.lake.kms-key",
        value: "{ existing = @ }",
        sample: Some(BUCKET_KEY),
        beside: STORED,
        brings: &[],
    },
    Field {
        path: "buckets.*.grants.<key>",
        key: "buckets.lake.grants.@",
        value: r#""read""#,
        sample: Some("ana@acme.example"),
        beside: GROUPS,
        brings: &[],
    },
    text("buckets.*.grants.*", "write", GROUPS).at("buckets.lake.grants.analysts"),
    Field {
        path: "buckets.*.grants.*[]",
        key: "buckets.lake.grants.analysts",
        value: "[@]",
        sample: Some("read-files"),
        beside: GROUPS,
        brings: &[],
    },
    Field {
        path: "catalogs.<key>",
        key: "catalogs.@",
        value: r#"{ storage = "lake" }"#,
        sample: Some("sales"),
        beside: PEOPLE,
        brings: &[],
    },
    field("catalogs.*.existing", "true", None, ANYWHERE).at("catalogs.main.existing"),
    // The other workspaces of these tests have no catalog to take.
    field("catalogs.*.from", r#""first""#, None, ANYWHERE).at("catalogs.taken.from"),
    Field {
        brings: &[("catalogs.taken.from", r#""first""#)],
        ..field("catalogs.*.read-only", "true", None, ANYWHERE).at("catalogs.taken.read-only")
    },
    text("catalogs.*.storage", "lake", PEOPLE).at("catalogs.sales.storage"),
    text("catalogs.*.isolation", "open", CATALOG).at("catalogs.sales.isolation"),
    Field {
        path: "catalogs.*.grants.<key>",
        key: "catalogs.sales.grants.@",
        value: r#""read""#,
        sample: Some("ana@acme.example"),
        beside: CATALOG,
        brings: &[],
    },
    text("catalogs.*.grants.*", "read", CATALOG).at("catalogs.sales.grants.analysts"),
    Field {
        path: "catalogs.*.grants.*[]",
        key: "catalogs.sales.grants.analysts",
        value: r#"["use-catalog", @]"#,
        sample: Some("browse"),
        beside: CATALOG,
        brings: &[],
    },
    Field {
        path: "catalogs.*.schemas.<key>",
        key: "catalogs.sales.schemas.@",
        value: "{}",
        sample: Some("refined"),
        beside: CATALOG,
        brings: &[],
    },
    Field {
        brings: &[("catalogs.main.existing", "true")],
        ..field("catalogs.*.schemas.*.existing", "true", None, ANYWHERE)
            .at("catalogs.main.schemas.raw.existing")
    },
    Field {
        path: "catalogs.*.schemas.*.grants.<key>",
        key: "catalogs.sales.schemas.raw.grants.@",
        value: r#""read""#,
        sample: Some("ana@acme.example"),
        beside: CATALOG,
        brings: &[],
    },
    text("catalogs.*.schemas.*.grants.*", "write", CATALOG)
        .at("catalogs.sales.schemas.raw.grants.analysts"),
    Field {
        path: "catalogs.*.schemas.*.grants.*[]",
        key: "catalogs.sales.schemas.raw.grants.analysts",
        value: "[@]",
        sample: Some("select"),
        beside: CATALOG,
        brings: &[],
    },
    Field {
        path: "catalogs.*.schemas.*.volumes.<key>",
        key: "catalogs.sales.schemas.raw.volumes.@",
        value: "{}",
        sample: Some("landing"),
        beside: CATALOG,
        brings: &[],
    },
    text("catalogs.*.schemas.*.volumes.*.bucket", "other", EXTERNAL_VOLUME)
        .at("catalogs.sales.schemas.raw.volumes.files.bucket"),
    text("catalogs.*.schemas.*.volumes.*.path", "out/2026", EXTERNAL_VOLUME)
        .at("catalogs.sales.schemas.raw.volumes.files.path"),
    Field {
        path: "catalogs.*.schemas.*.volumes.*.grants.<key>",
        key: "catalogs.sales.schemas.raw.volumes.files.grants.@",
        value: r#""read""#,
        sample: Some("ana@acme.example"),
        beside: CATALOG,
        brings: &[],
    },
    text("catalogs.*.schemas.*.volumes.*.grants.*", "write", CATALOG)
        .at("catalogs.sales.schemas.raw.volumes.files.grants.analysts"),
    Field {
        path: "catalogs.*.schemas.*.volumes.*.grants.*[]",
        key: "catalogs.sales.schemas.raw.volumes.files.grants.analysts",
        value: "[@]",
        sample: Some("read-volume"),
        beside: CATALOG,
        brings: &[],
    },
    text("metastore.provision", "create", ELSEWHERE),
    Field {
        path: "metastore.provision.existing",
        key: "metastore.provision",
        value: "{ existing = @ }",
        sample: Some(REGISTERED),
        beside: ELSEWHERE,
        brings: &[],
    },
    text("metastore.default-catalog", "sales", CATALOG),
    Field {
        path: "metastore.grants.<key>",
        key: "metastore.grants.@",
        value: r#"["create-catalog"]"#,
        sample: Some("ana@acme.example"),
        beside: ANYWHERE,
        brings: &[],
    },
    text("metastore.grants.*", "create-share", PEOPLE).at("metastore.grants.analysts"),
    Field {
        path: "metastore.grants.*[]",
        key: "metastore.grants.analysts",
        value: "[@]",
        sample: Some("create-catalog"),
        beside: PEOPLE,
        brings: &[],
    },
    // Data access as it was before Unity Catalog.
    Field {
        brings: &[
            ("data-access.roles.reader.buckets.lake", r#""read""#),
            ("data-access.roles.reader.groups", r#"["analysts"]"#),
            ("data-access.acknowledge-deprecation", "true"),
            ("metastore.legacy-access", "true"),
        ],
        ..text("data-access.mode", "passthrough-scim", PEOPLE)
    },
    field("data-access.acknowledge-deprecation", "true", None, DATA_ROLE),
    text("data-access.runtime", "13.3", DATA_ROLE),
    field("data-access.unified-login", "false", None, BY_SAML),
    Field {
        path: "data-access.profiles.<key>",
        key: "data-access.profiles.@",
        value: r#"{ buckets.lake = "read", groups = ["analysts"] }"#,
        sample: Some("queries"),
        beside: PROFILE,
        brings: &[],
    },
    Field {
        path: "data-access.profiles.*.buckets.<key>",
        key: "data-access.profiles.etl.buckets.@",
        value: r#""read""#,
        sample: Some("other"),
        beside: PROFILE,
        brings: &[],
    },
    text("data-access.profiles.*.buckets.*", "write", PROFILE)
        .at("data-access.profiles.etl.buckets.lake"),
    text("data-access.profiles.*.glue", "write", PROFILE).at("data-access.profiles.etl.glue"),
    Field {
        path: "data-access.profiles.*.groups[]",
        key: "data-access.profiles.etl.groups",
        value: r#"["analysts", @]"#,
        sample: Some("engineers"),
        beside: PROFILE,
        brings: &[],
    },
    Field {
        path: "data-access.roles.<key>",
        key: "data-access.roles.@",
        value: r#"{ buckets.lake = "read", groups = ["analysts"] }"#,
        sample: Some("writer"),
        beside: DATA_ROLE,
        brings: &[],
    },
    Field {
        path: "data-access.roles.*.buckets.<key>",
        key: "data-access.roles.reader.buckets.@",
        value: r#""read""#,
        sample: Some("other"),
        beside: DATA_ROLE,
        brings: &[],
    },
    text("data-access.roles.*.buckets.*", "write", DATA_ROLE)
        .at("data-access.roles.reader.buckets.lake"),
    Field {
        path: "data-access.roles.*.groups[]",
        key: "data-access.roles.reader.groups",
        value: r#"["analysts", @]"#,
        sample: Some("engineers"),
        beside: DATA_ROLE,
        brings: &[],
    },
    // What a workspace may write in another's VPC.
    field("network.zones", "2", None, SHARED),
];

/// Fields that only the top level has, or that mean something else there.
pub static TOP_ONLY: &[Field] = &[
    text("name", "acme", ANYWHERE),
    text("edition", "2026", ANYWHERE),
    text("templates", "company", ANYWHERE),
    Field {
        path: "workspaces.<key>",
        key: "workspaces.@",
        value: "{}",
        sample: Some("fourth"),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "removed.<key>",
        key: "removed.@",
        value: "{}",
        sample: Some("fourth"),
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "accept[].rule",
        key: "accept",
        value: r#"[{ rule = @, reason = "why" }]"#,
        sample: None,
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "accept[].reason",
        key: "accept",
        value: r#"[{ rule = "single-nat-in-production", reason = @ }]"#,
        sample: None,
        beside: ANYWHERE,
        brings: &[],
    },
    Field {
        path: "accept[].until",
        key: "accept",
        value: r#"[{ rule = "single-nat-in-production", reason = "why", until = @ }]"#,
        sample: None,
        beside: ANYWHERE,
        brings: &[],
    },
];
