//! Nothing overlaps, in any example.

use std::fs;
use std::path::Path;

use blueprint::{Architecture, Diagnostics, PreviousRun, Source, parse, resolve};

use super::layout::{Picture, Rect};
use super::{page, svg};

#[allow(clippy::disallowed_methods, reason = "tests read the examples")]
fn examples() -> Vec<(String, Architecture)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../blueprints");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        (name, architecture(text))
    };
    let mut examples: Vec<_> = files.map(read).collect();
    examples.push(("widest".to_owned(), architecture(WIDEST.to_owned())));
    examples
}

fn architecture(text: String) -> Architecture {
    let source = Source { path: "blueprint.toml".to_owned(), text };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    resolve(blueprint, &PreviousRun::default(), None, &mut diags).unwrap_or_else(|_| {
        let found: Vec<_> = diags.iter().map(|found| found.message.clone()).collect();
        panic!("{}", found.join("\n"))
    })
}

/// Everything that can be in one picture, or nearly.
const WIDEST: &str = r#"
name   = "acme"
region = "us-east-1"
tier   = "enterprise"

[network]
mode   = "customer-managed"
egress = "firewall"

[network.private-link]
back-end = "create"

[network.serverless]
connectivity-configuration = "create"

[network.serverless.private-endpoints.lake]
buckets = ["acme-lake"]

[encryption]
managed-services  = "create"
workspace-storage = "create"

[workspaces.prod]
[workspaces.prod.network.private-link.front-end]
clients = ["10.0.0.0/8"]

[workspaces.guest]
network.share  = "prod"

[workspaces.sandbox]
network.mode = "databricks-managed"
"#;

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

/// Each stretch of each arrow, as a rectangle without breadth or height, and the arrow's number.
fn stretches(picture: &Picture) -> Vec<(usize, Rect)> {
    let stretch = |pair: &[(i32, i32)]| {
        let [(ax, ay), (bx, by)] = *pair else { panic!("windows of two") };
        Rect { x: ax.min(bx), y: ay.min(by), width: (ax - bx).abs(), height: (ay - by).abs() }
    };
    let of = |(index, points): (usize, &Vec<(i32, i32)>)| {
        points.windows(2).map(|pair| (index, stretch(pair))).collect::<Vec<_>>()
    };
    picture.arrows.iter().map(|arrow| &arrow.points).enumerate().flat_map(of).collect()
}

/// As if the line had the breadth of its stroke and a little air.
fn broad(line: Rect) -> Rect {
    Rect { x: line.x - 1, y: line.y - 1, width: line.width + 2, height: line.height + 2 }
}

fn pictures() -> Vec<(String, Picture)> {
    let of = |(name, arch): &(String, Architecture)| {
        page(arch).bands.into_iter().map(|picture| (name.clone(), picture)).collect::<Vec<_>>()
    };
    examples().iter().flat_map(of).collect()
}

#[test]
fn cards_stand_apart() {
    for (name, picture) in pictures() {
        for (index, card) in picture.cards.iter().enumerate() {
            for other in &picture.cards[index + 1..] {
                assert!(!overlap(card.rect, other.rect), "{name}: {} and {}", card.id, other.id);
            }
        }
    }
}

#[test]
fn text_stays_in_its_box_and_apart() {
    for (name, picture) in pictures() {
        for card in &picture.cards {
            let inner =
                card.inner.iter().flat_map(|(rect, texts)| texts.iter().map(|t| (*rect, t)));
            for (rect, text) in card.texts.iter().map(|t| (card.rect, t)).chain(inner) {
                assert!(contains(rect, text.rect()), "{name}: {text:?} in {rect:?}");
            }
            assert!(card.inner.iter().all(|(rect, _)| contains(card.rect, *rect)), "{name}");
        }
        for frame in &picture.frames {
            for text in &frame.title {
                assert!(contains(frame.rect, text.rect()), "{name}: {text:?}");
                let cards = picture.cards.iter();
                assert!(
                    cards.clone().all(|card| !overlap(card.rect, text.rect())),
                    "{name}: {text:?}"
                );
            }
        }
    }
}

#[test]
fn frames_stand_in_each_other_or_apart() {
    for (name, picture) in pictures() {
        for (index, frame) in picture.frames.iter().enumerate() {
            for other in &picture.frames[index + 1..] {
                let (a, b) = (frame.rect, other.rect);
                let are_apart = !overlap(a, b) || contains(a, b) || contains(b, a);
                assert!(are_apart, "{name}: {:?} and {:?}", frame.title, other.title);
            }
        }
    }
}

#[test]
fn labels_are_crossed_by_nothing() {
    for (name, picture) in pictures() {
        let labels: Vec<_> =
            picture.arrows.iter().filter_map(|arrow| arrow.label.as_ref()).collect();
        for (index, label) in labels.iter().enumerate() {
            let rect = label.rect();
            for other in &labels[index + 1..] {
                assert!(!overlap(rect, other.rect()), "{name}: {label:?} and {other:?}");
            }
            for card in &picture.cards {
                assert!(!overlap(rect, card.rect), "{name}: {label:?} and {}", card.id);
            }
            for (_, line) in stretches(&picture) {
                assert!(!overlap(rect, broad(line)), "{name}: {label:?} and {line:?}");
            }
            for frame in &picture.frames {
                let is_apart = !overlap(rect, frame.rect) || contains(frame.rect, rect);
                assert!(is_apart, "{name}: {label:?} and {:?}", frame.title);
            }
        }
    }
}

#[test]
fn arrows_cross_no_card_and_no_title() {
    for (name, picture) in pictures() {
        for (arrow, line) in stretches(&picture) {
            for card in &picture.cards {
                // An end touches its card's border.
                assert!(!overlap(line_inside(line), card.rect), "{name}: {arrow} and {}", card.id);
            }
            for text in picture.frames.iter().flat_map(|frame| &frame.title) {
                assert!(!overlap(broad(line), text.rect()), "{name}: {arrow} and {text:?}");
            }
        }
    }
}

/// A line with the least extent that overlaps anything.
fn line_inside(line: Rect) -> Rect {
    Rect { width: line.width.max(1), height: line.height.max(1), ..line }
}

#[test]
fn arrows_end_at_the_sides_of_cards() {
    for (name, picture) in pictures() {
        for arrow in &picture.arrows {
            let ends = [arrow.points[0], arrow.points[arrow.points.len() - 1]];
            for (x, y) in ends {
                let is_at = |rect: Rect| {
                    (x == rect.x || x == rect.right()) && rect.y + 4 < y && y < rect.bottom() - 4
                };
                assert!(picture.cards.iter().any(|card| is_at(card.rect)), "{name}: {arrow:?}");
            }
        }
    }
}

#[test]
fn two_arrows_never_lie_on_one_line() {
    for (name, picture) in pictures() {
        let lines = stretches(&picture);
        for (index, (arrow, line)) in lines.iter().enumerate() {
            for (other_arrow, other) in &lines[index + 1..] {
                let are_parallel = (line.width == 0) == (other.width == 0);
                let is_same = arrow == other_arrow || !are_parallel;
                assert!(
                    is_same || !overlap(broad(*line), broad(*other)),
                    "{name}: {line:?} {other:?}"
                );
            }
        }
    }
}

#[test]
fn everything_is_on_the_page() {
    for (name, arch) in examples() {
        let page = page(&arch);
        let whole = Rect { x: 0, y: 0, width: page.width, height: page.height };
        for band in &page.bands {
            assert!(band.frames.iter().all(|frame| contains(whole, frame.rect)), "{name}");
            assert!(stretches(band).iter().all(|(_, line)| contains(whole, *line)), "{name}");
        }
        let texts = page.headings.iter().chain(&page.legend.texts);
        assert!(texts.into_iter().all(|text| contains(whole, text.rect())), "{name}");
    }
}

#[test]
fn a_picture_needs_nothing_else_and_is_always_the_same() {
    for (name, arch) in examples() {
        let picture = svg(&arch);
        assert_eq!(picture, svg(&arch), "{name}");
        assert_eq!(picture.matches("http").count(), 1, "{name}: only the namespace");
        assert!(picture.contains("<title") && picture.contains("<desc"), "{name}");
    }
}
