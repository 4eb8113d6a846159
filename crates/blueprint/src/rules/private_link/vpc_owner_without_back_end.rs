use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::{Share, shares};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::BackEnd;

pub(super) const RULE: Rule = Rule {
    name: "vpc-owner-without-back-end",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("vpc_owner_without_back_end.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, .. } in shares(arch) {
        let Some(back_end) =
            sharer.network.back_end().filter(|back_end| ***back_end == BackEnd::OfOwner)
        else {
            continue;
        };
        let of_owner = back_end_of_owner(owner);
        let Some((label, help)) = of_owner else { continue };
        let message = format!("`{}` creates no endpoints to share", *shared.owner);
        let context = label.unwrap_or_else(|| Label::at(&shared.owner, "whose VPC this is"));
        let at = Label::at(back_end, "the endpoints of the VPC's owner");
        diags.report(Diagnostic::error(RULE.name, message, at).context(context).help(help));
    }
}

/// What is wrong with the owner's end, if anything is: where, and what to do.
fn back_end_of_owner(owner: &Workspace) -> Option<(Option<Label>, &'static str)> {
    match owner.network.back_end() {
        Some(back_end) if **back_end == BackEnd::Create => None,
        Some(back_end) => {
            let label = Label::at(back_end, "the owner's were there already");
            Some((Some(label), "write the same ids here"))
        }
        // That the owner needs one is reported already.
        None if owner.network.is_isolated() => None,
        None => {
            Some((None, "write `network.private-link.back-end = \"create\"` for the owner too"))
        }
    }
}
