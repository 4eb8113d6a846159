//! What serialised values are made of: keys and types without the values, as an outline to compare and to read.
//!
//! Read from the calls that a type makes while it serialises itself, because those tell a structure from a table of
//! names and an enum's word from a text, which JSON doesn't.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;
use serde_assert::{Serializer, Token};

/// The union of all values that were merged into it.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Some values lack it.
    is_optional: bool,
    /// `bool`, `number`, `text`, and the words of enums in backticks.
    scalars: BTreeSet<String>,
    items: Option<Box<Shape>>,
    keys: Option<BTreeMap<String, Shape>>,
    /// The keys may be names that a user chose.
    is_table: bool,
}

impl Shape {
    pub fn of(value: &impl Serialize) -> Self {
        let tokens = value.serialize(&Serializer::builder().build()).expect("it is plain data");
        read(&mut tokens.into_iter()).expect("a value has a token")
    }

    pub fn merge(&mut self, other: Self) {
        self.is_optional |= other.is_optional;
        self.is_table |= other.is_table;
        self.scalars.extend(other.scalars);
        match (&mut self.items, other.items) {
            (Some(ours), Some(theirs)) => ours.merge(*theirs),
            (ours, theirs) => *ours = ours.take().or(theirs),
        }
        match (&mut self.keys, other.keys) {
            (Some(ours), Some(theirs)) => merge_keys(ours, theirs),
            (ours, theirs) => *ours = ours.take().or(theirs),
        }
    }

    /// A line for each key, sorted, below the key that holds it. `?` marks what some values lack, `<name>` stands for
    /// every key of a table whose keys are not ours.
    pub fn outline(&self) -> String {
        let mut text = String::new();
        self.write_keys(0, &mut text);
        text
    }

    fn write_keys(&self, depth: usize, text: &mut String) {
        if let Some(items) = &self.items {
            items.write_keys(depth, text);
        }
        let named = self.named().map(|shape| ("<name>".to_owned(), shape));
        let named = named.map(|entry| BTreeMap::from([entry]));
        for (key, shape) in named.as_ref().or(self.keys.as_ref()).into_iter().flatten() {
            let optional = if shape.is_optional { "?" } else { "" };
            let _ = writeln!(text, "{:depth$}{key}{optional}: {}", "", shape.head());
            shape.write_keys(depth + 2, text);
        }
    }

    fn head(&self) -> String {
        let mut kinds: Vec<_> = self.scalars.iter().cloned().collect();
        if let Some(items) = &self.items {
            kinds.push(format!("list of {}", items.head()));
        }
        kinds.extend(self.keys.as_ref().map(|_| "table".to_owned()));
        if kinds.is_empty() { "nothing".to_owned() } else { kinds.join(" | ") }
    }

    /// What stands behind every name, if the keys are names. Serde writes a structure with a flattened one in it as a
    /// table too, but values that have names are all of one kind.
    fn named(&self) -> Option<Shape> {
        let mut shapes = self.keys.iter().filter(|_| self.is_table).flat_map(BTreeMap::values);
        let mut named = Shape { is_optional: false, ..shapes.next()?.clone() };
        for shape in shapes {
            if shape.kind() != named.kind() {
                return None;
            }
            named.merge(Shape { is_optional: false, ..shape.clone() });
        }
        Some(named)
    }

    /// What it is, however it is filled.
    fn kind(&self) -> (BTreeSet<String>, bool, bool) {
        let words = |it: &String| if it.starts_with('`') { "word".to_owned() } else { it.clone() };
        (self.scalars.iter().map(words).collect(), self.items.is_some(), self.keys.is_some())
    }
}

/// A key that one side lacks is optional.
fn merge_keys(ours: &mut BTreeMap<String, Shape>, mut theirs: BTreeMap<String, Shape>) {
    for (key, shape) in ours.iter_mut() {
        match theirs.remove(key) {
            Some(other) => shape.merge(other),
            None => shape.is_optional = true,
        }
    }
    ours.extend(theirs.into_iter().map(|(key, shape)| (key, Shape { is_optional: true, ..shape })));
}

/// The next value; none at the end of a list or table.
fn read(tokens: &mut dyn Iterator<Item = Token>) -> Option<Shape> {
    let scalar = |word: &str| Shape { scalars: [word.to_owned()].into(), ..Shape::default() };
    Some(match tokens.next()? {
        Token::SeqEnd | Token::TupleEnd | Token::TupleStructEnd | Token::TupleVariantEnd => {
            return None;
        }
        Token::Bool(_) => scalar("bool"),
        Token::Str(_) | Token::Char(_) => scalar("text"),
        Token::UnitVariant { variant, .. } => scalar(&format!("`{variant}`")),
        Token::None => Shape { is_optional: true, ..Shape::default() },
        Token::Some | Token::NewtypeStruct { .. } => read(tokens)?,
        Token::NewtypeVariant { variant, .. } => tagged(variant, read(tokens)?),
        Token::Seq { .. } | Token::Tuple { .. } | Token::TupleStruct { .. } => list(tokens),
        Token::TupleVariant { variant, .. } => tagged(variant, list(tokens)),
        Token::Struct { .. } => structure(tokens),
        Token::StructVariant { variant, .. } => tagged(variant, structure(tokens)),
        Token::Map { .. } => table(tokens),
        _ => scalar("number"),
    })
}

fn tagged(variant: &str, shape: Shape) -> Shape {
    Shape { keys: Some([(variant.to_owned(), shape)].into()), ..Shape::default() }
}

fn list(tokens: &mut dyn Iterator<Item = Token>) -> Shape {
    let mut items = Shape::default();
    while let Some(item) = read(tokens) {
        items.merge(item);
    }
    Shape { items: Some(Box::new(items)), ..Shape::default() }
}

fn structure(tokens: &mut dyn Iterator<Item = Token>) -> Shape {
    let mut keys = BTreeMap::new();
    while let Some(token) = tokens.next() {
        let (name, shape) = match token {
            Token::Field(name) => (name, read(tokens).expect("a field has a value")),
            Token::SkippedField(name) => (name, Shape { is_optional: true, ..Shape::default() }),
            _ => break,
        };
        keys.insert(name.to_owned(), shape);
    }
    Shape { keys: Some(keys), ..Shape::default() }
}

fn table(tokens: &mut dyn Iterator<Item = Token>) -> Shape {
    let mut keys = BTreeMap::new();
    while let Some(Token::Str(key)) = tokens.next() {
        keys.insert(key, read(tokens).expect("a key has a value"));
    }
    Shape { keys: Some(keys), is_table: true, ..Shape::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    #[serde(rename_all = "lowercase")]
    enum Tier {
        Premium,
        Standard,
    }

    #[derive(Serialize)]
    struct Workspace {
        name: &'static str,
        tier: Tier,
        zones: Vec<u8>,
        key: Option<&'static str>,
        tags: BTreeMap<&'static str, &'static str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        people: Vec<bool>,
    }

    fn workspace(tier: Tier, key: Option<&'static str>, tags: &[&'static str]) -> Shape {
        let tags = tags.iter().map(|tag| (*tag, "x")).collect();
        Shape::of(&Workspace { name: "x", tier, zones: vec![1], key, tags, people: Vec::new() })
    }

    #[test]
    fn values_are_merged_to_what_all_of_them_are() {
        let mut shape = workspace(Tier::Premium, None, &["team", "cost"]);
        shape.merge(workspace(Tier::Standard, Some("x"), &["owner"]));
        let outline = "key?: text\nname: text\npeople?: nothing\ntags: table\n  <name>: text\n\
                       tier: `premium` | `standard`\nzones: list of number\n";
        assert_eq!(shape.outline(), outline);
    }

    #[derive(Serialize)]
    struct Outer {
        is_outer: bool,
        #[serde(flatten)]
        inner: Workspace,
    }

    #[test]
    fn a_flattened_structure_is_no_table_of_names() {
        let inner = Workspace {
            name: "x",
            tier: Tier::Premium,
            zones: Vec::new(),
            key: None,
            tags: BTreeMap::new(),
            people: vec![true],
        };
        let outline = Shape::of(&Outer { is_outer: true, inner }).outline();
        assert!(
            outline.contains("is_outer: bool\n") && outline.contains("\nname: text\n"),
            "{outline}"
        );
    }
}
