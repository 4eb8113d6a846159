//! The templates: which modules there are, when each is used, and what its files are.

mod areas;
mod manifest;
mod place;
pub(crate) mod slots;
pub(crate) mod stack_folders;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use tera::Tera;

use crate::bug::{TemplateBug, tera_bug};
use crate::escape::escape;
use crate::tree::RelativePath;
pub use manifest::{Manifest, Module, Variant};
use place::Place;
use slots::{SLOTS, Slot};
pub use variables::Variable;

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../templates");

/// Every module and template.
pub struct Templates {
    /// In the order in which their fragments stand in root files.
    modules: Vec<Module>,
    /// The templates' texts by path, for saying where a mistake is.
    texts: BTreeMap<String, String>,
}

impl Templates {
    /// The templates in the binary, which the tests check whole.
    pub fn embedded() -> Result<Self, Vec<TemplateBug>> {
        Self::new(embedded_texts())
    }

    /// The templates in the binary, with files of an author's folder added or put in their place.
    pub fn extended(files: BTreeMap<String, String>) -> Result<Self, Vec<TemplateBug>> {
        let mut texts = embedded_texts();
        texts.extend(files);
        Self::new(texts)?.checked()
    }

    /// `texts` by path, such as `modules/vpc/network/vpc.tf.tera`.
    fn new(texts: BTreeMap<String, String>) -> Result<Self, Vec<TemplateBug>> {
        let mut bugs = Vec::new();
        let mut modules = manifest::read(&texts, &mut bugs);
        let areas = areas::read(&texts, &mut bugs);
        for module in &mut modules {
            module.area_index = areas.iter().position(|area| *area == module.area);
            module.sentences = sentences(module, &texts);
        }
        let templates = Self { modules, texts };
        if bugs.is_empty() { Ok(templates) } else { Err(bugs) }
    }

    /// Finds what is wrong with templates whether a blueprint reaches them or not.
    fn checked(self) -> Result<Self, Vec<TemplateBug>> {
        let mut bugs = Vec::new();
        let tera = self.compile(|_| true).map_err(|bug| vec![bug])?;
        self.check_places(&mut bugs);
        check_names(&tera, &self.texts, &mut bugs);
        self.check_paths(&mut bugs);
        if bugs.is_empty() { Ok(self) } else { Err(bugs) }
    }

    /// A template that lies nowhere, or in no module's folder, would be read by nothing.
    fn check_places(&self, bugs: &mut Vec<TemplateBug>) {
        for (path, _) in self.all() {
            let message = match Place::of(path) {
                None => place::unknown(path),
                Some(place) if place.is_a_modules() && !self.lies_in_a_module(path) => {
                    "there is no `module.toml` in its module's folder".to_owned()
                }
                Some(_) => continue,
            };
            bugs.push(TemplateBug { template: path.to_owned(), line: 0, message });
        }
    }

    fn lies_in_a_module(&self, path: &str) -> bool {
        self.modules.iter().any(|module| path.starts_with(&format!("{}/", module.folder())))
    }

    /// Names of files and variants become paths in the output folder.
    fn check_paths(&self, bugs: &mut Vec<TemplateBug>) {
        let files = self.all().map(|(path, _)| (path.to_owned(), path.trim_end_matches(".tera")));
        let variants = self.modules.iter().flat_map(|module| {
            let manifest = format!("{}/module.toml", module.folder());
            module.manifest.variants.iter().map(move |v| (manifest.clone(), v.name.as_str()))
        });
        for (template, name) in files.chain(variants) {
            if let Err(error) = RelativePath::new(name) {
                bugs.push(TemplateBug { template, line: 0, message: error.to_string() });
            }
        }
    }

    /// The templates that a run needs, and all parts, which any of them may include: to compile
    /// them all would cost a small blueprint more than everything else that is done for it.
    pub(crate) fn compile(&self, is_needed: impl Fn(&str) -> bool) -> Result<Tera, TemplateBug> {
        let mut tera = Tera::new();
        tera.autoescape_on([".tf.tera", ".tfvars.tera"]);
        tera.set_escape_fn(escape);
        let needed = self.all().filter(|(path, _)| path.starts_with("parts/") || is_needed(path));
        let hidden = needed.map(|(path, text)| (path, hide_tag_lines(text)));
        tera.add_raw_templates(hidden).map_err(|error| tera_bug(&error, ""))?;
        Ok(tera)
    }

    pub fn modules(&self) -> &[Module] {
        &self.modules
    }

    /// Whether a module has fragments for a kind of stack: with those for [`INSIDE`] it makes something inside
    /// a workspace, which another stack does where the internet does not reach the workspace.
    pub(crate) fn has_part(&self, module: &Module, kind: &str) -> bool {
        self.files_in(&format!("{}/{kind}", module.folder())).next().is_some()
    }

    /// The names of the files in a module's emitted folder.
    pub fn files_of(&self, module: &Module) -> Vec<&str> {
        self.files_in(&module.folder()).map(|(name, _)| name).collect()
    }

    /// The variables that a module declares, in the order of its files.
    pub fn variables_of(&self, module: &Module) -> Vec<Variable> {
        let folder = module.folder();
        let templates = self.files_in(&folder).map(|(_, template)| &self.texts[template]);
        templates.flat_map(|text| variables::declared(text)).collect()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        all(&self.texts)
    }

    /// The templates directly in a folder, such as `modules/vpc/network/workspace`, by the name of the file
    /// they make.
    pub(crate) fn files_in(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let start = format!("{folder}/");
        let length = start.len();
        let range = self.texts.range(start.clone()..);
        range.take_while(move |(path, _)| path.starts_with(&start)).filter_map(move |(path, _)| {
            let name = path[length..].strip_suffix(".tera")?;
            (!name.contains('/')).then_some((name, path.as_str()))
        })
    }
}

/// What a module says in READMEs: slots and templates.
fn sentences(module: &Module, texts: &BTreeMap<String, String>) -> Vec<(&'static Slot, String)> {
    let template = |slot: &Slot| format!("{}/readme/{}.md.tera", module.folder(), slot.name);
    let all = SLOTS.iter().map(|slot| (slot, template(slot)));
    all.filter(|(_, template)| texts.contains_key(template)).collect()
}

fn all(texts: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    let texts = texts.iter().filter(|(path, _)| path.ends_with(".tera"));
    texts.map(|(path, text)| (path.as_str(), text.as_str()))
}

fn embedded_texts() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut folders = vec![&TEMPLATES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                texts.insert(path.to_owned(), text.to_owned());
            }
        }
    }
    texts
}

/// A line that holds only a tag leaves nothing in the output: its newline moves into the tag, so
/// that line numbers in Tera's errors stay those of the file. So does a line that holds only a slot,
/// whose text has its newlines.
pub(crate) fn hide_tag_lines(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    for line in template.split_inclusive('\n') {
        let text = line.trim();
        let only = |open: &str, close: &str| {
            text.starts_with(open) && text.ends_with(close) && text.matches(open).count() == 1
        };
        if line.ends_with('\n')
            && (only("{%", "%}") || only("{#", "#}") || only("{{ readme.", "}}"))
        {
            let (tag, close) = text.split_at(text.len() - 2);
            out.extend([tag, "\n", close]);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// A template that asks for a name nobody hands it would fail only for the blueprint that reaches it.
fn check_names(tera: &Tera, texts: &BTreeMap<String, String>, bugs: &mut Vec<TemplateBug>) {
    let bound = loop_names(texts);
    for path in texts.keys().filter(|path| path.ends_with(".tera")) {
        let Some(place) = Place::of(path).filter(|place| *place != Place::Part) else { continue };
        let known = place.names();
        let used: BTreeSet<&str> = match tera.get_template_variables(path) {
            Ok(names) => names.into_iter().collect(),
            Err(error) => {
                bugs.push(tera_bug(&error, path));
                continue;
            }
        };
        let is_known = |name: &&str| known.contains(name) || bound.contains(*name);
        for name in used.into_iter().filter(|name| !is_known(name)) {
            let line = texts[path].lines().position(|line| line.contains(name));
            let message =
                format!("there is no `{name}` here; a template here sees {}", known.join(", "));
            let line = line.map_or(0, |line| line + 1);
            bugs.push(TemplateBug { template: path.clone(), line, message });
        }
    }
}

/// What loops of parts call their elements: a part that is included in one sees it, too.
fn loop_names(texts: &BTreeMap<String, String>) -> BTreeSet<&str> {
    let parts = texts.iter().filter(|(path, _)| path.starts_with("parts/"));
    let loops = parts.flat_map(|(_, text)| text.split("{% for ").skip(1));
    let names = loops.filter_map(|rest| rest.split(" in ").next());
    names.flat_map(|names| names.split(", ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tags_leave_nothing_and_count() {
        let template = "a\n  {% if x %}\nb {% raw %}\n{% endif %}\n";
        let hidden = hide_tag_lines(template);
        assert_eq!(hidden, "a\n{% if x \n%}b {% raw %}\n{% endif \n%}");
        assert_eq!(hidden.matches('\n').count(), template.matches('\n').count());
    }

    #[test]
    fn the_embedded_templates_load() {
        let templates = Templates::embedded().and_then(Templates::checked);
        assert!(templates.is_ok(), "{:#?}", templates.err());
    }

    #[test]
    fn a_name_that_is_no_path_is_a_bug_of_the_template() {
        let file = ("modules/vpc/network/two words.tf.tera".to_owned(), String::new());
        let bugs = Templates::extended([file].into()).err().expect("a space is refused");
        assert_eq!(bugs.len(), 1);
        assert_eq!(bugs[0].template, "modules/vpc/network/two words.tf.tera");
    }

    #[test]
    fn no_template_turns_escaping_off() {
        for (path, text) in embedded_texts() {
            assert!(!text.contains("| safe"), "{path}");
        }
    }
}
