//! The picture of an architecture.

mod compose;
mod draw;
mod layout;
mod legend;
mod measure;
mod mermaid;
mod route;
mod scene;
mod svg;
#[cfg(test)]
mod tests;

use blueprint::Architecture;

use layout::{GRID, MARGIN, Text};
use measure::{HEADING, SUBHEADING, Style, width};

/// A picture for browsers and documents: SVG that needs nothing else.
pub fn svg(arch: &Architecture) -> String {
    svg::svg(&page(arch))
}

/// The same as a flowchart, for Markdown that draws Mermaid.
pub fn mermaid(arch: &Architecture) -> String {
    mermaid::mermaid(&compose::bands(arch))
}

fn page(arch: &Architecture) -> svg::Page {
    let title = format!("{}: Databricks on AWS", arch.name.as_str());
    let mut headings = vec![heading(&title, HEADING, MARGIN + HEADING.size)];
    let mut y = MARGIN + GRID * 3 / 2;
    let mut bands = Vec::new();
    let mut places = Vec::new();
    for band in compose::bands(arch) {
        headings.push(heading(&band.title, SUBHEADING, y + SUBHEADING.size));
        let picture = layout::place(&band, (y + GRID) / GRID * GRID);
        y = picture.height + GRID;
        bands.push(picture);
        places.push(band.title);
    }
    let legend = legend::at(y);
    let texts = headings.iter().map(|heading| heading.x + width(&heading.words, heading.style));
    let pictures = bands.iter().map(|band| band.width);
    let width = pictures.chain(texts).chain([legend.width]).max().unwrap_or_default() + MARGIN;
    let description = format!(
        "Control plane, compute planes, networks and connections in {}. {} connections are drawn; \
         `lakewright describe` lists them in words.",
        places.join("; "),
        bands.iter().map(|band| band.arrows.len()).sum::<usize>(),
    );
    svg::Page { width, height: y + legend.height, title, description, headings, bands, legend }
}

fn heading(text: &str, style: Style, y: i32) -> Text {
    Text { x: MARGIN, y, style, words: text.to_owned() }
}
