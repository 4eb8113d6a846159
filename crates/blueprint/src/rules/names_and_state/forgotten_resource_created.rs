use crate::architecture::{Architecture, Workspace, names};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::made::Made;
use crate::previous_run::never_applied;
use crate::rules::{Area, Found, Rule};
use crate::sections::buckets::Bucket;
use crate::sections::identity::Group;
use crate::source::Span;
use crate::sourced::Sourced;
use crate::values::{GroupName, KmsKeyArn, Name, Provision, UnityName};

pub(super) const RULE: Rule = Rule {
    name: "forgotten-resource-created",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("forgotten_resource_created.md"),
    found: Found::Checking(check),
};

/// Something that the blueprint creates again.
struct Again {
    what: String,
    place: Span,
    consequence: &'static str,
    /// What to write instead.
    instead: String,
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (stack, forgotten) in &arch.previously.forgotten {
        for thing in forgotten {
            let Some(again) = created_again(arch, stack, thing) else { continue };
            let Again { what, place, consequence, instead } = again;
            let message =
                format!("{what} is still there: Terraform forgot it and did not delete it");
            let help = format!(
                "{instead}; if it is gone, or the run that forgot it was never applied, run {}",
                never_applied(stack, Some(&thing.to_string()))
            );
            let label = Label::new(place, consequence);
            diags.report(Diagnostic::error(RULE.name, message, label).help(help));
        }
    }
}

fn created_again(arch: &Architecture, stack: &str, thing: &Made) -> Option<Again> {
    let workspace = arch.workspace(stack);
    match thing {
        // They come with their group.
        Made::AccountAdmin(_) | Made::ExternalGroup { .. } | Made::GroupMember(_) => None,
        Made::Bucket(key) => bucket(workspace?, key),
        Made::Catalog(name) => catalog(workspace?, name),
        Made::CrossAccountRole => cross_account_role(workspace?),
        Made::Group(name) => group(arch, name),
        Made::ManagedServicesKey => {
            let workspace = workspace?;
            let alias = names::managed_services_key(workspace);
            key(workspace, workspace.encryption.managed_services.as_ref()?, &alias)
        }
        Made::Schema { catalog, name } => schema(workspace?, catalog, name),
        Made::ServicePrincipal(name) => service_principal(arch, name),
        Made::WorkspaceStorageKey => {
            let workspace = workspace?;
            let alias = names::workspace_storage_key(workspace);
            key(workspace, workspace.encryption.workspace_storage.as_ref()?, &alias)
        }
    }
}

fn bucket(workspace: &Workspace, key: &Name) -> Option<Again> {
    let is_it = |bucket: &&Bucket| bucket.key == *key && bucket.is_created();
    let bucket = workspace.buckets.iter().find(is_it)?;
    let name = names::data_bucket(workspace, key, names::aws_account(workspace));
    let table = table(workspace, "buckets", key.as_str());
    (!workspace.has_lost("buckets")).then(|| Again {
        what: format!("the bucket `{name}`"),
        place: bucket.header(),
        consequence: "S3 refuses a second bucket of this name: `BucketAlreadyOwnedByYou`",
        instead: match &workspace.aws_account_id {
            Some(_) => format!("write `existing = \"{name}\"` in {table}"),
            None => format!("write `existing` in {table}, with the name of the bucket"),
        },
    })
}

fn catalog(workspace: &Workspace, name: &UnityName) -> Option<Again> {
    let mut catalogs = workspace.catalogs.iter();
    let catalog = catalogs.find(|it| it.name == *name && it.is_created())?;
    let table = table(workspace, "catalogs", name.as_str());
    (!workspace.has_lost("catalogs")).then(|| Again {
        what: format!("the catalog `{name}`"),
        place: catalog.header,
        consequence: "Unity Catalog refuses a second catalog of this name",
        instead: format!("write `existing = true` in {table}"),
    })
}

fn cross_account_role(workspace: &Workspace) -> Option<Again> {
    let role = workspace.cross_account_role.as_ref().filter(|role| role.is_created())?;
    let name = names::cross_account_role(workspace);
    let account = names::aws_account(workspace);
    let partition = &workspace.partition.arn_partition;
    let path = &*workspace.iam.path;
    (!workspace.has_lost("cross-account-role")).then(|| Again {
        what: format!("the role `{name}`"),
        place: role.policy.span(),
        consequence: "IAM refuses a second role of this name: `EntityAlreadyExists`",
        instead: format!(
            "write `cross-account-role.existing = \"arn:{partition}:iam::{account}:role{path}{name}\"`"
        ),
    })
}

fn schema(workspace: &Workspace, catalog: &UnityName, name: &UnityName) -> Option<Again> {
    let catalog = workspace.catalogs.iter().find(|it| it.name == *catalog)?;
    let schema = catalog.schemas.iter().find(|it| it.name == *name && !*it.existing)?;
    let table = table(workspace, "catalogs", &format!("{}.schemas.{name}", catalog.name));
    (!workspace.has_lost("catalogs")).then(|| Again {
        what: format!("the schema `{}.{name}`", catalog.name),
        place: schema.header,
        consequence: "Unity Catalog refuses a second schema of this name",
        instead: format!("write `existing = true` in {table}"),
    })
}

/// A table of the workspace.
fn table(workspace: &Workspace, section: &str, key: &str) -> String {
    match workspace.key.as_str() {
        "" => format!("`[{section}.{key}]`"),
        its => format!("`[{}.{its}.{section}.{key}]`", workspace.standing.table()),
    }
}

/// Its alias is a name, and leads to its ARN.
fn key(
    workspace: &Workspace,
    provision: &Sourced<Provision<KmsKeyArn>>,
    alias: &str,
) -> Option<Again> {
    provision.existing().is_none().then(|| Again {
        what: format!("the KMS key `{alias}`"),
        place: provision.span(),
        consequence: "KMS refuses a second alias of this name: `AlreadyExistsException`",
        instead: format!(
            "write `{} = {{ existing = \"…\" }}`, with the ARN that `aws kms describe-key --region {} --key-id \
             {alias} --query KeyMetadata.Arn` prints",
            provision.key(),
            *workspace.region
        ),
    })
}

/// The account's, whichever stack made it.
fn group(arch: &Architecture, name: &GroupName) -> Option<Again> {
    let mut written = arch.workspaces.iter().filter_map(|it| it.identity.written_groups.get(name));
    let group = written.find(|group| matches!(group.value, Group::Create { .. }))?;
    Some(Again {
        what: format!("the group `{name}`"),
        place: group.span,
        consequence: "Databricks refuses a second group of this name",
        instead: "write `\"existing\"` here".to_owned(),
    })
}

/// The account's, whichever stack made it.
fn service_principal(arch: &Architecture, name: &Name) -> Option<Again> {
    let written = arch.workspaces.iter();
    let mut written = written.filter_map(|it| it.identity.written_service_principals.get(name));
    let principal = written.find(|principal| principal.value.existing().is_none())?;
    Some(Again {
        what: format!("the service principal `{name}`"),
        place: principal.span,
        consequence: "Databricks creates a second one of this name, which has none of its rights",
        instead: "write `{ existing = \"…\" }` here, with its application id".to_owned(),
    })
}
