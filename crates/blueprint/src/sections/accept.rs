//! `[[accept]]`: a warning accepted, by name, with a reason and an end.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::sourced::Entry;

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Acceptance", inline)]
pub struct Written {
    /// The rule whose warning is accepted.
    pub rule: Option<Entry<String>>,
    /// Why; for those who read the blueprint next year.
    pub reason: Option<Entry<String>>,
    /// The last day on which the acceptance holds. Without it, it holds for good.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Entry<toml::value::Datetime>>,
}
