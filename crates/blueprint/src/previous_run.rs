//! What the last run decided and the next run must respect. The lock keeps it between the two.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::addresses::Pins;
use crate::made::Made;
use crate::renames::{Rename, Renames};
use crate::sections::metastore::WhichMetastore;
use crate::values::{
    AwsAccountId, BucketName, DatabricksAccountId, GovcloudShard, IamPath, Name, Provision, Region,
    Tier,
};

/// Empty for the first run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviousRun {
    /// Every range that was ever planned and may stand, also of what the blueprint no longer has.
    pub pins: Pins,
    /// Full names of workspaces, by their keys.
    pub names: BTreeMap<String, Name>,
    /// By the key of the workspace.
    pub irrevocable: BTreeMap<String, Irrevocable>,
    /// What each stack ever made that no edit destroys, by the stack's folder.
    pub made: BTreeMap<String, BTreeSet<Made>>,
    /// Of that, what Terraform forgot, so that it is still there. A stack that forgot nothing has no entry.
    pub forgotten: BTreeMap<String, BTreeSet<Made>>,
    /// Who has another name than the stack's state may have, by the folder of the stack that made them.
    pub renamed: BTreeMap<String, Renames>,
    /// Folders of the stacks.
    pub stacks: BTreeSet<String>,
    /// Keys of the workspaces under `[removed]`.
    pub removed: BTreeSet<String>,
}

impl PreviousRun {
    /// What a stack ever made. None if an older lakewright did not say.
    pub(crate) fn made(&self, stack: &str) -> Option<&BTreeSet<Made>> {
        static NOTHING: BTreeSet<Made> = BTreeSet::new();
        let is_new = !self.stacks.contains(stack);
        self.made.get(stack).or(is_new.then_some(&NOTHING))
    }

    /// Whichever stack made them: people are the account's.
    pub(crate) fn renames(&self) -> impl Iterator<Item = &Rename> {
        self.renamed.values().flat_map(Renames::iter)
    }

    /// With all its stacks.
    pub fn forget_workspace(&mut self, key: &str) {
        self.forget_stack(key);
        let below = format!("{key}/");
        // An only workspace has every stack.
        self.stacks.retain(|stack| !key.is_empty() && !stack.starts_with(&below));
    }

    /// With what is known of its workspace, if it is the stack of one.
    pub fn forget_stack(&mut self, folder: &str) {
        let Self { pins, names, irrevocable, made, forgotten, renamed, stacks, removed } = self;
        pins.remove(folder);
        names.remove(folder);
        irrevocable.remove(folder);
        made.remove(folder);
        forgotten.remove(folder);
        renamed.remove(folder);
        stacks.remove(folder);
        removed.remove(folder);
    }
}

impl PreviousRun {
    /// What is known of a workspace goes with its name to the key that it has now. A workspace never gets another
    /// name, so one with a known name under a new key is the same workspace in another table.
    pub(crate) fn under_the_keys_of<'a>(
        mut self,
        now: &(impl Iterator<Item = (&'a str, &'a Name)> + Clone),
    ) -> Self {
        let keys: BTreeSet<&str> = now.clone().map(|(key, _)| key).collect();
        let gone = self.names.iter().filter(|(key, _)| !keys.contains(key.as_str()));
        let gone: Vec<_> = gone.map(|(key, name)| (key.clone(), name.clone())).collect();
        for (old, name) in gone {
            let is_its = |(key, named): &(&str, &Name)| **named == name && !self.knows(key);
            if let Some((new, _)) = now.clone().find(is_its) {
                self.rename(&old, new);
            }
        }
        self
    }

    fn knows(&self, key: &str) -> bool {
        let Self { pins, names, irrevocable, .. } = self;
        pins.contains_key(key) || names.contains_key(key) || irrevocable.contains_key(key)
    }

    fn rename(&mut self, old: &str, new: &str) {
        fn moved<T>(entries: &mut BTreeMap<String, T>, old: &str, new: &str) {
            let entry = entries.remove(old).map(|entry| (new.to_owned(), entry));
            entries.extend(entry);
        }
        let below = |key: &str| match key {
            "" => "inside".to_owned(),
            key => format!("{key}/inside"),
        };
        let (inside, new_inside) = (below(old), below(new));
        let Self { pins, names, irrevocable, made, forgotten, renamed, stacks, removed } = self;
        moved(pins, old, new);
        moved(names, old, new);
        moved(irrevocable, old, new);
        moved(renamed, old, new);
        for (old, new) in [(old, new), (&inside, &new_inside)] {
            moved(made, old, new);
            moved(forgotten, old, new);
            if stacks.remove(old) {
                stacks.insert(new.to_owned());
            }
        }
        if removed.remove(old) {
            removed.insert(new.to_owned());
        }
    }
}

/// What neither Terraform nor, mostly, Databricks can change about a workspace once it exists. Nothing is refused on
/// account of a fact that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Irrevocable {
    pub aws_account_id: Option<AwsAccountId>,
    /// Back-end `PrivateLink`.
    pub back_end: Option<Attachment>,
    pub connectivity_configuration: Option<Attachment>,
    pub databricks_account_id: Option<DatabricksAccountId>,
    pub govcloud_shard: Option<GovcloudShard>,
    /// Of the roles that are created; not known where none was.
    pub iam_path: Option<IamPath>,
    pub managed_services_key: Option<Attachment>,
    /// Not known where the tier had no Unity Catalog.
    #[serde(with = "metastore_word")]
    pub metastore: Option<WhichMetastore>,
    pub network_policy: Option<Attachment>,
    pub private_access: Option<Attachment>,
    pub region: Option<Region>,
    #[serde(with = "provision_word")]
    pub root_bucket: Option<Provision<BucketName>>,
    pub tier: Option<Tier>,
    pub vpc: Option<VpcOwner>,
    pub workspace_storage_key: Option<Attachment>,
}

/// Whose VPC the clusters run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VpcOwner {
    /// The workspace is serverless: clusters run in no VPC of its own.
    Serverless,
    Databricks,
    Customer,
}

/// Whether something is attached to the workspace that can be exchanged, but never detached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attachment {
    Absent,
    Attached,
}

impl Attachment {
    pub(crate) fn of<T>(attached: Option<&T>) -> Self {
        if attached.is_some() { Self::Attached } else { Self::Absent }
    }
}

impl Irrevocable {
    /// These facts; where one is not known, what was known of it before.
    pub(crate) fn over(self, before: &Self) -> Self {
        let before = before.clone();
        Self {
            aws_account_id: self.aws_account_id.or(before.aws_account_id),
            back_end: self.back_end.or(before.back_end),
            connectivity_configuration: self
                .connectivity_configuration
                .or(before.connectivity_configuration),
            databricks_account_id: self.databricks_account_id.or(before.databricks_account_id),
            govcloud_shard: self.govcloud_shard.or(before.govcloud_shard),
            iam_path: self.iam_path.or(before.iam_path),
            managed_services_key: self.managed_services_key.or(before.managed_services_key),
            metastore: self.metastore.or(before.metastore),
            network_policy: self.network_policy.or(before.network_policy),
            private_access: self.private_access.or(before.private_access),
            region: self.region.or(before.region),
            root_bucket: self.root_bucket.or(before.root_bucket),
            tier: self.tier.or(before.tier),
            vpc: self.vpc.or(before.vpc),
            workspace_storage_key: self.workspace_storage_key.or(before.workspace_storage_key),
        }
    }
}

/// The command that says that a workspace, or one fact about it, was never applied.
pub(crate) fn never_applied(workspace: &str, fact: Option<&str>) -> String {
    let workspace = if workspace.is_empty() { "." } else { workspace };
    let said = fact.map_or_else(|| workspace.to_owned(), |fact| format!("{workspace}:{fact}"));
    let said = if said.contains(' ') { format!("'{}'", said.replace('\'', r"'\''")) } else { said };
    format!("`lakewright generate --never-applied {said}`")
}

/// `created`, or `existing` and the id, as one word of the lock.
mod provision_word {
    use std::fmt::Display;

    use serde::de::{DeserializeOwned, Error, IntoDeserializer};
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::values::Provision;

    const CREATED: &str = "created";
    const EXISTING: &str = "existing ";

    #[expect(clippy::ref_option, reason = "as serde calls it")]
    pub(super) fn serialize<T: Display, S: Serializer>(
        provision: &Option<Provision<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match provision {
            None => serializer.serialize_none(),
            Some(Provision::Create) => serializer.serialize_str(CREATED),
            Some(Provision::Existing(id)) => {
                serializer.collect_str(&format_args!("{EXISTING}{id}"))
            }
        }
    }

    pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Provision<T>>, D::Error> {
        read(&String::deserialize(deserializer)?).map(Some)
    }

    pub(super) fn read<T: DeserializeOwned, E: Error>(word: &str) -> Result<Provision<T>, E> {
        if word == CREATED {
            return Ok(Provision::Create);
        }
        let id = word.strip_prefix(EXISTING).ok_or_else(|| {
            E::custom(format!("`{word}` is neither `{CREATED}` nor `{EXISTING}<id>`"))
        })?;
        let id: serde::de::value::StrDeserializer<E> = id.into_deserializer();
        T::deserialize(id).map(Provision::Existing)
    }
}

/// `automatic`, or a word of [`provision_word`].
mod metastore_word {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::provision_word;
    use crate::sections::metastore::WhichMetastore;
    use crate::values::Provision;

    const AUTOMATIC: &str = "automatic";

    #[expect(clippy::ref_option, reason = "as serde calls it")]
    pub(super) fn serialize<S: Serializer>(
        metastore: &Option<WhichMetastore>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let provision = match metastore {
            None => None,
            Some(WhichMetastore::Automatic) => return serializer.serialize_str(AUTOMATIC),
            Some(WhichMetastore::Create) => Some(Provision::Create),
            Some(WhichMetastore::Existing(id)) => Some(Provision::Existing(id)),
        };
        provision_word::serialize(&provision, serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<WhichMetastore>, D::Error> {
        let word = String::deserialize(deserializer)?;
        if word == AUTOMATIC {
            return Ok(Some(WhichMetastore::Automatic));
        }
        provision_word::read(&word).map(|provision| Some(WhichMetastore::from(provision)))
    }
}
