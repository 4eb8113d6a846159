//! What is in the picture, before anything has a place: columns of cards in frames, and arrows between
//! cards. The picture and the flowchart draw the same scene.

use crate::connections::Access;

/// One region of one AWS account, with the control plane that serves it.
#[derive(Debug)]
pub(crate) struct Band {
    pub(crate) title: String,
    pub(crate) outside: Frame,
    /// Reached by people, in the order of the blueprint; mostly none.
    pub(crate) transit: Vec<Frame>,
    /// The internet, the control plane, the serverless compute plane.
    pub(crate) databricks: Vec<Frame>,
    pub(crate) account: Account,
    pub(crate) arrows: Vec<Arrow>,
}

#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) title: String,
    pub(crate) vpcs: Vec<VpcFrame>,
    /// Storage, keys, roles and services beside the VPCs.
    pub(crate) services: Vec<Frame>,
}

/// A VPC: ways to the control plane on the left, to AWS services on the right.
#[derive(Debug)]
pub(crate) struct VpcFrame {
    pub(crate) title: String,
    pub(crate) left: Vec<Card>,
    pub(crate) middle: Vec<Card>,
    pub(crate) right: Vec<Card>,
}

#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) cards: Vec<Card>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Outside,
    Databricks,
    Account,
    Vpc,
    Service,
}

/// Something that arrows begin and end at.
#[derive(Debug)]
pub(crate) struct Card {
    /// Of its own within the band.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
    /// Boxes within: a workspace, a subnet.
    pub(crate) inner: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) access: Access,
    /// Ports and way; empty on the first part of a path.
    pub(crate) label: String,
}

impl Card {
    pub(crate) fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), lines: Vec::new(), inner: Vec::new() }
    }

    #[must_use]
    pub(crate) fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    #[must_use]
    pub(crate) fn inner(mut self, inner: impl IntoIterator<Item = String>) -> Self {
        self.inner.extend(inner);
        self
    }
}
