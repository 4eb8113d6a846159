//! What requests are judged by: the account, what AWS holds, the time, and what entities declare about each other.

use crate::account::Account;
use crate::facts::{Facts, Role};
use crate::object::Object;
use crate::reference::Reference;
use crate::refused::Refused;
use crate::settings::{Settings, Tier};
use crate::unity_catalog::securable::Securable;

/// What is the same for every account.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) aws: &'a Facts,
    pub(crate) settings: &'a Settings,
    pub(crate) declared: &'static Declared,
    /// Unix seconds.
    pub(crate) now: f64,
}

/// What entities declare, for those who need to know it of all of them.
pub(crate) struct Declared {
    pub(crate) relations: Vec<Relation>,
    pub(crate) companions: Vec<Companion>,
    pub(crate) securables: Vec<&'static Securable>,
}

/// A reference, with the entity that declares it.
pub(crate) struct Relation {
    pub(crate) collection: &'static str,
    pub(crate) noun: &'static str,
    /// Field of the id.
    pub(crate) id: &'static str,
    pub(crate) reference: &'static Reference,
}

/// What the service makes by itself along with each new object of a collection.
#[derive(Clone, Copy)]
pub(crate) struct Companion {
    pub(crate) of: &'static str,
    pub(crate) make: fn(&Object, &mut Account, Surroundings),
}

impl Declared {
    /// What may refer to objects of a collection.
    pub(crate) fn referring_to(&self, collection: &str) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(move |it| it.reference.to.contains(&collection))
    }

    /// The securable that permissions and bindings call so: `external_location`.
    pub(crate) fn securable(&self, name: &str) -> Option<&'static Securable> {
        self.securables.iter().copied().find(|it| it.name == name)
    }
}

#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) account: &'a Account,
    pub(crate) aws: &'a Facts,
    pub(crate) settings: &'a Settings,
    pub(crate) declared: &'static Declared,
    now: f64,
}

impl<'a> World<'a> {
    pub(crate) fn new(account: &'a Account, around: Surroundings<'a>) -> Self {
        let Surroundings { aws, settings, declared, now } = around;
        Self { account, aws, settings, declared, now }
    }

    /// Time in the unit of the API: milliseconds since 1970.
    #[expect(clippy::cast_possible_truncation, reason = "until the year 292 million")]
    pub(crate) fn milliseconds(&self) -> i64 {
        (self.now * 1000.0) as i64
    }

    pub(crate) fn has(&self, tier: Tier) -> bool {
        self.settings.tier >= tier
    }

    /// A role as Databricks sees it: one that changed just now, IAM has not told everybody of.
    pub(crate) fn role(&self, arn: &str) -> Option<&'a Role> {
        let role = self.aws.roles.iter().find(|role| role.arn == arn)?;
        self.is_known(role.changed).then_some(role)
    }

    /// The same for Unity Catalog, which learns of it later (databricks/terraform-provider-databricks issue 3069).
    pub(crate) fn role_in_unity_catalog(&self, arn: &str) -> Option<&'a Role> {
        let role = self.aws.roles.iter().find(|role| role.arn == arn)?;
        let age = self.now - role.changed;
        (age >= self.settings.unity_catalog_propagation.as_secs_f64()).then_some(role)
    }

    /// Whether IAM has told everybody of what changed then, in Unix seconds.
    pub(crate) fn is_known(&self, changed: f64) -> bool {
        self.now - changed >= self.settings.iam_propagation.as_secs_f64()
    }

    pub(crate) fn object(&self, collection: &str, id: &str) -> Option<&'a Object> {
        self.account.get(collection, id)
    }

    /// How many objects refer to this one in a way that keeps it from being deleted.
    pub(crate) fn keepers(&self, collection: &str, id: &str, object: &Object) -> usize {
        let relations = self.declared.referring_to(collection);
        let keeping = relations.filter(|it| it.reference.keeps());
        let keepers = |relation: &Relation| {
            let referrers = self.account.all(relation.collection);
            referrers.filter(|it| relation.reference.names(it, id, object)).count()
        };
        keeping.map(keepers).sum()
    }

    /// Refuses an object of a collection that refers by id to what is not there.
    pub(crate) fn has_what_it_refers_to(
        &self,
        collection: &str,
        object: &Object,
    ) -> Result<(), Refused> {
        let own = self.declared.relations.iter().filter(|it| it.collection == collection);
        own.map(|it| it.reference).try_for_each(|reference| self.leads_somewhere(reference, object))
    }

    fn leads_somewhere(&self, reference: &Reference, object: &Object) -> Result<(), Refused> {
        let Some(absent) = reference.absent else { return Ok(()) };
        let is_there = |id: &str| reference.to.iter().any(|it| self.object(it, id).is_some());
        match reference.ids(object).iter().find(|(_, id)| !is_there(id)) {
            Some((field, id)) => Err(absent(field, id)),
            None => Ok(()),
        }
    }
}
