//! The generated pages of `docs/` say what the code does. `UPDATE_DOCS=1` writes them anew.

#![allow(clippy::disallowed_methods, reason = "tests read and write the pages")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use blueprint::rules::{Area, RULES};
use blueprint::{Diagnostics, PreviousRun, Source};
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
    for area in Area::ALL {
        writeln!(page, "## {}\n", area.title()).expect("a string takes all");
        for rule in RULES.iter().filter(|rule| rule.area == area) {
            writeln!(page, "- [{0}](#{0})", rule.name).expect("a string takes all");
        }
        for rule in RULES.iter().filter(|rule| rule.area == area) {
            let shifted = rule.explanation.trim_end().replacen("# ", "### ", 1);
            write!(page, "\n{shifted}\n").expect("a string takes all");
        }
        page.push('\n');
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    compare("rules.md", &page);
}

#[test]
fn every_change_is_forecast() {
    compare("change.md", &gallery::changes::page::page());
}

#[test]
fn every_key_is_described() {
    let schema = Value::from(blueprint::json_schema());
    let mut page = String::from(PREFACE);
    let top = Table { path: String::new(), about: "", keys: properties(&schema) };
    describe(&mut page, &top, &schema, &defaults());
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

## Removing a workspace

1. Write the workspace's tables under `[removed]`: `[removed.dev]` in place of `[workspaces.dev]`,
   `[removed.dev.network]` in place of `[workspaces.dev.network]`. Keep all keys: what is destroyed is first understood.
2. Run `lakewright generate`. The workspace keeps its folder, its ranges and its names. Nothing guards it any more, and
   what is in its buckets and catalogs goes with them. No other workspace may use its VPC or its catalogs.
3. Follow the section \"Destroy\" of the README in the folder.
4. When `terraform state list` prints nothing there, delete `[removed.dev]` and generate again: the folder goes.

The only workspace of a blueprint has no such table. Write `prevent-destroy = false`, generate, and follow the same
section of its README.

## Accepting a warning

```toml
[[accept]]
rule   = \"single-nat-in-production\"
reason = \"cost; batch only, a lost zone can wait\"
until  = 2027-06-30
```

Errors cannot be accepted. What each rule means: [rules.md](rules.md), or `lakewright explain <rule>`.
";

/// A table of the blueprint, by the path of its header.
struct Table<'a> {
    path: String,
    about: &'a str,
    keys: Map<String, Value>,
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

/// The table's keys, then each table in it.
fn describe(
    page: &mut String,
    table: &Table<'_>,
    schema: &Value,
    defaults: &BTreeMap<String, String>,
) {
    let within = |name: &str| {
        if table.path.is_empty() { name.to_owned() } else { format!("{}.{name}", table.path) }
    };
    let inner: Vec<_> =
        table.keys.iter().filter_map(|(name, key)| inner(within(name), key, schema)).collect();
    let title = if table.path.is_empty() { "Top level" } else { &format!("`[{}]`", table.path) };
    write!(page, "## {title}\n\n").expect("a string takes all");
    if !table.about.is_empty() {
        write!(page, "{}\n\n", one_line(table.about)).expect("a string takes all");
    }
    if table.keys.is_empty() {
        let free = match table.path.rsplit('.').next() {
            Some("tags") => {
                "Keys are yours. `managed-by = \"terraform\"` is among them unless you write that key."
            }
            Some("grants") => "Keys are who is granted something.",
            _ => "Keys are yours.",
        };
        write!(page, "{free}\n\n").expect("a string takes all");
    }
    let is_inner = |path: &str| inner.iter().any(|it| header(&it.path) == path);
    let keys: Vec<_> = table
        .keys
        .iter()
        .map(|(name, key)| (within(name), key))
        .filter(|(path, _)| !is_inner(path))
        .collect();
    if !keys.is_empty() {
        page.push_str("| key | value | left out | what it decides |\n| --- | --- | --- | --- |\n");
    }
    for (path, key) in keys {
        let about = one_line(key["description"].as_str().unwrap_or_default());
        assert!(!about.is_empty(), "{path} has no documentation");
        let default = defaults.get(&path).map_or("-".to_owned(), |text| format!("`{text}`"));
        let line =
            [format!("`{path}`"), kind(key), default, about].map(|cell| cell.replace('|', "\\|"));
        writeln!(page, "| {} |", line.join(" | ")).expect("a string takes all");
    }
    page.push('\n');
    for table in &inner {
        describe(page, table, schema, defaults);
    }
}

/// The table that the key at `path` is, if it is one; `workspaces` and `removed` repeat the top level.
fn inner<'a>(path: String, key: &'a Value, schema: &'a Value) -> Option<Table<'a>> {
    if ["removed", "workspaces"].contains(&path.as_str()) {
        return None;
    }
    let about = key["description"].as_str().unwrap_or_default();
    let table = followed(key, schema);
    let entries = table["patternProperties"].as_object().and_then(|all| all.values().next());
    if let Some(entry) = entries.filter(|entry| entry.get("$ref").is_some()) {
        return Some(Table {
            path: path + NAMED,
            about,
            keys: properties(followed(entry, schema)),
        });
    }
    let is_table = key.get("$ref").is_some() || table.get("properties").is_some();
    is_table.then(|| Table { path, about, keys: properties(table) })
}

/// Of tables whose names are the user's.
const NAMED: &str = ".<name>";

fn header(path: &str) -> &str {
    path.trim_end_matches(NAMED)
}

fn followed<'a>(key: &'a Value, schema: &'a Value) -> &'a Value {
    match key["$ref"].as_str() {
        Some(target) => &schema["$defs"][target.trim_start_matches("#/$defs/")],
        None => key,
    }
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
        "[network]\nmode = \"customer-managed\"\negress = \"firewall\"\nfirewall.cidr = \"10.1.0.0/24\"\n[metastore]\nmode = \"external-hive\"\naddresses = [\"10.80.0.0/24\"]",
        "tier = \"enterprise\"\n[network]\nmode = \"customer-managed\"\n[network.private-link]\nback-end = \"create\"\nfront-end = { clients = [\"10.128.0.0/9\"], cidr = \"10.1.0.0/24\" }",
        "tier = \"enterprise\"\n[network]\nmode = \"customer-managed\"\n[network.serverless.policy]\nallowed-domains = [\"pypi.org\"]",
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
    let arch = blueprint::resolve(blueprint, &PreviousRun::default(), None, &mut diags)
        .expect("it is legal");
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
