//! Where an author's templates are.

use std::fmt;

use super::{Mistake, text_value};

/// A folder of modules and templates, as it is found from the blueprint's own folder: `company`, `../templates`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplatesFolder(String);

impl TemplatesFolder {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if text.trim().is_empty() || text.chars().any(char::is_control) {
            let message = "this is not a path of a folder";
            return Err(Mistake::malformed(message).help(
                "write the folder with your templates, as it is found from the blueprint: `company`",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TemplatesFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(TemplatesFolder, "^[^\\x00-\\x1f]+$");
