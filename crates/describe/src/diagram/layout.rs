//! Where everything stands. Cards stand in columns, and nothing but cards does; arrows run in the gutters
//! between columns, and in lanes above and below all cards if they pass a column. So no arrow can cross a
//! card. In a gutter each arrow has a track of its own; labels stand beside the tracks, each on its arrow's
//! last stretch. So no arrow can cross a label.
//!
//! Everything is a multiple of a grid: ends of arrows on the east side of cards never lie at the height of
//! those on the west side, so two arrows never lie on one line.

use std::collections::BTreeMap;

use super::draw;
use super::measure::{LARGE, LINE, SMALL, Style, wrap};
use super::route::{self, Ends};
use super::scene::{Band, Card, Frame, Kind, VpcFrame};
use crate::connections::Access;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

#[derive(Debug, Default)]
pub(crate) struct Picture {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) frames: Vec<PlacedFrame>,
    pub(crate) cards: Vec<PlacedCard>,
    pub(crate) arrows: Vec<PlacedArrow>,
}

#[derive(Debug)]
pub(crate) struct PlacedFrame {
    pub(crate) rect: Rect,
    pub(crate) kind: Kind,
    pub(crate) title: Vec<Text>,
}

#[derive(Debug)]
pub(crate) struct PlacedCard {
    pub(crate) id: String,
    pub(crate) column: usize,
    pub(crate) rect: Rect,
    pub(crate) kind: Kind,
    pub(crate) texts: Vec<Text>,
    pub(crate) inner: Vec<(Rect, Vec<Text>)>,
}

#[derive(Debug)]
pub(crate) struct PlacedArrow {
    pub(crate) access: Access,
    /// Corners, from the first end to the last.
    pub(crate) points: Vec<(i32, i32)>,
    pub(crate) label: Option<Text>,
}

/// A line of text at its baseline.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) style: Style,
    pub(crate) words: String,
}

impl Text {
    #[cfg(test)]
    pub(crate) fn rect(&self) -> Rect {
        let size = self.style.size;
        let width = super::measure::width(&self.words, self.style);
        Rect { x: self.x, y: self.y - size, width, height: size + 2 }
    }
}

impl Rect {
    pub(crate) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(crate) fn bottom(self) -> i32 {
        self.y + self.height
    }
}

/// Heights of cards and the places of arrows' ends are multiples of it.
pub(crate) const GRID: i32 = 24;
/// Between a card's border and what is in it.
const INSET: i32 = 10;
/// Between a frame and what is in it.
pub(crate) const PADDING: i32 = 12;
/// Between the picture's edge and everything.
pub(crate) const MARGIN: i32 = 24;
const COLUMNS: [i32; 7] = [170, 210, 230, 200, 250, 180, 260];

pub(crate) const OUTSIDE: usize = 0;
pub(crate) const TRANSIT: usize = 1;
pub(crate) const DATABRICKS: usize = 2;
pub(crate) const LEFT: usize = 3;
pub(crate) const MIDDLE: usize = 4;
pub(crate) const RIGHT: usize = 5;
pub(crate) const SERVICES: usize = 6;

/// `top` is where the band may begin.
pub(crate) fn place(band: &Band, top: i32) -> Picture {
    let ends = Ends::of(band);
    let gutters = route::gutters(band, &ends);
    let mut picture = Picture::default();
    let mut canvas = Canvas { lefts: lefts(&gutters), ends: &ends, picture: &mut picture };
    let first = route::top_lanes(&ends) * GRID + top + GRID;
    canvas.all(band, first);
    let bottom = picture.frames.iter().map(|frame| frame.rect.bottom()).max().unwrap_or(first);
    draw::draw(band, &ends, &gutters, (top, bottom), &mut picture);
    picture.width = picture.frames.iter().map(|frame| frame.rect.right()).max().unwrap_or_default();
    picture.width += MARGIN;
    picture.height = bottom + (route::bottom_lanes(&ends) + 1) * GRID;
    picture
}

/// Left edge of each column.
fn lefts(gutters: &[route::Gutter]) -> Vec<i32> {
    let mut x = MARGIN + PADDING;
    let mut lefts = Vec::new();
    for (column, gutter) in gutters.iter().enumerate() {
        lefts.push(x);
        if gutter.is_present {
            x += COLUMNS[column] + gutter.width();
        }
    }
    lefts
}

pub(crate) fn column_width(column: usize) -> i32 {
    COLUMNS[column]
}

struct Canvas<'a> {
    lefts: Vec<i32>,
    ends: &'a Ends,
    picture: &'a mut Picture,
}

impl Canvas<'_> {
    fn all(&mut self, band: &Band, top: i32) {
        self.frames(OUTSIDE, std::slice::from_ref(&band.outside), top);
        self.frames(TRANSIT, &band.transit, top);
        self.frames(DATABRICKS, &band.databricks, top);
        self.account(band, top);
    }

    /// Frames of one column, below each other. Returns where the next one would begin.
    fn frames(&mut self, column: usize, frames: &[Frame], top: i32) -> i32 {
        let mut y = top;
        for frame in frames {
            let (title, inside) = self.title(&frame.title, column, y);
            let bottom = self.cards(column, &frame.cards, frame.kind, inside) + PADDING;
            let rect = self.around((column, column), (y, bottom));
            self.picture.frames.push(PlacedFrame { rect, kind: frame.kind, title });
            y = bottom + GRID / 2;
        }
        y
    }

    /// A title within a column, and where what is below it begins.
    fn title(&self, title: &str, column: usize, top: i32) -> (Vec<Text>, i32) {
        let lines = wrap(title, LARGE, COLUMNS[column]);
        let x = self.lefts[column];
        let texts = texts(&lines, (x, top + 6), LARGE);
        (texts, on_grid(top + 6 + LINE * count(&lines) + 6))
    }

    fn around(&self, (from, to): (usize, usize), (top, bottom): (i32, i32)) -> Rect {
        let x = self.lefts[from] - PADDING;
        let right = self.lefts[to] + COLUMNS[to] + PADDING;
        Rect { x, y: top, width: right - x, height: bottom - top }
    }

    /// Cards of one column, below each other. Returns the bottom of the last one.
    fn cards(&mut self, column: usize, cards: &[Card], kind: Kind, top: i32) -> i32 {
        let mut bottom = top;
        for card in cards {
            let card = self.card(column, card, kind, on_grid(bottom));
            bottom = card.rect.bottom();
            self.picture.cards.push(card);
        }
        bottom
    }

    fn card(&self, column: usize, card: &Card, kind: Kind, top: i32) -> PlacedCard {
        let x = self.lefts[column];
        let inside = COLUMNS[column] - 2 * INSET;
        let title = wrap(&card.title, LARGE, inside);
        let lines: Vec<_> = card.lines.iter().flat_map(|l| wrap(l, SMALL, inside)).collect();
        let mut all = texts(&title, (x + INSET, top + 6), LARGE);
        let mut y = top + 6 + LINE * count(&title);
        all.extend(texts(&lines, (x + INSET, y), SMALL));
        y += LINE * count(&lines) + 4;
        let mut inner = Vec::new();
        for text in &card.inner {
            let lines = wrap(text, SMALL, inside - 2 * 6);
            let rect =
                Rect { x: x + INSET, y: y + 2, width: inside, height: LINE * count(&lines) + 6 };
            inner.push((rect, texts(&lines, (rect.x + 6, rect.y + 2), SMALL)));
            y = rect.bottom() + 2;
        }
        let least = GRID * (self.ends.most(&card.id) + 1);
        let height = on_grid((y + 4 + PADDING - top).max(least)) - PADDING;
        let rect = Rect { x, y: top, width: COLUMNS[column], height };
        PlacedCard { id: card.id.clone(), column, rect, kind, texts: all, inner }
    }

    fn account(&mut self, band: &Band, top: i32) {
        let account = &band.account;
        if account.vpcs.is_empty() && account.services.is_empty() {
            return;
        }
        let first = if account.vpcs.is_empty() { SERVICES } else { LEFT };
        let (title, inside) = self.title(&account.title, first, top);
        // Frames of what is inside are drawn over it.
        let index = self.picture.frames.len();
        let mut y = inside;
        for vpc in &account.vpcs {
            y = self.vpc(vpc, y);
        }
        let services = self.frames(SERVICES, &account.services, inside);
        let bottom = y.max(services);
        let inner = self.around((first, SERVICES), (top, bottom));
        let rect = Rect { x: inner.x - PADDING, width: inner.width + 2 * PADDING, ..inner };
        self.picture.frames.insert(index, PlacedFrame { rect, kind: Kind::Account, title });
    }

    fn vpc(&mut self, vpc: &VpcFrame, top: i32) -> i32 {
        let (title, inside) = self.title(&vpc.title, LEFT, top);
        let left = self.cards(LEFT, &vpc.left, Kind::Vpc, inside);
        let middle = self.cards(MIDDLE, &vpc.middle, Kind::Vpc, inside);
        let right = self.cards(RIGHT, &vpc.right, Kind::Vpc, inside);
        let bottom = left.max(middle).max(right) + PADDING;
        let last = if vpc.middle.is_empty() { LEFT } else { RIGHT };
        let rect = self.around((LEFT, last), (top, bottom));
        self.picture.frames.push(PlacedFrame { rect, kind: Kind::Vpc, title });
        bottom + GRID / 2
    }
}

fn texts(lines: &[String], (x, top): (i32, i32), style: Style) -> Vec<Text> {
    let mut y = top;
    let mut texts = Vec::new();
    for line in lines {
        y += LINE;
        texts.push(Text { x, y: y - 3, style, words: line.clone() });
    }
    texts
}

fn count<T>(items: &[T]) -> i32 {
    i32::try_from(items.len()).unwrap_or(i32::MAX)
}

/// The next multiple.
fn on_grid(y: i32) -> i32 {
    (y + GRID - 1) / GRID * GRID
}

/// Cards by their ids.
pub(crate) fn by_id(picture: &Picture) -> BTreeMap<&str, &PlacedCard> {
    picture.cards.iter().map(|card| (card.id.as_str(), card)).collect()
}
