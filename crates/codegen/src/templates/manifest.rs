//! `module.toml`: what a module is, when it is used, and what its text depends on.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::slots::Slot;
use crate::bug::TemplateBug;

/// One Terraform module that can be emitted.
pub struct Module {
    /// What it belongs to: `vpc`. Orders what READMEs say; nothing emitted is named after it.
    pub area: String,
    /// Name of its folder: `shared-network`.
    pub id: String,
    pub manifest: Manifest,
    /// Its area's place in the order of READMEs; none comes last.
    pub(crate) area_index: Option<usize>,
    /// What it says in the README of a stack: slots and templates.
    pub(crate) sentences: Vec<(&'static Slot, String)>,
}

impl Module {
    /// The folder of its templates: `modules/vpc/shared-network`.
    pub(crate) fn folder(&self) -> String {
        format!("modules/{}/{}", self.area, self.id)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// One sentence for `lakewright modules`.
    pub summary: String,
    /// Path into a workspace, such as `workspace.network.customer_managed`. The module is used where
    /// it leads to something that is not false, null or absent.
    pub condition: String,
    /// Name of the module block: `module.<name>`. The module's own id, with `_` for `-`, if not written.
    /// Addresses begin with it: once released it is never changed.
    #[serde(default)]
    pub module_name: String,
    /// It makes something inside the workspace, though it has no fragments for a stack of that: it is used only
    /// where the internet reaches the workspace.
    #[serde(default)]
    pub workspace_level: bool,
    /// Modules whose fragments stand before this one's in root files.
    #[serde(default)]
    pub order_after: Vec<String>,
    /// Providers that it requires: a stack requires and configures those of the modules it calls.
    pub providers: Vec<String>,
    /// What its own files depend on. Each that holds is named in the emitted folder, so that
    /// workspaces of one architecture share a folder, and no option of one changes another's files.
    #[serde(default, rename = "variant")]
    pub variants: Vec<Variant>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Variant {
    /// In kebab-case in the folder's name; its files ask `variant.<name>`, with `_` for `-`.
    pub name: String,
    /// Path into a workspace.
    pub condition: String,
    /// Variants of the module that hold whenever this one does. The folder's name leaves them out.
    #[serde(default)]
    pub implies: Vec<String>,
}

/// Every module, in the order of their fragments.
pub(super) fn read(texts: &BTreeMap<String, String>, bugs: &mut Vec<TemplateBug>) -> Vec<Module> {
    let mut modules = Vec::new();
    for (path, text) in texts {
        let Some(folder) = path.strip_suffix("/module.toml") else { continue };
        let ["modules", area, id] = folder.split('/').collect::<Vec<_>>()[..] else {
            let message = "a module lies in an area: `modules/<area>/<id>/module.toml`".to_owned();
            bugs.push(TemplateBug { template: path.clone(), line: 0, message });
            continue;
        };
        match toml::from_str::<Manifest>(text) {
            Ok(manifest) => modules.push(named(area, id, manifest)),
            Err(error) => bugs.push(toml_bug(path, text, &error)),
        }
    }
    // By id, not by area: two modules of one id are neighbours, and areas do not move fragments.
    modules.sort_by(|a, b| (&a.id, &a.area).cmp(&(&b.id, &b.area)));
    for pair in modules.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let template = format!("{}/module.toml", pair[1].folder());
        let message = format!("there is a module `{}` in `{}` already", pair[1].id, pair[0].area);
        bugs.push(TemplateBug { template, line: 0, message });
    }
    sort(modules, bugs)
}

fn named(area: &str, id: &str, mut manifest: Manifest) -> Module {
    if manifest.module_name.is_empty() {
        manifest.module_name = id.replace('-', "_");
    }
    Module {
        area: area.to_owned(),
        id: id.to_owned(),
        manifest,
        area_index: None,
        sentences: Vec::new(),
    }
}

/// Keys that had another name, for authors' folders.
const RENAMED: [(&str, &str); 4] = [
    ("after", "order-after"),
    ("call", "module-name"),
    ("inside", "workspace-level"),
    ("when", "condition"),
];

pub(super) fn toml_bug(path: &str, text: &str, error: &toml::de::Error) -> TemplateBug {
    let span = error.span().unwrap_or_default();
    let line = text[..span.start].matches('\n').count() + 1;
    let renamed = RENAMED.iter().find(|(old, _)| *old == &text[span.clone()]);
    let message = match renamed {
        Some((old, new)) => format!("there is no key `{old}`; write `{new}`"),
        None => error.message().to_owned(),
    };
    TemplateBug { template: path.to_owned(), line, message }
}

/// Each behind those it comes after; by name where nothing is said.
fn sort(mut open: Vec<Module>, bugs: &mut Vec<TemplateBug>) -> Vec<Module> {
    let ids: Vec<String> = open.iter().map(|module| module.id.clone()).collect();
    let mut sorted: Vec<Module> = Vec::new();
    while !open.is_empty() {
        let is_ready = |module: &Module| {
            let waits = |id: &String| ids.contains(id) && !sorted.iter().any(|done| done.id == *id);
            !module.manifest.order_after.iter().any(waits)
        };
        let Some(index) = open.iter().position(is_ready) else {
            let template = format!("{}/module.toml", open[0].folder());
            let message = "`order-after` leads in a circle".to_owned();
            bugs.push(TemplateBug { template, line: 0, message });
            return sorted;
        };
        sorted.push(open.remove(index));
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(manifest: &str, line: usize, message: &str) {
        let path = "modules/costs/budget/module.toml".to_owned();
        let mut bugs = Vec::new();
        read(&BTreeMap::from([(path.clone(), manifest.to_owned())]), &mut bugs);
        assert_eq!(bugs, [TemplateBug { template: path, line, message: message.to_owned() }]);
    }

    #[test]
    fn an_old_key_is_refused_with_the_new_one() {
        let start = "summary = \"A budget.\"\nproviders = []\n";
        let old = "there is no key `when`; write `condition`";
        check(&format!("{start}when = \"workspace.name\"\n"), 3, old);
        let start = format!("{start}condition = \"workspace.name\"\n");
        check(
            &format!("{start}call = \"budget\"\n"),
            4,
            "there is no key `call`; write `module-name`",
        );
        check(&format!("{start}after = []\n"), 4, "there is no key `after`; write `order-after`");
        let old_variant =
            format!("{start}[[variant]]\nname = \"loud\"\nwhen = \"workspace.name\"\n");
        check(&old_variant, 6, old);
        let inside = "there is no key `inside`; write `workspace-level`";
        check(&format!("{start}inside = true\n"), 4, inside);
    }
}
