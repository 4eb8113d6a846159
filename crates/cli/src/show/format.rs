//! Every format that a command can write in.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[value(alias = "human")]
    Text,
    /// For reviews and wikis
    Markdown,
    /// One JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for services that show findings in code
    Sarif,
    /// A graph for Graphviz
    Dot,
}

/// Reads one of `formats` from the command line.
pub fn one_of(formats: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(formats.iter().filter_map(Format::to_possible_value))
        .map(|name| Format::from_str(&name, false).expect("one of the names of a format"))
}
