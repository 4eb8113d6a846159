//! Text to standard output and standard error.

use std::io::{self, ErrorKind, Write};

use anyhow::Context;

use crate::colour;

/// What a command was asked for. A reader who has seen enough (`| head`) is no error.
pub fn out(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("writing to standard output"),
    }
}

/// What is said besides. There is nobody left to tell if this fails.
pub fn aside(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}

/// Why a command ended.
pub fn error(error: &anyhow::Error) {
    let red = colour::on(&io::stderr());
    let (start, end) = if red { ("\x1b[1;91m", "\x1b[0m") } else { ("", "") };
    aside(&format!("{start}error{end}: {}\n", format!("{error:#}").trim_end()));
}
