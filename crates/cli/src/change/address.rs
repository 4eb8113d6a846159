//! Where the old side is: a file, or a path of a revision.

use std::path::Path;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    File(&'a Path),
    Revision { revision: &'a str, path: &'a str },
}

/// A file that is there goes first: it may have a colon in its name.
pub(super) fn of(text: &str) -> Address<'_> {
    let file = Path::new(text);
    match split(text).filter(|_| !file.exists()) {
        Some((revision, path)) => Address::Revision { revision, path },
        None => Address::File(file),
    }
}

/// At the first colon outside of braces, as git does: `HEAD^{/fix: the range}:acme.toml`.
fn split(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, char) in text.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ':' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_ends_at_the_first_colon_outside_of_braces() {
        assert_eq!(split("HEAD~1:a/b.toml"), Some(("HEAD~1", "a/b.toml")));
        assert_eq!(split("HEAD^{/fix: it}:a:b.toml"), Some(("HEAD^{/fix: it}", "a:b.toml")));
        assert_eq!(split(":a.toml"), Some(("", "a.toml")));
        assert_eq!(split("a}:b"), Some(("a}", "b")));
        assert_eq!(split("acme.toml"), None);
    }

    #[test]
    fn a_file_that_is_there_is_no_revision() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a:b.toml");
        let text = path.to_str().unwrap();
        assert!(matches!(of(text), Address::Revision { .. }));
        std::fs::write(&path, "").unwrap();
        assert_eq!(of(text), Address::File(&path));
    }
}
