use super::with_list::ip_access_lists;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "ip-access-list-private-range",
    level: Severity::Error,
    area: Area::IpAccessLists,
    explanation: include_str!("ip_access_list_private_range.md"),
    found: Found::Checking(check),
};

const NEVER_PUBLIC: [&str; 5] =
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let never_public = NEVER_PUBLIC.map(|range| Cidr::parse(range).expect("a range"));
    for (_, list) in ip_access_lists(arch) {
        for entry in list.iter() {
            let Some(range) = never_public.iter().find(|range| range.contains(entry.value)) else {
                continue;
            };
            let message = format!("nobody comes from `{}` over the internet", entry.value);
            let label = Label::new(entry.span, format!("`{range}` is never seen there"));
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("write the public addresses that these clients leave your network by");
            diags.report(diagnostic);
        }
    }
}
