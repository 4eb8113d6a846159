//! A description as Markdown, for reviews and wikis.

use crate::components::{Component, Plane};
use crate::costs::Costs;
use crate::text::rate;
use crate::tier::TierReport;
use crate::{Connection, Description, Step, WorkspaceDescription};

pub fn markdown(description: &Description) -> String {
    let Description { name, workspaces } = description;
    let parts: Vec<_> = workspaces.iter().map(workspace).collect();
    format!("# {}: Databricks on AWS\n\n{}", escaped(name), parts.join("\n"))
}

fn workspace(workspace: &WorkspaceDescription) -> String {
    let WorkspaceDescription { key: _, name, region, aws_account, vpc, .. } = workspace;
    let place = format!("AWS account: {}. VPC: {}.", escaped(aws_account), escaped(vpc));
    let planes = Plane::ALL.map(|plane| components(plane, &workspace.components)).concat();
    format!(
        "## {} ({region})\n\n{place}\n\n{planes}### Connections\n\n{}\n### Tier\n\n{}\n\
         ### Manual steps\n\n{}\n### Cost factors\n\n{}",
        escaped(name),
        connections(&workspace.connections),
        tier(&workspace.tier),
        steps(&workspace.manual_steps),
        costs(&workspace.costs),
    )
}

pub(crate) fn table<const N: usize>(
    head: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head = head.map(str::to_owned);
    let rule = [const { "---" }; N].map(str::to_owned);
    let rows = rows.map(|cells| line(&cells.map(|cell| escaped(&cell))));
    line(&head) + &line(&rule) + &rows.collect::<String>()
}

/// What stands in a cell ends no cell and begins no markup.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '<' | '*' | '_' | '[' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn components(plane: Plane, all: &[Component]) -> String {
    let on_plane = || all.iter().filter(|component| component.plane == plane);
    if on_plane().next().is_none() {
        return String::new();
    }
    let rows = on_plane().map(|component| {
        let Component { plane: _, name, purpose, runs_in, here, recovery, resource } = component;
        let resource = resource.unwrap_or("-");
        [*name, *purpose, *runs_in, here.as_str(), *recovery, resource].map(str::to_owned)
    });
    let head = ["component", "purpose", "runs in", "here", "recovery", "Terraform"];
    format!("### {}\n\n{}\n", plane.title(), table(head, rows))
}

fn connections(connections: &[Connection]) -> String {
    let rows = connections.iter().map(|connection| {
        let Connection { from, to, access, ports, path, link: _ } = connection;
        [*from, to.as_str(), access.word(), ports.as_str(), path.as_str()].map(str::to_owned)
    });
    table(["from", "to", "access", "ports", "path"], rows)
}

fn tier(tier: &TierReport) -> String {
    let rows = tier.features.iter().map(|feature| {
        let formerly = feature.formerly.join(", ");
        [feature.name.to_owned(), formerly, feature.least.to_string(), feature.source.to_owned()]
    });
    let table = table(["feature", "formerly", "needs", "source"], rows);
    format!(
        "The blueprint says **{}**, its features need **{}**.\n\n{table}",
        tier.written, tier.least
    )
}

fn steps(steps: &[Step]) -> String {
    let rows = steps
        .iter()
        .map(|step| [step.when.title().to_owned(), step.who.to_owned(), step.what.clone()]);
    table(["when", "who", "what"], rows)
}

fn costs(costs: &Costs) -> String {
    let Costs { aws, dbu, dbu_source, dbu_recorded, own_rates } = costs;
    let aws = aws.iter().map(|cost| {
        let number = cost.count.map_or_else(|| "-".to_owned(), |number| number.to_string());
        [cost.item.to_owned(), number, cost.per.to_owned(), cost.note.clone()]
    });
    let aws = table(["AWS", "number", "per", "what for"], aws);
    let rates = dbu
        .iter()
        .map(|cost| [cost.workload.clone(), cost.formerly.clone(), rate(cost), cost.note.clone()]);
    let rates = table(["DBU workload", "formerly", "published rate", "what for"], rates);
    let source = escaped(&format!("{dbu_source}; recorded {dbu_recorded}"));
    let own = own_rates.as_ref().and_then(|own| own.source.as_ref());
    let own = own.map_or_else(String::new, |own| format!(" Yours: {}.", escaped(own)));
    format!(
        "{aws}\n{rates}\nPublished rates, yours may differ; this is no quote. Source: {source}.{own}\n"
    )
}
