//! Trees that anybody may have edited: no panic, no end of memory, and what is not evaluated is said.

use forecast::{Files, forecast};

use crate::{stack, tree};

const VPC: &str = "resource \"aws_vpc\" \"this\" {\n  cidr_block = local.x\n}\n";

/// What is said of `after` where it cannot be evaluated.
fn said(after: &str) -> Vec<String> {
    let before = "locals {\n  x = \"10.0.0.0/16\"\n}\n".to_owned() + VPC;
    let found = stack(&tree(&before, &[]), &tree(after, &[]));
    found.unevaluated.into_iter().map(|it| format!("{}: {}", it.place, it.why)).collect()
}

#[test]
fn names_that_refer_to_themselves_are_said() {
    let circle = "locals {\n  x = local.y\n  y = local.x\n}\n".to_owned() + VPC;
    assert_eq!(said(&circle), ["aws_vpc.this: cidr_block: it refers to itself"]);
}

#[test]
fn what_grows_without_end_is_said() {
    let list = |it: usize| {
        let inner = format!("local.a{}, ", it - 1).repeat(10);
        format!("  a{it} = [{inner}]\n")
    };
    let text = |it: usize| format!("  t{it} = \"${{local.t{0}}}${{local.t{0}}}\"\n", it - 1);
    let laughs = (1..40).map(list).chain((1..60).map(text)).collect::<Vec<_>>().concat();
    let laughs =
        format!("locals {{\n  a0 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n  t0 = \"laugh\"\n{laughs}");
    let all = laughs + "  x = length(local.a39)\n}\n" + VPC;
    assert_eq!(said(&all), ["aws_vpc.this: cidr_block: a value has more than 200000 parts"]);
    let all = all.replace("length(local.a39)", "local.t59");
    assert_eq!(said(&all), ["aws_vpc.this: cidr_block: a text is longer than 1 MiB"]);
}

#[test]
fn what_is_too_deep_is_said() {
    let link = |it: usize| format!("  l{it} = local.l{}\n", it - 1);
    let links = (1..10_000).map(link).collect::<Vec<_>>().concat();
    let chain = format!("locals {{\n  x = local.l9999\n  l0 = 1\n{links}");
    let found = said(&(chain + "}\n" + VPC));
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("deep"), "{found:?}");
}

#[test]
fn what_does_not_parse_is_said_with_its_line() {
    let found = said("locals {\n  x =\n}\n");
    assert!(found[0].starts_with("main.tf: line 2: "), "{found:?}");
}

#[test]
fn a_module_that_is_elsewhere_is_said() {
    let before = "module \"m\" {\n  source = \"hashicorp/vpc/aws\"\n}\n".to_owned() + VPC;
    let found = said(&(before + "locals {\n  x = \"10.0.0.0/16\"\n}\n"));
    assert_eq!(found, ["module.m: its source is not among the files: `hashicorp/vpc/aws`"]);
}

#[test]
fn modules_that_call_one_another_end() {
    let call = |source: &str| format!("module \"m\" {{\n  source = \"{source}\"\n}}\n");
    let (main, one, two) = (call("./one"), call("../two"), call("../one"));
    let files = [("one/main.tf", one.as_str()), ("two/main.tf", two.as_str())];
    let found = stack(&tree("", &files), &tree(&main, &files));
    assert_eq!(found.unevaluated[0].place, "module.m.module.m.module.m");
}

#[test]
fn nonsense_is_no_panic() {
    let nonsense = [
        "resource {}\n",
        "resource \"a\" {}\n",
        "resource \"aws_vpc\" \"x\" {\n  for_each = 1\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  count = -1\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  count = 1e300\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  cidr_block = [1 / 0, \"a\" + 1, -true, !\"x\", 1 % 0]\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  cidr_block = each.value.x[*].y.0[\"k\"]\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  dynamic \"y\" {\n  }\n  dynamic {\n  }\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  tags = { (null) = 1, (aws_vpc.x) = 2 }\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  cidr_block = substr(\"é\", 1, 999999999999)\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  cidr_block = element([], 0)\n  tags = merge([1]...)\n}\n",
        "resource \"aws_vpc\" \"x\" {\n  lifecycle {\n    ignore_changes = 5\n    replace_triggered_by = x\n  }\n}\n",
        "variable \"x\" {\n  type = object({ a = optional() })\n}\noutput \"x\" {}\n",
        "moved {\n  from = a\n  to = module\n}\nremoved {}\nimport {\n  to = data.x.y[each.key]\n}\n",
        "moved {\n  from = aws_vpc.this\n  to = aws_vpc.a\n}\nmoved {\n  from = aws_vpc.a\n  to = aws_vpc.this\n}\n",
        "provider \"aws\" {\n  default_tags {\n    tags = local.none\n  }\n}\n",
        "module \"x\" {\n  source = \"../../../..\"\n}\nmodule \"y\" {\n  source = \".\"\n}\n",
        "locals {\n  x = %{ for a in b }\n}\n",
        "\u{feff}locals {\n  x = \"${path.module}/${terraform.workspace}\"\n}\n",
        "locals {\n  x = <<-EOT\n    %{ for a in [1, 2] ~}\n    ${a}\n    %{ endfor ~}\n  EOT\n}\n",
    ];
    let none = tree("", &[]);
    for text in nonsense {
        let text = text.to_owned() + VPC;
        forecast(&none, &tree(&text, &[]));
        forecast(&tree(&text, &[]), &none);
        let other = text.clone() + "# other\n";
        forecast(&tree(&text, &[]), &tree(&other, &[]));
    }
    let mut files: Files = tree("", &[]);
    files.stacks = ["", "nowhere", "../outside", "/"].into();
    forecast(&files, &none);
    forecast(&none, &files);
}
