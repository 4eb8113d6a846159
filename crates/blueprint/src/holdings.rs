//! What the stack of a workspace makes that no edit destroys, and what it finds.

use std::collections::BTreeSet;

use crate::made::Made;
use crate::previous_run::PreviousRun;
use crate::sections::buckets::Bucket;
use crate::sections::catalogs::Catalog;
use crate::sections::encryption::Encryption;
use crate::values::{KmsKeyArn, Provision};

/// What a stack makes, and what is there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    pub(crate) made: BTreeSet<Made>,
    pub(crate) existing: BTreeSet<Made>,
}

impl Holdings {
    pub(crate) fn of(encryption: &Encryption, buckets: &[Bucket], catalogs: &[Catalog]) -> Self {
        let mut holdings = Self::default();
        let Encryption { managed_services, workspace_storage } = encryption;
        holdings.add_key(Made::ManagedServicesKey, managed_services.as_deref());
        holdings.add_key(Made::WorkspaceStorageKey, workspace_storage.as_deref());
        for bucket in buckets {
            holdings.add(Made::Bucket(bucket.key.clone()), bucket.existing.is_some());
        }
        for catalog in catalogs.iter().filter(|it| !it.is_databricks_own()) {
            holdings.add(Made::Catalog(catalog.name.clone()), !catalog.is_created());
            for schema in &catalog.schemas {
                let (catalog, name) = (catalog.name.clone(), schema.name.clone());
                holdings.add(Made::Schema { catalog, name }, *schema.existing);
            }
        }
        holdings
    }

    fn add_key(&mut self, key: Made, provision: Option<&Provision<KmsKeyArn>>) {
        if let Some(provision) = provision {
            self.add(key, provision.existing().is_some());
        }
    }

    fn add(&mut self, thing: Made, is_existing: bool) {
        if is_existing {
            self.existing.insert(thing)
        } else {
            self.made.insert(thing)
        };
    }

    /// Of what exists, what the stack may have made before.
    pub(crate) fn forgotten(&self, stack: &str, previous: &PreviousRun) -> BTreeSet<Made> {
        let before = previous.made(stack);
        let is_forgotten = |thing: &&Made| before.is_none_or(|made| made.contains(thing));
        self.existing.iter().filter(is_forgotten).cloned().collect()
    }
}
