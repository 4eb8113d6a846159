//! References from one entity to another, like foreign keys: declared once, by the entity that refers, with what a
//! deletion of the other does.

use serde_json::Value;

use crate::object::{Object, plain};
use crate::refused::Refused;

#[derive(Clone, Copy)]
pub(crate) struct Reference {
    /// Collections; what is referred to is in one of them.
    pub(crate) to: &'static [&'static str],
    pub(crate) by: By,
    pub(crate) on_delete: OnDelete,
    /// How a refusal calls the object that refers, if not as its entity is called: `active workspace`.
    pub(crate) noun: Option<&'static str>,
    /// How an id that nothing has is refused. `None` if requests hold no such id: the service adds the field, or takes
    /// it from a path that was looked up.
    pub(crate) absent: Option<Absent>,
}

/// How an object refers to another.
#[derive(Clone, Copy)]
pub(crate) enum By {
    /// JSON pointers, at each an id, a list of ids, or a list of SCIM's values.
    Ids(&'static [&'static str]),
    /// Whether the first object refers to the second.
    Test(fn(&Object, &Object) -> bool),
}

/// What becomes of an object when what it refers to is deleted.
#[derive(Clone, Copy)]
pub(crate) enum OnDelete {
    /// The deletion is refused.
    Refuse,
    /// The deletion is refused, in these words, unless it is forced.
    RefuseUnlessForced(Words, Forced),
    /// The object is deleted, too, and so is whatever cascades from it.
    Cascade,
    /// The object stays, without its reference, if anything is left of it.
    Detach(Detach),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forced {
    Cascade,
    /// The object stays as it is, and refers to nothing.
    Keep,
}

/// Takes the reference to the second object out of the first.
pub(crate) type Detach = fn(&mut Object, &Object) -> Rest;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    Something,
    Nothing,
}

pub(crate) type Words = fn(&InUse) -> Refused;

/// By the last segment of the pointer, and the id.
pub(crate) type Absent = fn(&str, &str) -> Refused;

/// Why a deletion is refused.
pub(crate) struct InUse<'a> {
    /// As the entity of the object that was to be deleted is called.
    pub(crate) target_noun: &'a str,
    pub(crate) target: &'a Object,
    pub(crate) referrer_noun: &'a str,
    pub(crate) referrer_id: &'a str,
    /// How many objects refer to it by the same declaration.
    pub(crate) referrers: usize,
}

/// The service's words for most.
pub(crate) fn is_being_used(it: &InUse) -> Refused {
    let InUse { target_noun, referrer_noun, referrer_id, .. } = it;
    let message =
        format!("Unable to delete, {target_noun} is being used by {referrer_noun} {referrer_id}");
    Refused::in_use(message)
}

impl Reference {
    /// To begin a declaration with.
    pub(crate) const PLAIN: Self =
        Self { to: &[], by: By::Ids(&[]), on_delete: OnDelete::Refuse, noun: None, absent: None };

    /// To a workspace, by the field that most have: what is in a workspace goes with it.
    pub(crate) const IN_A_WORKSPACE: Self = Self {
        to: &["workspaces"],
        by: By::Ids(&["/workspace_id"]),
        on_delete: OnDelete::Cascade,
        ..Self::PLAIN
    };

    /// Whether `referrer` refers to `target`, which has the id.
    pub(crate) fn names(&self, referrer: &Object, id: &str, target: &Object) -> bool {
        match self.by {
            By::Ids(_) => self.ids(referrer).iter().any(|(_, it)| it == id),
            By::Test(refers) => refers(referrer, target),
        }
    }

    /// Whether it keeps what it refers to from being deleted.
    pub(crate) fn keeps(&self) -> bool {
        matches!(self.on_delete, OnDelete::Refuse | OnDelete::RefuseUnlessForced(..))
    }

    /// Field and id of everything that an object refers to by id.
    pub(crate) fn ids(&self, referrer: &Object) -> Vec<(&'static str, String)> {
        let By::Ids(pointers) = self.by else { return Vec::new() };
        let at = |pointer: &&'static str| {
            let field = pointer.rsplit('/').next().unwrap_or_default();
            ids_at(referrer, pointer).into_iter().map(move |id| (field, id))
        };
        pointers.iter().flat_map(at).collect()
    }
}

fn ids_at(referrer: &Object, pointer: &str) -> Vec<String> {
    let (first, rest) = pointer[1..].split_once('/').unwrap_or((&pointer[1..], ""));
    let value = referrer.get(first);
    let value = if rest.is_empty() {
        value
    } else {
        value.and_then(|value| value.pointer(&format!("/{rest}")))
    };
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => {
            let ids = items.iter().map(|item| plain(item.get("value").unwrap_or(item)));
            ids.filter(|id| !id.is_empty()).collect()
        }
        Some(one) => vec![plain(one)],
    }
}
