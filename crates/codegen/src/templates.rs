//! The templates: which modules there are, when each is used, and what its files are.

mod areas;
mod manifest;
mod parts;
mod place;
pub(crate) mod slots;
pub(crate) mod stack_folders;
pub(crate) mod tag_lines;
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
use tag_lines::hide_tag_lines;
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
        let authors: BTreeSet<_> = files.keys().cloned().collect();
        let mut texts = embedded_texts();
        texts.extend(files);
        Self::new(texts)?.checked(|path| authors.contains(path))
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

    /// Finds what is wrong with templates whether a blueprint reaches them or not. A part of ours that
    /// an author's templates leave unused is no mistake of theirs.
    fn checked(self, is_theirs: impl Fn(&str) -> bool) -> Result<Self, Vec<TemplateBug>> {
        let mut bugs = Vec::new();
        let tera = self.compile(|_| true).map_err(|bug| vec![bug])?;
        self.check_places(&mut bugs);
        check_names(&tera, &self.texts, &mut bugs);
        parts::check(&tera, &self.texts, is_theirs, &mut bugs);
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

    /// The templates that a run needs, and the parts that these call: to compile them all would cost a
    /// small blueprint more than everything else that is done for it.
    pub(crate) fn compile(&self, is_needed: impl Fn(&str) -> bool) -> Result<Tera, TemplateBug> {
        let mut tera = Tera::new();
        tera.autoescape_on([".tf.tera", ".tfvars.tera"]);
        tera.set_escape_fn(escape);
        let needed: Vec<_> = self.all().filter(|(path, _)| is_needed(path)).collect();
        let parts = parts::reached(needed.iter().map(|(_, text)| *text), &self.texts);
        let parts = parts.into_iter().filter(|path| !is_needed(path));
        let needed = needed.into_iter().chain(parts.map(|path| (path, self.texts[path].as_str())));
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

/// A template that asks for a name nobody hands it would fail only for the blueprint that reaches it.
fn check_names(tera: &Tera, texts: &BTreeMap<String, String>, bugs: &mut Vec<TemplateBug>) {
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
        for name in used.into_iter().filter(|name| !known.contains(name)) {
            let line = texts[path].lines().position(|line| line.contains(name));
            let message =
                format!("there is no `{name}` here; a template here sees {}", known.join(", "));
            let line = line.map_or(0, |line| line + 1);
            bugs.push(TemplateBug { template: path.clone(), line, message });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_templates_load() {
        let templates = Templates::embedded().and_then(|templates| templates.checked(|_| true));
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
    fn a_part_sees_what_it_is_handed_and_is_used() {
        let part = |text: &str| {
            let part = ("parts/costs/alarm.tf.tera".to_owned(), text.to_owned());
            let bugs = Templates::extended([part].into()).err().expect("the part is refused");
            bugs.into_iter().map(|bug| (bug.line, bug.message)).collect::<Vec<_>>()
        };
        let unused = (0, "no template uses this part".to_owned());
        let used =
            "{% component alarm(limit: integer) %}\nlimit = {{ limit }}\n{% endcomponent %}\n";
        assert_eq!(part(used), std::slice::from_ref(&unused));
        let unknown = (2, "there is no `limt` here; the part is handed limit".to_owned());
        assert_eq!(part(&used.replace("{{ limit", "{{ limt")), [unused.clone(), unknown]);
        let renamed = used.replace("component alarm", "component bell");
        let nameless = "it has no part of its own name, `{% component alarm(...) %}`";
        assert_eq!(part(&renamed), [unused, (0, nameless.to_owned())]);
    }

    #[test]
    fn a_template_that_nothing_reads_is_a_bug() {
        let bug = |path: &str| {
            let bugs = Templates::extended([(path.to_owned(), String::new())].into());
            bugs.err().expect("the file is refused")[0].message.clone()
        };
        assert!(bug("root/main.tf.tera").starts_with("no template lies here; there are `stacks/"));
        assert!(
            bug("modules/vpc/network/readme/build.md.tera")
                .starts_with("a README has no such slot")
        );
        assert!(bug("modules/vpc/netwrok/main.tf.tera").starts_with("there is no `module.toml`"));
        let bugs =
            Templates::extended([("modules/budget/module.toml".to_owned(), String::new())].into());
        let message = &bugs.err().expect("it lies in no area")[0].message;
        assert_eq!(message, "a module lies in an area: `modules/<area>/<id>/module.toml`");
    }

    /// What a reader of a README is not told of, they find in the plan.
    #[test]
    fn a_module_that_creates_something_says_so() {
        let templates = Templates::embedded().expect("the embedded templates load");
        for module in templates.modules() {
            let start = format!("{}/", module.folder());
            let own = templates.all().filter(|(path, _)| path.starts_with(&start));
            let own: Vec<_> = own.map(|(_, text)| text).collect();
            let parts = parts::reached(own.iter().copied(), &templates.texts);
            let parts = parts.into_iter().map(|path| templates.texts[path].as_str());
            let creates_something =
                |text: &str| text.lines().any(|line| line.starts_with("resource \""));
            let creates = own.into_iter().chain(parts).any(creates_something);
            let says = module.sentences.iter().any(|(slot, _)| slot.name == "built");
            assert!(says || !creates, "`{}` has no readme/built.md.tera", module.id);
        }
    }

    #[test]
    fn no_template_turns_escaping_off() {
        for (path, text) in embedded_texts() {
            assert!(!text.contains("| safe"), "{path}");
        }
    }
}
