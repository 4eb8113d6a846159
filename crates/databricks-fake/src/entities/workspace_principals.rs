//! Identities of the account with what each has in one workspace.

use crate::entities::instance_profiles;
use crate::entity::{Entity, Paths};
use crate::identity::identities::COLLECTIONS;
use crate::identity::in_workspace::{COLLECTION, has_role, lose_role};
use crate::identity::workspace_scim;
use crate::reference::{By, OnDelete, Reference};

pub(crate) const ENTITY: Entity = Entity {
    collection: COLLECTION,
    noun: "principal",
    id: "key",
    references: &[
        Reference::IN_A_WORKSPACE,
        Reference {
            to: &COLLECTIONS,
            by: By::Ids(&["/principal_id"]),
            on_delete: OnDelete::Cascade,
            ..Reference::PLAIN
        },
        Reference {
            to: &[instance_profiles::ENTITY.collection],
            by: By::Test(has_role),
            on_delete: OnDelete::Detach(lose_role),
            ..Reference::PLAIN
        },
    ],
    paths: Paths::OfWorkspace(workspace_scim::answer),
    ..Entity::PLAIN
};
