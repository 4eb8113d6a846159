//! The generated pages of `docs/` say what the code does. `UPDATE_DOCS=1` writes them anew.

#![allow(clippy::disallowed_methods, reason = "tests read and write the pages")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use blueprint::rules::RULES;
use blueprint::{Diagnostics, Pins, Source};
use serde_json::{Map, Value};

#[test]
fn the_schema_is_that_of_the_types() {
    let schema = serde_json::to_string_pretty(&blueprint::json_schema()).expect("a schema is JSON");
    compare("blueprint.schema.json", &(schema + "\n"));
}

#[test]
fn the_rules_are_those_of_the_table() {
    let mut page = String::from(
        "# Rules\n\nEvery rule a blueprint can break, as `lakewright explain <rule>` prints it. Errors stop; warnings\ncan be accepted with `[[accept]]`.\n\n",
    );
    for rule in RULES {
        writeln!(page, "- [{0}](#{0})", rule.name).expect("a string takes all");
    }
    for rule in RULES {
        let shifted = rule.explanation.trim_end().replacen("# ", "## ", 1);
        write!(page, "\n{shifted}\n").expect("a string takes all");
    }
    compare("rules.md", &page);
}

#[test]
fn every_key_is_described() {
    let schema = Value::from(blueprint::json_schema());
    let defaults = defaults();
    let mut page = String::from(PREFACE);
    let top = properties(&schema);
    let (sections, keys): (Vec<_>, Vec<_>) =
        top.iter().partition(|(_, key)| key.get("$ref").is_some());
    section(&mut page, "", "Top level", "", &keys, &defaults);
    for (name, key) in sections {
        let about = key["description"].as_str().unwrap_or_default();
        let target = &schema["$defs"]
            [key["$ref"].as_str().unwrap_or_default().trim_start_matches("#/$defs/")];
        let inner = properties(target);
        let keys: Vec<_> = inner.iter().collect();
        section(&mut page, name, &format!("`[{name}]`"), about, &keys, &defaults);
    }
    page.push_str(POSTFACE);
    compare("blueprint.md", &page);
}

const PREFACE: &str = "# Blueprints

A blueprint is a TOML file that says what a deployment is. It is one workspace, or, with `[workspaces.<name>]`, many:
each is the top level with the keys it writes overridden, section by section, key by key.

What is not written has a default, which the edition pins. `lakewright describe --resolved` shows every value of a
blueprint and where it comes from.

";

const POSTFACE: &str = "
## Many workspaces

```toml
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode = \"customer-managed\"
cidr = \"10.20.0.0/16\"

[workspaces.dev]                   # acme-dev, in a folder `dev` with a state of its own
network.egress = \"single-nat\"

[workspaces.prod]
tier = \"enterprise\"

[workspaces.ml]
network.share = \"prod\"
```

A range that workspaces inherit is divided: each gets a part of `network.vpc-size`. Parts, and subnets in them, are
pinned in `lakewright.lock`, so that another workspace never renumbers those that are there. Commit the lock.
A workspace that decides another `network.mode` or `state.backend` does not inherit the keys of the one above.

## Accepting a warning

```toml
[[accept]]
rule   = \"single-nat-in-production\"
reason = \"cost; batch only, a lost zone can wait\"
until  = 2027-06-30
```

Errors cannot be accepted. What each rule means: [rules.md](rules.md), or `lakewright explain <rule>`.
";

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

fn section(
    page: &mut String,
    path: &str,
    title: &str,
    about: &str,
    keys: &[(&String, &Value)],
    defaults: &BTreeMap<String, String>,
) {
    write!(page, "## {title}\n\n").expect("a string takes all");
    if !about.is_empty() {
        write!(page, "{}\n\n", one_line(about)).expect("a string takes all");
    }
    if keys.is_empty() {
        let free =
            "Keys are yours. `managed-by = \"terraform\"` is among them unless you write that key.";
        write!(page, "{free}\n\n").expect("a string takes all");
        return;
    }
    page.push_str("| key | value | left out | what it decides |\n| --- | --- | --- | --- |\n");
    for (name, key) in keys {
        let full = if path.is_empty() { (*name).clone() } else { format!("{path}.{name}") };
        let about = one_line(key["description"].as_str().unwrap_or_default());
        assert!(!about.is_empty(), "{full} has no documentation");
        let default = defaults.get(&full).map_or("-".to_owned(), |text| format!("`{text}`"));
        let line =
            [format!("`{full}`"), kind(key), default, about].map(|cell| cell.replace('|', "\\|"));
        writeln!(page, "| {} |", line.join(" | ")).expect("a string takes all");
    }
    page.push('\n');
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The choices, or what kind of value the schema takes.
fn kind(key: &Value) -> String {
    if let Some(choices) = key["enum"].as_array() {
        if choices.len() > 6 {
            return "one of the regions".to_owned();
        }
        let choices: Vec<_> = choices.iter().map(|choice| format!("`{choice}`")).collect();
        return choices.join(", ");
    }
    if let Some(forms) = key["oneOf"].as_array() {
        return forms.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(word) = key["const"].as_str() {
        return format!("`\"{word}\"`");
    }
    match key["type"].as_str() {
        Some("boolean") => "`true`, `false`".to_owned(),
        Some("integer") => "number".to_owned(),
        Some("array") => "list".to_owned(),
        Some("object") if key["properties"].get("existing").is_some() => {
            "`{ existing = \"…\" }`".to_owned()
        }
        Some("object") => "table".to_owned(),
        _ => "text".to_owned(),
    }
}

/// What the edition gives keys that are left out, taken from blueprints that leave them out.
fn defaults() -> BTreeMap<String, String> {
    let blueprints = [
        "[network]\nmode = \"customer-managed\"",
        "[state]\nbackend = \"s3\"\nbucket = \"acme-state\"\nregion = \"eu-west-1\"\n[network]\nmode = \"databricks-managed\"",
        "[state]\nbackend = \"hcp-terraform\"\norganization = \"acme\"\n[network]\nmode = \"databricks-managed\"",
    ];
    let mut defaults = BTreeMap::new();
    for rest in blueprints {
        defaults.extend(defaults_of(&format!("name = \"acme\"\nregion = \"eu-west-1\"\n{rest}\n")));
    }
    // A default that follows from the region or the workspace's name is said in words.
    defaults.insert("network.zones".to_owned(), "3".to_owned());
    defaults.insert("state.key".to_owned(), "databricks/{workspace}/terraform.tfstate".to_owned());
    defaults.insert("state.hcp-workspace".to_owned(), "{workspace}".to_owned());
    defaults
}

fn defaults_of(text: &str) -> BTreeMap<String, String> {
    let source = Source { path: "defaults.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = blueprint::parse(&source, &mut diags);
    let arch =
        blueprint::resolve(blueprint, &Pins::default(), None, &mut diags).expect("it is legal");
    let mut table = String::new();
    let mut found = BTreeMap::new();
    for line in blueprint::resolved(&arch).lines() {
        if let Some(header) = line.strip_prefix('[') {
            table = format!("{}.", header.trim_end_matches(']'));
        } else if let Some((key, rest)) = line.split_once('=')
            && !line.starts_with('#')
            && let Some(value) = rest.trim().strip_suffix("# default")
        {
            found.insert(format!("{table}{}", key.trim()), value.trim().to_owned());
        }
    }
    found
}

#[track_caller]
fn compare(page: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, expected).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "docs/{page} is stale: run the tests with UPDATE_DOCS=1");
}
