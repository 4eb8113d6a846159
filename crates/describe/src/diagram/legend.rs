//! What lines and grounds mean.

use super::layout::{GRID, MARGIN, PlacedArrow, Rect, Text};
use super::measure::{SMALL, width};
use super::scene::Kind;
use crate::connections::Access;

pub(crate) struct Legend {
    pub(crate) arrows: Vec<PlacedArrow>,
    pub(crate) boxes: Vec<(Rect, Kind)>,
    pub(crate) texts: Vec<Text>,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

const LINES: [(Access, &str); 4] = [
    (Access::Private, "private: never over the public network"),
    (Access::Public, "public network, encrypted"),
    (Access::AwsApi, "Databricks to AWS' API, with your role"),
    (Access::AsRouted, "as a network of yours routes it"),
];
const GROUNDS: [(Kind, &str); 5] = [
    (Kind::Databricks, "Databricks' account"),
    (Kind::Account, "your AWS account"),
    (Kind::Vpc, "VPC"),
    (Kind::Service, "beside the VPCs"),
    (Kind::Outside, "outside"),
];

pub(crate) fn at(top: i32) -> Legend {
    let mut legend = Legend {
        arrows: Vec::new(),
        boxes: Vec::new(),
        texts: Vec::new(),
        width: 0,
        height: GRID * 3,
    };
    let mut x = MARGIN;
    for (access, meaning) in LINES {
        let y = top + GRID / 2;
        let points = vec![(x, y), (x + 20, y), (x + 44, y)];
        legend.arrows.push(PlacedArrow { access, points, label: None });
        x = legend.say(meaning, x + 52, y + 4);
    }
    x = MARGIN;
    for (kind, meaning) in GROUNDS {
        let y = top + GRID * 3 / 2;
        legend.boxes.push((Rect { x, y: y - 7, width: 44, height: 14 }, kind));
        x = legend.say(meaning, x + 52, y + 4);
    }
    legend
}

impl Legend {
    /// Where the next thing may stand.
    fn say(&mut self, text: &str, x: i32, y: i32) -> i32 {
        let end = x + width(text, SMALL) + GRID;
        self.texts.push(Text { x, y, style: SMALL, words: text.to_owned() });
        self.width = self.width.max(end);
        end
    }
}
