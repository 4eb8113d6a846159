//! Lines of a template that leave nothing of themselves in the output.

/// A line that holds only a tag leaves nothing in the output: its newline moves into the tag, so
/// that line numbers in Tera's errors stay those of the file. So does a line that holds only a call
/// of a part or a slot, whose texts have their newlines.
pub(crate) fn hide_tag_lines(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    for line in template.split_inclusive('\n') {
        let text = line.trim();
        let only = |open: &str, close: &str| {
            text.starts_with(open) && text.ends_with(close) && text.matches(open).count() == 1
        };
        if line.ends_with('\n')
            && (only("{%", "%}")
                || only("{#", "#}")
                || only("{{ <", "}}")
                || only("{{ readme.", "}}"))
        {
            let (tag, close) = text.split_at(text.len() - 2);
            out.extend([tag, "\n", close]);
        } else {
            out.push_str(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tags_leave_nothing_and_count() {
        let template = "a\n  {% if x %}\nb {% raw %}\n{% endif %}\n";
        let hidden = hide_tag_lines(template);
        assert_eq!(hidden, "a\n{% if x \n%}b {% raw %}\n{% endif \n%}");
        assert_eq!(hidden.matches('\n').count(), template.matches('\n').count());
    }

    #[test]
    fn a_part_and_a_slot_bring_their_own_newlines() {
        let template = "a\n  {{ <part of={x}/> }}\n{{ readme.built }}\n{{ readme.costs }}.\n";
        let hidden = "a\n{{ <part of={x}/> \n}}{{ readme.built \n}}{{ readme.costs }}.\n";
        assert_eq!(hide_tag_lines(template), hidden);
    }
}
