//! The picture as SVG: complete in itself, on a ground of its own, named and described for those who
//! cannot see it.

use std::fmt::Write;

use super::layout::{Picture, PlacedArrow, PlacedCard, PlacedFrame, Rect, Text};
use super::legend::Legend;
use super::measure::Style;
use super::scene::Kind;
use crate::connections::Access;

const INK: &str = "#18181b";
const PALE_INK: &str = "#3f3f46";
const FONT: &str = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

pub(crate) struct Page {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) headings: Vec<Text>,
    pub(crate) bands: Vec<Picture>,
    pub(crate) legend: Legend,
}

pub(crate) fn svg(page: &Page) -> String {
    let Page { width, height, title, description, headings, bands, legend } = page;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\" \
         font-family=\"{FONT}\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(title),
        escaped(description),
    );
    svg.extend(headings.iter().map(|heading| text(heading, INK)));
    for band in bands {
        svg.extend(band.frames.iter().map(frame));
        svg.extend(band.arrows.iter().map(arrow));
        svg.extend(band.cards.iter().map(card));
        svg.extend(band.arrows.iter().filter_map(label));
    }
    svg.extend(legend.arrows.iter().map(arrow));
    svg.extend(legend.boxes.iter().map(|(rect, kind)| swatch(*rect, *kind)));
    svg.extend(legend.texts.iter().map(|line| text(line, PALE_INK)));
    svg + "</svg>\n"
}

/// Border and ground.
fn colours(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Outside => ("#71717a", "#f4f4f5"),
        Kind::Databricks => ("#b93a26", "#fdf1ee"),
        Kind::Account => ("#a16207", "#fffbef"),
        Kind::Vpc => ("#2f7d4f", "#eef8f1"),
        Kind::Service => ("#2c5f9e", "#eef4fb"),
    }
}

fn colour(access: Access) -> &'static str {
    match access {
        Access::Private => "#0f6b62",
        Access::Public => "#b4410e",
        Access::AwsApi => "#1d4fb8",
        Access::AsRouted | Access::None => "#52525b",
    }
}

/// Told apart without colours, too.
fn dashes(access: Access) -> &'static str {
    match access {
        Access::Private => "",
        Access::Public => " stroke-dasharray=\"7 4\"",
        Access::AwsApi => " stroke-dasharray=\"10 3 2 3\"",
        Access::AsRouted | Access::None => " stroke-dasharray=\"2 4\"",
    }
}

fn frame(frame: &PlacedFrame) -> String {
    let (border, ground) = colours(frame.kind);
    let titles: String = frame.title.iter().map(|title| text(title, border)).collect();
    rectangle(frame.rect, 8, border, ground) + &titles
}

fn card(card: &PlacedCard) -> String {
    let (border, ground) = colours(card.kind);
    let mut svg = rectangle(card.rect, 5, border, "#ffffff");
    svg.extend(card.texts.iter().map(|line| text(line, INK)));
    for (rect, lines) in &card.inner {
        svg += &rectangle(*rect, 3, "none", ground);
        svg.extend(lines.iter().map(|line| text(line, PALE_INK)));
    }
    svg
}

fn label(arrow: &PlacedArrow) -> Option<String> {
    arrow.label.as_ref().map(|label| text(label, colour(arrow.access)))
}

fn swatch(rect: Rect, kind: Kind) -> String {
    let (border, ground) = colours(kind);
    rectangle(rect, 3, border, ground)
}

fn rectangle(rect: Rect, radius: i32, border: &str, ground: &str) -> String {
    let Rect { x, y, width, height } = rect;
    format!(
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" \
         fill=\"{ground}\" stroke=\"{border}\"/>\n"
    )
}

fn arrow(arrow: &PlacedArrow) -> String {
    let (colour, dashes) = (colour(arrow.access), dashes(arrow.access));
    let [.., (before, _), (x, y)] = arrow.points[..] else { return String::new() };
    // The line ends where the head begins.
    let back = if before < x { -8 } else { 8 };
    let path = rounded(&arrow.points, back);
    format!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"{dashes}/>\n\
         <path d=\"M{x} {y} l{back} -4 v8 z\" fill=\"{colour}\"/>\n"
    )
}

/// Horizontal and vertical stretches with rounded corners; `back` shortens the last one.
fn rounded(points: &[(i32, i32)], back: i32) -> String {
    let mut path = format!("M{} {}", points[0].0, points[0].1);
    for window in points.windows(3) {
        let [before, (x, y), after] = *window else { continue };
        let distance = |(ax, ay): (i32, i32)| (ax - x).abs() + (ay - y).abs();
        let radius = distance(before).min(distance(after)).min(10) / 2;
        let toward = |(ax, ay): (i32, i32)| {
            format!("{} {}", x + (ax - x).signum() * radius, y + (ay - y).signum() * radius)
        };
        let (start, end) = (toward(before), toward(after));
        write!(path, " L{start} Q{x} {y} {end}").expect("writing to a string");
    }
    let (x, y) = points[points.len() - 1];
    write!(path, " L{} {y}", x + back).expect("writing to a string");
    path
}

fn text(text: &Text, colour: &str) -> String {
    let Text { x, y, style: Style { size, is_bold }, words } = text;
    let weight = if *is_bold { " font-weight=\"bold\"" } else { "" };
    let words = escaped(words);
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} fill=\"{colour}\">{words}</text>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
