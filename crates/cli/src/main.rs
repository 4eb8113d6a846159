//! The `lakewright` command.

fn main() {}
