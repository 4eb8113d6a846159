//! A description as plain text, for terminals.

use std::fmt::Write;

use crate::components::{Component, Plane};
use crate::costs::{Costs, DbuCost};
use crate::rates::Origin;
use crate::table::columns;
use crate::tier::TierReport;
use crate::{Connection, Description, Step, WorkspaceDescription};

pub fn text(description: &Description) -> String {
    let parts: Vec<_> = description.workspaces.iter().map(workspace).collect();
    parts.join("\n")
}

fn workspace(workspace: &WorkspaceDescription) -> String {
    let WorkspaceDescription { key: _, name, region, aws_account, vpc, .. } = workspace;
    let title = format!("{name} ({region})");
    let mut text = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
    text += &columns(0, &[row(["AWS account", aws_account]), row(["VPC", vpc])]);
    for plane in Plane::ALL {
        text += &components(plane, &workspace.components);
    }
    text += &section("Connections", &connections(&workspace.connections));
    text += &section("Tier", &tier(&workspace.tier));
    text += &section("Manual steps", &steps(&workspace.manual_steps));
    text += &section("Cost factors", &costs(&workspace.costs));
    text
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn section(title: &str, body: &str) -> String {
    format!("\n{title}\n{}\n{body}", "-".repeat(title.chars().count()))
}

fn components(plane: Plane, all: &[Component]) -> String {
    let on_plane: Vec<_> = all.iter().filter(|component| component.plane == plane).collect();
    if on_plane.is_empty() {
        return String::new();
    }
    let bodies: Vec<_> = on_plane.into_iter().map(component).collect();
    section(plane.title(), &bodies.join(""))
}

fn component(component: &Component) -> String {
    let Component { plane: _, name, purpose, runs_in, here, recovery, resource } = component;
    let mut rows =
        vec![row(["here", here]), row(["runs in", runs_in]), row(["recovery", recovery])];
    rows.extend(resource.map(|resource| row(["terraform", resource])));
    format!("{name}: {purpose}\n{}", columns(4, &rows))
}

fn connections(connections: &[Connection]) -> String {
    let rows = connections.iter().map(|connection| {
        let Connection { from, to, access, ports, path, link: _ } = connection;
        row([&format!("{from} > {to}"), access.word(), ports, path])
    });
    columns(0, &[vec![row(["from > to", "access", "ports", "path"])], rows.collect()].concat())
}

fn tier(tier: &TierReport) -> String {
    let verdict =
        format!("the blueprint says {}, its features need {}\n", tier.written, tier.least);
    let rows = tier.features.iter().map(|feature| {
        let formerly = if feature.formerly.is_empty() {
            String::new()
        } else {
            format!("once: {}", feature.formerly.join(", "))
        };
        row([&feature.least.to_string(), feature.name, &formerly])
    });
    verdict + &columns(0, &rows.collect::<Vec<_>>())
}

fn steps(steps: &[Step]) -> String {
    let rows = steps.iter().map(|step| row([step.when.title(), step.who, &step.what]));
    columns(0, &rows.collect::<Vec<_>>())
}

fn costs(costs: &Costs) -> String {
    let Costs { aws, dbu, dbu_source, dbu_recorded, own_rates } = costs;
    let aws = aws.iter().map(|cost| {
        let number = cost.count.map_or_else(|| "-".to_owned(), |number| number.to_string());
        row([&number, cost.item, &format!("per {}", cost.per), &cost.note])
    });
    let mut text = columns(0, &aws.collect::<Vec<_>>());
    let rates = dbu.iter().map(|cost| row([&rate(cost), &cost.workload, &cost.note]));
    let heading = "DBUs: published rates, yours may differ; no quote";
    let rates = columns(0, &rates.collect::<Vec<_>>());
    let mut sources = vec![row(["source", &format!("{dbu_source}; recorded {dbu_recorded}")])];
    let own = own_rates.as_ref().and_then(|own| own.source.as_ref());
    sources.extend(own.map(|source| row(["yours", source])));
    let source = columns(0, &sources);
    write!(text, "\n{heading}\n{rates}{source}").expect("writing to a string");
    text
}

/// `0.15 USD`, with whose number it is unless it is a published one.
pub(crate) fn rate(cost: &DbuCost) -> String {
    let currency = &cost.currency;
    match (cost.rate, cost.origin) {
        (Some(rate), Origin::Yours) => format!("{rate:.2} {currency} (yours)"),
        (Some(rate), _) => format!("{rate:.2} {currency}"),
        (None, _) => "not recorded".to_owned(),
    }
}
