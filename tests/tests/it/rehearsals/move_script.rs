//! The script that moves resources between states, killed before each of its commands and run again.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "it runs a shell in a folder of its own"
)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use blueprint::values::Name;
use forecast::Files;
use gallery::rehearse::{at_a_time, settings};
use gallery::terraform::terraform;
use moves::{SCRIPT, Side, Step, WORK, between, script};
use rehearsal::moto::{Moto, REQUIREMENTS};
use rehearsal::proxy::account::access_key;
use rehearsal::python;
use serde_json::{Value, json};

const BEFORE: &str = r#"
resource "terraform_data" "group" {
  for_each = toset(["it's", "b.c"])

  input = each.key
}

resource "terraform_data" "workspace" {
  input = values(terraform_data.group)[0].id
}

resource "terraform_data" "inside" {
  input = terraform_data.workspace.id
}

output "workspace" {
  value = terraform_data.workspace.id
}
"#;

const ACCOUNT: &str = r#"
resource "terraform_data" "group" {
  for_each = toset(["it's", "b.c"])

  input = each.key
}
"#;

/// Its first resource reads the state of the account, as a data source would.
const PROD: &str = r#"
resource "terraform_data" "workspace" {
  input = var.group
}

resource "terraform_data" "inside" {
  input = terraform_data.workspace.id
}

variable "group" {
  type = string
}

output "workspace" {
  value = terraform_data.workspace.id
}
"#;

/// Where states are.
#[derive(Clone, Copy)]
enum States {
    /// In files; that of the account where a backend has it.
    Files,
    /// In S3, as the fake of AWS has it at this port.
    S3(u16),
}

const BUCKET: &str = "acme-terraform-states";

/// A folder in which the old tree is applied and the new one lies, with the script.
struct Deployment {
    folder: tempfile::TempDir,
    terraform: PathBuf,
    states: States,
}

impl Deployment {
    fn new(terraform: &Path, states: States) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let new = Self { folder, terraform: terraform.to_owned(), states };
        new.write("main.tf", BEFORE);
        new.write("backend.tf", &new.backend(""));
        new.run(".", &["init", "-input=false"]);
        new.run(".", &["apply", "-auto-approve", "-input=false"]);
        new
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Of a stack; empty where the state is a file beside it.
    fn backend(&self, stack: &str) -> String {
        match self.states {
            States::Files if stack == "account" => {
                let path = self.path().join("elsewhere/account.tfstate");
                let path = path.display();
                format!("terraform {{\n  backend \"local\" {{\n    path = \"{path}\"\n  }}\n}}\n")
            }
            States::Files => String::new(),
            States::S3(_) => format!(
                "terraform {{\n  backend \"s3\" {{\n    bucket = \"{BUCKET}\"\n    key = \"{}\"\n    \
                 region = \"eu-west-1\"\n    use_lockfile = true\n    use_path_style = true\n    \
                 skip_credentials_validation = true\n    skip_requesting_account_id = true\n    \
                 skip_metadata_api_check = true\n  }}\n}}\n",
                self.key(stack)
            ),
        }
    }

    fn key(&self, stack: &str) -> String {
        let own = self.path().file_name().expect("a temporary folder has a name");
        format!("{}/{stack}.tfstate", own.to_string_lossy())
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let States::S3(port) = self.states else { return Vec::new() };
        vec![
            ("AWS_ACCESS_KEY_ID", access_key("123456789012")),
            ("AWS_SECRET_ACCESS_KEY", "rehearsal".to_owned()),
            ("AWS_ENDPOINT_URL_S3", format!("http://127.0.0.1:{port}")),
        ]
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folder is ours");
        fs::write(path, text).expect("folder is ours");
    }

    fn terraform(&self, stack: &str, arguments: &[&str]) -> Output {
        let chdir = format!("-chdir={stack}");
        let mut command = Command::new(&self.terraform);
        command.arg(chdir).args(arguments).current_dir(self.path()).env("CHECKPOINT_DISABLE", "1");
        command.envs(self.environment());
        command.output().expect("terraform starts")
    }

    #[track_caller]
    fn run(&self, stack: &str, arguments: &[&str]) -> String {
        let output = self.terraform(stack, arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Lays the new tree over the old one.
    fn generate(&self) {
        let [old_backend, account_backend, prod_backend] =
            ["", "account", "prod"].map(|stack| self.backend(stack));
        let group = self.state_of("").1["terraform_data.group[\"b.c\"]"]["id"].clone();
        for file in ["main.tf", "backend.tf"] {
            fs::remove_file(self.path().join(file)).expect("folder is ours");
        }
        let values = format!("group = {group}\n");
        let new = [
            ("account/backend.tf", account_backend.as_str()),
            ("account/main.tf", ACCOUNT),
            ("prod/backend.tf", &prod_backend),
            ("prod/main.tf", PROD),
            ("prod/terraform.tfvars", &values),
        ];
        for (path, text) in new {
            self.write(path, text);
        }
        let name = Name::parse("acme").expect("letters");
        let old_names = BTreeMap::from([(String::new(), name.clone())]);
        let new_names = BTreeMap::from([("prod".to_owned(), name)]);
        let files = |texts: &[(&'static str, &str)], stacks: &[&'static str]| Files {
            texts: texts.iter().map(|(path, text)| (*path, (*text).into())).collect(),
            stacks: stacks.iter().copied().collect(),
        };
        let old = [("backend.tf", old_backend.as_str()), ("main.tf", BEFORE)];
        let (old, new) = (files(&old, &[""]), files(&new, &["account", "prod"]));
        let before = Side { files: &old, names: &old_names };
        let after = Side { files: &new, names: &new_names };
        let moves = between(before, after, &[""].into()).expect("it is safe");
        assert!(moves.left.is_empty(), "{moves:?}");
        let step =
            |stack: &str| Step { stack: stack.to_owned(), applied_from: "anywhere".to_owned() };
        self.write(SCRIPT, &script(&moves, &[step("account"), step("prod")], "test"));
    }

    /// Outputs, and the attributes of resources by address.
    fn state_of(&self, stack: &str) -> (Value, BTreeMap<String, Value>) {
        let path = match stack {
            "account" => "elsewhere/account.tfstate".to_owned(),
            "" => "terraform.tfstate".to_owned(),
            stack => format!("{stack}/terraform.tfstate"),
        };
        let text = match self.states {
            States::Files => fs::read_to_string(self.path().join(path)).ok(),
            States::S3(_) => Some(self.pulled(stack)).filter(|text| !text.is_empty()),
        };
        let text = text.unwrap_or_else(|| "{}".to_owned());
        let state: Value = serde_json::from_str(&text).expect("a state is JSON");
        let mut resources = BTreeMap::new();
        for resource in state["resources"].as_array().into_iter().flatten() {
            for instance in resource["instances"].as_array().into_iter().flatten() {
                let key = instance.get("index_key").map(|key| format!("[{key}]"));
                let word = |name: &str| resource[name].as_str().unwrap_or_default().to_owned();
                let address =
                    format!("{}.{}{}", word("type"), word("name"), key.unwrap_or_default());
                resources.insert(address, instance["attributes"].clone());
            }
        }
        (state["outputs"].clone(), resources)
    }

    /// From a folder of its own, because the stack's may not be there.
    fn pulled(&self, stack: &str) -> String {
        let folder = format!("look/{stack}");
        if !self.path().join(&folder).join("backend.tf").exists() {
            self.write(&format!("{folder}/backend.tf"), &self.backend(stack));
            self.run(&folder, &["init", "-input=false"]);
        }
        self.run(&folder, &["state", "pull"])
    }

    /// The addresses of each state, and the ids of what they stand for.
    fn resources(&self) -> Vec<Vec<(String, Value)>> {
        let ids = |stack: &&str| {
            let (_, resources) = self.state_of(stack);
            resources.into_iter().map(|(at, attributes)| (at, attributes["id"].clone())).collect()
        };
        ["", "account", "prod"].iter().map(ids).collect()
    }

    /// Runs the script, with other programs in place of those that it calls.
    fn move_states(&self, arguments: &[&str], tools: &Tools, kill_before: usize) -> Output {
        let search_path = format!("{}:{}", tools.0.path().display(), env!("PATH"));
        let mut command = Command::new("/bin/sh");
        command
            .arg(self.path().join(SCRIPT))
            .args(arguments)
            .env("PATH", search_path)
            .env("COUNT", self.path().join("count"))
            .env("KILL_BEFORE", kill_before.to_string())
            .env("CHECKPOINT_DISABLE", "1")
            .envs(self.environment())
            .env("TERRAFORM", tools.0.path().join("terraform"))
            .process_group(0);
        self.write("count", "0");
        command.output().expect("a shell starts")
    }

    fn count(&self) -> usize {
        let text = fs::read_to_string(self.path().join("count")).expect("folder is ours");
        text.trim().parse().expect("it counts")
    }
}

/// Programs that count how often one of them is started, and kill the script, and themselves, at one of these times.
struct Tools(tempfile::TempDir);

impl Tools {
    fn new(terraform: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let named =
            [("terraform", terraform), ("cp", Path::new("/bin/cp")), ("mv", Path::new("/bin/mv"))];
        for (name, program) in named {
            let text = format!(
                "#!/bin/sh\ncount=$(($(cat \"$COUNT\") + 1))\necho $count >\"$COUNT\"\n\
                 [ $count -ne $KILL_BEFORE ] || kill -KILL 0\nexec {} \"$@\"\n",
                program.display()
            );
            let path = folder.path().join(name);
            fs::write(&path, text).expect("folder is ours");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("folder is ours");
        }
        Self(folder)
    }
}

fn said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

/// Before none.
const NEVER: usize = 0;

#[test]
fn the_script_may_be_killed_before_any_command_and_run_again() {
    let Some(terraform) = terraform() else { return };
    killed_before_each_command(&terraform, States::Files);
}

#[test]
fn the_script_may_be_killed_where_states_are_in_s3() {
    let Some(settings) = settings() else { return };
    let environment = &settings.environment;
    let python = python::find(REQUIREMENTS, environment, &|_| {}).expect("rehearsals need one");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let moto = Moto::start(&python, folder.path(), environment).expect("it starts");
    let bucket = json!({ "name": BUCKET, "policy": null, "public_access_blocked": true });
    let there = json!({ "account": "123456789012", "region": "eu-west-1", "buckets": [bucket] });
    moto.put_preexisting(&there).expect("it is AWS");
    killed_before_each_command(&settings.terraform, States::S3(moto.port()));
}

fn killed_before_each_command(terraform: &Path, states: States) {
    let tools = Tools::new(terraform);
    let deployment = Deployment::new(terraform, states);
    let ids = deployment.resources()[0].clone();
    deployment.generate();
    let undisturbed = deployment.move_states(&[], &tools, NEVER);
    assert!(undisturbed.status.success(), "{}", said(&undisturbed));
    let moved = deployment.resources();
    assert!(moved[0].is_empty());
    let mut all: Vec<_> = moved.concat();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(all, ids, "each is there once, and is what it was");
    let commands = deployment.count();

    at_a_time(4, (1..=commands).collect(), |kill_before| {
        let deployment = Deployment::new(terraform, states);
        let ids = deployment.resources()[0].clone();
        deployment.generate();
        let killed = deployment.move_states(&[], &tools, kill_before);
        assert!(!killed.status.success(), "{kill_before}: {}", said(&killed));
        // What was there is in one state at least, at any time.
        let there = deployment.resources().concat();
        assert!(ids.iter().all(|id| there.contains(id)), "{kill_before}: {there:?}");
        let again = deployment.move_states(&[], &tools, NEVER);
        assert!(again.status.success(), "{kill_before}: {}", said(&again));
        let addresses = |of: Vec<Vec<(String, Value)>>| -> Vec<Vec<String>> {
            of.into_iter().map(|it| it.into_iter().map(|(address, _)| address).collect()).collect()
        };
        let mut all = deployment.resources().concat();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(all, ids, "{kill_before}");
        assert_eq!(addresses(deployment.resources()), addresses(moved.clone()), "{kill_before}");
    });

    let ended = deployment.move_states(&["apply"], &tools, NEVER);
    assert!(ended.status.success(), "{}", said(&ended));
    for stack in ["account", "prod"] {
        let plan = deployment.terraform(stack, &["plan", "-detailed-exitcode", "-input=false"]);
        assert_eq!(plan.status.code(), Some(0), "{}", said(&plan));
    }
    assert!(deployment.state_of("prod").0["workspace"].is_object(), "outputs are back");
    let state = deployment.run("prod", &["state", "pull"]);
    assert!(state.contains("\"terraform_data.workspace\""), "the order of destruction is back");
    let before = fs::metadata(deployment.path().join(WORK).join("before"));
    let mode = before.expect("it keeps what was there").permissions();
    assert_eq!(mode.mode() & 0o077, 0, "only its owner reads a backup");
}

#[test]
fn the_script_stops_where_something_would_be_lost() {
    let Some(terraform) = terraform() else { return };
    let tools = Tools::new(&terraform);
    let stops = |deployment: &Deployment, arguments: &[&str], why: &str| {
        let before = deployment.resources();
        let stopped = deployment.move_states(arguments, &tools, NEVER);
        assert!(!stopped.status.success());
        assert!(said(&stopped).contains(why), "{}", said(&stopped));
        assert_eq!(deployment.resources(), before);
    };
    // A resource that the old files do not have.
    let deployment = Deployment::new(&terraform, States::Files);
    let more = format!("{BEFORE}\nresource \"terraform_data\" \"more\" {{}}\n");
    deployment.write("main.tf", &more);
    deployment.run(".", &["apply", "-auto-approve", "-input=false"]);
    deployment.generate();
    stops(&deployment, &[], "has resources that do not move");
    stops(&deployment, &["apply"], "nothing has moved yet");

    // A stack that was applied before the move.
    let deployment = Deployment::new(&terraform, States::Files);
    deployment.generate();
    deployment.run("prod", &["init", "-input=false"]);
    deployment.run("prod", &["apply", "-auto-approve", "-input=false"]);
    stops(&deployment, &[], "is in the state of");

    // A plan that creates.
    let deployment = Deployment::new(&terraform, States::Files);
    deployment.generate();
    let moved = deployment.move_states(&[], &tools, NEVER);
    assert!(moved.status.success(), "{}", said(&moved));
    deployment.write("prod/more.tf", "resource \"terraform_data\" \"more\" {}\n");
    stops(&deployment, &["apply", "prod"], "terraform_data.more will be created");
}
