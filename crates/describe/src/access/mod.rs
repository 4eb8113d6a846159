//! Who can do what, by which path: what a blueprint grants, followed through groups, catalogs and roles to
//! everybody whom it reaches.
//!
//! Complete for what the blueprint says, and for nothing else: what somebody grants by hand, and who is in a
//! group of the identity provider, no blueprint knows. Where that matters, it is said.

mod entry;
mod grants;
mod markdown;
mod people;
mod right;
mod roles;
mod subject;
mod text;
mod unity;
mod words;

use blueprint::{Architecture, Workspace};
use serde::Serialize;

pub use markdown::access_markdown;
pub use people::{Person, PersonKind};
pub use right::Right;
pub use subject::UnknownSubject;
pub use text::access_text;

use entry::Entries;
use people::People;

/// Its form when serialised is what `--access --format json` prints.
#[derive(Debug, Serialize)]
pub struct AccessReport {
    pub name: String,
    /// What it is narrowed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    pub people: Vec<Person>,
    pub workspaces: Vec<WorkspaceEntry>,
    pub securables: Vec<Securable>,
    /// Who can do something besides, whatever the blueprint grants.
    pub notes: Vec<String>,
}

/// Who is let into a workspace.
#[derive(Debug, Serialize)]
pub struct WorkspaceEntry {
    pub name: String,
    pub region: &'static str,
    pub holders: Vec<Holder>,
    pub notes: Vec<String>,
}

/// What something can be done with.
#[derive(Debug, Serialize)]
pub struct Securable {
    pub kind: SecurableKind,
    /// In full: `sales.raw.orders`.
    pub name: String,
    /// Full name of what it is in: a schema's catalog.
    pub within: Option<String>,
    pub facts: Vec<String>,
    /// Workspaces from which it is reached.
    pub reached_from: Vec<Reach>,
    /// Something is granted on it itself, and not only further up.
    pub has_own_grants: bool,
    pub holders: Vec<Holder>,
    pub notes: Vec<String>,
    /// Other names under which somebody may ask for it.
    #[serde(skip)]
    pub(crate) aliases: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecurableKind {
    Metastore,
    Catalog,
    Schema,
    Volume,
    /// With its external location, where Unity Catalog keeps it.
    Bucket,
    Glue,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reach {
    pub workspace: String,
    pub read_only: bool,
}

/// Somebody who can do something, with all the paths by which they can.
#[derive(Clone, Debug, Serialize)]
pub struct Holder {
    pub name: String,
    pub kind: PersonKind,
    /// The strongest that any path gives, or all of them together.
    pub right: Right,
    /// As Unity Catalog names them, or entitlements of a workspace; empty for roles in AWS.
    pub privileges: Vec<String>,
    pub paths: Vec<Path>,
    /// Of the workspaces from which it is reached, those that let them in.
    pub from: Vec<Reach>,
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Path {
    pub right: Right,
    pub privileges: Vec<String>,
    /// From the holder to what is granted.
    pub steps: Vec<PathStep>,
    /// Its privileges are not what its right usually stands for: they are worth listing.
    #[serde(skip)]
    pub(crate) is_unusual: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by", content = "name")]
pub enum PathStep {
    MemberOf(String),
    GrantedHere,
    /// On the catalog or schema that it is in.
    GrantedOn(String),
    LetInHere,
    /// The identity provider says at sign-in who takes a role.
    Claim(String),
    ClusterPolicy(String),
    InstanceProfile(String),
    DataRole(String),
}

pub fn access(arch: &Architecture) -> AccessReport {
    let people = People::of(arch);
    let entries = Entries::of(arch);
    let context = Context { arch, people: &people, entries: &entries };
    let mut securables = unity::securables(&context);
    securables.extend(roles::securables(&context));
    AccessReport {
        name: arch.name.to_string(),
        about: None,
        people: people.report(),
        workspaces: entry::report(&context),
        notes: notes(arch),
        securables,
    }
}

/// What every part of the report asks.
struct Context<'a> {
    arch: &'a Architecture,
    people: &'a People<'a>,
    entries: &'a Entries<'a>,
}

fn notes(arch: &Architecture) -> Vec<String> {
    let workspaces = || arch.workspaces.iter();
    let mut notes = Vec::new();
    if workspaces().any(Workspace::uses_unity_catalog) {
        notes.push(
            "the service principal that applies owns whatever it creates in Unity Catalog, and may do anything with it",
        );
    }
    notes.push(if workspaces().any(|workspace| workspace.metastore.is_unity_catalog()) {
        "account admins, and admins of the metastore, can give themselves whatever they want"
    } else {
        "account admins can give themselves whatever they want"
    });
    notes.push("administrators of the AWS account reach its buckets without Databricks");
    notes.into_iter().map(str::to_owned).collect()
}

impl Securable {
    /// The same people can do the same as with what it is in, which is shown with them.
    fn is_as_parent(&self, all: &[Self]) -> bool {
        let is_it = |it: &&Self| {
            self.within.as_ref() == Some(&it.name) && it.reached_from == self.reached_from
        };
        let Some(parent) = all.iter().find(is_it) else { return false };
        let is_usual = |holder: &Holder| !holder.paths.iter().any(|path| path.is_unusual);
        let inherited = parent.holders.iter().filter(|holder| holder.right > Right::Some);
        !self.has_own_grants
            && self.holders.iter().all(is_usual)
            && inherited
                .map(|it| (&it.name, it.right))
                .eq(self.holders.iter().map(|it| (&it.name, it.right)))
    }
}
