//! The slots of a stack's README, which modules fill with files in their folder `readme`.

/// A place in a README where modules speak, one after the other.
pub(crate) struct Slot {
    /// A module fills it with `readme/<name>.md.tera`.
    pub(crate) name: &'static str,
    /// What stands between the texts of two modules.
    pub(crate) between: &'static str,
    pub(crate) order: Order,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The areas' and, within an area, the modules'.
    Built,
    /// What was built last goes first.
    Reversed,
}

impl Slot {
    /// The README's template asks for it by `readme.<variable>`.
    pub(crate) fn variable(&self) -> String {
        self.name.replace('-', "_")
    }
}

const LINES: &str = "\n";
const PARAGRAPHS: &str = "\n\n";

pub(crate) static SLOTS: [Slot; 9] = [
    // Who may do more than use data, as items of the first list.
    Slot { name: "power", between: LINES, order: Order::Built },
    // What there is after an apply, as items of a list.
    Slot { name: "built", between: LINES, order: Order::Built },
    // What costs by the hour, below that list.
    Slot { name: "costs", between: PARAGRAPHS, order: Order::Built },
    // Rows of the table of what an apply is given: variables and rights.
    Slot { name: "inputs", between: LINES, order: Order::Built },
    // What must be there, or be true, before.
    Slot { name: "needs", between: PARAGRAPHS, order: Order::Built },
    // What is done by hand, as sections behind the one on applying.
    Slot { name: "apply", between: PARAGRAPHS, order: Order::Built },
    Slot { name: "change", between: LINES, order: Order::Built },
    Slot { name: "destroy", between: LINES, order: Order::Reversed },
    // Lines of shell before `terraform destroy`.
    Slot { name: "destroy-commands", between: LINES, order: Order::Reversed },
];
