//! What both fakes hold before the first apply, and who applies: the most that any blueprint of a rehearsal asks for.

use std::net::Ipv4Addr;

use blueprint::{Architecture, Workspace, values};
use databricks_fake::preexisting::Preexisting;
use databricks_fake::{CALLER, Tier};
use serde_json::Value;

use crate::preexisting;

pub(crate) struct World {
    /// What the Databricks accounts are entitled to.
    pub(crate) tier: Tier,
    /// Public addresses of whoever applies.
    pub(crate) callers: Vec<Ipv4Addr>,
    /// What is there already, in the words of the fake of AWS.
    pub(crate) in_aws: Vec<Value>,
    /// And in the Databricks accounts.
    pub(crate) in_databricks: Vec<Preexisting>,
}

impl World {
    /// `archs` are applied one over the other.
    pub(crate) fn of(archs: &[&Architecture]) -> Self {
        let workspaces = || archs.iter().flat_map(|arch| &arch.workspaces);
        Self {
            tier: archs.iter().map(|arch| tier_of(arch)).max().unwrap_or(Tier::Premium),
            callers: callers(workspaces()),
            in_aws: preexisting::aws::of(archs),
            in_databricks: preexisting::databricks::of(archs),
        }
    }
}

/// Nobody here knows from where a blueprint will be applied, so it may also be from where each IP access list
/// begins: what is refused is a list that the files leave out or cut short.
fn callers<'a>(workspaces: impl Iterator<Item = &'a Workspace>) -> Vec<Ipv4Addr> {
    let lists = workspaces.filter_map(|it| it.network.ip_access_list.as_ref());
    let firsts = lists.filter_map(|list| list.first()).map(|range| range.value.first().into());
    [CALLER].into_iter().chain(firsts).collect()
}

/// Of the account: the highest that a workspace needs.
pub(crate) fn tier_of(arch: &Architecture) -> Tier {
    arch.workspaces.iter().map(tier).max().unwrap_or(Tier::Premium)
}

fn tier(workspace: &Workspace) -> Tier {
    match *workspace.tier {
        values::Tier::Standard => Tier::Standard,
        values::Tier::Premium => Tier::Premium,
        values::Tier::Enterprise => Tier::Enterprise,
    }
}

#[cfg(test)]
mod tests {
    use databricks_fake::preexisting::What;

    use super::*;
    use crate::script::tests::script;

    #[test]
    fn what_a_blueprint_calls_existing_is_there_with_the_endpoints_that_clusters_use() {
        let script = script(include_str!("../../../blueprints/existing-endpoints.toml"));
        let world = World::of(&[&script.arch]);
        let endpoint = |it: &Preexisting| match &it.what {
            What::VpcEndpoint { aws_id, .. } => Some(aws_id.clone()),
            _ => None,
        };
        let endpoints: Vec<_> = world.in_databricks.iter().filter_map(endpoint).collect();
        assert_eq!((endpoints.len(), world.in_databricks.len()), (3, 5));
        let in_aws = &world.in_aws[0]["vpc_endpoints"];
        let in_aws: Vec<_> = in_aws.as_array().unwrap().iter().map(|it| &it["id"]).collect();
        assert_eq!(in_aws, [&endpoints[0], &endpoints[1]]);
    }

    #[test]
    fn what_is_there_for_two_is_there_once() {
        let script = script(include_str!("../../../blueprints/existing-vpc.toml"));
        let (one, two) = (World::of(&[&script.arch]), World::of(&[&script.arch, &script.arch]));
        assert!(!one.in_aws.is_empty());
        assert_eq!(one.in_aws, two.in_aws);
    }

    #[test]
    fn what_the_first_creates_is_not_there_before_it() {
        const BLUEPRINT: &str =
            "name = \"acme\"\nregion = \"eu-west-1\"\n\n[network]\nmode = \"databricks-managed\"\n";
        let with = |groups: &str| script(&format!("{BLUEPRINT}\n[groups]\n{groups}\n"));
        let (creates, refers) = (with("analysts = {}"), with("analysts = \"existing\""));
        let groups = |archs: &[&Architecture]| {
            let world = World::of(archs);
            world.in_databricks.iter().filter(|it| matches!(it.what, What::Group)).count()
        };
        assert_eq!(groups(&[&refers.arch]), 1);
        assert_eq!(groups(&[&creates.arch, &refers.arch]), 0);
        assert_eq!(groups(&[&refers.arch, &creates.arch]), 1);
    }
}
