import json

from .harness import Rehearsed, bucket, document, trust

AND = {"And": {"Prefix": "a/", "Tags": [{"Key": "k", "Value": "v"}], "ObjectSizeGreaterThan": 1000}}


class Documents(Rehearsed):
    def made(self, moto):
        s3 = moto("s3")
        return s3, bucket(s3, f"b-{self.account}")

    def test_lifecycle_rules_come_back_whole(self):
        rules = [
            {
                "ID": "all",
                "Status": "Enabled",
                "Filter": AND,
                "NoncurrentVersionExpiration": {"NoncurrentDays": 30, "NewerNoncurrentVersions": 3},
            },
            {
                "ID": "other",
                "Status": "Disabled",
                "Filter": {},
                "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            },
        ]
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            s3, name = self.made(moto)
            s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
            told = s3.get_bucket_lifecycle_configuration(Bucket=name)
            self.assertEqual(is_right, rules == told["Rules"])
            self.assertEqual("all_storage_classes_128K", told["TransitionDefaultMinimumObjectSize"])
        s3 = self.ours("s3")
        s3.delete_bucket_lifecycle(Bucket=name)
        self.refused("NoSuchLifecycleConfiguration", s3.get_bucket_lifecycle_configuration, Bucket=name)

    def test_replication_comes_back_whole(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            s3, name = self.made(moto)
            copy = bucket(s3, f"copy-{self.account}")
            for one in (name, copy):
                s3.put_bucket_versioning(Bucket=one, VersioningConfiguration={"Status": "Enabled"})
            rule = {
                "ID": "r",
                "Priority": 1,
                "Status": "Enabled",
                "Filter": {"Prefix": ""},
                "DeleteMarkerReplication": {"Status": "Enabled"},
                "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
                "Destination": {"Bucket": f"arn:aws:s3:::{copy}", "EncryptionConfiguration": {"ReplicaKmsKeyID": "k"}},
            }
            role = f"arn:aws:iam::{self.account}:role/r"
            s3.put_bucket_replication(Bucket=name, ReplicationConfiguration={"Role": role, "Rules": [rule]})
            told = s3.get_bucket_replication(Bucket=name)["ReplicationConfiguration"]
            self.assertEqual(is_right, told == {"Role": role, "Rules": [rule]})

    def test_logging_and_notification_come_back_whole(self):
        s3, name = self.made(self.ours)
        self.assertNotIn("LoggingEnabled", s3.get_bucket_logging(Bucket=name))
        by_date = {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}}
        logging = {"TargetBucket": name, "TargetPrefix": "log/", "TargetObjectKeyFormat": by_date}
        allow = {
            "Effect": "Allow",
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{name}/*",
        }
        s3.put_bucket_policy(Bucket=name, Policy=document(allow))
        s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={"LoggingEnabled": logging})
        self.assertEqual(logging, s3.get_bucket_logging(Bucket=name)["LoggingEnabled"])
        s3.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        self.assertIn("EventBridgeConfiguration", s3.get_bucket_notification_configuration(Bucket=name))

    def test_what_moto_does_not_know_is_kept_by_id(self):
        s3, name = self.made(self.ours)
        configuration = {"Id": "one", "Filter": {"Prefix": "a/"}}
        s3.put_bucket_metrics_configuration(Bucket=name, Id="one", MetricsConfiguration=configuration)
        told = s3.get_bucket_metrics_configuration(Bucket=name, Id="one")["MetricsConfiguration"]
        self.assertEqual(configuration, told)
        self.refused("NoSuchConfiguration", s3.get_bucket_metrics_configuration, Bucket=name, Id="two")
        s3.delete_bucket_metrics_configuration(Bucket=name, Id="one")
        self.refused("NoSuchConfiguration", s3.get_bucket_metrics_configuration, Bucket=name, Id="one")
        stock, name = self.made(self.stock)
        arguments = {"Bucket": name, "Id": "one", "MetricsConfiguration": configuration}
        self.refused("IllegalLocationConstraintException", stock.put_bucket_metrics_configuration, **arguments)

    def test_deleting_a_configuration_leaves_the_bucket(self):
        for moto, stays in ((self.ours, True), (self.stock, False)):
            s3, name = self.made(moto)
            s3.delete_bucket_inventory_configuration(Bucket=name, Id="one")
            self.assertEqual(stays, name in [one["Name"] for one in s3.list_buckets()["Buckets"]])

    def test_a_new_bucket_of_the_same_name_has_none(self):
        s3, name = self.made(self.ours)
        arguments = {"Bucket": name, "Id": "one"}
        s3.put_bucket_metrics_configuration(**arguments, MetricsConfiguration={"Id": "one"})
        s3.delete_bucket(Bucket=name)
        bucket(s3, name)
        self.refused("NoSuchConfiguration", s3.get_bucket_metrics_configuration, **arguments)


class Access(Rehearsed):
    def test_a_conditional_deny_denies_nothing_here(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            s3 = moto("s3")
            name = bucket(s3, f"b-{self.account}")
            deny = {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
            s3.put_bucket_policy(Bucket=name, Policy=document(deny))
            if is_right:
                s3.put_object(Bucket=name, Key="k", Body=b"")
                self.assertEqual([deny], json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])["Statement"])
            else:
                self.refused("403", s3.put_object, Bucket=name, Key="k", Body=b"")


class Logs(Rehearsed):
    def test_a_log_bucket_stays_empty(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            s3 = moto("s3")
            name, logs = bucket(s3, f"b-{self.account}"), bucket(s3, f"logs-{self.account}")
            allow = {
                "Effect": "Allow",
                "Principal": {"Service": "logging.s3.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": f"arn:aws:s3:::{logs}/*",
            }
            s3.put_bucket_policy(Bucket=logs, Policy=document(allow))
            where = {"LoggingEnabled": {"TargetBucket": logs, "TargetPrefix": "log/"}}
            s3.put_bucket_logging(Bucket=name, BucketLoggingStatus=where)
            s3.list_objects_v2(Bucket=name)
            self.assertEqual(is_right, s3.list_objects_v2(Bucket=logs)["KeyCount"] == 0)


class Keys(Rehearsed):
    def test_the_period_of_rotation_is_kept(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            kms = moto("kms")
            key = kms.create_key()["KeyMetadata"]["KeyId"]
            kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
            told = kms.get_key_rotation_status(KeyId=key)
            self.assertEqual(is_right, told.get("RotationPeriodInDays") == 180)
            self.assertTrue(told["KeyRotationEnabled"])

    def test_a_period_that_kms_does_not_have_is_refused(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            kms = moto("kms")
            arguments = {"KeyId": kms.create_key()["KeyMetadata"]["KeyId"], "RotationPeriodInDays": 2561}
            if is_right:
                self.refused("ValidationException", kms.enable_key_rotation, **arguments)
            else:
                kms.enable_key_rotation(**arguments)

    def test_a_replica_has_its_own_policy_and_leaves_the_primary_what_it_is(self):
        other = "eu-central-1"
        policy = document({"Effect": "Allow", "Principal": {"AWS": self.account}, "Action": "kms:*", "Resource": "*"})
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            kms, there = moto("kms"), moto("kms", other)
            key = kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
            kms.replicate_key(KeyId=key, ReplicaRegion=other, Policy=policy, Description="mine")
            replica = there.describe_key(KeyId=key)["KeyMetadata"]
            primary = kms.describe_key(KeyId=key)["KeyMetadata"]
            self.assertEqual("REPLICA", replica["MultiRegionConfiguration"]["MultiRegionKeyType"])
            right = (
                primary["MultiRegionConfiguration"]["MultiRegionKeyType"] == "PRIMARY",
                json.loads(there.get_key_policy(KeyId=key, PolicyName="default")["Policy"]) == json.loads(policy),
                replica["Description"] == "mine",
            )
            self.assertEqual((is_right,) * 3, right)


class Policies(Rehearsed):
    def test_managed_policies_of_aws_can_be_read_attached_and_detached(self):
        arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
        iam = self.ours("iam")
        iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))
        iam.attach_role_policy(RoleName="r", PolicyArn=arn)
        attached = iam.list_attached_role_policies(RoleName="r")["AttachedPolicies"]
        self.assertEqual([{"PolicyName": "AmazonS3ReadOnlyAccess", "PolicyArn": arn}], attached)
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        told = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
        self.assertEqual("Allow", told["Statement"][0]["Effect"])
        iam.detach_role_policy(RoleName="r", PolicyArn=arn)
        iam.delete_role(RoleName="r")
        self.refused("NoSuchEntity", self.stock("iam").get_policy, PolicyArn=arn)

    def test_in_govcloud_they_have_its_partition(self):
        iam = self.ours("iam", "us-gov-west-1")
        arn = "arn:aws-us-gov:iam::aws:policy/AmazonS3ReadOnlyAccess"
        self.assertEqual(arn, iam.get_policy(PolicyArn=arn)["Policy"]["Arn"])

    def test_one_that_does_not_exist_is_not_found(self):
        arn = "arn:aws:iam::aws:policy/NoSuchThing"
        self.refused("NoSuchEntity", self.ours("iam").get_policy, PolicyArn=arn)
