//! A required argument that is not set, or set to nothing.

use super::report::Report;
use super::written::Written;

pub(super) fn check(written: &Written, report: &mut Report) {
    for (name, attribute) in &written.schema.attributes {
        let value = written.body.get_attribute(name).map(|argument| &argument.value);
        let set = value.is_some_and(|value| !value.is_null()) || written.has_block(name);
        if attribute.required && !set {
            report.at(written.place, format!("{} needs `{name}`", written.name));
        }
    }
}
