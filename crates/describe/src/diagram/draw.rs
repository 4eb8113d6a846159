//! Arrows along their ways: slots at cards, tracks in gutters, lanes above and below all.

use std::collections::BTreeMap;

use super::layout::{GRID, Picture, PlacedArrow, PlacedCard, Text, by_id, column_width};
use super::measure::{SMALL, width};
use super::route::{Ends, Gutter, Lane, Side, TRACK, Way};
use super::scene::{Arrow, Band};

/// Draws every arrow; `top` and `bottom` are those of all frames, before lanes.
pub(crate) fn draw(
    band: &Band,
    ends: &Ends,
    gutters: &[Gutter],
    (top, bottom): (i32, i32),
    picture: &mut Picture,
) {
    let slots = slots(band, ends, picture);
    let lanes = lanes(ends, top, bottom);
    let tracks = tracks(ends, gutters, &slots, &lanes, picture);
    let mut arrows = Vec::new();
    {
        let cards = by_id(picture);
        for (index, arrow) in band.arrows.iter().enumerate() {
            let way = ends.ways[index];
            let (from, to) = (cards[arrow.from.as_str()], cards[arrow.to.as_str()]);
            let (from_y, to_y) = slots[index];
            let (start, end) = ((edge(from, way.from), from_y), (edge(to, way.to), to_y));
            let mut points = vec![start, (tracks[&(index, way.first)], from_y)];
            if let Some(lane) = lanes[index] {
                points.push((tracks[&(index, way.first)], lane));
                points.push((tracks[&(index, way.last)], lane));
            }
            points.extend([(tracks[&(index, way.last)], to_y), end]);
            let label = label(arrow, way, gutters, end);
            arrows.push(PlacedArrow { access: arrow.access, points, label });
        }
    }
    picture.arrows = arrows;
}

fn edge(card: &PlacedCard, side: Side) -> i32 {
    match side {
        Side::West => card.rect.x,
        Side::East => card.rect.right(),
    }
}

/// Above the last stretch, beside the tracks.
fn label(arrow: &Arrow, way: Way, gutters: &[Gutter], (x, y): (i32, i32)) -> Option<Text> {
    if arrow.label.is_empty() {
        return None;
    }
    let gutter = &gutters[way.last];
    let x = match way.to {
        Side::East => x + gutter.pad,
        Side::West => x - gutter.pad - width(&arrow.label, SMALL),
    };
    Some(Text { x, y: y - 4, style: SMALL, words: arrow.label.clone() })
}

/// Where the arrow's other end is, the arrow's number, and whether this is its start.
type End = (i32, usize, bool);

/// Heights of both ends of each arrow. On a side of a card they stand in the order of what is at the
/// other end, so that arrows of one card cross less.
fn slots(band: &Band, ends: &Ends, picture: &Picture) -> Vec<(i32, i32)> {
    let cards = by_id(picture);
    let mut sides: BTreeMap<(&str, Side), Vec<End>> = BTreeMap::new();
    for (index, (arrow, way)) in band.arrows.iter().zip(&ends.ways).enumerate() {
        let (from, to) = (arrow.from.as_str(), arrow.to.as_str());
        let other = |id: &str| match way.lane {
            Some(Lane::Top) => i32::MIN,
            Some(Lane::Bottom) => i32::MAX,
            None => cards[id].rect.y,
        };
        sides.entry((from, way.from)).or_default().push((other(to), index, true));
        sides.entry((to, way.to)).or_default().push((other(from), index, false));
    }
    let mut slots = vec![(0, 0); band.arrows.len()];
    for ((id, side), mut at) in sides {
        at.sort_unstable();
        let rect = cards[id].rect;
        let number = i32::try_from(at.len()).unwrap_or(i32::MAX);
        let mut y = rect.y + (rect.height / GRID - number) / 2 * GRID;
        y += if side == Side::East { GRID / 3 } else { GRID * 5 / 6 };
        for (_, index, is_start) in at {
            let slot = if is_start { &mut slots[index].0 } else { &mut slots[index].1 };
            *slot = y;
            y += GRID;
        }
    }
    slots
}

/// Height of each arrow's lane.
fn lanes(ends: &Ends, top: i32, bottom: i32) -> Vec<Option<i32>> {
    let (mut above, mut below) = (top, bottom);
    let mut lane = |way: &Way| {
        let used = match way.lane? {
            Lane::Top => &mut above,
            Lane::Bottom => &mut below,
        };
        *used += GRID * 2 / 3;
        Some(*used)
    };
    ends.ways.iter().map(&mut lane).collect()
}

/// Where each arrow runs in each gutter that it takes: those that go up in the order of their starts, then
/// those that go down, from the side where they come in.
fn tracks(
    ends: &Ends,
    gutters: &[Gutter],
    slots: &[(i32, i32)],
    lanes: &[Option<i32>],
    picture: &Picture,
) -> BTreeMap<(usize, usize), i32> {
    let mut tracks = BTreeMap::new();
    for (column, gutter) in gutters.iter().enumerate() {
        let mut here: Vec<_> = (0..ends.ways.len())
            .filter(|index| ends.ways[*index].first == column || ends.ways[*index].last == column)
            .collect();
        here.sort_by_key(|index| {
            let way = ends.ways[*index];
            let (from, to) = slots[*index];
            let enters = if way.first == column { from } else { lanes[*index].unwrap_or(from) };
            let leaves = if way.last == column { to } else { lanes[*index].unwrap_or(to) };
            if leaves < enters { (0, enters) } else { (1, -enters) }
        });
        let Some(card) = picture.cards.iter().find(|card| card.column == column) else { continue };
        let west = card.rect.x + column_width(column) + gutter.pad + gutter.west_labels;
        for (place, index) in here.into_iter().enumerate() {
            let place = i32::try_from(place).unwrap_or(i32::MAX) * TRACK + TRACK;
            let x = if gutter.west_labels > 0 {
                west + gutter.tracks * TRACK - place
            } else {
                west + place
            };
            tracks.insert((index, column), x);
        }
    }
    tracks
}
