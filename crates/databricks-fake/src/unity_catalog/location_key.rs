//! Whether the role of an external location can use the key that its bucket is encrypted with.

use crate::facts::Key;
use crate::refused::Refused;
use crate::role_and_key::role_may_use;
use crate::unity_catalog::location_role::{Reach, denied};
use crate::world::World;

const ACTIONS: [&str; 2] = ["kms:Decrypt", "kms:GenerateDataKey"];

pub(crate) fn check(reach: &Reach, world: &World) -> Result<(), Refused> {
    let Some(encryption) = &reach.bucket.encryption else { return Ok(()) };
    let Some(name) = encryption.key.as_ref().filter(|_| encryption.algorithm != "AES256") else {
        return Ok(());
    };
    let Some(key) = world.aws.keys.iter().find(|key| key.arn.ends_with(name.as_str())) else {
        return Err(denied("WRITE", reach.url, &format!("there is no key {name}")));
    };
    if let Some(state) = key.unusable() {
        let why = format!("the bucket's key {} is {state}", key.arn);
        return Err(denied("WRITE", reach.url, &why));
    }
    match ACTIONS.into_iter().find(|action| !may(reach, key, action)) {
        Some(action) => {
            let why = format!(
                "{action} with the bucket's key {} is denied to {}",
                key.arn, reach.role.arn
            );
            Err(denied("WRITE", reach.url, &why))
        }
        None => Ok(()),
    }
}

fn may(reach: &Reach, key: &Key, action: &str) -> bool {
    let service = format!("s3.{}.amazonaws.com", reach.bucket.region);
    role_may_use(reach.role, key, action, &[("kms:ViaService", &service)])
}
