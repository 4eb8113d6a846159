use super::with_list::ip_access_lists;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ip-access-list-size-out-of-range",
    level: Severity::Error,
    area: Area::IpAccessLists,
    explanation: include_str!("ip_access_list_size_out_of_range.md"),
    found: Found::Checking(check),
};

/// Of all lists of a workspace together.
const LIMIT: usize = 1000;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (_, list) in ip_access_lists(arch) {
        if (1..=LIMIT).contains(&list.len()) {
            continue;
        }
        let message = format!("an IP access list has 1 to {LIMIT} entries");
        let label = Label::at(list, format!("{} here", list.len()));
        let diagnostic = Diagnostic::error(RULE.name, message, label);
        diags.report(if list.is_empty() {
            diagnostic.help("remove `ip-access-list`: the workspace is then reached from anywhere")
        } else {
            diagnostic.help("write ranges that hold several of these")
        });
    }
}
