//! One workspace: the top level of a blueprint, or an entry of `[workspaces]`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::architecture::workspace::Standing;
use crate::diagnostic::{Diagnostic, Label};
use crate::layer::{Layer, Section, keys};
use crate::reading::{Reading, WrittenKey};
use crate::sections::access::{Accesses, Entitlement};
use crate::sections::buckets::{self, Bucket};
use crate::sections::catalogs::{self, Catalog};
use crate::sections::cross_account_role::{self, CrossAccountRole};
use crate::sections::data_access::{self, DataAccess};
use crate::sections::encryption::{self, Encryption};
use crate::sections::iam::{self, Iam};
use crate::sections::identity::{self, Identity, IdentityProvider};
use crate::sections::metastore;
use crate::sections::network::{self, Surroundings};
use crate::sections::state::{self, Backend, State};
use crate::sections::tags::{self, Tags};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{
    AuthType, AwsAccountId, BucketName, ComputePlane, ControlPlane, DatabricksAccountId, Email,
    GovcloudShard, Name, Partition, Provision, Region, Tier,
};

keys! {
    "";
    #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "Workspace")]
    pub struct Written {
        /// Name of the deployment, and prefix of the name of everything in it. A workspace of
        /// `[workspaces]` is named `<name>-<its key>` unless it writes a name of its own. A name can
        /// never be changed: another one is another workspace.
        pub name: Option<Entry<Name>>,
        /// AWS region. It can never be changed.
        pub region: Option<Entry<Region>>,
        /// Pricing tier of the workspace. Features that need a higher one are refused below it.
        pub tier: Option<Entry<Tier>>,
        /// Where clusters run. `classic`: in your AWS account; serverless compute can be used besides.
        /// `serverless`: only in Databricks' accounts; it can never be changed.
        pub compute_plane: Option<Entry<ComputePlane>>,
        /// GovCloud only: which of the two Databricks services there.
        pub govcloud_shard: Option<Entry<GovcloudShard>>,
        /// AWS account that everything is created in. Left out, a variable that whoever applies sets.
        /// Applying in any other account is refused.
        pub aws_account_id: Option<Entry<AwsAccountId>>,
        /// Databricks account that the workspace belongs to. Left out, a variable that whoever applies
        /// sets.
        pub databricks_account_id: Option<Entry<DatabricksAccountId>>,
        /// How Terraform signs in to Databricks, whatever else the environment offers. `oauth-m2m`: with
        /// client id and secret of a service principal. The others need no secret, but a federation policy:
        /// `github-oidc`, for a job of GitHub Actions; `env-oidc`, with a token in an environment variable,
        /// as HCP Terraform and GitLab hand over; `file-oidc`, with a token in a file. The stack `account`
        /// signs in as the top level says.
        pub auth_type: Option<Entry<AuthType>>,
        /// `true`: people depend on the workspace from day to day. It changes nothing that is generated; rules ask it.
        pub production: Option<Entry<bool>>,
        /// `false` lets `terraform destroy`, and edits that replace it, take the workspace away with all
        /// that is in it: its buckets with their objects, its catalogs with their tables.
        pub prevent_destroy: Option<Entry<bool>>,
        /// `"create"`, or `{ existing = "<name>" }`: the bucket of the workspace's own files. An
        /// existing one stays as it is: its policy and encryption are yours.
        pub root_bucket: Option<Entry<Provision<BucketName>>>,
        /// Tags of every AWS resource, and of all that the workspace launches. A workspace adds its own
        /// to those of the top level.
        pub tags: Option<Section<tags::Written>>,
        /// Where Terraform keeps its state.
        pub state: Option<Section<state::Written>>,
        /// Whose VPC the clusters run in, and what it looks like.
        pub network: Option<Section<network::Written>>,
        /// Customer-managed keys.
        pub encryption: Option<Section<encryption::Written>>,
        /// The role with which Databricks launches clusters in your AWS account.
        pub cross_account_role: Option<Section<cross_account_role::Written>>,
        /// Path and permissions boundary of the IAM roles that are created.
        pub iam: Option<Section<iam::Written>>,
        /// Where the tables' metadata is.
        pub metastore: Option<Section<metastore::Written>>,
        /// How clusters get at S3, apart from Unity Catalog.
        pub data_access: Option<Section<data_access::Written>>,
        /// Groups of the Databricks account: `"existing"`, brought by the identity provider, or
        /// `{ members = ["<e-mail, group or service principal>"] }`, created. A group that is created keeps its
        /// members and rights under another name, if `renamed-from` says the old one.
        pub groups: identity::WrittenGroups,
        /// E-mail addresses of users to create. All others that are named anywhere are there already.
        pub users: Option<Entry<Vec<Entry<Email>>>>,
        /// Service principals: `"create"`, or `{ existing = "<application id>" }`.
        pub service_principals: identity::WrittenServicePrincipals,
        /// Who signs people in: how to set it up is then told in the README.
        pub identity_provider: Option<Entry<IdentityProvider>>,
        /// Who may use the workspace: `"admin"`, `"user"`, or entitlements one by one.
        pub access: Accesses,
        /// What everybody in the workspace may do in it, apart from data: the entitlements of its group `users`. What
        /// `access` says comes on top. Left out, Databricks gives everybody `["workspace", "sql"]`.
        pub default_entitlements: Option<Entry<BTreeSet<Entitlement>>>,
        /// Buckets for data.
        pub buckets: buckets::WrittenAll,
        /// Unity Catalog: catalogs, and who may do what with them.
        pub catalogs: catalogs::WrittenAll,
    }
}

/// What one workspace says, read by itself: what other workspaces, the address plan and the account decide of it
/// is not in it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) key: String,
    pub(crate) standing: Standing,
    pub(crate) name: Sourced<Name>,
    pub(crate) region: Sourced<Region>,
    pub(crate) tier: Sourced<Tier>,
    pub(crate) compute_plane: Sourced<ComputePlane>,
    pub(crate) partition: Partition,
    pub(crate) control_plane: ControlPlane,
    pub(crate) govcloud_shard: Option<Sourced<GovcloudShard>>,
    pub(crate) aws_account_id: Option<Sourced<AwsAccountId>>,
    pub(crate) databricks_account_id: Option<Sourced<DatabricksAccountId>>,
    pub(crate) auth_type: Sourced<AuthType>,
    pub(crate) production: Sourced<bool>,
    pub(crate) prevent_destroy: Sourced<bool>,
    pub(crate) root_bucket: Option<Sourced<Provision<BucketName>>>,
    pub(crate) tags: Tags,
    pub(crate) backend: Sourced<Backend>,
    pub(crate) state: State,
    pub(crate) inside_state: State,
    pub(crate) network: network::Draft,
    pub(crate) encryption: Encryption,
    pub(crate) cross_account_role: Option<CrossAccountRole>,
    pub(crate) iam: Iam,
    pub(crate) metastore: metastore::Draft,
    pub(crate) data_access: DataAccess,
    pub(crate) identity: Identity,
    pub(crate) access: Accesses,
    pub(crate) default_entitlements: Option<Sourced<BTreeSet<Entitlement>>>,
    pub(crate) buckets: Vec<Bucket>,
    pub(crate) catalogs: Vec<Catalog>,
    pub(crate) unreadable: BTreeSet<String>,
    pub(crate) header: Span,
}

/// A workspace's table, and the keys in it, as `network.zones`, that are written but could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) keys: Box<Written>,
    pub(crate) unreadable: BTreeSet<String>,
}

impl Layer for Table {
    fn over(self, base: &Self) -> Self {
        let Self { keys, mut unreadable } = self;
        unreadable.extend(base.unreadable.iter().cloned());
        Self { keys: Box::new(keys.over(&base.keys)), unreadable }
    }
}

/// The section's header and keys; a section that is not written stands at its workspace's header.
pub(crate) fn open<T: Default>(section: Option<Section<T>>, header: Span) -> (Span, T) {
    section.map_or_else(|| (header, T::default()), |section| (section.header, section.keys))
}

/// Where a workspace has its place in the blueprint.
#[derive(Clone, Copy)]
pub(crate) struct Seat<'a> {
    pub(crate) key: &'a str,
    pub(crate) standing: Standing,
    pub(crate) header: Span,
}

pub(crate) fn resolve(
    seat: Seat,
    name: Sourced<Name>,
    written: Written,
    names: &BTreeMap<String, Name>,
    reading: &mut Reading,
) -> Draft {
    let Seat { key, standing, header } = seat;
    let mut written = written;
    let compute_plane =
        reading.or(Written::compute_plane, written.compute_plane.take(), header, || {
            ComputePlane::Classic
        });
    let classic = *compute_plane == ComputePlane::Classic;
    if !classic {
        drop_classic(&mut written, &compute_plane, reading);
    }
    let Written {
        name: _,
        region,
        tier,
        compute_plane: _,
        govcloud_shard,
        aws_account_id,
        databricks_account_id,
        auth_type,
        production,
        prevent_destroy,
        root_bucket,
        tags,
        state,
        network,
        encryption,
        cross_account_role,
        iam,
        metastore,
        data_access,
        groups,
        users,
        service_principals,
        identity_provider,
        access,
        default_entitlements: for_everybody,
        mut buckets,
        mut catalogs,
    } = written;
    let region = read_region(region, header, reading);
    require_shard(&region, govcloud_shard.as_ref(), reading);
    let (tags_header, tags) = open(tags, header);
    let (state_header, state) = open(state, header);
    let (network_header, network) = open(network, header);
    let (_, encryption) = open(encryption, header);
    let (role_header, cross_account_role) = open(cross_account_role, header);
    let (iam_header, iam) = open(iam, header);
    let (metastore_header, metastore) = open(metastore, header);
    let (data_access_header, data_access) = open(data_access, header);
    let tier = reading.or(Written::tier, tier, header, || Tier::Premium);
    let (backend, state) = state::resolve(state, state_header, &name, reading);
    let prevent_destroy = guard(seat, prevent_destroy, reading);
    let partition = region.partition(govcloud_shard.as_ref().map(|shard| shard.value));
    let around = Surroundings { region: &region, compute_plane: &compute_plane };
    let network = network::resolve(network, network_header, &around, reading);
    let root_bucket = reading.or(Written::root_bucket, root_bucket, header, || Provision::Create);
    let role = cross_account_role::resolve(cross_account_role, role_header, reading);
    let metastore = metastore::resolve(metastore, metastore_header, &tier, reading);
    if *metastore.mode != metastore::Mode::UnityCatalog {
        drop_unity_catalog(&mut catalogs, &mut buckets, &metastore, reading);
    }
    let catalogs = catalogs::resolve(catalogs, names, reading);
    Draft {
        key: key.to_owned(),
        standing,
        data_access: data_access::resolve(data_access, data_access_header, &metastore, reading),
        metastore,
        identity: who_there_is(groups, service_principals, users, identity_provider),
        access,
        default_entitlements: Reading::optional(Written::default_entitlements, for_everybody),
        buckets: buckets::resolve(buckets, &catalogs),
        catalogs,
        unreadable: reading.unreadable.clone(),
        tier,
        compute_plane,
        control_plane: ControlPlane::of(*region, &partition),
        partition,
        govcloud_shard: Reading::optional(Written::govcloud_shard, govcloud_shard),
        aws_account_id: Reading::optional(Written::aws_account_id, aws_account_id),
        databricks_account_id: Reading::optional(
            Written::databricks_account_id,
            databricks_account_id,
        ),
        auth_type: read_auth_type(auth_type, header, reading),
        production: reading.or(Written::production, production, header, || false),
        prevent_destroy,
        root_bucket: classic.then_some(root_bucket),
        tags: tags::resolve(tags, tags_header),
        backend,
        inside_state: state.inside(),
        state,
        network,
        encryption: encryption::resolve(encryption),
        cross_account_role: classic.then_some(role),
        iam: iam::resolve(iam, iam_header, reading),
        name,
        region,
        header,
    }
}

fn read_region(
    written: Option<Entry<Region>>,
    header: Span,
    reading: &mut Reading,
) -> Sourced<Region> {
    reading.required(Written::region, written, header, "region = \"eu-west-1\"", || {
        Region::parse("us-east-1").expect("a region")
    })
}

pub(crate) fn read_auth_type(
    written: Option<Entry<AuthType>>,
    header: Span,
    reading: &mut Reading,
) -> Sourced<AuthType> {
    reading.or(Written::auth_type, written, header, || AuthType::OauthM2m)
}

fn guard(seat: Seat, written: Option<Entry<bool>>, reading: &mut Reading) -> Sourced<bool> {
    let Seat { key, standing, header } = seat;
    match standing {
        Standing::Kept => reading.or(Written::prevent_destroy, written, header, || true),
        Standing::Removed => lift_guard(written.as_ref(), key, header, reading),
    }
}

/// What is removed is not guarded, whatever the top level says.
fn lift_guard(
    written: Option<&Entry<bool>>,
    key: &str,
    header: Span,
    reading: &mut Reading,
) -> Sourced<bool> {
    if let Some(guard) = written.filter(|guard| guard.value && !guard.inherited) {
        let message = "`prevent-destroy` does not apply";
        let label = Label::new(guard.span, "what is removed is not guarded");
        let diagnostic = Diagnostic::error("key-does-not-apply", message, label)
            .context(Label::new(header, "decided here"))
            .help(format!("remove the key; to keep the workspace, write `[workspaces.{key}]`"));
        reading.diags.report(diagnostic);
    }
    Sourced::derived(Written::prevent_destroy, false, header)
}

/// Of which of the two services in GovCloud a workspace is.
fn require_shard(
    region: &Sourced<Region>,
    shard: Option<&Entry<GovcloudShard>>,
    reading: &mut Reading,
) {
    if !region.is_govcloud() || shard.is_some() || reading.is_unreadable(Written::govcloud_shard) {
        return;
    }
    let message = format!("Databricks runs two services in `{}`", **region);
    let label = Label::at(region, "which of them, can never be changed");
    let diagnostic = Diagnostic::error("govcloud-shard-missing", message, label)
        .help("add `govcloud-shard = \"civilian\"`, or `\"dod\"`");
    reading.diags.report(diagnostic);
}

/// What a serverless workspace has no use for is refused, and not read any further.
fn drop_classic(written: &mut Written, plane: &Sourced<ComputePlane>, reading: &mut Reading) {
    let keys = [
        WrittenKey::of(Written::root_bucket, written.root_bucket.take().as_ref()),
        WrittenKey::of_table(Written::encryption, written.encryption.take().as_ref()),
        WrittenKey::of_table(
            Written::cross_account_role,
            written.cross_account_role.take().as_ref(),
        ),
    ];
    reading.inapplicable(keys, plane, "a serverless workspace keeps and launches nothing of yours");
}

fn who_there_is(
    groups: identity::WrittenGroups,
    service_principals: identity::WrittenServicePrincipals,
    users: Option<Entry<Vec<Entry<Email>>>>,
    provider: Option<Entry<IdentityProvider>>,
) -> Identity {
    Identity {
        written_groups: groups,
        written_service_principals: service_principals,
        users: Reading::optional(Written::users, users),
        provider: Reading::optional(Written::identity_provider, provider),
    }
}

/// What only Unity Catalog has is refused without it, and not read any further.
fn drop_unity_catalog(
    catalogs: &mut catalogs::WrittenAll,
    buckets: &mut buckets::WrittenAll,
    metastore: &metastore::Draft,
    reading: &mut Reading,
) {
    let catalogs = std::mem::take(catalogs);
    let catalogs = catalogs.values().map(|it| WrittenKey::of_table(Written::catalogs, Some(it)));
    let grants = buckets.values_mut().flat_map(|it| std::mem::take(&mut it.keys.grants));
    let grants = grants.map(|(_, grant)| WrittenKey::of(buckets::Written::grants, Some(&grant)));
    let keys: Vec<_> = catalogs.chain(grants).collect();
    reading.inapplicable(keys, &metastore.mode, "only Unity Catalog has it");
}
