use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "one-endpoint-for-two-services",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("one_endpoint_for_two_services.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (_, link) in private_links(arch) {
        let Some(back_end) = &link.back_end else { continue };
        let Some(ids) = &back_end.existing else { continue };
        if ids.rest_api == ids.relay {
            let label = Label::at(&back_end.provision, "`rest-api` and `relay` are the same");
            diags.report(one_endpoint(label));
        }
        let front_end = link.front_end.as_ref().and_then(|front_end| front_end.existing.as_ref());
        if let Some(id) = front_end.filter(|id| ***id == ids.relay) {
            let label = Label::at(id, "people come to the REST API, not to the relay");
            diags
                .report(one_endpoint(label).context(Label::at(&back_end.provision, "the relay's")));
        }
    }
}

fn one_endpoint(label: Label) -> Diagnostic {
    Diagnostic::error(RULE.name, "one endpoint leads to one service", label)
        .help("write the id of the endpoint to the other service")
}
