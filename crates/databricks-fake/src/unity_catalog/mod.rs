//! Unity Catalog, as a workspace sees it: the metastore that it is assigned to, and what is in there.
//!
//! Behind the workspace's own host, as terraform-provider-databricks 1.126.0 asks (`catalog/`, with
//! databricks-sdk-go 0.170.0, `service/catalog`). Everything belongs to a metastore, not to a workspace; where it can be
//! reached from is said by bindings.

mod access;
mod bindings;
pub(super) mod catalogs;
mod current_metastore;
mod external_locations;
mod file_events;
mod grants;
mod location_key;
mod location_role;
mod place;
mod principals;
mod privileges;
mod requests;
pub(super) mod schemas;
mod securable;
mod storage_credentials;
mod storage_paths;
mod system_schemas;
mod volumes;

use http::Request;
use serde_json::Value;

use super::account::{Account, Object};
use super::entities::metastore_assignments;
use super::entity::Use;
use super::refused::Refused;
use super::world::Surroundings;
pub(super) use catalogs::exists as has_catalog;
use place::Place;

/// A request, and from where it came.
struct Call<'a> {
    place: &'a Place,
    request: &'a Request<Vec<u8>>,
    around: Surroundings<'a>,
}

/// Each with paths of its own.
const PARTS: [Part; 5] = [
    current_metastore::answer,
    system_schemas::answer,
    requests::answer,
    bindings::answer,
    grants::answer,
];

type Part = fn(&mut Account, &[&str], &Call) -> Option<Result<Value, Refused>>;

/// The answer, if the path is one of Unity Catalog.
pub(super) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let path = request.uri().path().strip_prefix("/api/2.1/unity-catalog/")?;
    let segments: Vec<&str> = path.split('/').collect();
    let place = match Place::of(account, workspace) {
        Ok(place) => place,
        Err(refused) => return Some(Err(refused)),
    };
    let call = Call { place: &place, request, around };
    PARTS.iter().find_map(|part| part(account, &segments, &call))
}

/// What keeps a metastore, unless it is deleted by force.
pub(super) const METASTORE_IS_KEPT_BY: [Use; 4] = [
    metastore_assignments::uses(&["/metastore_id"]),
    securable::uses(&storage_credentials::KIND, &["/metastore_id"]),
    securable::uses(&external_locations::KIND, &["/metastore_id"]),
    securable::uses(&catalogs::KIND, &["/metastore_id"]),
];

/// What goes with a metastore.
pub(super) const METASTORE_TAKES_ALONG: [Use; 9] = [
    metastore_assignments::uses(&["/metastore_id"]),
    securable::uses(&storage_credentials::KIND, &["/metastore_id"]),
    securable::uses(&external_locations::KIND, &["/metastore_id"]),
    securable::uses(&catalogs::KIND, &["/metastore_id"]),
    securable::uses(&schemas::KIND, &["/metastore_id"]),
    securable::uses(&volumes::KIND, &["/metastore_id"]),
    bindings::uses(&["/metastore_id"]),
    grants::uses(&["/metastore_id"]),
    system_schemas::uses(&["/metastore_id"]),
];

/// What goes with a workspace: objects stay in the metastore, also if they can be reached from nowhere.
pub(super) const WORKSPACE_TAKES_ALONG: Use = bindings::uses(&["/workspace_id"]);
