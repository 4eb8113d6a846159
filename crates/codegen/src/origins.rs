//! Where in the templates the lines of generated files come from.
//!
//! Files are rendered again with every line marked. That costs much, and is done only to explain a
//! finding.

use std::collections::BTreeMap;

use tera::{Context, Tera};

use crate::bug::TemplateBug;
use crate::plan::{Plan, PlannedFile};
use crate::render::{self, HEADER_LINES, Scope, render_fragment};
use crate::templates::tag_lines::hide_tag_lines;
use crate::tree::{RelativePath, Rendered};
use crate::verify::Finding;

/// The templates and one-based lines of a file's lines that are not blank: layout adds and removes
/// blank ones only.
type Origins = Vec<(String, usize)>;

/// A finding in each generated file, at the line of the template that wrote it.
pub(crate) fn explain(findings: &[Finding], plan: &Plan, scope: &Scope) -> Vec<TemplateBug> {
    let rendered = render::render(plan, scope).unwrap_or_default();
    let origins = origins(plan, scope);
    let mut bugs: Vec<_> =
        findings.iter().map(|finding| explain_one(finding, &rendered, &origins)).collect();
    bugs.sort();
    bugs.dedup_by(|a, b| (&a.template, a.line) == (&b.template, b.line) && a.message == b.message);
    bugs
}

fn explain_one(
    finding: &Finding,
    rendered: &Rendered,
    origins: &BTreeMap<RelativePath, Origins>,
) -> TemplateBug {
    let Finding { path, line, message } = finding;
    let text = rendered.files.get(path).map_or("", String::as_str);
    let content = text.lines().take(*line).filter(|line| !line.trim().is_empty()).count();
    let index = content.saturating_sub(1);
    let (template, origin) =
        origins.get(path).and_then(|lines| lines.get(index)).cloned().unwrap_or_default();
    TemplateBug { template, line: origin, message: format!("{message} (line {line} of {path})") }
}

fn origins(plan: &Plan, scope: &Scope) -> BTreeMap<RelativePath, Origins> {
    let mut marked = scope.tera.clone();
    let texts = scope.templates.all();
    let texts = texts.map(|(path, text)| (path, hide_tag_lines(&mark_lines(path, text))));
    // Templates that were compiled compile with text at the ends of their lines, too.
    let _ = marked.add_raw_templates(texts);

    let mut origins = BTreeMap::new();
    let mut add = |files: &[PlannedFile], mut context: Context| {
        for file in files {
            origins.insert(file.path.clone(), origins_of(file, &mut context, &marked));
        }
    };
    plan.modules.values().for_each(|m| add(&m.files, render::module_context(m, scope)));
    for stack in &plan.stacks {
        add(&stack.files, render::stack_context(stack, &stack.workspace, scope));
    }
    add(&plan.deployment, render::deployment_context(scope));
    origins
}

fn origins_of(file: &PlannedFile, context: &mut Context, marked: &Tera) -> Origins {
    let header = if file.path.is_hcl() { HEADER_LINES } else { 0 };
    let mut lines = vec![(String::new(), 0); header];
    for fragment in &file.fragments {
        lines.extend(read_marks(&render_fragment(fragment, context, marked).unwrap_or_default()));
    }
    lines
}

/// A character that no template holds.
const MARK: char = '\u{e000}';

fn mark_lines(path: &str, template: &str) -> String {
    let mut text = String::new();
    for (index, line) in template.lines().enumerate() {
        let is_tag = line.trim_start().starts_with("{%") || line.trim_start().starts_with("{#");
        let mark = if is_tag { String::new() } else { format!("{MARK}{path}:{}", index + 1) };
        text.extend([line, &mark, "\n"]);
    }
    text
}

/// The templates and lines of the lines that are not blank.
fn read_marks(text: &str) -> Origins {
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some((content, mark)) = line.rsplit_once(MARK)
            && let Some((path, line)) = mark.rsplit_once(':')
            && !content.trim().is_empty()
        {
            found.push((path.to_owned(), line.parse().unwrap_or(0)));
        }
    }
    found
}
