//! Data sources: what is read while planning, and what is read during apply.

use forecast::{Action, Files};

use crate::{changes, check, stack, tree};

const DOCUMENT: &str = r#"
resource "aws_iam_role" "this" {
  name        = "role"
  description = "one"
}

data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = [aws_iam_role.this.arn]
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "p"
  role   = "other"
  policy = data.aws_iam_policy_document.this.json
}
"#;

#[test]
fn a_document_that_says_the_same_is_the_same() {
    let other = DOCUMENT
        .replace("\"s3:GetObject\", \"s3:PutObject\"", "\"s3:PutObject\", \"s3:GetObject\"")
        .replace("aws_iam_policy_document\" \"this", "aws_iam_policy_document\" \"that")
        .replace("policy_document.this", "policy_document.that");
    check(DOCUMENT, &other, &[]);
    let other = DOCUMENT.replace("s3:PutObject", "s3:ListBucket");
    check(DOCUMENT, &other, &["Update aws_iam_role_policy.this: policy"]);
}

/// Terraform waits with reading for any change of what the data source refers to.
#[test]
fn a_document_that_refers_to_what_changes_is_read_during_apply() {
    check(
        DOCUMENT,
        &DOCUMENT.replace("\"one\"", "\"two\""),
        &["Update aws_iam_role.this: description", "Update aws_iam_role_policy.this: policy?"],
    );
}

/// Through a module's variable the reference is not seen: a known value is read at once.
#[test]
fn what_is_passed_into_a_module_is_read_at_once_if_it_is_known() {
    let main = |description: &str| {
        format!(
            "resource \"aws_iam_role\" \"this\" {{\n  name = \"role\"\n  description = \"{description}\"\n}}\n\
             module \"m\" {{\n  source = \"./m\"\n  arn = aws_iam_role.this.arn\n}}\n"
        )
    };
    let module = "variable \"arn\" {\n  type = string\n}\n\
                  data \"aws_iam_policy_document\" \"this\" {\n  statement {\n    resources = [var.arn]\n  }\n}\n\
                  resource \"aws_iam_role_policy\" \"this\" {\n  policy = data.aws_iam_policy_document.this.json\n}\n";
    let (before, after) = (main("one"), main("two"));
    let files = [("m/main.tf", module)];
    changes(
        &tree(&before, &files),
        &tree(&after, &files),
        &["Update aws_iam_role.this: description"],
    );
}

/// For `depends_on` of a call, Terraform looks at everything behind what is named.
#[test]
fn a_module_that_depends_on_something_reads_during_apply_when_anything_behind_that_changes() {
    let main = |description: &str| {
        format!(
            "resource \"aws_iam_role\" \"this\" {{\n  name = \"role\"\n  description = \"{description}\"\n}}\n\
             resource \"time_sleep\" \"this\" {{\n  triggers = {{\n    arn = aws_iam_role.this.arn\n  }}\n}}\n\
             module \"m\" {{\n  source = \"./m\"\n  depends_on = [time_sleep.this]\n}}\n"
        )
    };
    let module = "data \"aws_iam_policy_document\" \"this\" {}\n\
                  resource \"aws_iam_role_policy\" \"this\" {\n  policy = data.aws_iam_policy_document.this.json\n}\n";
    let (before, after) = (main("one"), main("two"));
    let files = [("m/main.tf", module)];
    changes(
        &tree(&before, &files),
        &tree(&after, &files),
        &[
            "Update aws_iam_role.this: description",
            "Update module.m.aws_iam_role_policy.this: policy?",
        ],
    );
}

#[test]
fn what_only_terraform_counts_is_compared_as_one() {
    let text = |tag: &str| {
        format!(
            "data \"aws_nat_gateways\" \"this\" {{}}\n\
             data \"aws_nat_gateway\" \"this\" {{\n  for_each = toset(data.aws_nat_gateways.this.ids)\n  id = each.key\n}}\n\
             resource \"aws_ssm_parameter\" \"this\" {{\n  name = \"/{tag}\"\n  \
             value = join(\",\", [for gateway in data.aws_nat_gateway.this : gateway.public_ip])\n}}\n"
        )
    };
    check(
        &text("a"),
        &text("a").replace("aws_nat_gateways\" \"this\" {", "aws_nat_gateways\" \"this\" {\n"),
        &[],
    );
    let forced = "Replace aws_ssm_parameter.this: name forced by name";
    check(&text("a"), &text("b"), &[forced]);
}

/// A group that the identity provider takes over keeps its id.
#[test]
fn what_was_applied_and_is_read_now_is_the_same() {
    let member = |group: &str| {
        format!("resource \"databricks_entitlements\" \"a\" {{\n  group_id = {group}.id\n}}\n")
    };
    let group = |kind: &str, name: &str| {
        format!("{kind} \"databricks_group\" \"a\" {{\n  display_name = \"{name}\"\n}}\n")
    };
    let before = group("resource", "analysts") + &member("databricks_group.a");
    let forgotten =
        "removed {\n  from = databricks_group.a\n  lifecycle {\n    destroy = false\n  }\n}\n";
    let after = |name: &str| group("data", name) + &member("data.databricks_group.a") + forgotten;
    let changed = |name: &str| {
        let found = stack(&tree(&before, &[]), &tree(&after(name), &[])).changes;
        found.into_iter().map(|it| (it.address, it.action)).collect::<Vec<_>>()
    };
    let forgotten = || ("databricks_group.a".to_owned(), Action::Forget);
    assert_eq!(changed("analysts"), [forgotten()]);
    let replaced = ("databricks_entitlements.a".to_owned(), Action::Replace);
    assert_eq!(changed("others"), [replaced, forgotten()]);
}

/// The stack that looks it up is applied after the one that renames it.
#[test]
fn what_another_stack_renames_is_the_same() {
    let group = |name: &str| {
        format!(
            "resource \"databricks_group\" \"this\" {{\n  for_each = toset([\"{name}\"])\n  \
             display_name = each.key\n}}\n"
        )
    };
    let moved = "moved {\n  from = databricks_group.this[\"analysts\"]\n  to   = \
                 databricks_group.this[\"analytics\"]\n}\n";
    let reader = |name: &str| {
        format!(
            "resource \"databricks_grants\" \"a\" {{\n  catalog = \"sales\"\n  grant {{\n    \
             principal = \"{name}\"\n    privileges = [\"SELECT\"]\n  }}\n}}\n\
             resource \"databricks_grant\" \"a\" {{\n  catalog = \"old\"\n  principal = \"{name}\"\n  \
             privileges = [\"SELECT\"]\n}}\n\
             data \"databricks_group\" \"a\" {{\n  display_name = \"{name}\"\n}}\n\
             resource \"databricks_entitlements\" \"a\" {{\n  group_id = data.databricks_group.a.id\n}}\n"
        )
    };
    let files = |account: String, dev: String| Files {
        texts: [("account/main.tf", account.into()), ("dev/main.tf", dev.into())].into(),
        stacks: ["account", "dev"].into(),
    };
    let before = files(group("analysts"), reader("analysts"));
    let renamed = "Update databricks_group.this['analytics']: display_name from \
                   databricks_group.this['analysts']";
    let after = files(group("analytics") + moved, reader("analytics"));
    // The provider looks for a grant to the old name, and finds none.
    let granted = "Create databricks_grant.a";
    changes(&before, &after, &[renamed, granted]);
    let replaced = "Replace databricks_entitlements.a: group_id forced by group_id";
    let others = "Update databricks_grants.a: grant";
    let after = files(group("analytics") + moved, reader("others"));
    changes(&before, &after, &[renamed, replaced, granted, others]);
}
