//! The scene as a Mermaid flowchart: subgraphs for frames, nodes for cards.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::scene::{Band, Card, Frame, Kind};
use crate::connections::Access;

pub(crate) fn mermaid(bands: &[Band]) -> String {
    let mut chart = Chart::default();
    for band in bands {
        chart.band(band);
    }
    let classes: String =
        chart.classes.iter().map(|(class, frames)| of_class(class, frames)).collect();
    format!("flowchart LR\n{}{}{CLASSES}{classes}", chart.boxes, chart.arrows)
}

/// A frame cannot have its class where it is opened.
fn of_class(class: &str, frames: &[String]) -> String {
    format!("  class {} {class}\n", frames.join(","))
}

const CLASSES: &str = "  classDef outside fill:#f4f4f5,stroke:#71717a,color:#18181b
  classDef databricks fill:#fdf1ee,stroke:#b93a26,color:#18181b
  classDef account fill:#fffbef,stroke:#a16207,color:#18181b
  classDef vpc fill:#eef8f1,stroke:#2f7d4f,color:#18181b
  classDef service fill:#eef4fb,stroke:#2c5f9e,color:#18181b
";

#[derive(Default)]
struct Chart {
    boxes: String,
    arrows: String,
    /// Of cards, by their ids in the band that is drawn.
    names: BTreeMap<String, String>,
    /// Frames by their class.
    classes: BTreeMap<&'static str, Vec<String>>,
    frames: usize,
    cards: usize,
}

impl Chart {
    fn band(&mut self, band: &Band) {
        self.names.clear();
        self.open(&band.title, None, 1);
        for frame in [&band.outside].into_iter().chain(&band.transit).chain(&band.databricks) {
            self.frame(frame, 2);
        }
        if !band.account.vpcs.is_empty() || !band.account.services.is_empty() {
            self.account(band);
        }
        self.close(1);
        for arrow in &band.arrows {
            let (from, to) = (&self.names[&arrow.from], &self.names[&arrow.to]);
            let line = line(arrow.access);
            let label = if arrow.label.is_empty() {
                String::new()
            } else {
                format!("|{}|", quoted(&arrow.label))
            };
            writeln!(self.arrows, "  {from} {line}{label} {to}").expect("writing to a string");
        }
    }

    fn account(&mut self, band: &Band) {
        self.open(&band.account.title, Some(Kind::Account), 2);
        for vpc in &band.account.vpcs {
            self.open(&vpc.title, Some(Kind::Vpc), 3);
            for card in vpc.left.iter().chain(&vpc.middle).chain(&vpc.right) {
                self.card(card, 4);
            }
            self.close(3);
        }
        for frame in &band.account.services {
            self.frame(frame, 3);
        }
        self.close(2);
    }

    fn frame(&mut self, frame: &Frame, depth: usize) {
        self.open(&frame.title, Some(frame.kind), depth);
        for card in &frame.cards {
            self.card(card, depth + 1);
        }
        self.close(depth);
    }

    fn open(&mut self, title: &str, kind: Option<Kind>, depth: usize) {
        self.frames += 1;
        let indent = "  ".repeat(depth);
        let (name, title) = (format!("f{}", self.frames), quoted(title));
        writeln!(self.boxes, "{indent}subgraph {name}[{title}]").expect("writing to a string");
        if let Some(kind) = kind {
            self.classes.entry(class(kind)).or_default().push(name);
        }
    }

    fn close(&mut self, depth: usize) {
        writeln!(self.boxes, "{}end", "  ".repeat(depth)).expect("writing to a string");
    }

    fn card(&mut self, card: &Card, depth: usize) {
        self.cards += 1;
        let name = format!("c{}", self.cards);
        let lines: Vec<_> = [&card.title]
            .into_iter()
            .chain(&card.lines)
            .chain(&card.inner)
            .map(String::as_str)
            .collect();
        let text = quoted(&lines.join("\n")).replace('\n', "<br/>");
        writeln!(self.boxes, "{}{name}[{text}]", "  ".repeat(depth)).expect("writing to a string");
        self.names.insert(card.id.clone(), name);
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Outside => "outside",
        Kind::Databricks => "databricks",
        Kind::Account => "account",
        Kind::Vpc => "vpc",
        Kind::Service => "service",
    }
}

fn line(access: Access) -> &'static str {
    match access {
        Access::Private => "==>",
        Access::Public => "-.->",
        Access::AwsApi | Access::AsRouted | Access::None => "-->",
    }
}

/// Mermaid reads character references within quotes.
fn quoted(text: &str) -> String {
    let text = text.replace('&', "#amp;").replace('"', "#quot;");
    format!("\"{}\"", text.replace('<', "#lt;").replace('>', "#gt;"))
}
