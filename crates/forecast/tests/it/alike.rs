//! Stacks that change alike are told together, and each as if it were told alone.

use std::collections::BTreeMap;

use forecast::{Files, Forecast, Lines, StackForecast, forecast};

use crate::golden::{Golden, golden};

/// What is said of each stack.
type Told = BTreeMap<String, (Vec<StackForecast>, Vec<Lines>)>;

fn told(Forecast { stacks, lines, .. }: Forecast) -> Told {
    let mut told = Told::new();
    for alike in stacks {
        for stack in &alike.stacks {
            let of_it = StackForecast { stacks: Vec::new(), ..alike.clone() };
            told.entry(stack.clone()).or_default().0.push(of_it);
        }
    }
    for lines in lines {
        for stack in &lines.stacks {
            let of_it = Lines { stacks: Vec::new(), ..lines.clone() };
            told.entry(stack.clone()).or_default().1.push(of_it);
        }
    }
    told
}

#[track_caller]
fn each_as_if_alone(before: &Files, after: &Files) -> Forecast {
    let together = forecast(before, after);
    let all = told(together.clone());
    for stack in before.stacks.union(&after.stacks) {
        let before = only(before, stack);
        let after = only(after, stack);
        assert_eq!(told(forecast(&before, &after)).get(*stack), all.get(*stack), "{stack}");
    }
    together
}

fn only<'a>(files: &Files<'a>, stack: &str) -> Files<'a> {
    let stacks = files.stacks.iter().filter(|it| **it == stack);
    Files { texts: files.texts.clone(), stacks: stacks.copied().collect() }
}

#[test]
fn stacks_of_an_example_are_each_as_if_alone() {
    for example in golden().iter().filter(|it| it.files().stacks.len() > 1) {
        let mut texts = example.texts.clone();
        for text in texts.values_mut() {
            *text = text.replace("= \"terraform\"", "= \"others\"");
        }
        let other = Golden { name: example.name.clone(), texts };
        let found = each_as_if_alone(&example.files(), &other.files());
        assert!(!found.stacks.is_empty(), "{}", example.name);
    }
}

const MAIN: &str = r#"
variable "name" {
  type = string
}

variable "other" {
  type = string
}

variable "groups" {
  type    = set(string)
  default = []
}

resource "aws_vpc" "this" {
  cidr_block = var.name == "literal" ? "10.0.0.0/16" : "10.1.0.0/16"
  tags       = { Name = "${var.name}-${var.other}" }
}

resource "aws_subnet" "this" {
  for_each = var.groups

  cidr_block = each.key
}
"#;

/// A tree with a stack for each pair of texts; `main` is the file of all.
struct Estate {
    texts: Vec<(String, String)>,
}

impl Estate {
    fn new(main: &str, values: &[&str]) -> Self {
        let stack = |(number, values): (usize, &&str)| {
            [
                (format!("s{number}/main.tf"), main.to_owned()),
                (format!("s{number}/terraform.tfvars"), (*values).to_owned()),
            ]
        };
        Self { texts: values.iter().enumerate().flat_map(stack).collect() }
    }

    fn files(&self) -> Files<'_> {
        let texts = self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str().into()));
        let stacks = self.texts.iter().filter_map(|(path, _)| path.strip_suffix("/main.tf"));
        Files { texts: texts.collect(), stacks: stacks.collect() }
    }
}

/// The stacks that are told together.
#[track_caller]
fn check(main: &str, before: &[&str], after: &[&str], expected: &[&[&str]]) {
    let (before, after) = (Estate::new(main, before), Estate::new(main, after));
    let found = each_as_if_alone(&before.files(), &after.files());
    let stacks: Vec<&[String]> = found.stacks.iter().map(|alike| &*alike.stacks).collect();
    assert_eq!(stacks, expected);
}

#[test]
fn other_words_change_alike() {
    check(
        MAIN,
        &["name = \"a\"\nother = \"x\"\n", "name = \"b\"\nother = \"x\"\n"],
        &["name = \"a\"\nother = \"y\"\n", "name = \"b\"\nother = \"y\"\n"],
        &[&["s0", "s1"]],
    );
}

#[test]
fn a_word_that_stays_is_not_like_one_that_changes() {
    check(
        MAIN,
        &["name = \"a\"\nother = \"x\"\n", "name = \"b\"\nother = \"y\"\n"],
        &["name = \"a\"\nother = \"y\"\n", "name = \"b\"\nother = \"y\"\n"],
        &[&["s0"]],
    );
}

#[test]
fn a_word_that_is_a_literal_is_itself() {
    check(
        MAIN,
        &["name = \"a\"\nother = \"x\"\n", "name = \"b\"\nother = \"x\"\n"],
        &["name = \"c\"\nother = \"x\"\n", "name = \"literal\"\nother = \"x\"\n"],
        &[&["s0"], &["s1"]],
    );
}

#[test]
fn instances_are_told_by_their_own_keys() {
    let values = |group: &str| format!("name = \"a\"\nother = \"x\"\ngroups = [\"{group}\"]\n");
    let (one, other, third) = (values("g"), values("h"), values("g"));
    let before = "name = \"a\"\nother = \"x\"\n";
    check(MAIN, &[before; 3], &[&one, &other, &third], &[&["s0", "s2"], &["s1"]]);
    // A key that is a word of another variable.
    let main = MAIN.replace("for_each = var.groups", "for_each = toset([var.other])");
    check(
        &main,
        &["name = \"a\"\nother = \"x\"\n", "name = \"a\"\nother = \"y\"\n"],
        &["name = \"a\"\nother = \"q\"\n", "name = \"a\"\nother = \"z\"\n"],
        &[&["s0"], &["s1"]],
    );
}

#[test]
fn a_function_that_looks_into_texts_makes_each_stack_its_own() {
    let main = MAIN.replace("${var.name}", "${substr(var.name, 0, 1)}");
    check(
        &main,
        &["name = \"ab\"\nother = \"x\"\n", "name = \"cd\"\nother = \"x\"\n"],
        &["name = \"ac\"\nother = \"x\"\n", "name = \"dd\"\nother = \"x\"\n"],
        &[&["s1"]],
    );
}

/// Upper and lower case make no difference to some arguments.
#[test]
fn words_that_are_the_same_but_for_case_are_not_like_others() {
    let main =
        MAIN.to_owned() + "resource \"databricks_catalog\" \"this\" {\n  name = var.name\n}\n";
    check(
        &main,
        &["name = \"ab\"\nother = \"x\"\n", "name = \"cd\"\nother = \"x\"\n"],
        &["name = \"AB\"\nother = \"x\"\n", "name = \"dd\"\nother = \"x\"\n"],
        &[&["s0"], &["s1"]],
    );
}
