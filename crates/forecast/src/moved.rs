//! A resource that goes from one state to another.

use crate::hcl::{InstanceKey, StateAddress};

/// A resource that another stack manages afterwards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved {
    pub from_stack: String,
    pub to_stack: String,
    /// The state stays the same, although the folder of the stack is another one.
    pub is_same_state: bool,
    pub(crate) from: StateAddress,
    pub(crate) to: StateAddress,
}

impl Moved {
    /// As a state has it. Without a key, it stands for all instances.
    pub fn from(&self) -> String {
        in_state(&self.from)
    }

    pub fn to(&self) -> String {
        in_state(&self.to)
    }
}

pub(crate) fn in_state(address: &StateAddress) -> String {
    match address.key {
        InstanceKey::Every => {
            StateAddress { key: InstanceKey::None, ..address.clone() }.to_string()
        }
        _ => address.to_string(),
    }
}
