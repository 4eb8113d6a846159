//! Whether a role may do something with a KMS key.

use crate::facts::{Key, Role};
use crate::policy::{Ask, Principal, allows, role_allows};

/// A key's policy names the role, or leaves it to the role's own policies by naming its account. With a key of
/// another account the role's own policies must always allow it (AWS KMS, "Allowing users in other accounts to
/// use a KMS key").
pub(crate) fn role_may_use(role: &Role, key: &Key, action: &str, more: &[(&str, &str)]) -> bool {
    let who = [
        ("aws:PrincipalArn", role.arn.as_str()),
        ("aws:PrincipalAccount", role.account.as_str()),
        ("kms:CallerAccount", role.account.as_str()),
    ];
    let context: Vec<_> = who.into_iter().chain(more.iter().copied()).collect();
    let own = Ask { by: None, action, resource: &key.arn, context: &context };
    let by = |by_account| Ask { by: Some(Principal { arn: &role.arn, by_account }), ..own.clone() };
    let is_named = key.account == role.account && allows([&key.policy], &by(false));
    is_named || (allows([&key.policy], &by(true)) && role_allows(role, &own))
}
