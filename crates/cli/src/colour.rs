//! Whether colours are wanted.
//!
//! `NO_COLOR` (no-color.org) turns them off, `CLICOLOR_FORCE` on; without either they need a
//! terminal, and `CLICOLOR=0` (bixense.com/clicolors) turns them off even there.

use std::io::IsTerminal;

pub fn on(stream: &impl IsTerminal) -> bool {
    wanted(|name| std::env::var(name).unwrap_or_default(), stream.is_terminal())
}

fn wanted(value: impl Fn(&str) -> String, is_terminal: bool) -> bool {
    let is_set = |name: &str| !matches!(&*value(name), "" | "0");
    if !value("NO_COLOR").is_empty() {
        return false;
    }
    let is_able = value("TERM") != "dumb" && value("CLICOLOR") != "0";
    is_set("CLICOLOR_FORCE") || (is_terminal && is_able)
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[track_caller]
    fn check(variables: &[(&str, &str)], is_terminal: bool, expected: bool) {
        let value = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map_or(String::new(), |(_, value)| (*value).to_owned())
        };
        assert_eq!(wanted(value, is_terminal), expected);
    }

    #[test]
    fn colours_need_a_terminal_and_can_be_turned_off_and_on() {
        check(&[], true, true);
        check(&[], false, false);
        check(&[("CLICOLOR_FORCE", "1")], false, true);
        check(&[("CLICOLOR_FORCE", "0")], false, false);
        check(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true, false);
        check(&[("CLICOLOR", "0")], true, false);
        check(&[("TERM", "dumb")], true, false);
    }
}
