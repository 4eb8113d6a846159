//! ARNs of IAM, read by their form.

use blueprint::values::Partition;

/// The name at the end of the ARN of a `role` or `instance-profile`, without its path.
pub(crate) fn name<'a>(arn: &'a str, partition: &Partition, kind: &str) -> Option<&'a str> {
    let rest = arn.strip_prefix(&format!("arn:{}:iam::", partition.arn_partition))?;
    let (account, resource) = rest.split_once(':')?;
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let name = resource.strip_prefix(kind)?.strip_prefix('/')?.rsplit('/').next()?;
    (is_account && !name.is_empty()).then_some(name)
}
