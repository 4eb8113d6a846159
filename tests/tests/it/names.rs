//! Templates give the names that `blueprint::names` says, and no others.
//!
//! Every text in HCL that has `${var.name}` in it gives a name, whatever the argument. A text refers to a name that is
//! given elsewhere if it is an ARN, which ends with the name, or if it has `${var.vpc_name}` in it: the thing belongs to
//! the owner of the VPC. A condition compares a label. Not counted are
//!
//! - `description` and `error_message`, which are sentences;
//! - names that are the workspace's name and no more;
//! - `serverless_name`, which is a part of the workspace's name and a digest: only Terraform knows it.
//!
//! The tag `Name` is a label of up to 256 characters, which no service compares. It has no function, but what is looked
//! up by it must have it.
#![allow(clippy::disallowed_methods, reason = "tests read templates")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use blueprint::names::PATTERNS;
use gallery::{files_below, folder};

const SENTENCES: [&str; 2] = ["description", "error_message"];

/// Stands before the name of a role or instance profile in its ARN.
const IAM_PATH: &str = "{{ workspace.iam.arn_path }}";

/// What templates fill in, as `PATTERNS` calls it.
const PARTS: [(&str, &str); 16] = [
    ("var.name", "workspace"),
    ("var.vpc_name", "workspace"),
    ("var.bucket", "key"),
    ("var.profile", "key"),
    ("var.role", "key"),
    ("bucket.key", "key"),
    ("profile.key", "key"),
    ("role.key", "key"),
    ("var.aws_account_id", "account"),
    ("each.key", "kind"),
    ("self.availability_zone_id", "kind"),
    ("each.value.id", "endpoint"),
    ("aws_vpc_endpoint.rest_api.id", "endpoint"),
    ("aws_vpc_endpoint.service_direct.id", "endpoint"),
    ("local.credentials_digest", "digest"),
    ("local.network_digest", "digest"),
];

/// Each template with its path.
fn templates() -> Vec<(String, String)> {
    let files = files_below(&folder("../templates")).into_iter();
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "tera"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("it is text");
        (path.display().to_string(), text)
    };
    files.map(read).collect()
}

#[derive(Default)]
struct Found {
    names: Named,
    labels: Named,
}

#[derive(Default)]
struct Named {
    given: BTreeSet<String>,
    referred_to: BTreeSet<String>,
}

impl Found {
    fn read(&mut self, path: &str, line: &str) {
        if !line.contains("${var.name}") && !line.contains("${var.vpc_name}") {
            return;
        }
        let (argument, value) = line.split_once('=').unwrap_or_default();
        let argument = argument.trim();
        if SENTENCES.contains(&argument) {
            return;
        }
        let is_compared = argument == "condition";
        let text = if is_compared {
            value.split('"').find(|text| text.contains("${var.name}"))
        } else {
            value.trim().strip_prefix('"').and_then(|it| it.strip_suffix('"'))
        };
        let text = text.unwrap_or_else(|| panic!("{path}: not `argument = \"text\"`: {line}"));
        let end_of_arn = text.find("${var.name}").filter(|_| text.starts_with("arn:"));
        let has_path = end_of_arn.is_none_or(|at| text[..at].ends_with(IAM_PATH));
        assert!(has_path, "{path}: the ARN lacks `{IAM_PATH}`: {line}");
        let is_referred_to =
            is_compared || end_of_arn.is_some() || text.contains("${var.vpc_name}");
        let named =
            if is_compared || argument == "Name" { &mut self.labels } else { &mut self.names };
        let into = if is_referred_to { &mut named.referred_to } else { &mut named.given };
        let name = pattern(path, &text[end_of_arn.unwrap_or(0)..]);
        into.insert(match argument {
            "name_prefix" => name.trim_end_matches('-').to_owned(),
            _ => name,
        });
    }
}

/// The text with `{key}` for what is `${var.bucket}` or `{{ bucket.key }}` in it.
fn pattern(path: &str, text: &str) -> String {
    let (mut pattern, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("${").into_iter().chain(rest.find("{{")).min() {
        let (before, behind) = rest.split_at(at);
        let close = if behind.starts_with("{{") { "}}" } else { "}" };
        let (expression, behind) = behind[2..].split_once(close).expect("it ends");
        let part = PARTS.iter().find(|(it, _)| *it == expression.trim());
        let (_, part) = part.unwrap_or_else(|| panic!("{path}: `{expression}` is not in PARTS"));
        pattern.extend([before, "{", part, "}"]);
        rest = behind;
    }
    pattern + rest
}

fn read_templates() -> Found {
    let mut found = Found::default();
    for (path, text) in templates().iter().filter(|(path, _)| path.ends_with(".tf.tera")) {
        text.lines().for_each(|line| found.read(path, line));
    }
    found
}

#[test]
fn templates_give_these_names_and_no_others() {
    let Named { given, .. } = read_templates().names;
    let said: BTreeSet<_> = PATTERNS.iter().map(|(_, pattern)| (*pattern).to_owned()).collect();
    let unsaid: Vec<_> = given.difference(&said).collect();
    assert!(unsaid.is_empty(), "given by templates, and without a function: {unsaid:?}");
    let invented: Vec<_> = PATTERNS.iter().filter(|(_, it)| !given.contains(*it)).collect();
    assert!(invented.is_empty(), "functions for names that no template gives: {invented:?}");
}

#[test]
fn what_a_template_refers_to_by_name_has_this_name() {
    let Found { names, labels } = read_templates();
    for Named { given, referred_to } in [names, labels] {
        let missing: Vec<_> = referred_to.difference(&given).collect();
        assert!(missing.is_empty() && !referred_to.is_empty(), "nothing is called {missing:?}");
    }
}

/// A README that joins the name with something guesses what a module makes of it.
#[test]
fn no_template_joins_the_name_of_the_view_with_anything() {
    const NAME: &str = "{{ workspace.name }}";
    let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_/".contains(c));
    for (path, text) in templates() {
        for (at, _) in text.match_indices(NAME) {
            let before = text[..at].chars().next_back();
            let after = text[at + NAME.len()..].chars().next();
            assert!(
                !is_joined(before) && !is_joined(after),
                "{path}: a name from `names` is meant"
            );
        }
    }
}
