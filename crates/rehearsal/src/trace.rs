//! From an error of Terraform to the generated line, and from there to the blueprint's.

use blueprint::Source;
use codegen::RelativePath;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::events::Diagnostic;
use crate::report::Place;
use crate::script::{Script, Stack};

/// Where the generated text is that a diagnostic is about.
pub(crate) fn generated(diagnostic: &Diagnostic, stack: &Stack, script: &Script) -> Option<Place> {
    let range = diagnostic.range.as_ref()?;
    let file = normalised(&stack.folder, &range.filename)?;
    let text = script.files.get(&RelativePath::new(file.as_str()).ok()?)?;
    let line = text.lines().nth(range.start.line.checked_sub(1)?)?;
    Some(Place { file, line: range.start.line, text: line.trim().to_owned() })
}

/// `ml` and `../modules/network/vpc.tf` are `modules/network/vpc.tf`.
fn normalised(folder: &str, filename: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in filename.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What an error of a workspace, which is registered with everything else, is about: words that stand in it,
/// and the key of the blueprint.
const ABOUT: [(&str, &str); 6] = [
    ("customer-managed key", "encryption"),
    ("policy of the key", "encryption"),
    ("storage configuration validation", "root-bucket"),
    ("credentials validation", "cross-account-role"),
    ("Network validation", "network"),
    ("pricing tier", "tier"),
];

/// Where the blueprint decides about the module that an error's address begins with, as exactly as it is
/// written there: a key, its section, or the workspace's own table.
pub(crate) fn written(error: &Diagnostic, stack: &Stack, script: &Script) -> Option<Place> {
    let address = error.address.as_deref()?;
    let call = address.strip_prefix("module.")?.split(['.', '[']).next()?;
    let chosen_by = script.chosen_by.get(call)?;
    let source = &script.blueprint;
    let root = DeTable::parse(&source.text).ok()?;
    let root = root.get_ref();
    let about = about(error, address).and_then(|key| find_anywhere(root, stack, &[key]));
    let found = about.or_else(|| {
        let keys =
            |path: &String| path.split('.').skip(1).map(|key| key.replace('_', "-")).collect();
        let all = chosen_by.iter().filter_map(|path| {
            let keys: Vec<String> = keys(path);
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            find_anywhere(root, stack, &keys)
        });
        all.max_by_key(|found| found.depth)
    });
    Some(place(source, found.or_else(|| table_of(root, stack))?.at))
}

fn about(error: &Diagnostic, address: &str) -> Option<&'static str> {
    if !address.contains(".databricks_mws_workspaces.") {
        return None;
    }
    let said = |words: &str| error.summary.contains(words) || error.detail.contains(words);
    ABOUT.iter().find(|(words, _)| said(words)).map(|(_, key)| *key)
}

/// In the workspace's own table, else at the top of the blueprint.
fn find_anywhere(root: &DeTable, stack: &Stack, keys: &[&str]) -> Option<Found> {
    let own = table_keys(stack).and_then(|own| find(root, &own, keys));
    let top = find(root, &[], keys);
    // The last of equals: what a workspace says itself.
    [top, own].into_iter().flatten().filter(|found| found.depth > 0).max_by_key(|found| found.depth)
}

fn table_of(root: &DeTable, stack: &Stack) -> Option<Found> {
    find(root, &table_keys(stack)?, &[])
}

fn table_keys(stack: &Stack) -> Option<[&str; 2]> {
    (!stack.workspace.is_empty()).then_some(["workspaces", &stack.workspace])
}

struct Found {
    /// How many of the keys are written.
    depth: usize,
    /// The byte at which the last of them stands.
    at: usize,
}

/// As many of `keys` as are written below `table`; nothing if `table` is not written.
fn find(root: &DeTable, table: &[&str], keys: &[&str]) -> Option<Found> {
    let mut found = None;
    let mut at = Some(root);
    for (index, key) in table.iter().chain(keys).enumerate() {
        let Some((key, value)) = at.and_then(|table| entry(table, key)) else { break };
        found = Some(Found { depth: (index + 1).saturating_sub(table.len()), at: key });
        at = value;
    }
    found
}

/// Where the key stands, and the table below it.
fn entry<'t>(table: &'t DeTable<'t>, key: &str) -> Option<(usize, Option<&'t DeTable<'t>>)> {
    let (key, value) = table.iter().find(|(name, _)| name.get_ref() == key)?;
    let below = match Spanned::get_ref(value) {
        DeValue::Table(below) => Some(below),
        _ => None,
    };
    Some((key.span().start, below))
}

fn place(source: &Source, at: usize) -> Place {
    let (line, _) = source.line_column(at);
    let text = source.text.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
    Place { file: source.path.clone(), line, text }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use blueprint::sections::state::Backend;

    use super::*;
    use crate::accounts::Accounts;
    use crate::events::{Position, Range};
    use crate::script;
    use databricks_fake::Vantage;

    const BLUEPRINT: &str = "\
name = \"acme\"

[network]
mode = \"customer-managed\"

[workspaces.prod.network]
cidr = \"10.0.0.0/18\"

[workspaces.ml]
network.share = \"prod\"

[workspaces.lab]
";

    fn script() -> Script {
        let file = RelativePath::new("modules/network/vpc.tf").unwrap();
        let by = |call: &str, paths: &[&str]| {
            (call.to_owned(), paths.iter().map(ToString::to_string).collect())
        };
        Script {
            blueprint: Source { path: "acme.toml".to_owned(), text: BLUEPRINT.to_owned() },
            files: BTreeMap::from([(file, "a\n  b = 1\n".to_owned())]),
            chosen_by: BTreeMap::from([
                by("network", &["workspace.network.customer_managed", "workspace.network.shared"]),
                by("root_storage", &["workspace.root_bucket.create"]),
                by("workspace", &["workspace.name"]),
            ]),
            ..script::tests::script(include_str!("../../../blueprints/minimal.toml"))
        }
    }

    fn stack(folder: &str) -> Stack {
        let accounts = Accounts { aws: String::new(), databricks: String::new() };
        let folder = folder.to_owned();
        Stack {
            workspace: folder.clone(),
            folder,
            after: Vec::new(),
            accounts,
            backend: Backend::Local,
            vantage: Vantage::Outside,
        }
    }

    fn error(summary: &str, address: &str) -> Diagnostic {
        Diagnostic {
            severity: "error".to_owned(),
            summary: summary.to_owned(),
            detail: String::new(),
            address: Some(address.to_owned()),
            range: None,
        }
    }

    fn line(folder: &str, address: &str) -> Option<usize> {
        written(&error("", address), &stack(folder), &script()).map(|place| place.line)
    }

    #[test]
    fn an_error_of_a_workspace_leads_to_what_it_is_about() {
        let address = "module.workspace.databricks_mws_workspaces.this";
        let line = |folder, summary| {
            written(&error(summary, address), &stack(folder), &script()).map(|place| place.line)
        };
        assert_eq!(line("prod", "Network validation failed: no route"), Some(6));
        assert_eq!(line("lab", "Network validation failed: no route"), Some(3));
        assert_eq!(line("lab", "Failed credentials validation checks"), Some(1));
        assert_eq!(line("lab", "anything else"), Some(1));
    }

    #[test]
    fn an_address_leads_to_the_section_that_decides() {
        assert_eq!(line("prod", "module.network.aws_vpc.this"), Some(6));
        assert_eq!(line("ml", "module.network.aws_subnet.this[\"a\"]"), Some(10));
        assert_eq!(line("lab", "module.network.aws_vpc.this"), Some(3));
        assert_eq!(line("lab", "module.root_storage.aws_s3_bucket.this"), Some(12));
        let workspace = "prod".to_owned();
        let inside = Stack { vantage: Vantage::Inside, workspace, ..stack("prod/inside") };
        let place = written(&error("", "module.network.a.this"), &inside, &script());
        assert_eq!(place.map(|place| place.line), Some(6));
        assert_eq!(line("lab", "aws_vpc.of_the_user"), None);
        assert_eq!(line("lab", "module.of_the_user.aws_vpc.this"), None);
    }

    #[test]
    fn a_diagnostic_leads_to_the_generated_line() {
        let diagnostic = |filename: &str, line| Diagnostic {
            severity: "error".to_owned(),
            summary: String::new(),
            detail: String::new(),
            address: None,
            range: Some(Range { filename: filename.to_owned(), start: Position { line } }),
        };
        let place =
            Place { file: "modules/network/vpc.tf".to_owned(), line: 2, text: "b = 1".to_owned() };
        let found =
            |filename, line| generated(&diagnostic(filename, line), &stack("ml"), &script());
        assert_eq!(found("../modules/network/vpc.tf", 2), Some(place));
        assert_eq!(found("../modules/network/vpc.tf", 9), None);
        assert_eq!(found("../../../etc/passwd", 1), None);
        assert_eq!(found("main.tf", 1), None);
    }
}
