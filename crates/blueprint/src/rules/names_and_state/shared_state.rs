use std::collections::BTreeSet;

use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::{groups, name_all, with_first};
use crate::rules::{Area, Found, Rule};
use crate::sections::state::State;
use crate::sourced::Origin;

pub(super) const RULE: Rule = Rule {
    name: "shared-state",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("shared_state.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let states =
        arch.workspaces.iter().filter_map(|workspace| Some((place(&workspace.state)?, workspace)));
    let states: Vec<_> = states.collect();
    if let Some(account) = arch.account.as_ref().and_then(|account| place(&account.state)) {
        for (_, workspace) in states.iter().filter(|(place, _)| *place == account) {
            report_account(workspace, diags);
        }
    }
    for (place, workspaces) in groups(states) {
        // Two workspaces of one name meet in their state too: the name is what is wrong.
        let names: BTreeSet<_> = workspaces.iter().map(|workspace| &*workspace.name).collect();
        if names.len() > 1 {
            report(&place, &workspaces, diags);
        }
    }
}

/// What tells one state from another.
fn place(state: &State) -> Option<[String; 3]> {
    let is_known = |origin| !matches!(origin, Origin::Placeholder(_));
    match state {
        State::S3 { bucket, key, .. } if is_known(bucket.origin()) => {
            Some(["s3".to_owned(), bucket.to_string(), key.to_string()])
        }
        State::HcpTerraform { organization, hcp_workspace, hostname, .. }
            if is_known(organization.origin()) =>
        {
            let host = hostname.as_ref().map_or("app.terraform.io".to_owned(), |h| h.to_string());
            Some([host, organization.to_string(), hcp_workspace.to_string()])
        }
        _ => None,
    }
}

/// Identities and metastores, which workspaces share, have a stack too.
fn report_account(workspace: &Workspace, diags: &mut Diagnostics) {
    let message = format!("`{}` and the account keep their state in one place", *workspace.name);
    let label = Label::at(&workspace.name, "the state of the stack `account` is under this name");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("give the workspace another name, or write `{workspace}` where the name belongs");
    diags.report(diagnostic);
}

fn report(place: &[String; 3], workspaces: &[&Workspace], diags: &mut Diagnostics) {
    let [.., inside, name] = place;
    let message = format!("{} keep their state in one place", name_all(workspaces));
    let label = |workspace: &Workspace| match &workspace.state {
        State::S3 { key, .. } => Label::at(key, format!("`{name}` in `{inside}`")),
        State::HcpTerraform { hcp_workspace, .. } => {
            Label::at(hcp_workspace, format!("`{name}` of `{inside}`"))
        }
        State::Local => Label::new(workspace.header, ""),
    };
    let last = label(workspaces[workspaces.len() - 1]);
    let diagnostic = Diagnostic::error(RULE.name, message, last)
        .help("write `{workspace}` where the workspace's name belongs");
    diags.report(with_first(diagnostic, label(workspaces[0]).span));
}
