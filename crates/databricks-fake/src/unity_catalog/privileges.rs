//! Which privilege is one of what.
//!
//! terraform-provider-databricks 1.126.0, `docs/resources/grants.md`, and what Databricks' "Unity Catalog privileges
//! and securable objects" has besides.

use crate::refused::Refused;

const METASTORE: [&str; 15] = [
    "CREATE_CATALOG",
    "CREATE_CLEAN_ROOM",
    "CREATE_CONNECTION",
    "CREATE_EXTERNAL_LOCATION",
    "CREATE_PROVIDER",
    "CREATE_RECIPIENT",
    "CREATE_SERVICE_CREDENTIAL",
    "CREATE_SHARE",
    "CREATE_STORAGE_CREDENTIAL",
    "MANAGE_ALLOWLIST",
    "SET_SHARE_PERMISSION",
    "USE_MARKETPLACE_ASSETS",
    "USE_PROVIDER",
    "USE_RECIPIENT",
    "USE_SHARE",
];

/// Of a catalog alone.
const CATALOG: [&str; 4] = ["BROWSE", "CREATE_FOREIGN_SECURABLE", "CREATE_SCHEMA", "USE_CATALOG"];

/// Of a schema, and of a catalog for all its schemas.
const SCHEMA: [&str; 16] = [
    "ALL_PRIVILEGES",
    "APPLY_TAG",
    "CREATE_FUNCTION",
    "CREATE_MATERIALIZED_VIEW",
    "CREATE_MODEL",
    "CREATE_TABLE",
    "CREATE_VOLUME",
    "EXECUTE",
    "EXTERNAL_USE_SCHEMA",
    "MANAGE",
    "MODIFY",
    "READ_VOLUME",
    "REFRESH",
    "SELECT",
    "USE_SCHEMA",
    "WRITE_VOLUME",
];

const VOLUME: [&str; 5] = ["ALL_PRIVILEGES", "APPLY_TAG", "MANAGE", "READ_VOLUME", "WRITE_VOLUME"];

const EXTERNAL_LOCATION: [&str; 9] = [
    "ALL_PRIVILEGES",
    "BROWSE",
    "CREATE_EXTERNAL_TABLE",
    "CREATE_EXTERNAL_VOLUME",
    "CREATE_FOREIGN_SECURABLE",
    "CREATE_MANAGED_STORAGE",
    "MANAGE",
    "READ_FILES",
    "WRITE_FILES",
];

const STORAGE_CREDENTIAL: [&str; 6] = [
    "ALL_PRIVILEGES",
    "CREATE_EXTERNAL_LOCATION",
    "CREATE_EXTERNAL_TABLE",
    "MANAGE",
    "READ_FILES",
    "WRITE_FILES",
];

/// Of nothing above, but of something that the fake does not have.
const OTHERS: [&str; 15] = [
    "ACCESS",
    "CREATE",
    "CREATE_FOREIGN_CATALOG",
    "CREATE_VIEW",
    "EXECUTE_CLEAN_ROOM_TASK",
    "EXTERNAL_USE_LOCATION",
    "MODIFY_CLEAN_ROOM",
    "READ_METADATA",
    "READ_PRIVATE_FILES",
    "USAGE",
    "USE_CONNECTION",
    "USE_MCP",
    "USE_MODEL",
    "WRITE_METADATA",
    "WRITE_PRIVATE_FILES",
];

fn of(securable: &str) -> &'static [&'static [&'static str]] {
    match securable {
        "metastore" => &[&METASTORE],
        "catalog" => &[&CATALOG, &SCHEMA],
        "schema" => &[&SCHEMA],
        "volume" => &[&VOLUME],
        "external_location" => &[&EXTERNAL_LOCATION],
        "storage_credential" => &[&STORAGE_CREDENTIAL],
        _ => &[],
    }
}

const SECURABLES: [&str; 6] =
    ["metastore", "catalog", "schema", "volume", "external_location", "storage_credential"];

/// The second message is the service's.
pub(crate) fn check(privilege: &str, securable: &str, name: &str) -> Result<(), Refused> {
    let has = |securable: &str| of(securable).iter().any(|some| some.contains(&privilege));
    if has(securable) {
        return Ok(());
    }
    if !OTHERS.contains(&privilege) && !SECURABLES.into_iter().any(has) {
        return Err(Refused::invalid(format!("Unknown privilege {privilege}")));
    }
    Err(Refused::invalid(format!(
        "Privilege {} is not applicable to this entity [{}:{name}]. If this seems unexpected, please check the \
         privilege version of the metastore in use [1.0].",
        privilege.replace('_', " "),
        securable.to_uppercase(),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(privilege: &str, securable: &str) -> String {
        check(privilege, securable, "lake").unwrap_err().message
    }

    #[test]
    fn a_privilege_is_one_of_what_has_it() {
        assert!(check("USE_CATALOG", "catalog", "lake").is_ok());
        assert!(check("SELECT", "catalog", "lake").is_ok());
        assert!(check("CREATE_CATALOG", "metastore", "lake").is_ok());
        assert!(refused("USE_CATALOG", "schema").contains("USE CATALOG is not applicable"));
        assert!(refused("ALL_PRIVILEGES", "metastore").contains("[METASTORE:lake]"));
        assert!(refused("SELECT", "volume").contains("not applicable"));
    }

    #[test]
    fn a_privilege_is_known() {
        assert_eq!(refused("USE_LAKE", "catalog"), "Unknown privilege USE_LAKE");
        assert!(refused("USE_CONNECTION", "catalog").contains("not applicable"));
    }
}
