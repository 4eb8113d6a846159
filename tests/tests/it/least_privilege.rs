//! What the policies that we write allow: every statement of every policy document in the golden trees is read.
//!
//! Policies that the Databricks provider writes (`databricks_aws_*_policy`) are Databricks' own, and not read here.
#![allow(clippy::disallowed_methods, reason = "tests read fixtures")]

use std::fs;
use std::path::Path;

use gallery::{folder, tf_files};
use hcl_edit::Decorate;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block, Body};

/// A statement, and where it stands.
struct Statement<'a> {
    place: String,
    body: &'a Body,
    /// What stands above it.
    comment: String,
    /// It is in the policy of the thing itself, where `*` means that thing.
    of_resource: bool,
}

impl Statement<'_> {
    fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.body.get_attribute(name)
    }

    fn texts(&self, name: &str) -> Vec<String> {
        self.attribute(name).map(|attribute| texts(&attribute.value)).unwrap_or_default()
    }

    fn allows(&self) -> bool {
        self.texts("effect") != ["Deny"]
    }

    /// Whether a reason stands above the statement or beside the attribute.
    fn has_reason(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(has_comment) || self.comment.contains('#')
    }

    fn has_condition(&self) -> bool {
        self.body.has_blocks("condition")
    }
}

fn has_comment(attribute: &Attribute) -> bool {
    let decor = attribute.decor();
    [decor.prefix(), decor.suffix()].into_iter().flatten().any(|comment| comment.contains('#'))
}

/// Literal texts of an expression, also in a list.
fn texts(value: &Expression) -> Vec<String> {
    match value {
        Expression::String(text) => vec![text.as_str().to_owned()],
        Expression::Array(list) => list.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn each_statement(mut look: impl FnMut(&Statement)) {
    let mut seen = 0;
    for path in tf_files(&folder("golden")) {
        let text = fs::read_to_string(&path).expect("it is text");
        let body: Body = text.parse().expect("it is HCL");
        for document in body.get_blocks("data") {
            if document.labels[0].as_str() == "aws_iam_policy_document" {
                let found = statements(&path, document);
                seen += found.len();
                found.iter().for_each(&mut look);
            }
        }
    }
    assert!(seen > 50, "the policies are there: {seen}");
}

fn statements<'a>(path: &Path, document: &'a Block) -> Vec<Statement<'a>> {
    let name = document.labels[1].as_str();
    let plain = document.body.get_blocks("statement");
    let repeated = document.body.get_blocks("dynamic").filter_map(|block| {
        let content = block.body.get_blocks("content").next();
        (block.labels[0].as_str() == "statement").then_some(content).flatten()
    });
    let has_principals =
        |block: &&Block| block.body.has_blocks("principals") || block.body.has_blocks("dynamic");
    plain
        .chain(repeated)
        .map(|block| Statement {
            place: format!("{} {name}", path.display()),
            body: &block.body,
            comment: block.decor().prefix().map(|it| it[..].to_owned()).unwrap_or_default(),
            of_resource: has_principals(&block),
        })
        .collect()
}

/// What is wrong with a statement, if anything.
fn complaint(statement: &Statement) -> Option<String> {
    if !statement.allows() {
        return None;
    }
    let everywhere = statement.texts("resources").iter().any(|it| it == "*");
    if everywhere && !statement.of_resource && !statement.has_reason("resources") {
        return Some("`*` without a reason".to_owned());
    }
    let actions = statement.texts("actions");
    if let Some(action) = actions.iter().find(|it| it.ends_with(":*") || *it == "*")
        && !statement.has_reason("actions")
    {
        return Some(format!("`{action}` without a reason"));
    }
    let everybody = statement.body.get_blocks("principals").any(|principals| {
        let identifiers = principals.body.get_attribute("identifiers");
        let is_open = |it: &Attribute| texts(&it.value).iter().any(|text| text == "*");
        identifiers.is_some_and(|it| is_open(it) && !has_comment(it))
    });
    (everybody && !statement.has_condition()).then(|| "open to everybody".to_owned())
}

#[test]
fn every_statement_allows_something_to_somebody_or_for_a_reason() {
    each_statement(|statement| {
        assert_eq!(complaint(statement), None, "{}", statement.place);
    });
}

#[test]
fn a_statement_that_allows_too_much_is_found() {
    let found = |statement: &str| {
        let text = format!("data \"aws_iam_policy_document\" \"x\" {{\n{statement}\n}}\n");
        let body: Body = text.parse().expect("it is HCL");
        let document = body.get_blocks("data").next().expect("there is one");
        complaint(&statements(Path::new("x.tf"), document)[0])
    };
    let bucket =
        "statement {\n  actions = [\"s3:GetObject\"]\n  resources = [\"arn:aws:s3:::a/*\"]\n}";
    assert_eq!(found(bucket), None);
    let all = "statement {\n  actions = [\"s3:GetObject\"]\n  resources = [\"*\"]\n}";
    assert!(found(all).is_some());
    assert_eq!(found(&format!("# Buckets come and go.\n{all}")), None);
    let whatever = "statement {\n  actions = [\"s3:*\"]\n  resources = [\"arn:aws:s3:::a\"]\n}";
    assert!(found(whatever).is_some());
    assert_eq!(found(&whatever.replace("actions", "effect = \"Deny\"\n  actions")), None);
    let open = "statement {\n  actions = [\"s3:GetObject\"]\n  resources = [\"arn:aws:s3:::a/*\"]\n\
                principals {\n  type = \"*\"\n  identifiers = [\"*\"]\n}\n}";
    assert!(found(open).is_some());
    assert!(found(&format!("# For tests.\n{open}")).is_some());
    assert_eq!(found(&open.replace("[\"*\"]\n}", "[\"*\"] # those of IAM\n}")), None);
}

/// What a cluster's own roles may do: read, write and find objects, with the keys that S3 uses for them, ask Glue, take
/// data roles. Nothing that changes who may do what.
#[test]
fn roles_of_clusters_change_nothing_but_data() {
    const MODULES: [&str; 3] = ["instance-profile", "passthrough-data-role", "passthrough"];
    let mut seen = 0;
    each_statement(|statement| {
        let is_ours = MODULES.iter().any(|module| {
            statement.place.contains(&format!("modules/{module}/"))
                || statement.place.contains(&format!("modules/{module}-"))
        });
        if !is_ours || statement.of_resource {
            return;
        }
        seen += 1;
        for action in statement.texts("actions") {
            let of_objects = action.starts_with("s3:")
                && ["Object", "Bucket", "Upload"].iter().any(|noun| action.contains(noun))
                && !["Acl", "Policy", "PutBucket", "DeleteBucket"]
                    .iter()
                    .any(|it| action.contains(it));
            let with_key = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"]
                .contains(&action.as_str())
                && statement.has_condition();
            let allowed = of_objects || with_key || action == "sts:AssumeRole";
            assert!(allowed, "{}: `{action}`", statement.place);
        }
    });
    assert!(seen > 5, "the roles are there: {seen}");
}
