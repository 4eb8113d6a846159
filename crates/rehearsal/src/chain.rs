//! Where the time of an apply went: the chain of resources that waited for one another.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// When a resource was worked on, since its phase began. Instances of one resource count as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    pub(crate) began: Duration,
    pub(crate) ended: Duration,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Without instance keys.
    pub address: String,
    pub seconds: f64,
}

/// Of `terraform state pull`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct State {
    #[serde(default)]
    resources: Vec<StateResource>,
}

#[derive(Debug, Deserialize)]
struct StateResource {
    module: Option<String>,
    mode: String,
    r#type: String,
    name: String,
    #[serde(default)]
    instances: Vec<Instance>,
}

#[derive(Debug, Deserialize)]
struct Instance {
    #[serde(default)]
    dependencies: Vec<String>,
}

/// What each resource depends on, also through others.
pub(crate) type Dependencies = BTreeMap<String, Vec<String>>;

impl State {
    pub(crate) fn dependencies(&self) -> Dependencies {
        let managed = self.resources.iter().filter(|resource| resource.mode == "managed");
        managed
            .map(|resource| {
                let all = resource.instances.iter().flat_map(|instance| &instance.dependencies);
                (resource.address(), all.map(|address| without_keys(address)).collect())
            })
            .collect()
    }

    /// How many instances of resources there are.
    pub(crate) fn managed(&self) -> usize {
        let managed = self.resources.iter().filter(|resource| resource.mode == "managed");
        managed.map(|resource| resource.instances.len()).sum()
    }
}

impl StateResource {
    fn address(&self) -> String {
        let own = format!("{}.{}", self.r#type, self.name);
        match &self.module {
            Some(module) => without_keys(&format!("{module}.{own}")),
            None => own,
        }
    }
}

/// `module.a["x"].b.c[0]` is `module.a.b.c`.
pub(crate) fn without_keys(address: &str) -> String {
    let mut plain = String::new();
    let mut rest = address;
    while let Some(open) = rest.find('[') {
        plain.push_str(&rest[..open]);
        // A key may hold brackets itself, in quotes.
        let close = if rest[open..].starts_with("[\"") { "\"]" } else { "]" };
        rest = rest[open..].find(close).map_or("", |at| &rest[open + at + close.len()..]);
    }
    plain + rest
}

/// From what ended last, back over what it waited for last, in the order of time.
pub(crate) fn longest(work: &BTreeMap<String, Work>, needs: &Dependencies) -> Vec<Link> {
    let by_end = |address: &&String| work[*address].ended;
    let mut chain = Vec::new();
    let mut at = work.keys().max_by_key(by_end);
    while let Some(address) = at {
        let Work { began, ended } = work[address];
        let seconds = ended.saturating_sub(began).as_secs_f64();
        chain.push(Link { address: address.clone(), seconds });
        let earlier = needs.get(address).into_iter().flatten();
        at = earlier
            .filter(|one| work.get(*one).is_some_and(|w| w.ended <= began))
            .max_by_key(by_end);
    }
    chain.reverse();
    chain
}

/// For a destroy: what must be gone before each resource.
pub(crate) fn inverted(needs: &Dependencies) -> Dependencies {
    let mut inverted = Dependencies::new();
    for (address, needed) in needs {
        for one in needed {
            inverted.entry(one.clone()).or_default().push(address.clone());
        }
    }
    inverted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(entries: &[(&str, u64, u64)]) -> BTreeMap<String, Work> {
        let of = |&(address, began, ended): &(&str, u64, u64)| {
            let work =
                Work { began: Duration::from_secs(began), ended: Duration::from_secs(ended) };
            (address.to_owned(), work)
        };
        entries.iter().map(of).collect()
    }

    fn addresses(chain: &[Link]) -> Vec<(&str, f64)> {
        chain.iter().map(|link| (link.address.as_str(), link.seconds)).collect()
    }

    #[test]
    fn the_chain_leads_back_over_what_was_waited_for_last() {
        let work =
            work(&[("vpc", 0, 10), ("subnet", 10, 11), ("role", 0, 1), ("workspace", 11, 13)]);
        let needs = [("workspace", vec!["vpc", "subnet", "role"]), ("subnet", vec!["vpc"])];
        let owned = |(address, needed): (&str, Vec<&str>)| {
            (address.to_owned(), needed.into_iter().map(str::to_owned).collect())
        };
        let chain = longest(&work, &needs.map(owned).into());
        assert_eq!(addresses(&chain), [("vpc", 10.0), ("subnet", 1.0), ("workspace", 2.0)]);
    }

    #[test]
    fn a_destroy_waits_the_other_way_round() {
        let needs: Dependencies = [("workspace".to_owned(), vec!["vpc".to_owned()])].into();
        let work = work(&[("workspace", 0, 3), ("vpc", 3, 4)]);
        let chain = longest(&work, &inverted(&needs));
        assert_eq!(addresses(&chain), [("workspace", 3.0), ("vpc", 1.0)]);
    }

    #[test]
    fn instances_of_a_resource_are_one() {
        for (address, plain) in [
            ("aws_vpc.this", "aws_vpc.this"),
            ("module.a[\"x\"].aws_subnet.b[0]", "module.a.aws_subnet.b"),
            ("aws_subnet.b[\"weird ] [ key\"]", "aws_subnet.b"),
        ] {
            assert_eq!(without_keys(address), plain);
        }
    }
}
