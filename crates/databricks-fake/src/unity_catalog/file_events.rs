//! Whether the role of an external location can set up the queue from which Databricks learns of new files.
//!
//! Actions: terraform-provider-databricks 1.126.0, `aws/data_aws_unity_catalog_policy.go`.

use serde_json::json;

use crate::object::Object;
use crate::policy::{Ask, role_allows};
use crate::refused::Refused;
use crate::unity_catalog::location_role::Reach;
use crate::world::World;

const BUCKET: [&str; 2] = ["s3:GetBucketNotification", "s3:PutBucketNotification"];

/// On topics and queues whose name begins with `csms-`.
const TOPIC: [&str; 9] = [
    "sns:ListSubscriptionsByTopic",
    "sns:GetTopicAttributes",
    "sns:SetTopicAttributes",
    "sns:CreateTopic",
    "sns:TagResource",
    "sns:Publish",
    "sns:Subscribe",
    "sns:Unsubscribe",
    "sns:DeleteTopic",
];
const QUEUE: [&str; 11] = [
    "sqs:CreateQueue",
    "sqs:DeleteMessage",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
    "sqs:SetQueueAttributes",
    "sqs:TagQueue",
    "sqs:ChangeMessageVisibility",
    "sqs:PurgeQueue",
    "sqs:DeleteQueue",
];

pub(crate) fn check(location: &Object, reach: &Reach, world: &World) -> Result<(), Refused> {
    let asked = location.get("enable_file_events") == Some(&json!(true));
    let provided =
        location.get("file_event_queue").is_some_and(|it| it.get("provided_sqs").is_some());
    if !asked || provided {
        return Ok(());
    }
    let missing = missing(reach, world);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refused::forbidden(format!(
        "Failed to set up file events on {}: the role {} may not {}",
        reach.url,
        reach.role.arn,
        missing.join(", ")
    )))
}

fn missing(reach: &Reach, world: &World) -> Vec<&'static str> {
    let partition = &world.account.partition.arn_partition;
    let of = |service: &str| {
        let (region, account) = (&reach.bucket.region, &reach.bucket.account);
        format!("arn:{partition}:{service}:{region}:{account}:csms-rehearsal")
    };
    let bucket = format!("arn:{partition}:s3:::{}", reach.bucket.name);
    let needed = [(&BUCKET[..], bucket), (&TOPIC[..], of("sns")), (&QUEUE[..], of("sqs"))];
    let denied = |action: &str, resource: &str| {
        let ask = Ask { by: None, action, resource, context: &[] };
        !role_allows(reach.role, &ask)
    };
    needed
        .iter()
        .flat_map(|(actions, resource)| actions.iter().filter(|it| denied(it, resource)))
        .copied()
        .collect()
}
