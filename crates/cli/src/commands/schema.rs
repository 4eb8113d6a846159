//! `lakewright schema`: the JSON Schema of blueprints.

use anyhow::Result;

use crate::exit::Exit;
use crate::say;

pub(super) fn run() -> Result<Exit> {
    let schema = serde_json::to_string_pretty(&blueprint::json_schema())?;
    say::out(&(schema + "\n"))?;
    Ok(Exit::Fine)
}
