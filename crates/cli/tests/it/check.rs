//! `check`: everything at once, at its line, in each format.

use insta::assert_snapshot;
use serde_json::Value;

use crate::{MINIMAL, Sandbox};

/// Five mistakes that have nothing to do with each other, with a tab and letters of two bytes.
const FIVE: &str = "\
# Größe: fünf Fehler
name   = \"acme\"
regoin = \"eu-west-1\"
region = \"eu-wset-1\"

[network]
mode  = \"customer-managed\"
cidr  = \"10.0.0.0/16\"
zones = 2
workspace-subnets = [
\t\"10.0.0.0/20\", \"10.1.0.0/20\",  # ü
]

[encryption]
managed-services  = \"create\"
workspace-storage = { existing = \"arn:aws:kms:eu-west-1:12345:key/1\" }
";

#[test]
fn five_mistakes_are_shown_in_one_run() {
    assert_snapshot!(Sandbox::with(FIVE).run("check"), @r#"
    $ lakewright check
    error[unknown-key]: there is no key `regoin` here
     --> lakewright.toml:3:1
      |
    3 | regoin = "eu-west-1"
      | ^^^^^^
      |
      = help: did you mean `region`?

    error[unknown-region]: Databricks runs no workspaces in `eu-wset-1`
     --> lakewright.toml:4:10
      |
    4 | region = "eu-wset-1"
      |          ^^^^^^^^^^^
      |
      = help: did you mean `eu-west-1`?

    error[subnet-outside-vpc]: subnet `10.1.0.0/20` lies outside the VPC
      --> lakewright.toml:11:17
       |
     8 | cidr  = "10.0.0.0/16"
       |         ------------- the VPC's range
    ...
    11 |     "10.0.0.0/20", "10.1.0.0/20",  # ü
       |                    ^^^^^^^^^^^^^ not within `10.0.0.0/16`

    error[kms-key-below-enterprise]: `encryption.managed-services` needs the enterprise tier
      --> lakewright.toml:15:21
       |
    15 | managed-services  = "create"
       |                     ^^^^^^^^ a customer-managed key
    16 | workspace-storage = { existing = "arn:aws:kms:eu-west-1:12345:key/1" }
       |                                                                      - `tier` is not written: the workspace is premium
       |
       = help: write `tier = "enterprise"`, or leave the key to Databricks and AWS

    error[malformed-value]: this is not the ARN of a KMS key
      --> lakewright.toml:16:34
       |
    16 | workspace-storage = { existing = "arn:aws:kms:eu-west-1:12345:key/1" }
       |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `arn:aws:kms:<region>:<account>:key/<key id>`; an alias can be moved, so Databricks takes the key itself

    5 errors, no warnings
    --- exit code 1
    "#);
}

#[test]
fn github_gets_an_annotation_for_each() {
    assert_snapshot!(Sandbox::with(FIVE).run("check --format github"), @r#"
    $ lakewright check --format github
    ::error file=lakewright.toml,line=3,col=1,endColumn=7,title=unknown-key::there is no key `regoin` here%0Adid you mean `region`?
    ::error file=lakewright.toml,line=4,col=10,endColumn=21,title=unknown-region::Databricks runs no workspaces in `eu-wset-1`%0Adid you mean `eu-west-1`?
    ::error file=lakewright.toml,line=11,col=17,endColumn=30,title=subnet-outside-vpc::subnet `10.1.0.0/20` lies outside the VPC%0Anot within `10.0.0.0/16`
    ::error file=lakewright.toml,line=15,col=21,endColumn=29,title=kms-key-below-enterprise::`encryption.managed-services` needs the enterprise tier%0Aa customer-managed key%0Awrite `tier = "enterprise"`, or leave the key to Databricks and AWS
    ::error file=lakewright.toml,line=16,col=34,endColumn=69,title=malformed-value::this is not the ARN of a KMS key%0A`arn:aws:kms:<region>:<account>:key/<key id>`; an alias can be moved, so Databricks takes the key itself
    --- exit code 1
    "#);
}

/// The rules' pages stand in it: they are tested elsewhere.
#[test]
fn code_scanning_gets_a_log() {
    let (code, out, _) = Sandbox::with(FIVE).try_run("check --format sarif");
    assert_eq!(code, 1);
    let mut log: Value = serde_json::from_str(&out).unwrap();
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        let page = rule.as_object_mut().unwrap().remove("help").unwrap();
        assert!(page["markdown"].as_str().unwrap().starts_with("# "));
    }
    assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn programs_get_one_document() {
    let text = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
                encryption.managed-services = \"create\" # ü\n";
    assert_snapshot!(Sandbox::with(text).run("check --format json"), @r#"
    $ lakewright check --format json
    {
      "blueprint": "lakewright.toml",
      "errors": 1,
      "warnings": 0,
      "diagnostics": [
        {
          "rule": "kms-key-below-enterprise",
          "severity": "error",
          "message": "`encryption.managed-services` needs the enterprise tier",
          "help": "write `tier = \"enterprise\"`, or leave the key to Databricks and AWS",
          "labels": [
            {
              "is_primary": true,
              "text": "a customer-managed key",
              "start": {
                "line": 4,
                "column": 31,
                "byte": 101
              },
              "end": {
                "line": 4,
                "column": 39,
                "byte": 109
              }
            },
            {
              "is_primary": false,
              "text": "`tier` is not written: the workspace is premium",
              "start": {
                "line": 4,
                "column": 42,
                "byte": 112
              },
              "end": {
                "line": 4,
                "column": 43,
                "byte": 114
              }
            }
          ]
        }
      ]
    }
    --- exit code 1
    "#);
}

#[test]
fn a_blueprint_without_mistakes_is_fine() {
    assert_snapshot!(Sandbox::with(MINIMAL).run("check"), @r"
    $ lakewright check
    no errors, no warnings
    --- exit code 0
    ");
    assert_eq!(
        Sandbox::with(MINIMAL).try_run("check --format github"),
        (0, String::new(), String::new())
    );
}

#[test]
fn warnings_do_not_fail() {
    let text = MINIMAL.replace("[network]", "prevent-destroy = false\n\n[network]");
    assert_snapshot!(Sandbox::with(&text).run("check"), @r"
    $ lakewright check
    warning[destroyable-workspace]: Terraform may destroy the workspace
     --> lakewright.toml:4:19
      |
    4 | prevent-destroy = false
      |                   ^^^^^ notebooks, jobs and files would go with it
      |
      = help: remove the key when nothing is to be replaced or destroyed any more

    no errors, 1 warning
    --- exit code 0
    ");
}

#[test]
fn line_ends_of_windows_move_no_column() {
    let with = |text: &str| Sandbox::with(text).run("check --format github");
    assert_eq!(with(&FIVE.replace('\n', "\r\n")), with(FIVE));
    let human = |text: &str| Sandbox::with(text).run("check");
    assert_eq!(human(&FIVE.replace('\n', "\r\n")), human(FIVE));
}

#[test]
fn a_byte_order_mark_moves_no_column() {
    let with = |text: &str| Sandbox::with(text).run("check");
    assert_eq!(with(&format!("\u{feff}{FIVE}")), with(FIVE));
    let first = "regoin = \"eu-west-1\"\n";
    assert_eq!(with(&format!("\u{feff}{first}")), with(first));
}

#[test]
fn an_empty_blueprint_misses_what_has_no_default() {
    assert_snapshot!(Sandbox::with("").run("check"), @r#"
    $ lakewright check
    error[missing-key]: `network.mode` is missing
     --> lakewright.toml:1:1
      |
    1 |
      | ^ add `mode = "customer-managed"`

    error[missing-key]: `name` is missing
     --> lakewright.toml:1:1
      |
    1 |
      | ^ add `name = "acme"`

    error[missing-key]: `region` is missing
     --> lakewright.toml:1:1
      |
    1 |
      | ^ add `region = "eu-west-1"`

    3 errors, no warnings
    --- exit code 1
    "#);
}

#[test]
fn one_syntax_error_is_enough() {
    assert_snapshot!(Sandbox::with("name = \"acme\nregion = eu\n[network\n").run("check"), @r#"
    $ lakewright check
    error[not-toml]: this is not TOML
     --> lakewright.toml:1:13
      |
    1 | name = "acme
      |             ^ invalid basic string, expected `"`

    1 error, no warnings
    --- exit code 1
    "#);
}

#[test]
fn colours_are_for_terminals_and_for_those_who_force_them() {
    let sandbox = Sandbox::with(FIVE);
    let out = |variables: &[(&str, &str)]| {
        let mut command = sandbox.command("check");
        String::from_utf8(command.envs(variables.iter().copied()).output().unwrap().stdout).unwrap()
    };
    assert!(!out(&[]).contains('\x1b'));
    assert!(out(&[("CLICOLOR_FORCE", "1")]).contains("\x1b["));
    assert!(!out(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\x1b'));
}
