//! What the stack of a workspace makes that no edit destroys, and what it finds.

use std::collections::BTreeSet;

use crate::architecture::names;
use crate::made::Made;
use crate::previous_run::PreviousRun;
use crate::sections::buckets::Bucket;
use crate::sections::catalogs::Catalog;
use crate::sections::cross_account_role::CrossAccountRole;
use crate::sections::encryption::Encryption;
use crate::values::{KmsKeyArn, Name, Provision};

/// What a workspace says about what it has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'a> {
    pub(crate) name: &'a Name,
    pub(crate) cross_account_role: Option<&'a CrossAccountRole>,
    pub(crate) encryption: &'a Encryption,
    pub(crate) buckets: &'a [Bucket],
    pub(crate) catalogs: &'a [Catalog],
}

/// What a stack makes, and what is there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    pub(crate) made: BTreeSet<Made>,
    pub(crate) existing: BTreeSet<Made>,
}

impl Holdings {
    pub(crate) fn of(said: Said) -> Self {
        let Said { name, cross_account_role, encryption, buckets, catalogs } = said;
        let mut holdings = Self::default();
        if let Some(role) = cross_account_role {
            holdings.add_role(role, name);
        }
        let Encryption { managed_services, workspace_storage } = encryption;
        holdings.add_key(Made::ManagedServicesKey, managed_services.as_deref());
        holdings.add_key(Made::WorkspaceStorageKey, workspace_storage.as_deref());
        for bucket in buckets {
            holdings.add(Made::Bucket(bucket.key.clone()), bucket.existing.is_some());
        }
        for catalog in catalogs.iter().filter(|it| !it.is_databricks_own()) {
            // What has another name was never made by a stack.
            if catalog.name.is_plain() {
                holdings.add(Made::Catalog(catalog.name.clone()), !catalog.is_created());
            }
            for schema in catalog.schemas.iter().filter(|it| it.name.is_plain()) {
                let (catalog, name) = (catalog.name.clone(), schema.name.clone());
                holdings.add(Made::Schema { catalog, name }, *schema.existing);
            }
        }
        holdings
    }

    /// Another role than ours leaves ours without use.
    fn add_role(&mut self, role: &CrossAccountRole, workspace: &Name) {
        let ours = names::cross_account_role(workspace);
        match &role.existing {
            None => self.add(Made::CrossAccountRole, false),
            Some(arn) if arn.name() == ours => self.add(Made::CrossAccountRole, true),
            Some(_) => {}
        }
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
