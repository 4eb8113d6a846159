//! Modules as their stack sees them, and resources that move.

use forecast::{Lines, forecast};

use crate::{changes, check, tree};

const MODULE: &str = "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";

#[test]
fn the_folder_of_a_module_does_not_matter() {
    let main = |source: &str| format!("module \"network\" {{\n  source = \"./{source}\"\n}}\n");
    let (before, after) = (main("one"), main("two"));
    changes(
        &tree(&before, &[("one/main.tf", MODULE)]),
        &tree(&after, &[("two/vpc.tf", MODULE)]),
        &[],
    );
    let other = MODULE.replace("10.0.0.0/16", "10.1.0.0/16");
    changes(
        &tree(&before, &[("one/main.tf", MODULE)]),
        &tree(&after, &[("two/vpc.tf", &other)]),
        &["Replace module.network.aws_vpc.this: cidr_block forced by cidr_block"],
    );
}

#[test]
fn modules_have_instances() {
    let main = |keys: &str| {
        format!("module \"network\" {{\n  source = \"./m\"\n  for_each = toset([{keys}])\n}}\n")
    };
    let (before, after) = (main("\"a\", \"b\""), main("\"b\", \"c\""));
    let files = [("m/main.tf", MODULE)];
    changes(
        &tree(&before, &files),
        &tree(&after, &files),
        &["Destroy module.network['a'].aws_vpc.this", "Create module.network['c'].aws_vpc.this"],
    );
}

#[test]
fn what_is_moved_is_neither_destroyed_nor_created() {
    let vpc = |name: &str, rest: &str| {
        format!("resource \"aws_vpc\" \"{name}\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\n{rest}")
    };
    let moved = "moved {\n  from = aws_vpc.a\n  to   = aws_vpc.b\n}\n";
    check(&vpc("a", ""), &vpc("b", moved), &["Move aws_vpc.b from aws_vpc.a"]);
    check(&vpc("a", ""), &vpc("b", ""), &["Destroy aws_vpc.a", "Create aws_vpc.b"]);
    // A block that is left behind does nothing.
    check(&vpc("b", ""), &vpc("b", moved), &[]);
}

#[test]
fn modules_and_instances_move() {
    let files = [("m/main.tf", MODULE)];
    let call =
        |name: &str, rest: &str| format!("module \"{name}\" {{\n  source = \"./m\"\n{rest}}}\n");
    let before = call("a", "");
    let after = call("b", "  for_each = toset([\"k\"])\n")
        + "moved {\n  from = module.a\n  to   = module.b[\"k\"]\n}\n";
    changes(
        &tree(&before, &files),
        &tree(&after, &files),
        &["Move module.b['k'].aws_vpc.this from module.a.aws_vpc.this"],
    );
}

#[test]
fn a_count_that_comes_moves_by_itself() {
    let vpc = |count: &str| format!("resource \"aws_vpc\" \"a\" {{\n  {count}\n}}\n");
    check(&vpc(""), &vpc("count = 1"), &["Move aws_vpc.a[0] from aws_vpc.a"]);
    check(&vpc("count = 1"), &vpc(""), &["Move aws_vpc.a from aws_vpc.a[0]"]);
}

/// A `removed` block takes no instance key.
#[test]
fn one_instance_is_moved_away_and_forgotten() {
    let before = "resource \"aws_vpc\" \"a\" {\n  for_each = toset([\"x\", \"y\"])\n}\n";
    let after = "resource \"aws_vpc\" \"a\" {\n  for_each = toset([\"y\"])\n}\n\
                 moved {\n  from = aws_vpc.a[\"x\"]\n  to = aws_vpc.forgotten[\"x\"]\n}\n\
                 removed {\n  from = aws_vpc.forgotten\n  lifecycle {\n    destroy = false\n  }\n}\n";
    check(before, after, &["Forget aws_vpc.forgotten['x'] from aws_vpc.a['x']"]);
}

#[test]
fn what_is_removed_is_forgotten_or_destroyed() {
    let removed = |destroy: &str| {
        format!("resource \"aws_vpc\" \"b\" {{}}\nremoved {{\n  from = aws_vpc.a\n{destroy}}}\n")
    };
    let before = "resource \"aws_vpc\" \"a\" {}\nresource \"aws_vpc\" \"b\" {}\n";
    let keep = removed("  lifecycle {\n    destroy = false\n  }\n");
    check(before, &keep, &["Forget aws_vpc.a"]);
    check(before, &removed(""), &["Destroy aws_vpc.a"]);
}

#[test]
fn what_is_imported_is_not_created() {
    let after = "resource \"aws_vpc\" \"a\" {}\nresource \"aws_vpc\" \"b\" {}\n\
                 import {\n  to = aws_vpc.a\n  id = \"vpc-1\"\n}\n";
    check("resource \"aws_vpc\" \"b\" {}\n", after, &["Import aws_vpc.a"]);
}

/// A guard that is lifted changes no resource: the lines are what there is to see.
#[test]
fn lines_of_a_module_are_shown_as_its_stack_sees_it() {
    let main = |source: &str| format!("module \"w\" {{\n  source = \"./{source}\"\n}}\n");
    let guarded = "# A comment.\nresource \"aws_vpc\" \"this\" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n";
    let free = "resource \"aws_vpc\" \"this\" {\n}\n";
    let (before, after) = (main("w"), main("w-destroyable"));
    let found = forecast(
        &tree(&before, &[("w/vpc.tf", guarded)]),
        &tree(&after, &[("w-destroyable/vpc.tf", free)]),
    );
    assert_eq!(found.stacks[0].changes, []);
    assert!(found.stacks[0].guards[0].lifted);
    assert_eq!(found.stacks[0].guards[0].address, "module.w.aws_vpc.this");
    let Lines { place, removed, added, .. } = &found.lines[1];
    assert_eq!(place, "module.w: vpc.tf");
    assert_eq!(*removed, ["lifecycle {", "prevent_destroy = true", "}"]);
    assert_eq!(*added, [""; 0]);
}

#[test]
fn a_stack_that_is_gone_is_left_and_one_that_is_new_is_created() {
    let files = |stacks: &[&'static str]| {
        let mut files = tree("", &[]);
        for stack in stacks {
            let path: &str = if *stack == "dev" { "dev/main.tf" } else { "prod/main.tf" };
            files.texts.insert(path, MODULE.into());
        }
        files.stacks = stacks.iter().copied().collect();
        files
    };
    let found = forecast(&files(&["dev"]), &files(&["prod"]));
    let shown: Vec<_> = found
        .stacks
        .iter()
        .map(|it| format!("{} {:?} {}", it.stacks[0], it.fate, crate::shown(&it.changes[0])))
        .collect();
    assert_eq!(shown, ["dev Gone Leave aws_vpc.this", "prod New Create aws_vpc.this"]);
}
