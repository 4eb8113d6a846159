//! A text that is not HCL.

use super::Finding;
use super::source::Parsed;
use crate::Rendered;

pub(super) fn check(rendered: &Rendered, parsed: &Parsed) -> Vec<Finding> {
    let broken = rendered.files.iter().filter_map(|(path, text)| {
        let error = parsed.get(text.as_str())?.as_ref().err()?;
        let (line, message) = (error.location().line(), error.message().to_owned());
        Some(Finding { path: path.clone(), line, message })
    });
    broken.collect()
}
