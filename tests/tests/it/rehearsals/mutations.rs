//! A rehearsal that always succeeds proves nothing: each of these breakages of a generated tree is found, in the
//! phase in which a customer would find it, and for its own reason.
#![allow(clippy::print_stdout, reason = "the report is what the test is for")]

use codegen::RelativePath;
use gallery::compile::{Files, example};
use gallery::rehearse::{is_wanted, rehearse, script, settings, side_by_side};
use rehearsal::{Phase, Report, text};

struct Mutation {
    name: &'static str,
    /// Of `blueprints/`.
    example: &'static str,
    /// File, text that stands in it once, and what it becomes.
    edits: &'static [(&'static str, &'static str, &'static str)],
    /// Must stand in the report.
    reason: &'static str,
}

const EVERYWHERE: [&str; 4] = [
    "a network policy that says half of who comes in",
    "credentials of three clouds, and no word which",
    "no wait for IAM",
    "rules in two places",
];

const MUTATIONS: &[Mutation] = &[
    Mutation {
        name: "no wait for IAM",
        example: "minimal",
        edits: &[(
            "modules/cross-account-role/main.tf",
            "create_duration = var.iam_propagation_wait",
            "create_duration = \"0s\"",
        )],
        reason: "Failed credential",
    },
    Mutation {
        name: "a wait that is enough for EC2",
        example: "unity-catalog",
        edits: &[(
            "modules/unity-catalog-storage/main.tf",
            "create_duration = var.unity_catalog_propagation_wait",
            "create_duration = \"2s\"",
        )],
        reason: "just changed, and Unity Catalog does not know it yet",
    },
    Mutation {
        name: "credentials of three clouds, and no word which",
        example: "minimal",
        edits: &[
            ("providers.tf", "  auth_type  = \"oauth-m2m\"\n", ""),
            ("providers.tf", "  auth_type    = \"oauth-m2m\"\n", ""),
        ],
        reason: "more than one authorization method configured: azure",
    },
    Mutation {
        name: "a role without the permissions boundary",
        example: "iam-roles",
        edits: &[(
            "modules/passthrough-path-bounded/main.tf",
            "  permissions_boundary = var.permissions_boundary_arn\n",
            "",
        )],
        reason: "explicit deny in a service control policy",
    },
    Mutation {
        name: "a permissions boundary that does not exist",
        example: "iam-roles",
        edits: &[("old/iam.tf", "policy/limits/databricks", "policy/limits/databrick")],
        reason: "reading IAM Policy",
    },
    Mutation {
        name: "a trust in the role without its path",
        example: "iam-roles",
        edits: &[(
            "modules/unity-catalog-storage-path-bounded/main.tf",
            "role_name      = local.role_path_and_name
  external_id",
            "role_name      = local.role_name
  external_id",
        )],
        reason: "non self-assuming",
    },
    Mutation {
        name: "wrong policy type",
        example: "minimal",
        edits: &[(
            "modules/cross-account-role/main.tf",
            "policy_type = \"managed\"",
            "policy_type = \"customer\"",
        )],
        reason: "Allocate Address",
    },
    Mutation {
        name: "another external id",
        example: "minimal",
        edits: &[(
            "modules/cross-account-role/main.tf",
            "external_id = var.databricks_account_id",
            "external_id = \"22222222-2222-2222-2222-222222222222\"",
        )],
        reason: "Failed credential",
    },
    Mutation {
        name: "a bucket policy that names no one of Databricks",
        example: "minimal",
        edits: &[(
            "modules/root-storage/main.tf",
            "  source_policy_documents = [data.databricks_aws_bucket_policy.this.json]\n",
            "",
        )],
        reason: "Access Denied by the bucket's policy",
    },
    Mutation {
        name: "a bucket that is not there",
        example: "minimal",
        edits: &[(
            "modules/workspace/storage.tf",
            "bucket_name                = var.bucket_name",
            "bucket_name                = \"${var.bucket_name}-x\"",
        )],
        reason: "sandbox-root-123456789012-x",
    },
    Mutation {
        name: "credentials of one name",
        example: "minimal",
        edits: &[(
            "modules/workspace/storage.tf",
            "resource \"databricks_mws_storage_configurations\" \"this\" {",
            "resource \"databricks_mws_credentials\" \"twin\" {
  credentials_name = databricks_mws_credentials.this.credentials_name
  role_arn         = var.role_arn
}

resource \"databricks_mws_storage_configurations\" \"this\" {",
        )],
        reason: "already exists",
    },
    Mutation {
        name: "a region that is not the network's",
        example: "customer-managed-with-keys",
        edits: &[(
            "modules/workspace-own-vpc-both-keys/main.tf",
            "aws_region     = var.region",
            "aws_region     = \"eu-central-1\"",
        )],
        reason: "Failed storage configuration validation checks",
    },
    Mutation {
        name: "keys below their tier",
        example: "customer-managed-with-keys",
        edits: &[("main.tf", "\"ENTERPRISE\"", "\"PREMIUM\"")],
        reason: "customer-managed keys need the pricing tier ENTERPRISE",
    },
    Mutation {
        name: "subnets in one zone",
        example: "single-nat",
        edits: &[(
            "modules/network-single-nat/vpc.tf",
            "resource \"aws_subnet\" \"workspace\" {
  for_each = var.workspace_subnets

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.key",
            "resource \"aws_subnet\" \"workspace\" {
  for_each = var.workspace_subnets

  vpc_id               = aws_vpc.this.id
  availability_zone_id = sort(keys(var.workspace_subnets))[0]",
        )],
        reason: "one for each zone",
    },
    Mutation {
        name: "a subnet outside the VPC",
        example: "customer-managed-with-keys",
        edits: &[("terraform.tfvars", "10.20.4.0/22", "10.99.4.0/22")],
        reason: "InvalidSubnet.Range",
    },
    Mutation {
        name: "one subnet",
        example: "customer-managed-with-keys",
        edits: &[("terraform.tfvars", "  \"euw1-az2\" = \"10.20.4.0/22\"\n", "")],
        reason: "Databricks takes a workspace's subnets in two availability zones or more",
    },
    Mutation {
        name: "no route to the internet",
        example: "single-nat",
        edits: &[(
            "modules/network-single-nat/egress.tf",
            "resource \"aws_route\" \"default\" {
  for_each = aws_route_table.workspace",
            "resource \"aws_route\" \"default\" {
  for_each = {}",
        )],
        reason: "route",
    },
    Mutation {
        name: "nodes that cannot talk to each other",
        example: "customer-managed-with-keys",
        edits: &[(
            "modules/network/security_group.tf",
            "resource \"aws_vpc_security_group_ingress_rule\" \"internode\" {
  for_each = toset([\"tcp\", \"udp\"])",
            "resource \"aws_vpc_security_group_ingress_rule\" \"internode\" {
  for_each = toset([\"udp\"])",
        )],
        reason: "do not allow ingress of tcp on all ports among themselves",
    },
    Mutation {
        name: "no DNS hostnames",
        example: "customer-managed-with-keys",
        edits: &[(
            "modules/network/vpc.tf",
            "enable_dns_hostnames = true",
            "enable_dns_hostnames = false",
        )],
        reason: "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames",
    },
    Mutation {
        name: "a key that Databricks may not use",
        example: "customer-managed-with-keys",
        edits: &[(
            "modules/managed-services-key/main.tf",
            "actions   = [\"kms:Decrypt\", \"kms:Encrypt\"]",
            "actions   = [\"kms:DescribeKey\"]",
        )],
        reason: "does not let the AWS account 414351767826 do kms:Encrypt",
    },
    Mutation {
        name: "a key for another customer",
        example: "customer-managed-with-keys",
        edits: &[(
            "modules/managed-services-key/main.tf",
            "values   = [var.databricks_account_id]",
            "values   = [\"22222222-2222-2222-2222-222222222222\"]",
        )],
        reason: "does not let the AWS account 414351767826 do kms:Encrypt",
    },
    Mutation {
        name: "a key of another account and a role that may not use it",
        example: "existing-keys",
        edits: &[(
            "modules/cross-account-role-own-vpc-volume-key/main.tf",
            "\"kms:CreateGrant\", \"kms:Decrypt\", \"kms:DescribeKey\", \"kms:GenerateDataKey*\"",
            "\"kms:DescribeKey\"",
        )],
        reason: "do not let the cross-account role",
    },
    Mutation {
        name: "a bucket with a key that its role may not use",
        example: "bucket-keys",
        edits: &[(
            "modules/unity-catalog-storage-keys/main.tf",
            "  kms_name       = var.kms_key_arn\n",
            "",
        ), (
            "modules/unity-catalog-storage-keys/main.tf",
            "resource \"databricks_storage_credential\" \"this\" {",
            "# ${var.kms_key_arn}\nresource \"databricks_storage_credential\" \"this\" {",
        )],
        reason: "kms:Decrypt with the bucket's key",
    },
    Mutation {
        name: "a storage key that clusters may not use",
        example: "customer-managed-with-keys",
        edits: &[(
            "modules/workspace-storage-key/main.tf",
            "\"kms:CreateGrant\", \"kms:Decrypt\", \"kms:DescribeKey\", \"kms:GenerateDataKey*\"",
            "\"kms:DescribeKey\"",
        )],
        reason: "do not let the cross-account role",
    },
    Mutation {
        name: "an endpoint of another service",
        example: "customer-managed-with-keys",
        edits: &[
            (
                "modules/network/outputs.tf",
                "output \"vpc_id\" {",
                "output \"sts_endpoint_id\" {
  value = aws_vpc_endpoint.interface[\"sts\"].id
}

output \"vpc_id\" {",
            ),
            (
                "main.tf",
                "  managed_services_key_arn  = module.managed_services_key.key_arn",
                "  sts_endpoint_id           = module.network.sts_endpoint_id
  managed_services_key_arn  = module.managed_services_key.key_arn",
            ),
            (
                "modules/workspace-own-vpc-both-keys/network.tf",
                "locals {",
                "variable \"sts_endpoint_id\" {
  type = string
}

resource \"databricks_mws_vpc_endpoint\" \"rest\" {
  account_id          = var.databricks_account_id
  aws_vpc_endpoint_id = var.sts_endpoint_id
  vpc_endpoint_name   = \"rest\"
  region              = var.region
}

locals {",
            ),
        ],
        reason: "com.amazonaws.eu-west-1.sts",
    },
    Mutation {
        name: "rules in two places",
        example: "single-nat",
        edits: &[(
            "modules/network-single-nat/security_group.tf",
            "  description = \"Nodes of the Databricks compute plane\"",
            "  description = \"Nodes of the Databricks compute plane\"

  egress {
    from_port   = 443
    to_port     = 443
    protocol    = \"tcp\"
    cidr_blocks = [\"10.0.0.0/8\"]
  }",
        )],
        reason: "second plan would update",
    },
    Mutation {
        name: "a root bucket that keeps its objects",
        example: "minimal",
        edits: &[("modules/root-storage/main.tf", "  force_destroy = true\n", "")],
        reason: "BucketNotEmpty",
    },
    Mutation {
        name: "a resource that destroy leaves",
        example: "minimal",
        edits: &[(
            "modules/root-storage/main.tf",
            "data \"databricks_aws_bucket_policy\" \"this\" {",
            "resource \"aws_cloudwatch_log_group\" \"left\" {
  name         = \"left\"
  skip_destroy = true
}

data \"databricks_aws_bucket_policy\" \"this\" {",
        )],
        reason: "still there after everything was destroyed",
    },
    Mutation {
        name: "a relay behind a closed port",
        example: "isolated",
        edits: &[(
            "modules/back-end-private-link/security_group.tf",
            "    \"relay\"          = { from = 6666, to = 6666, why = \"Secure cluster connectivity\" }\n",
            "",
        )],
        reason: "do not allow egress to the VPC endpoint",
    },
    Mutation {
        name: "endpoints that no name leads to",
        example: "isolated",
        edits: &[(
            "modules/back-end-private-link/endpoints.tf",
            "private_dns_enabled = true",
            "private_dns_enabled = false",
        )],
        reason: "has private DNS off",
    },
    Mutation {
        name: "endpoints in each other's place",
        example: "isolated",
        edits: &[(
            "modules/workspace-own-vpc-back-end-both-keys/network.tf",
            "rest_api        = [var.rest_api_endpoint_id]
    dataplane_relay = [var.relay_endpoint_id]",
            "rest_api        = [var.relay_endpoint_id]
    dataplane_relay = [var.rest_api_endpoint_id]",
        )],
        reason: "is for",
    },
    Mutation {
        name: "answers that pass no firewall",
        example: "firewall",
        edits: &[(
            "modules/firewall/hub_routes.tf",
            "resource \"aws_route\" \"public_to_firewall\" {
  for_each = aws_route_table.public",
            "resource \"aws_route\" \"public_to_firewall\" {
  for_each = {}",
        )],
        reason: "do not find back",
    },
    Mutation {
        name: "two internet gateways",
        example: "single-nat",
        edits: &[(
            "modules/network-single-nat/egress.tf",
            "resource \"aws_subnet\" \"public\" {",
            "resource \"aws_internet_gateway\" \"twin\" {
  vpc_id = aws_internet_gateway.this.vpc_id
}

resource \"aws_subnet\" \"public\" {",
        )],
        reason: "already has an internet gateway attached",
    },
    Mutation {
        name: "two tables for an attachment",
        example: "firewall",
        edits: &[(
            "modules/firewall/transit.tf",
            "transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub.id
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.hub.id",
            "transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.hub.id
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.spoke.id",
        )],
        reason: "is already associated to a route table",
    },
    Mutation {
        name: "two zones of one name",
        example: "private-lakehouse",
        edits: &[(
            "modules/front-end-private-link/dns.tf",
            "resource \"aws_route53_record\" \"web\" {",
            "resource \"aws_route53_zone\" \"twin\" {
  name = aws_route53_zone.web.name

  vpc {
    vpc_id = aws_vpc.this.id
  }
}

resource \"aws_route53_record\" \"web\" {",
        )],
        reason: "overlapping name space",
    },
    Mutation {
        name: "private access below its tier",
        example: "private",
        edits: &[("main.tf", "\"ENTERPRISE\"", "\"PREMIUM\"")],
        reason: "Cannot create PrivateLink workspace: it needs the pricing tier ENTERPRISE",
    },
    Mutation {
        name: "serverless compute that is bound to another region",
        example: "serverless",
        edits: &[(
            "modules/workspace-serverless-own-connectivity-private-endpoints-own-network-policy/connectivity.tf",
            "region = var.region",
            "region = \"us-east-1\"",
        )],
        reason: "region",
    },
    Mutation {
        name: "a network policy that says half of who comes in",
        example: "serverless",
        edits: &[(
            "modules/workspace-serverless-own-connectivity-private-endpoints-own-network-policy/network_policy.tf",
            "    private_access         = { restriction_mode = \"ALLOW_ALL_REGISTERED_ENDPOINTS\" }\n",
            "",
        )],
        reason: "produced an unexpected new value: .ingress.private_access",
    },
    Mutation {
        name: "a location whose role Unity Catalog cannot take",
        example: "users-and-metastore",
        edits: &[(
            "modules/unity-catalog-storage/main.tf",
            "external_id    = one(databricks_storage_credential.this.aws_iam_role).external_id",
            "external_id    = \"0d26daa6-5e44-4c97-a497-ef015f91254a\"",
        )],
        reason: "AWS IAM role does not have",
    },
    Mutation {
        name: "a location whose role does not take itself",
        example: "users-and-metastore",
        edits: &[(
            "modules/unity-catalog-storage/main.tf",
            "assume_role_policy = data.databricks_aws_unity_catalog_assume_role_policy.this.json",
            "assume_role_policy = jsonencode({
    Version   = \"2012-10-17\"
    Statement = [jsondecode(data.databricks_aws_unity_catalog_assume_role_policy.this.json).Statement[0]]
  })",
        )],
        reason: "non self-assuming",
    },
    Mutation {
        name: "a metastore after the region's first workspace",
        example: "users-and-metastore",
        edits: &[
            (
                "main.tf",
                "
  # In a region without a metastore, Databricks makes one with the first workspace: ours comes first.
  depends_on = [module.metastore]
",
                "",
            ),
            (
                "main.tf",
                "  metastores = var.metastores
",
                "  metastores = var.metastores

  depends_on = [module.workspace]
",
            ),
        ],
        reason: "reached the limit for metastores",
    },
    Mutation {
        name: "people before their metastore",
        example: "users-and-metastore",
        edits: &[(
            "main.tf",
            "
  # Without a metastore, a workspace has neither catalogs nor the account's groups.
  depends_on = [databricks_metastore_assignment.this]
",
            "",
        )],
        reason: "Permission assignment APIs are not available",
    },
    Mutation {
        name: "a privilege of another kind of thing",
        example: "users-and-metastore",
        edits: &[("grants.tf", "\"USE_CATALOG\",\n      \"USE_SCHEMA\",\n    ]\n  }\n\n  grant {\n    principal = local", "\"USE_CATALOG\",\n      \"READ_FILES\",\n    ]\n  }\n\n  grant {\n    principal = local")],
        reason: "is not applicable to this entity",
    },
    Mutation {
        name: "a role that may not be passed on",
        example: "instance-profiles",
        edits: &[(
            "modules/cross-account-role-pass-roles/main.tf",
            "  pass_roles  = var.pass_role_arns
",
            "  pass_roles  = slice(var.pass_role_arns, 0, 1)
",
        )],
        reason: "Verification of the instance profile failed",
    },
];

#[test]
fn every_breakage_is_found_for_its_reason() {
    let Some(settings) = settings() else { return };
    let wanted: Vec<_> =
        MUTATIONS.iter().filter(|mutation| is_wanted(mutation.name, &EVERYWHERE)).collect();
    let missed = side_by_side(wanted, |mutation| {
        let mut script = script(example(mutation.example));
        mutate(&mut script.files, mutation);
        let report = rehearse(&script, &settings);
        let told = text(&report);
        println!("{}:\n{told}", mutation.name);
        (!is_found(&report, &told, mutation.reason)).then_some(mutation.name)
    });
    let missed: Vec<_> = missed.into_iter().flatten().collect();
    assert!(missed.is_empty(), "not found, or for another reason: {}", missed.join(", "));
}

fn is_found(report: &Report, told: &str, reason: &str) -> bool {
    // Terraform wraps what providers say.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    !report.is_success() && words(told).contains(&words(reason)) && ends_where_it_failed(report)
}

/// What was applied badly is not destroyed, though destroy is started beside the second plan.
fn ends_where_it_failed(report: &Report) -> bool {
    let ran =
        |phase| report.stacks.iter().flat_map(|stack| &stack.phases).any(|ran| ran.phase == phase);
    let failures = report.stacks.iter().filter_map(|stack| stack.failure.as_ref());
    !ran(Phase::Destroy) || failures.into_iter().all(|failure| failure.phase == Phase::Destroy)
}

fn mutate(files: &mut Files, mutation: &Mutation) {
    for (path, from, to) in mutation.edits {
        let path = RelativePath::new(*path).expect("it is plain");
        let text = files.get_mut(&path).unwrap_or_else(|| panic!("no {path}: {}", mutation.name));
        assert_eq!(text.matches(from).count(), 1, "{path} holds once: {from}");
        *text = text.replace(from, to);
    }
}

#[test]
fn every_breakage_can_still_be_made() {
    for mutation in MUTATIONS {
        mutate(&mut example(mutation.example).tree.files().clone(), mutation);
    }
}
