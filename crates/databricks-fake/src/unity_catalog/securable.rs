//! What can be secured: how storage credentials, external locations, catalogs, schemas and volumes are called and found.

use crate::account::Account;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::unity_catalog::place::Place;

pub(crate) struct Securable {
    pub(crate) collection: &'static str,
    pub(crate) noun: &'static str,
    /// Field of the id.
    pub(crate) id: &'static str,
    /// As permissions and bindings call it: `external_location`.
    pub(crate) name: &'static str,
    /// Code of the error if there is none.
    pub(crate) absent: &'static str,
    pub(crate) names: Names,
    pub(crate) bound: Bound,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    KeepTheirCase,
    LowerCase,
}

/// Whose isolation and bindings say from where it can be reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    ByItself,
    WithItsCatalog,
}

impl Securable {
    pub(crate) fn find<'a>(
        &self,
        name: &str,
        place: &Place,
        account: &'a Account,
    ) -> Result<&'a Object, Refused> {
        let same =
            |it: &&Object| text(it, "full_name").is_some_and(|it| it.eq_ignore_ascii_case(name));
        let here = account.all(self.collection).filter(|it| place.holds(it));
        let mut here = here.filter(same);
        here.next().ok_or_else(|| {
            Refused::not_found(self.absent, format!("{} '{name}' does not exist.", self.noun))
        })
    }
}
