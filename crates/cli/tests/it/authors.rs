//! An author's folder of templates: `--templates`.

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

const MANIFEST: &str = "\
summary   = \"An alarm on what the workspace costs.\"
condition = \"workspace.name\"
providers = [\"aws\"]

[[variant]]
name      = \"loud\"
condition = \"workspace.destroyable\"
";

const MODULE: &str = "\
variable \"limit\" {
  description = \"US dollars a month.\"
  type        = number
}

variable \"name\" {
  description = \"Name of the budget.\"
  type        = string
}
";

const VERSIONS: &str = "\
terraform {
  required_providers {
    aws = {
      source = \"hashicorp/aws\"
    }
  }
}
";

const CALL: &str = "\
module \"budget\" {
  source = \"{{ module.source }}\"

  limit = 100
  name  = \"{{ workspace.name }}\"
}
";

fn with_author(main: &str) -> Sandbox {
    let sandbox = Sandbox::with(MINIMAL);
    sandbox.write("ours/modules/costs/budget/module.toml", MANIFEST);
    sandbox.write("ours/modules/costs/budget/variables.tf.tera", MODULE);
    sandbox.write("ours/modules/costs/budget/main.tf.tera", main);
    sandbox.write("ours/modules/costs/budget/versions.tf.tera", VERSIONS);
    sandbox.write("ours/modules/costs/budget/workspace/main.tf.tera", CALL);
    sandbox.write("ours/.git/config", b"\xff not a template");
    sandbox
}

const MAIN: &str = "\
resource \"aws_budgets_budget\" \"this\" {
  name         = var.name
  budget_type  = \"COST\"
  limit_amount = var.limit
  limit_unit   = \"USD\"
  time_unit    = \"MONTHLY\"
}
";

#[test]
fn an_authors_module_is_listed_with_its_files_and_variables() {
    assert_snapshot!(with_author(MAIN).run("modules budget --templates ours"), @r"
    $ lakewright modules budget --templates ours
    budget
      An alarm on what the workspace costs.
      condition  workspace.name
      variants   loud
      address    module.budget
      providers  aws

    files
      main.tf
      variables.tf
      versions.tf

    variables
      limit  US dollars a month.
      name   Name of the budget.
    --- exit code 0
    ");
}

#[test]
fn an_authors_module_is_generated() {
    let sandbox = with_author(MAIN);
    let (code, _, err) = sandbox.try_run("generate --templates ours");
    assert_eq!((code, &*err), (0, ""));
    assert!(sandbox.read("terraform/modules/budget/main.tf").contains("aws_budgets_budget"));
    assert!(sandbox.read("terraform/main.tf").contains("./modules/budget"));
}

#[test]
fn what_terraform_would_refuse_is_shown_at_the_templates_line() {
    let sandbox = with_author(&MAIN.replace("time_unit", "time_unti"));
    assert_snapshot!(sandbox.run("generate --templates ours"), @r"
    $ lakewright generate --templates ours
    --- standard error
    error: templates are wrong
      ours/modules/costs/budget/main.tf.tera:1: `aws_budgets_budget` needs `time_unit` (line 4 of modules/budget/main.tf)
      ours/modules/costs/budget/main.tf.tera:6: `aws_budgets_budget` has no argument `time_unti`; did you mean `time_unit`? (line 9 of modules/budget/main.tf)
    this is a bug in your template
    --- exit code 3
    ");
    assert!(!sandbox.path("terraform").exists());
}

#[test]
fn an_authors_mistake_is_shown_at_its_line() {
    let sandbox = with_author("# A budget.\nname = \"{{ workspce.name }}\"\n");
    assert_snapshot!(sandbox.run("generate --templates ours"), @r"
    $ lakewright generate --templates ours
    --- standard error
    error: a template is wrong
      ours/modules/costs/budget/main.tf.tera:2: there is no `workspce` here; a template here sees blueprint, variant
    this is a bug in your template
    --- exit code 3
    ");
    assert!(!sandbox.path("terraform").exists());
}

const DOCS: &str = include_str!("../../../../docs/templates.md");

/// The texts of docs/templates.md in a language, in their order.
fn documented(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    let blocks = DOCS.split(&opening).skip(1);
    blocks.filter_map(|rest| rest.split("```").next()).collect()
}

/// The module and the part of the documentation, in an author's folder.
fn with_documented(part: impl Fn(&str) -> String) -> Sandbox {
    let [manifest] = documented("toml")[..] else { panic!("{:?}", documented("toml")) };
    let [call, notification, use_of_part] = documented("hcl")[..] else {
        panic!("{:?}", documented("hcl"))
    };
    let main = MAIN.replace("var.limit", "\"100\"");
    let main = main.replace("\"MONTHLY\"\n}", &format!("\"MONTHLY\"\n\n{use_of_part}}}"));
    let sandbox = Sandbox::with(MINIMAL);
    let files = [
        ("modules/costs/budget/module.toml", manifest),
        ("modules/costs/budget/main.tf.tera", &*main),
        ("modules/costs/budget/variables.tf.tera", MODULE.split("\n\n").nth(1).unwrap()),
        ("modules/costs/budget/versions.tf.tera", VERSIONS),
        ("modules/costs/budget/workspace/main.tf.tera", call),
        ("modules/costs/budget/readme/built.md.tera", "- A budget.\n"),
        ("parts/costs/budget_notification.tf.tera", &part(notification)),
    ];
    for (path, text) in files {
        sandbox.write(&format!("ours/{path}"), text);
    }
    sandbox
}

#[test]
fn the_documented_module_is_generated() {
    let sandbox = with_documented(str::to_owned);
    let (code, _, err) = sandbox.try_run("generate --templates ours");
    assert_eq!((code, &*err), (0, ""));
    let budget = sandbox.read("terraform/modules/budget/main.tf");
    assert!(budget.contains("      \"finance@acme.example\",\n"), "{budget}");
    let readme = sandbox.read("terraform/README.md");
    assert!(readme.contains("\n- A budget.\n\n## What it needs\n"), "{readme}");
}

#[test]
fn a_mistake_in_a_part_is_shown_at_the_parts_line() {
    let sandbox = with_documented(|part| part.replace("threshold_type ", "threshold_tpye "));
    assert_snapshot!(sandbox.run("generate --templates ours"), @r"
    $ lakewright generate --templates ours
    --- standard error
    error: templates are wrong
      ours/parts/costs/budget_notification.tf.tera:2: `notification` in `aws_budgets_budget` needs `threshold_type` (line 11 of modules/budget/main.tf)
      ours/parts/costs/budget_notification.tf.tera:11: `notification` in `aws_budgets_budget` has no argument `threshold_tpye`; did you mean `threshold_type`? (line 18 of modules/budget/main.tf)
    this is a bug in your template
    --- exit code 3
    ");
}

#[test]
fn an_old_key_of_a_manifest_is_refused_with_the_new_one() {
    let sandbox = with_author(MAIN);
    let old = MANIFEST.replacen("condition", "when", 1);
    sandbox.write("ours/modules/costs/budget/module.toml", old);
    assert_snapshot!(sandbox.run("modules --templates ours"), @r"
    $ lakewright modules --templates ours
    --- standard error
    error: a template is wrong
      ours/modules/costs/budget/module.toml:2: there is no key `when`; write `condition`
    this is a bug in your template
    --- exit code 3
    ");
}

#[test]
fn a_folder_without_templates_is_refused() {
    let sandbox = Sandbox::with(MINIMAL);
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    assert_snapshot!(sandbox.run("modules --templates empty"), @r"
    $ lakewright modules --templates empty
    --- standard error
    error: `empty` holds no template
    --- exit code 2
    ");
    assert_snapshot!(sandbox.run("modules --templates nowhere"), @r"
    $ lakewright modules --templates nowhere
    --- standard error
    error: reading templates in `nowhere`: No such file or directory (os error 2)
    --- exit code 2
    ");
}

#[test]
fn a_blueprint_names_its_templates() {
    let sandbox = with_author(MAIN);
    let text = sandbox.read("lakewright.toml");
    assert_eq!(sandbox.try_run("generate").0, 0);
    sandbox.write("lakewright.toml", format!("templates = \"ours\"\n{text}"));
    for command in ["check", "describe", "stacks"] {
        assert_eq!(sandbox.try_run(command).0, 0, "{command}");
    }
    let resolved = sandbox.run("describe --resolved");
    assert!(resolved.lines().any(|line| line.split_whitespace().take(3).eq([
        "templates",
        "=",
        "\"ours\""
    ])));
    assert_eq!(sandbox.try_run("generate").0, 0);
    assert!(sandbox.path("terraform/modules/budget").exists());
    // From wherever it is run, and with the same folder as an option.
    sandbox.write("elsewhere/x", "");
    let mut command = sandbox.command("generate ../lakewright.toml --check");
    assert!(command.current_dir(sandbox.path("elsewhere")).status().unwrap().success());
    assert_eq!(sandbox.try_run("generate --templates ours --check").0, 0);

    sandbox.write("lakewright.toml", format!("templates = \"theirs\"\n{text}"));
    for command in ["check", "describe", "stacks", "generate"] {
        let (code, _, err) = sandbox.try_run(command);
        assert_eq!(code, 2, "{command}");
        assert!(err.contains("there is no folder `./theirs`"), "{err}");
    }
}

#[test]
fn what_templates_generate_does_not_go_because_they_were_forgotten() {
    let sandbox = with_author(MAIN);
    assert_eq!(sandbox.try_run("generate --templates ours").0, 0);
    let lock = sandbox.read("terraform/lakewright.lock");
    assert!(lock.contains("\ntemplates = \"ours\"\ntemplates-hash = \""), "{lock}");
    assert_snapshot!(sandbox.run("generate"), @r#"
    $ lakewright generate
    --- standard error
    error: the folder was generated with the templates in `ours`, and this run has none
    what these templates generate would be removed, so nothing was written
    help: `lakewright generate --templates ours`, a path that begins at the blueprint's folder
    help: or write `templates = "ours"` at the top of the blueprint
    help: or give the templates up: `lakewright generate --forget-templates`
    --- exit code 1
    "#);
    let (code, out, _) = sandbox.try_run("generate --check");
    assert_eq!(code, 1);
    assert!(out.contains("generated with the templates in `ours`"), "{out}");
    let (_, out, _) = sandbox.try_run("generate --format json");
    assert!(out.contains("\"lost_templates\": \"ours\""), "{out}");
    assert!(sandbox.path("terraform/modules/budget").exists());

    assert_eq!(sandbox.try_run("generate --forget-templates").0, 0);
    assert!(!sandbox.path("terraform/modules/budget").exists());
    assert!(!sandbox.read("terraform/lakewright.lock").contains("templates"));
    assert_eq!(sandbox.try_run("generate --check").0, 0);
}

#[test]
fn templates_that_changed_are_said_to_have_changed() {
    let sandbox = with_author(MAIN);
    sandbox.run("generate --templates ours");
    let (_, _, err) = sandbox.try_run("generate --templates ours");
    assert_eq!(err, "");
    sandbox.write("ours/modules/costs/budget/main.tf.tera", format!("# Ours.\n{MAIN}"));
    let (code, _, err) = sandbox.try_run("generate --templates ours");
    assert_eq!((code, &*err), (0, "the templates in `ours` have changed since the last run\n"));
    // Another place of the same templates is no other templates.
    std::fs::rename(sandbox.path("ours"), sandbox.path("theirs")).unwrap();
    assert_eq!(sandbox.try_run("generate --templates theirs --check").0, 0);
    sandbox.write("theirs/modules/costs/budget/main.tf.tera", MAIN);
    let (_, _, err) = sandbox.try_run("generate --templates theirs");
    assert_eq!(err, "the templates are those in `theirs`, no longer those in `ours`\n");
}

/// One of the two lines that keep them is not lost unnoticed.
#[test]
fn a_lock_that_lost_half_of_its_templates_is_refused() {
    let sandbox = with_author(MAIN);
    sandbox.run("generate --templates ours");
    let lock = sandbox.read("terraform/lakewright.lock");
    for key in ["templates = ", "templates-hash = "] {
        let kept: Vec<_> = lock.lines().filter(|line| !line.starts_with(key)).collect();
        sandbox.write("terraform/lakewright.lock", kept.join("\n") + "\n");
        let (code, _, err) = sandbox.try_run("generate");
        assert_eq!(code, 2, "{key}");
        assert!(err.contains("line 7: `templates"), "{err}");
    }
}
