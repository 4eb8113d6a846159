use super::{cross_account_role, passthrough_profile, resolver_endpoint, root_bucket};
use crate::values::Name;
use crate::{Diagnostics, PreviousRun, Source, Workspace, parse, resolve};

fn workspace_with_the_longest_name() -> Workspace {
    let name = "a".repeat(Name::MAX_LENGTH);
    let text = format!(
        "name = \"{name}\"\nregion = \"eu-west-1\"\n[network]\nmode = \"databricks-managed\"\n"
    );
    let source = Source { path: "blueprint.toml".to_owned(), text };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    let architecture = resolve(blueprint, &PreviousRun::default(), None, &mut diags);
    let mut architecture = architecture.unwrap_or_else(|_| panic!("{diags:#?}"));
    architecture.workspaces.remove(0)
}

/// Sources: AWS, "General purpose bucket naming rules", "IAM and STS quotas", Route 53 Resolver API, "Name" of
/// `CreateResolverEndpoint`; from general knowledge.
#[test]
fn names_without_a_key_fit_however_long_the_workspace_name_is() {
    let workspace = workspace_with_the_longest_name();
    let all = [
        (root_bucket(&workspace, "123456789012"), 63),
        (cross_account_role(&workspace), 64),
        (passthrough_profile(&workspace), 64),
        (resolver_endpoint(&workspace), 64),
    ];
    for (name, longest) in all {
        assert!(name.len() <= longest, "{name}");
    }
}
