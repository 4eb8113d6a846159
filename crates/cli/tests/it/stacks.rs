//! `lakewright stacks`: the graph of stacks, for whoever applies them.

use codegen::Templates;
use gallery::compile::{TEMPLATES, architecture, example, examples};
use insta::assert_snapshot;

use crate::Sandbox;

fn stacks(name: &str, format: &str) -> String {
    let sandbox = Sandbox::with(&example(name).text);
    sandbox.run(&format!("stacks --format {format}"))
}

#[test]
fn for_people() {
    assert_snapshot!("text-private-estate", stacks("private-estate", "text"));
    assert_snapshot!("text-govcloud-lakehouse", stacks("govcloud-lakehouse", "text"));
    assert_snapshot!("text-state-in-s3", stacks("state-in-s3", "text"));
    assert_snapshot!("text-state-in-hcp-terraform", stacks("state-in-hcp-terraform", "text"));
}

#[test]
fn for_programs() {
    assert_snapshot!("json-private-estate", stacks("private-estate", "json"));
    assert_snapshot!("json-state-in-s3", stacks("state-in-s3", "json"));
}

#[test]
fn for_graphviz() {
    assert_snapshot!("dot-private-estate", stacks("private-estate", "dot"));
    assert_snapshot!("dot-estate-with-catalogs", stacks("estate-with-catalogs", "dot"));
}

#[test]
fn a_wrong_blueprint_has_no_stacks() {
    let sandbox = Sandbox::with("name = \"acme\"\n");
    let (code, out, _) = sandbox.try_run("stacks");
    assert_eq!((code, &*out), (1, ""));
}

/// The domain decides which stacks there are: the templates in the binary add none and leave none empty.
#[test]
fn every_example_is_generated_into_the_stacks_of_its_architecture() {
    for example in examples() {
        let arch = &example.architecture;
        assert_eq!(codegen::stacks(arch, &TEMPLATES), arch.stacks, "{}", example.name);
        let mut folders: Vec<_> = arch.stacks.iter().map(|stack| &stack.folder).collect();
        folders.sort();
        assert_eq!(example.tree.stacks().keys().collect::<Vec<_>>(), folders, "{}", example.name);
    }
}

#[test]
fn each_stack_comes_after_those_it_waits_for() {
    for example in examples() {
        let stacks = &example.architecture.stacks;
        for (index, stack) in stacks.iter().enumerate() {
            let earlier = |folder: &String| stacks[..index].iter().any(|it| it.folder == *folder);
            assert!(stack.after.iter().all(earlier), "{}: {stack:?}", example.name);
        }
    }
}

/// With public access off and nothing inside that Terraform makes.
const EMPTY_AND_PRIVATE: &str = "\
name   = \"acme\"
region = \"eu-west-1\"
tier   = \"enterprise\"

[metastore]
mode = \"glue\"

[network]
mode = \"customer-managed\"

[network.private-link]
back-end          = \"create\"
front-end.clients = [\"10.128.0.0/9\"]
public-access     = false
";

#[test]
fn an_authors_module_inside_a_private_workspace_brings_its_stack() {
    let arch = architecture(EMPTY_AND_PRIVATE, &blueprint::Pins::default()).unwrap();
    let folders = |templates: &Templates| {
        let stacks = codegen::stacks(&arch, templates);
        stacks.into_iter().map(|stack| stack.folder).collect::<Vec<_>>()
    };
    assert_eq!(folders(&TEMPLATES), [""]);
    let manifest =
        "summary = \"Inside.\"\ncondition = \"workspace.network.private\"\nproviders = []\n";
    let files = [
        ("modules/costs/banner/module.toml", manifest),
        ("modules/costs/banner/main.tf.tera", "locals {\n  banner = \"hello\"\n}\n"),
        (
            "modules/costs/banner/inside/main.tf.tera",
            "module \"banner\" {\n  source = \"{{ module.source }}\"\n}\n",
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let templates = Templates::extended(files).unwrap_or_else(|bugs| panic!("{}", bugs[0]));
    assert_eq!(folders(&templates), ["", "inside"]);
}
