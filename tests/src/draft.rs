//! Blueprints made key by key.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

/// TOML values by dotted key.
pub type Keys = BTreeMap<String, String>;

/// A blueprint to be; a key written twice holds its last value.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub top: Keys,
    /// Tables of `[workspaces]`; none in a blueprint of one workspace.
    pub workspaces: BTreeMap<String, Keys>,
}

/// Keys and values of a table.
pub fn keys(entries: &[(&str, &str)]) -> Keys {
    entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// A text as a TOML string on one line, which may be a key too.
pub fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

impl Draft {
    /// Keys and tables sorted.
    pub fn text(&self) -> String {
        self.in_order_of(|_| 0)
    }

    /// The same blueprint with its keys and tables in another order.
    pub fn shuffled(&self, seed: u64) -> String {
        self.in_order_of(|key| {
            let mut hasher = DefaultHasher::new();
            (seed, key).hash(&mut hasher);
            hasher.finish()
        })
    }

    fn in_order_of(&self, order: impl Fn(&str) -> u64) -> String {
        let mut text = String::new();
        let mut table = |keys: &Keys| {
            // An inline table takes no dotted keys, and is there by itself if it has some.
            let is_in = |key: &String| keys.keys().any(|it| it.starts_with(&format!("{key}.")));
            let mut lines: Vec<_> =
                keys.iter().filter(|(key, value)| *value != "{}" || !is_in(key)).collect();
            lines.sort_by_key(|(key, _)| order(key));
            for (key, value) in lines {
                let _ = writeln!(text, "{key} = {value}");
            }
            std::mem::take(&mut text)
        };
        let mut whole = table(&self.top);
        let mut workspaces: Vec<_> = self.workspaces.iter().collect();
        workspaces.sort_by_key(|(key, _)| order(key));
        for (key, keys) in workspaces {
            let _ = write!(whole, "\n[workspaces.{key}]\n{}", table(keys));
        }
        whole
    }
}
