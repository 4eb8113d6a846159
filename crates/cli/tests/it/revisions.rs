//! The old side of a change: which blueprint, lock and templates are read, and what is said where one is missing.
//!
//! Without Terraform a rehearsal ends when it has read both sides, which is what is looked at here.

use std::fs;
use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::{MINIMAL, Sandbox};

/// What a rehearsal says once both sides are read and generated.
const READ: &str = "error: there is no `terraform` and no `tofu` on the search path\n\
                    help: install one of them, or name it in `TERRAFORM`\n";

const CUSTOMER_MANAGED: &str = "\
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode = \"customer-managed\"
";

impl Sandbox {
    fn git(&self, arguments: &[&str]) {
        let folder = self.path("repository");
        fs::create_dir_all(&folder).unwrap();
        let git = Command::new("git")
            .args(["-c", "user.name=acme", "-c", "user.email=acme@example.com"])
            .args(arguments)
            .current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .stdout(Stdio::null())
            .status();
        assert!(git.unwrap().success(), "git {arguments:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "a change"]);
    }

    /// A repository, in the folder `repository`, whose first commit has `text` in `infra/acme.toml`, generated; in the
    /// working tree are tags, too.
    fn repository(text: &str) -> Self {
        let sandbox = Self::new();
        sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
        sandbox.write("repository/infra/acme.toml", text);
        let (code, _, err) = sandbox.try_run("generate repository/infra/acme.toml");
        assert_eq!(code, 0, "{err}");
        sandbox.commit();
        sandbox
            .write("repository/infra/acme.toml", format!("tags = {{ team = \"data\" }}\n{text}"));
        sandbox
    }

    /// What `lakewright <line>` says in a folder of the repository.
    fn says_in(&self, folder: &str, line: &str) -> String {
        let output =
            self.command(line).current_dir(self.path("repository").join(folder)).output().unwrap();
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        // Where a test's folder lies is nobody's business.
        let root = self.path("").canonicalize().unwrap();
        let said = said.replace(root.to_str().unwrap(), "/tmp");
        format!("{said}--- exit code {}\n", output.status.code().unwrap())
    }

    #[track_caller]
    fn reads(&self, folder: &str, line: &str, notes: &str) {
        assert_eq!(self.says_in(folder, line), format!("{notes}{READ}--- exit code 2\n"), "{line}");
    }

    /// Every file of the repository, but for git's own.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut folders = vec![self.path("repository")];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.ends_with(".git") {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.display().to_string(), fs::read(&path).unwrap()));
                }
            }
        }
        files
    }
}

#[test]
fn a_revision_is_read_from_the_root_and_from_any_folder() {
    let sandbox = Sandbox::repository(CUSTOMER_MANAGED);
    let before = sandbox.files();
    sandbox.reads("", "rehearse --from HEAD:infra/acme.toml infra/acme.toml", "");
    sandbox.reads("infra", "rehearse --from HEAD:./acme.toml acme.toml", "");
    sandbox.reads("infra/terraform", "rehearse --from main:../acme.toml ../acme.toml", "");
    sandbox.reads("infra", "rehearse --from HEAD^{/a.change}:infra/acme.toml acme.toml", "");
    sandbox.reads("infra", "rehearse --from main:infra/acme.toml --out terraform acme.toml", "");
    sandbox.reads("", "rehearse --from infra/acme.toml --out infra/terraform infra/acme.toml", "");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn without_a_lock_it_is_said_and_the_blueprint_is_read() {
    let sandbox = Sandbox::repository(MINIMAL);
    sandbox.git(&["rm", "--quiet", "--cached", "infra/terraform/lakewright.lock"]);
    sandbox.git(&["commit", "--quiet", "--message", "without its lock"]);
    let note = |lock: &str| {
        format!(
            "there is no lock `{lock}`: the old blueprint is generated as in a first run, whose address ranges may be \
             others than those that are applied\n"
        )
    };
    let note_at = note("HEAD:infra/terraform/lakewright.lock");
    sandbox.reads("infra", "rehearse --from HEAD:infra/acme.toml acme.toml", &note_at);
    sandbox.reads("infra", "rehearse --from HEAD~1:infra/acme.toml acme.toml", "");
    // Of a file, the lock is the one in its own output folder.
    sandbox.reads("infra", "rehearse --from acme.toml acme.toml", "");
    sandbox.write("repository/old/acme.toml", MINIMAL);
    let note_beside = note("../old/terraform/lakewright.lock");
    sandbox.reads("infra", "rehearse --from ../old/acme.toml acme.toml", &note_beside);
}

#[test]
fn both_sides_have_the_ranges_of_the_old_lock_and_its_facts() {
    let sandbox = Sandbox::repository(CUSTOMER_MANAGED);
    sandbox.write("repository/infra/acme.toml", MINIMAL);
    assert_snapshot!(sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml"), @r#"
    error[vpc-ownership-changed]: `acme` was generated with your own VPC
     --> acme.toml:5:8
      |
    5 | mode = "databricks-managed"
      |        ^^^^^^^^^^^^^^^^^^^^ it cannot move to a Databricks-managed VPC
      |
      = help: add a workspace under `[workspaces]` beside it; if `acme` was never applied, run `lakewright generate --never-applied .`

    1 error, no warnings
    --- exit code 1
    "#);
    // The lock of the working tree does not matter.
    fs::remove_dir_all(sandbox.path("repository/infra/terraform")).unwrap();
    let (_, _, err) =
        sandbox.try_run("rehearse --from repository/infra/acme.toml repository/infra/acme.toml");
    assert!(err.ends_with(READ), "{err}");
    let said = sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml");
    assert!(said.contains("vpc-ownership-changed"), "{said}");
}

#[test]
fn a_stack_that_leaves_is_refused_as_by_generate() {
    let two = CUSTOMER_MANAGED.to_owned() + "\n[workspaces.dev]\n[workspaces.prod]\n";
    let sandbox = Sandbox::repository(&two);
    sandbox.write("repository/infra/acme.toml", two.replace("[workspaces.prod]\n", ""));
    let said = sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml");
    let generated = sandbox.says_in("infra", "generate acme.toml --move-states");
    assert_eq!(said, generated);
    assert!(said.contains("stack `prod` have no single place in another stack"), "{said}");
}

#[test]
fn a_lock_of_format_1_is_read() {
    let sandbox = Sandbox::repository(include_str!("../../../../blueprints/single-nat.toml"));
    let lock = include_str!("../locks/format-1/single-nat.lock");
    sandbox.write("repository/infra/terraform/lakewright.lock", lock);
    sandbox.commit();
    sandbox.reads("infra", "rehearse --from HEAD:./acme.toml acme.toml", "");
}

#[test]
fn a_damaged_or_newer_lock_is_refused_at_its_line_of_the_revision() {
    let sandbox = Sandbox::repository(CUSTOMER_MANAGED);
    let lock = sandbox.read("repository/infra/terraform/lakewright.lock");
    sandbox.write(
        "repository/infra/terraform/lakewright.lock",
        lock.replace("\"vpc\" = \"10.0", "\"vpc\" = \"10.1"),
    );
    sandbox.commit();
    assert_snapshot!(sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml"), @r#"
    error: `HEAD:infra/terraform/lakewright.lock`, lines 8 to 14: the entry of stack `.` was changed since it was written
    with a damaged lock lakewright could move subnets that are in use, or accept a change that Databricks refuses
    help: restore `[stacks."."]` and all lines of it from version control; after a merge, take the whole entry of either side
    --- exit code 2
    "#);
    sandbox.write("repository/infra/terraform/lakewright.lock", "format = 99\n");
    sandbox.commit();
    assert_snapshot!(sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml"), @"
    error: `HEAD:infra/terraform/lakewright.lock` has format 99, written by a newer lakewright than this one
    help: use that version, or a later one
    --- exit code 2
    ");
}

#[test]
fn another_deployment_is_refused_at_the_lock_of_the_revision() {
    let sandbox = Sandbox::repository(MINIMAL);
    let renamed = MINIMAL.replace("acme", "umbrella");
    sandbox.write("repository/infra/acme.toml", renamed);
    assert_snapshot!(sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml"), @r#"
    error: `HEAD:infra/terraform/lakewright.lock`, line 5: the lock belongs to the deployment `acme`, the blueprint to `umbrella`
    lakewright would take the address ranges and the facts of one deployment for those of another
    help: give this blueprint an output folder of its own with `--out`
    help: if you renamed the deployment, write `name = "acme"` again: its workspace keeps its name
    help: if nothing was ever applied: `lakewright generate --never-applied .`
    --- exit code 2
    "#);
}

#[test]
fn a_blueprint_that_is_wrong_is_told_with_its_revision() {
    let sandbox = Sandbox::repository(MINIMAL);
    sandbox.write("repository/infra/acme.toml", MINIMAL.replace("eu-west-1", "eu-wset-1"));
    sandbox.commit();
    assert_snapshot!(sandbox.says_in("infra", "rehearse --from HEAD:./acme.toml acme.toml"), @r#"
    error[unknown-region]: Databricks runs no workspaces in `eu-wset-1`
     --> HEAD:./acme.toml:2:10
      |
    2 | region = "eu-wset-1"
      |          ^^^^^^^^^^^
      |
      = help: did you mean `eu-west-1`?

    1 error, no warnings
    --- exit code 1
    "#);
}

#[test]
fn what_is_not_there_is_told_with_what_to_do() {
    let sandbox = Sandbox::repository(MINIMAL);
    let before = sandbox.files();
    let says = |line: &str| sandbox.says_in("infra", line);
    assert_snapshot!(says("rehearse --from v2:infra/acme.toml acme.toml"), @"
    error: the git repository `/tmp/repository` has no revision `v2`
    help: `git log --oneline --all` lists the revisions; `git fetch --tags` gets those of others
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from HEAD:acme.toml acme.toml"), @"
    error: the revision `HEAD` has no file `acme.toml`
    help: from this folder it is `HEAD:./acme.toml`
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from HEAD:infra/old.toml acme.toml"), @"
    error: the revision `HEAD` has no file `infra/old.toml`
    help: a path begins at the root of the repository or, with `./`, in this folder
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from HEAD:infra acme.toml"), @"
    error: `HEAD:infra` is a folder, not a blueprint
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from HEAD:../../acme.toml acme.toml"), @"
    error: `../../acme.toml` is outside of the git repository `/tmp/repository`
    help: a path of a revision begins at the root of the repository or, with `./`, in this folder
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from HEAD:/acme.toml acme.toml"), @"
    error: `/acme.toml` is outside of the git repository `/tmp/repository`
    help: a path of a revision begins at the root of the repository or, with `./`, in this folder
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from HEAD:./acme.toml --out /elsewhere acme.toml"), @"
    error: `--out /elsewhere` is outside of the git repository `/tmp/repository`
    help: name a file in place of a revision: its lock may lie anywhere
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from :infra/acme.toml acme.toml"), @"
    error: `:infra/acme.toml` names no revision
    help: `HEAD:infra/acme.toml` is what was committed last
    --- exit code 2
    ");
    assert_snapshot!(says("rehearse --from old.toml acme.toml"), @"
    error: there is no blueprint `old.toml`
    help: name a blueprint file as it was before, or `REV:path` of the git repository, such as `HEAD:lakewright.toml`
    --- exit code 2
    ");
    assert_eq!(sandbox.files(), before);
}

/// Whatever a revision is called, git gets it as the name of an object.
#[test]
fn no_revision_becomes_an_option_of_git() {
    let sandbox = Sandbox::repository(MINIMAL);
    let before = sandbox.files();
    for revision in [
        "--output=x",
        "-h",
        "--help",
        "--batch-all-objects",
        "HEAD --help",
        "$(touch x)",
        "HEAD\n--x",
    ] {
        let from = format!("--from={revision}:infra/acme.toml");
        let output = sandbox
            .command("rehearse infra/acme.toml")
            .arg(from)
            .current_dir(sandbox.path("repository"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        let is_named = said.contains("has no revision `") || said.contains("has a line break");
        assert!(is_named, "{revision}: {said}");
        assert!(output.stdout.is_empty());
    }
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_shallow_clone_says_that_it_is_one() {
    let sandbox = Sandbox::repository(MINIMAL);
    sandbox.commit();
    let origin = format!("file://{}", sandbox.path("repository").display());
    sandbox.git(&["clone", "--quiet", "--depth", "1", &origin, "shallow"]);
    sandbox.reads("shallow/infra", "rehearse --from HEAD:./acme.toml acme.toml", "");
    assert_snapshot!(sandbox.says_in("shallow/infra", "rehearse --from HEAD~1:./acme.toml acme.toml"), @"
    error: the git repository `/tmp/repository/shallow` is a shallow clone, which does not have the revision `HEAD~1`
    help: `git fetch --unshallow` gets all revisions; in GitHub Actions, write `fetch-depth: 0` for `actions/checkout`
    --- exit code 2
    ");
}

#[test]
fn without_git_or_a_repository_it_says_so() {
    let sandbox = Sandbox::repository(MINIMAL);
    let mut without = sandbox.command("rehearse --from HEAD:infra/acme.toml infra/acme.toml");
    without.current_dir(sandbox.path("repository")).env("PATH", sandbox.path("nothing"));
    let output = without.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @"
    error: `HEAD:infra/acme.toml` is no file: there is no `git` on the search path, which reads `REV:path`
    help: install git, or name a blueprint file in place of a revision
    ");
    // The folder around the repository.
    assert_snapshot!(sandbox.says_in("..", "rehearse --from HEAD:acme.toml acme.toml"), @"
    error: `HEAD:acme.toml` is no file: the working folder is in no git repository
    help: run this in the repository that has the revision
    --- exit code 2
    ");
}

#[test]
fn templates_are_those_of_the_revision() {
    let sandbox = Sandbox::repository(MINIMAL);
    let line = "rehearse --from HEAD:./acme.toml --templates ../templates acme.toml";
    assert_snapshot!(sandbox.says_in("infra", line), @"
    error: the revision `HEAD` has no templates `templates`
    help: to generate both sides with the templates of today, name a file in place of a revision
    --- exit code 2
    ");
    let path = "modules/workspace/workspace/readme/built.md.tera";
    let right =
        include_str!("../../../../templates/modules/workspace/workspace/readme/built.md.tera");
    sandbox.write(&format!("repository/templates/{path}"), "{{ ");
    sandbox.write("repository/templates/.hidden/file", b"\xff");
    sandbox.commit();
    sandbox.write(&format!("repository/templates/{path}"), right);
    assert_snapshot!(sandbox.says_in("infra", line), @"
    error: a template is wrong
      HEAD:templates/modules/workspace/workspace/readme/built.md.tera:1: Unexpected end of input
    this is a bug in your template
    --- exit code 3
    ");
    sandbox.commit();
    sandbox.reads("infra", line, "");
    // As the blueprint names them.
    let named = format!("templates = \"../templates\"\n{MINIMAL}");
    sandbox.write("repository/infra/acme.toml", named);
    sandbox.write(&format!("repository/templates/{path}"), "{{ ");
    sandbox.commit();
    sandbox.write(&format!("repository/templates/{path}"), right);
    let line = "rehearse --from HEAD:./acme.toml acme.toml";
    let bug = sandbox.says_in("infra", line);
    assert!(
        bug.contains("HEAD:templates/modules/workspace/workspace/readme/built.md.tera:1:"),
        "{bug}"
    );
    sandbox.commit();
    sandbox.reads("infra", line, "");

    sandbox.write(&format!("outside/{path}"), right);
    let outside = "rehearse --from HEAD:./acme.toml --templates ../../outside acme.toml";
    assert_snapshot!(sandbox.says_in("infra", outside), @"
    the templates in `../../outside` lie outside of the git repository: both sides are generated with them as they are now
    error: there is no `terraform` and no `tofu` on the search path
    help: install one of them, or name it in `TERRAFORM`
    --- exit code 2
    ");
}
