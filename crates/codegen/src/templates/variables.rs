//! The variables of a module, for listing them.
//!
//! Read off the template's lines, not its output: which variables there are can depend on variants,
//! and a list names them all.

/// A `variable` block of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    /// Empty if it has none.
    pub description: String,
}

pub(super) fn declared(template: &str) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    for line in template.lines() {
        if let Some(name) = line.strip_prefix("variable \"").and_then(|rest| rest.split('"').next())
        {
            variables.push(Variable { name: name.to_owned(), description: String::new() });
        }
        if let Some(variable) = variables.last_mut().filter(|v| v.description.is_empty())
            && let Some(description) = description(line)
        {
            description.clone_into(&mut variable.description);
        }
    }
    variables
}

/// `description = "…"` of the block itself, which stands at its first indent.
fn description(line: &str) -> Option<&str> {
    let value = line.strip_prefix("  description")?.trim_start().strip_prefix('=')?.trim();
    value.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_descriptions_are_found_between_tags() {
        let template = "\
variable \"name\" {
  description = \"Name of the \\\"thing\\\".\"
  type        = string
}
{% if variant.kms %}

variable \"key\" {
  type = object({
    description = \"not this one\"
  })
}
{% endif %}
";
        let found: Vec<_> =
            declared(template).into_iter().map(|v| (v.name, v.description)).collect();
        let expected = [("name", "Name of the \\\"thing\\\"."), ("key", "")];
        assert_eq!(found, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }
}
