//! Programs of `tools/node-programs`, which read and write JSON.

use std::io::Write;
use std::process::{Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::folder;
use crate::terraform::skip;

/// What the program answers; a skipped test if it does not run here.
pub fn run<Answer: DeserializeOwned>(program: &str, question: &impl Serialize) -> Option<Answer> {
    let mut command = Command::new(folder("../tools/node"));
    command.arg(program).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut started = command.spawn().expect("the tool is a script");
    let text = serde_json::to_string(question).expect("questions are JSON");
    // It may end before it reads.
    started.stdin.take().expect("it is a pipe").write_all(text.as_bytes()).ok();
    let output = started.wait_with_output().expect("it was started");
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        skip(&format!("tools/node {program} fails: {error}"));
        return None;
    }
    Some(serde_json::from_slice(&output.stdout).expect("the program prints JSON"))
}
