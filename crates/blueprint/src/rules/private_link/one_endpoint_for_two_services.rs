use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::private_link::{BackEnd, ExistingEndpoint, FrontEnd};

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
        let BackEnd::Existing(ids) = &**back_end else { continue };
        if ids.rest_api == ids.relay {
            let label = Label::at(back_end, "`rest-api` and `relay` are the same");
            diags.report(one_endpoint(label));
        }
        if let Some(FrontEnd::Existing(ExistingEndpoint { id, .. })) = &link.front_end
            && **id == ids.relay
        {
            let label = Label::at(id, "people come to the REST API, not to the relay");
            diags.report(one_endpoint(label).context(Label::at(back_end, "the relay's")));
        }
    }
}

fn one_endpoint(label: Label) -> Diagnostic {
    Diagnostic::error(RULE.name, "one endpoint leads to one service", label)
        .help("write the id of the endpoint to the other service")
}
