//! What templates do with a text: print it, ask whether it is there, or compare it with a literal. One that
//! takes texts apart in any other way could write another text for another word.

use std::collections::BTreeSet;

/// Every literal in the tags of `templates`; none if a tag does more with a text than that.
///
/// Errs on the side of more: whatever is not known to be harmless counts as taking apart. How long a
/// text is, and what its characters are, cannot be told from a list here: that is found by trying (`in_both_widths`).
pub(super) fn literals<'a>(templates: impl Iterator<Item = &'a str>) -> Option<BTreeSet<String>> {
    let mut literals = BTreeSet::new();
    for template in templates {
        for (code, found) in tags(template)? {
            if !is_harmless(&code) {
                return None;
            }
            literals.extend(found.into_iter().map(str::to_owned));
        }
    }
    Some(literals)
}

/// What stands between `{{` and `}}`, and between `{%` and `%}`, with a `"` for each literal, and the
/// literals. None if one does not end.
fn tags(template: &str) -> Option<Vec<(String, Vec<&str>)>> {
    let (mut tags, mut rest) = (Vec::new(), template);
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let close = match rest.bytes().next() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        let (mut code, mut literals) = (String::new(), Vec::new());
        rest = &rest[1..];
        while let Some(at) = rest.find(['"', '\'', '`', '}', '%']) {
            let (before, behind) = rest.split_at(at);
            code.push_str(before);
            if let Some(behind) = behind.strip_prefix(close) {
                rest = behind;
                break;
            }
            let (sign, behind) = behind.split_at(1);
            rest = behind;
            if matches!(sign, "}" | "%") {
                code.push_str(sign);
                continue;
            }
            let (literal, behind) = behind.split_once(sign)?;
            code.push('"');
            literals.push(literal);
            rest = behind;
        }
        tags.push((code, literals));
    }
    Some(tags)
}

/// Whether a tag can do no more to a text than print it, test it, compare it with a literal, or hand it on.
fn is_harmless(code: &str) -> bool {
    let words: Vec<&str> = code
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|it| !it.is_empty())
        .collect();
    let is_loop = words.first() == Some(&"for");
    let operators = ["is", "set", "set_global", "filter", "macro", "matching"];
    let no_operator = words.iter().all(|word| !operators.contains(word))
        && (is_loop || !words.contains(&"in"))
        && !code.contains(['~', '+', '*', '%', '?']);
    let mut filters = code.split('|').skip(1).map(|filter| {
        filter.trim_start().split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
    });
    let compared = code.split("==").skip(1).chain(code.split("!=").skip(1));
    let mut compared = compared.map(str::trim_start);
    no_operator
        && filters.all(|name| matches!(name, Some("indent" | "join" | "keys" | "length")))
        && compared.all(|with| with.starts_with(|c: char| c == '"' || c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: Option<&[&str]>) {
        let expected = expected.map(|it| it.iter().map(ToString::to_string).collect());
        assert_eq!(literals([template].into_iter()), expected, "{template}");
    }

    #[test]
    fn printing_and_testing_is_harmless() {
        check("{{ readme.steps | indent(width=3) }}", Some(&[]));
        check("{{ '{{' }} {{ '}}' }} it's {# isn't #}", Some(&["{{", "}}"]));
        check("{{ workspace.name }} {% if a.b and not c %}{% endif %}", Some(&[]));
        check("{% for a, b in c.d %}{{ b | length }}{% endfor %}", Some(&[]));
        check("{{ a | join(sep=\", \") }} {% if a == 'x' %}", Some(&[", ", "x"]));
    }

    #[test]
    fn taking_a_text_apart_is_not() {
        for template in [
            "{{ name | upper }}",
            "{{ name | keys | replace(from=\"a\", to=\"b\") }}",
            "{% if a == b %}",
            "{% if \"x\" in name %}",
            "{{ name ~ 1 }}",
            "{% if name is starting_with(\"x\") %}",
            "{% set x = name %}",
            "{{ \"a }}",
        ] {
            check(template, None);
        }
    }

    #[test]
    fn our_own_templates_are_harmless() {
        let templates = crate::Templates::embedded().expect("they load");
        let harmful = templates.all().filter(|(_, text)| literals([*text].into_iter()).is_none());
        assert_eq!(harmful.map(|(path, _)| path).collect::<Vec<_>>(), [""; 0]);
    }
}
