//! Resources that change, and those that follow.

use crate::{check, stack, tree};

const NETWORK: &str = r#"
variable "subnets" {
  type    = map(string)
  default = { "a" = "10.0.0.0/24", "b" = "10.0.1.0/24" }
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  for_each = var.subnets

  vpc_id     = aws_vpc.this.id
  cidr_block = each.value
}

resource "aws_route_table" "this" {
  for_each = aws_subnet.this

  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  for_each = aws_subnet.this

  subnet_id      = each.value.id
  route_table_id = aws_route_table.this[each.key].id
}
"#;

#[test]
fn an_instance_that_comes_brings_what_follows_its_key() {
    let after = NETWORK.replace("\"a\" =", "\"c\" = \"10.0.2.0/24\", \"a\" =");
    check(
        NETWORK,
        &after,
        &[
            "Create aws_route_table.this['c']",
            "Create aws_route_table_association.this['c']",
            "Create aws_subnet.this['c']",
        ],
    );
    check(
        &after,
        NETWORK,
        &[
            "Destroy aws_route_table.this['c']",
            "Destroy aws_route_table_association.this['c']",
            "Destroy aws_subnet.this['c']",
        ],
    );
}

#[test]
fn what_refers_to_a_replaced_resource_changes_with_it() {
    check(
        NETWORK,
        &NETWORK.replace("10.0.1.0/24", "10.0.9.0/24"),
        &[
            "Replace aws_route_table_association.this['b']: subnet_id forced by subnet_id",
            "Replace aws_subnet.this['b']: cidr_block forced by cidr_block",
        ],
    );
    check(
        NETWORK,
        &NETWORK.replace("10.0.0.0/16", "10.1.0.0/16"),
        &[
            "Replace aws_route_table.this['a']: vpc_id forced by vpc_id",
            "Replace aws_route_table.this['b']: vpc_id forced by vpc_id",
            "Replace aws_route_table_association.this['a']: route_table_id, subnet_id forced by subnet_id",
            "Replace aws_route_table_association.this['b']: route_table_id, subnet_id forced by subnet_id",
            "Replace aws_subnet.this['a']: vpc_id forced by vpc_id",
            "Replace aws_subnet.this['b']: vpc_id forced by vpc_id",
            "Replace aws_vpc.this: cidr_block forced by cidr_block",
        ],
    );
}

#[test]
fn what_is_updated_in_place_keeps_its_id() {
    let tags = "cidr_block = \"10.0.0.0/16\"\n  tags = { a = 1 }";
    check(
        NETWORK,
        &NETWORK.replace("cidr_block = \"10.0.0.0/16\"", tags),
        &["Update aws_vpc.this: tags, tags_all"],
    );
}

#[test]
fn null_a_default_and_what_is_as_good_as_absent_change_nothing() {
    let vpc = |argument: &str| format!("resource \"aws_vpc\" \"this\" {{\n{argument}\n}}\n");
    for other in ["enable_dns_support = true", "instance_tenancy = null", "tags = {}"] {
        check(&vpc(""), &vpc(other), &[]);
        check(&vpc(other), &vpc(""), &[]);
    }
    let off = vpc("enable_dns_support = false");
    check(&vpc(""), &off, &["Update aws_vpc.this: enable_dns_support"]);
}

#[test]
fn a_value_that_the_provider_may_set_stays_when_it_is_no_longer_written() {
    let zone = |argument: &str| format!("resource \"aws_subnet\" \"this\" {{\n{argument}\n}}\n");
    check(&zone("availability_zone_id = \"euw1-az1\""), &zone(""), &[]);
}

#[test]
fn sets_have_no_order_and_lists_do() {
    let networks = |ids: &str| {
        format!("resource \"databricks_mws_networks\" \"this\" {{\n  subnet_ids = {ids}\n}}\n")
    };
    check(&networks("[\"a\", \"b\"]"), &networks("[\"b\", \"a\"]"), &[]);
    let servers = |servers: &str| {
        format!(
            "resource \"aws_vpc_dhcp_options\" \"this\" {{\n  domain_name_servers = {servers}\n}}\n"
        )
    };
    let path = "domain_name_servers";
    check(
        &servers("[\"10.0.0.2\", \"10.0.0.3\"]"),
        &servers("[\"10.0.0.3\", \"10.0.0.2\"]"),
        &[&format!("Replace aws_vpc_dhcp_options.this: {path} forced by {path}")],
    );
}

#[test]
fn a_block_that_is_set_is_not_a_block_that_changes() {
    let networks = |block: &str| {
        format!(
            "resource \"databricks_mws_networks\" \"this\" {{\n  network_name = \"n\"\n{block}}}\n"
        )
    };
    let endpoints = |id: &str| {
        networks(&format!(
            "  vpc_endpoints {{\n    rest_api = [\"{id}\"]\n    dataplane_relay = [\"r\"]\n  }}\n"
        ))
    };
    let path = "vpc_endpoints";
    check(
        &networks(""),
        &endpoints("a"),
        &[&format!("Replace databricks_mws_networks.this: {path} forced by {path}")],
    );
    check(
        &endpoints("a"),
        &endpoints("b"),
        &["Update databricks_mws_networks.this: vpc_endpoints.rest_api"],
    );
    check(&endpoints("a"), &networks(""), &[]);
}

#[test]
fn a_plan_names_what_forces_and_not_what_was_changed() {
    let keys = |arn: &str| {
        format!(
            "resource \"databricks_mws_customer_managed_keys\" \"this\" {{\n  use_cases = [\"STORAGE\"]\n  \
             aws_key_info {{\n    key_arn = \"{arn}\"\n  }}\n}}\n"
        )
    };
    let path = "aws_key_info.key_arn";
    let address = "databricks_mws_customer_managed_keys.this";
    check(&keys("a"), &keys("b"), &[&format!("Replace {address}: {path} forced by {path}")]);
}

#[test]
fn a_plan_that_the_provider_refuses_is_said() {
    let workspace = |argument: &str| {
        format!(
            "resource \"databricks_mws_workspaces\" \"this\" {{\n  workspace_name = \"w\"\n{argument}}}\n"
        )
    };
    let before = workspace("  private_access_settings_id = \"p\"\n");
    let found = stack(&tree(&before, &[]), &tree(&workspace(""), &[]));
    let why = "the provider refuses a change of `private_access_settings_id`";
    assert_eq!(found.dangers[0].danger.why, why);
}

#[test]
fn policies_are_the_same_in_another_spelling() {
    let role = |policy: &str| {
        format!("resource \"aws_iam_role\" \"this\" {{\n  assume_role_policy = {policy}\n}}\n")
    };
    let text = role(r#""{ \"b\": [1], \"a\": \"x\" }""#);
    check(&text, &role(r#"jsonencode({ a = "x", b = [1] })"#), &[]);
    let other = role(r#"jsonencode({ a = "x", b = [2] })"#);
    check(&text, &other, &["Update aws_iam_role.this: assume_role_policy"]);
}

#[test]
fn all_resources_of_a_provider_have_its_tags() {
    let tagged = |tag: &str| {
        format!(
            "provider \"aws\" {{\n  default_tags {{\n    tags = {{ t = \"{tag}\", Name = \"d\" }}\n  }}\n}}\n\
             resource \"aws_vpc\" \"this\" {{\n  tags = {{ Name = \"n\" }}\n}}\n\
             resource \"aws_route\" \"untagged\" {{}}\n"
        )
    };
    check(&tagged("a"), &tagged("b"), &["Update aws_vpc.this: tags_all"]);
    // The resource's own tag hides the provider's.
    check(&tagged("a"), &tagged("a").replace("\"d\"", "\"e\""), &[]);
}

#[test]
fn ignored_changes_are_none() {
    let role = |description: &str, ignored: &str| {
        format!(
            "resource \"aws_iam_role\" \"this\" {{\n  description = \"{description}\"\n  lifecycle {{\n    \
             ignore_changes = {ignored}\n  }}\n}}\n"
        )
    };
    check(&role("a", "[]"), &role("b", "[]"), &["Update aws_iam_role.this: description"]);
    check(&role("a", "[description]"), &role("b", "[description]"), &[]);
    check(&role("a", "all"), &role("b", "all"), &[]);
}

#[test]
fn a_trigger_replaces_when_what_it_names_is_updated_or_replaced() {
    let text = |description: &str| {
        format!(
            "resource \"aws_iam_role\" \"a\" {{\n  description = \"{description}\"\n}}\n\
             resource \"aws_vpc\" \"b\" {{\n  lifecycle {{\n    replace_triggered_by = [aws_iam_role.a]\n  }}\n}}\n"
        )
    };
    let role = "Update aws_iam_role.a: description";
    check(&text("x"), &text("y"), &[role, "Replace aws_vpc.b"]);
}

#[test]
fn a_wait_is_replaced_when_it_waits_for_something_new() {
    let text = |role: &str| {
        format!(
            "resource \"aws_iam_role\" \"this\" {{\n  name = \"{role}\"\n}}\n\
             resource \"time_sleep\" \"this\" {{\n  triggers = {{\n    role = sha256(aws_iam_role.this.arn)\n  }}\n}}\n"
        )
    };
    check(
        &text("a"),
        &text("b"),
        &[
            "Replace aws_iam_role.this: name forced by name",
            "Replace time_sleep.this: triggers forced by triggers",
        ],
    );
}

#[test]
fn only_some_attributes_are_unknown_after_an_update() {
    let text = |value: &str| {
        format!(
            "resource \"aws_ssm_parameter\" \"a\" {{\n  name = \"/a\"\n  value = \"{value}\"\n}}\n\
             resource \"aws_ssm_parameter\" \"arn\" {{\n  name = \"/arn\"\n  value = aws_ssm_parameter.a.arn\n}}\n\
             resource \"aws_ssm_parameter\" \"version\" {{\n  name = \"/v\"\n  value = aws_ssm_parameter.a.version\n}}\n"
        )
    };
    check(
        &text("1"),
        &text("2"),
        &["Update aws_ssm_parameter.a: value", "Update aws_ssm_parameter.version: value"],
    );
}

#[test]
fn a_type_of_which_nothing_is_known_is_said() {
    let text =
        |name: &str| format!("resource \"google_thing\" \"this\" {{\n  name = \"{name}\"\n}}\n");
    let (before, after) = (text("a"), text("b"));
    let found = stack(&tree(&before, &[]), &tree(&after, &[]));
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.unevaluated[0].place, "google_thing.this");
}
