//! The ways of arrows: which side of a card they leave from, which gutters and lanes they take.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{DATABRICKS, LEFT, MIDDLE, OUTSIDE, PADDING, RIGHT, SERVICES, TRANSIT};
use super::measure::{SMALL, width};
use super::scene::{Band, Card};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    West,
    East,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    Top,
    Bottom,
}

/// What each arrow does, known before cards have heights: a card is as high as its arrows need.
pub(crate) struct Ends {
    pub(crate) ways: Vec<Way>,
    /// Number of arrows at each side of each card.
    numbers: BTreeMap<(String, Side), i32>,
    lanes: (i32, i32),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub(crate) from: Side,
    pub(crate) to: Side,
    /// Gutters, by the column west of them; the same twice if the arrow needs no lane.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) lane: Option<Lane>,
}

/// The room between a column and the next one that is there.
#[derive(Clone, Debug)]
pub(crate) struct Gutter {
    /// Its column has cards.
    pub(crate) is_present: bool,
    /// At either side.
    pub(crate) pad: i32,
    /// Room for labels of arrows that end at the column to the west, and to the east.
    pub(crate) west_labels: i32,
    east_labels: i32,
    /// Their number.
    pub(crate) tracks: i32,
}

pub(crate) const TRACK: i32 = 12;

impl Gutter {
    pub(crate) fn width(&self) -> i32 {
        2 * self.pad + self.west_labels + self.tracks * TRACK + self.east_labels
    }
}

impl Ends {
    pub(crate) fn of(band: &Band) -> Self {
        let columns = columns(band);
        let present: BTreeSet<usize> = columns.values().copied().collect();
        let mut numbers = BTreeMap::new();
        let mut ways = Vec::new();
        let mut lanes = (0, 0);
        for arrow in &band.arrows {
            let way = way(columns[&arrow.from], columns[&arrow.to], &present);
            *numbers.entry((arrow.from.clone(), way.from)).or_default() += 1;
            *numbers.entry((arrow.to.clone(), way.to)).or_default() += 1;
            match way.lane {
                Some(Lane::Top) => lanes.0 += 1,
                Some(Lane::Bottom) => lanes.1 += 1,
                None => {}
            }
            ways.push(way);
        }
        Self { ways, numbers, lanes }
    }

    /// The larger number of arrows at a side of a card.
    pub(crate) fn most(&self, id: &str) -> i32 {
        let number = |side| self.numbers.get(&(id.to_owned(), side)).copied().unwrap_or_default();
        number(Side::West).max(number(Side::East))
    }
}

pub(crate) fn top_lanes(ends: &Ends) -> i32 {
    ends.lanes.0
}

pub(crate) fn bottom_lanes(ends: &Ends) -> i32 {
    ends.lanes.1
}

/// Which column each card stands in.
fn columns(band: &Band) -> BTreeMap<String, usize> {
    let mut columns = BTreeMap::new();
    let mut add = |cards: &[Card], column| {
        columns.extend(cards.iter().map(|card| (card.id.clone(), column)));
    };
    add(&band.outside.cards, OUTSIDE);
    band.transit.iter().for_each(|frame| add(&frame.cards, TRANSIT));
    band.databricks.iter().for_each(|frame| add(&frame.cards, DATABRICKS));
    for vpc in &band.account.vpcs {
        add(&vpc.left, LEFT);
        add(&vpc.middle, MIDDLE);
        add(&vpc.right, RIGHT);
    }
    band.account.services.iter().for_each(|frame| add(&frame.cards, SERVICES));
    columns
}

fn way(from: usize, to: usize, present: &BTreeSet<usize>) -> Way {
    let before = |column: usize| present.range(..column).next_back().copied().unwrap_or(column);
    if from == to {
        return Way { from: Side::East, to: Side::East, first: from, last: from, lane: None };
    }
    let (from_side, to_side, first, last) = if from < to {
        (Side::East, Side::West, from, before(to))
    } else {
        (Side::West, Side::East, before(from), to)
    };
    let lane = match (first == last, to) {
        (true, _) => None,
        (false, DATABRICKS) => Some(Lane::Top),
        (false, _) => Some(Lane::Bottom),
    };
    Way { from: from_side, to: to_side, first, last, lane }
}

pub(crate) fn gutters(band: &Band, ends: &Ends) -> Vec<Gutter> {
    let present: BTreeSet<usize> = columns(band).into_values().collect();
    (0..=SERVICES).map(|column| gutter(column, present.contains(&column), band, ends)).collect()
}

fn gutter(column: usize, is_present: bool, band: &Band, ends: &Ends) -> Gutter {
    let here = || band.arrows.iter().zip(&ends.ways);
    let labels = |side| {
        let ending = here().filter(|(_, way)| way.last == column && way.to == side);
        let widest = ending.map(|(arrow, _)| width(&arrow.label, SMALL)).max();
        widest.filter(|width| *width > 0).map_or(0, |width| width + PADDING)
    };
    let tracks = here().filter(|(_, way)| way.first == column || way.last == column).count();
    let is_inner = matches!(column, LEFT | MIDDLE);
    // Arrowheads stand in the pad, as do the borders of at most two frames.
    let pad = if is_inner { PADDING * 2 } else { PADDING * 3 };
    Gutter {
        is_present,
        pad,
        west_labels: labels(Side::East),
        east_labels: labels(Side::West),
        tracks: i32::try_from(tracks).unwrap_or(i32::MAX) + 1,
    }
}
