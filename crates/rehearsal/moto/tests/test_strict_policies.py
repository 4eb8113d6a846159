"""Each refusal beside what is nearest to it and accepted."""

import json

from .harness import REGION, Rehearsed, ask, bucket, document, trust

DATABRICKS = "arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL"


class Roles(Rehearsed):
    def setUp(self):
        super().setUp()
        self.iam = self.ours("iam")

    def create(self, name, document):
        return {"RoleName": name, "AssumeRolePolicyDocument": document}

    def test_principal_that_does_not_exist(self):
        own = f"arn:aws:iam::{self.account}:role/"
        create = self.iam.create_role
        message = self.refused("MalformedPolicyDocument", create, **self.create("b", trust(f"{own}a")))
        self.assertIn(f"{own}a", message)
        self.refused("MalformedPolicyDocument", create, **self.create("a", trust(f"{own}a")))
        create(**self.create("a", trust(DATABRICKS)))
        create(**self.create("b", trust(f"{own}a")))
        update = {"RoleName": "a", "PolicyDocument": trust(f"{own}a")}
        self.iam.update_assume_role_policy(**update)
        update["PolicyDocument"] = trust(f"{own}c")
        self.refused("MalformedPolicyDocument", self.iam.update_assume_role_policy, **update)

    def test_principal_of_another_partition(self):
        gov = self.ours("iam", "us-gov-west-1")
        create = gov.create_role
        self.refused("MalformedPolicyDocument", create, **self.create("a", trust(DATABRICKS)))
        create(**self.create("a", trust("arn:aws-us-gov:iam::044793339203:root")))

    def test_trust_in_anything_but_assuming(self):
        create = self.iam.create_role
        self.refused("MalformedPolicyDocument", create, **self.create("a", trust("*", Action="s3:GetObject")))
        self.refused("MalformedPolicyDocument", create, **self.create("a", trust("*", Resource="*")))
        create(**self.create("a", trust("*", Action=["sts:AssumeRole", "sts:TagSession"])))

    def test_size_of_policies(self):
        self.iam.create_role(**self.create("a", trust("*")))

        def long(length):
            return document({"Effect": "Allow", "Action": "s3:Get*", "Resource": f"arn:aws:s3:::{'b' * length}"})

        put = {"RoleName": "a", "PolicyName": "p"}
        self.refused("LimitExceeded", self.iam.put_role_policy, **put, PolicyDocument=long(10_240))
        self.iam.put_role_policy(**put, PolicyDocument=long(9_000))
        self.iam.put_role_policy(**put, PolicyDocument=long(9_001))
        second = {"RoleName": "a", "PolicyName": "q"}
        self.refused("LimitExceeded", self.iam.put_role_policy, **second, PolicyDocument=long(2_000))
        self.refused("LimitExceeded", self.iam.create_policy, PolicyName="m", PolicyDocument=long(6_144))
        self.iam.create_policy(PolicyName="m", PolicyDocument=long(5_000))


class OrganizationsDemands(Rehearsed):
    """Of the roles of an account."""

    def setUp(self):
        super().setUp()
        self.iam = self.ours("iam")
        self.boundary = f"arn:aws:iam::{self.account}:policy/limits/bounded"
        self.other = f"arn:aws:iam::{self.account}:policy/other"
        everything = json.loads(document({"Effect": "Allow", "Action": "*", "Resource": "*"}))
        policies = [{"arn": arn, "document": everything} for arn in (self.boundary, self.other)]
        self.preexisting(policies=policies)

    def preexisting(self, **told):
        self.assertEqual((204, None), ask("preexisting", {"account": self.account, "region": REGION, **told}))

    def create(self, name, **named):
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("*"), **named)

    def test_role_without_the_boundary(self):
        self.create("before")
        self.preexisting(demanded_of_roles=[{"permissions_boundary": self.boundary}])
        message = self.refused("AccessDenied", lambda: self.create("a"))
        self.assertIn("iam:CreateRole", message)
        self.assertIn("service control policy", message)
        self.refused("AccessDenied", lambda: self.create("a", PermissionsBoundary=self.other))
        self.create("a", PermissionsBoundary=self.boundary)
        role = {"RoleName": "a"}
        self.refused("AccessDenied", self.iam.delete_role_permissions_boundary, **role)
        put = self.iam.put_role_permissions_boundary
        self.refused("AccessDenied", put, **role, PermissionsBoundary=self.other)
        put(RoleName="before", PermissionsBoundary=self.boundary)

    def test_role_outside_the_path(self):
        self.preexisting(demanded_of_roles=[{"path": "/databricks/"}])
        self.refused("AccessDenied", lambda: self.create("a"))
        self.refused("AccessDenied", lambda: self.create("a", Path="/databricks-too/"))
        self.create("a", Path="/databricks/")
        self.create("b", Path="/databricks/lake/")

    def test_boundary_that_does_not_exist(self):
        missing = f"arn:aws:iam::{self.account}:policy/missing"
        self.refused("NoSuchEntity", lambda: self.create("a", PermissionsBoundary=missing))
        self.create("a")
        put = self.iam.put_role_permissions_boundary
        self.refused("NoSuchEntity", put, RoleName="a", PermissionsBoundary=missing)
        put(RoleName="a", PermissionsBoundary=self.other)
        self.create("b", PermissionsBoundary="arn:aws:iam::aws:policy/PowerUserAccess")


class Keys(Rehearsed):
    def setUp(self):
        super().setUp()
        self.kms = self.ours("kms")
        self.ours("iam").create_role(RoleName="there", AssumeRolePolicyDocument=trust("*"))

    def policy(self, *principals, owner=True):
        root = [f"arn:aws:iam::{self.account}:root"] if owner else []
        statements = [{"Effect": "Allow", "Principal": {"AWS": p}, "Action": "kms:*", "Resource": "*"} for p in root]
        uses = [
            {"Effect": "Allow", "Principal": {"AWS": p}, "Action": "kms:Decrypt", "Resource": "*"} for p in principals
        ]
        return document(*statements, *uses)

    def test_lock_out(self):
        malformed = "MalformedPolicyDocumentException"
        alone = self.policy("arn:aws:iam::414351767826:root", owner=False)
        self.refused(malformed, self.kms.create_key, Policy=alone)
        self.kms.create_key(Policy=alone, BypassPolicyLockoutSafetyCheck=True)
        key = self.kms.create_key(Policy=self.policy())["KeyMetadata"]["KeyId"]
        self.refused(malformed, self.kms.put_key_policy, KeyId=key, PolicyName="default", Policy=alone)

    def test_principal_that_does_not_exist(self):
        own = f"arn:aws:iam::{self.account}:role/"
        missing = self.policy(f"{own}missing")
        self.refused("MalformedPolicyDocumentException", self.kms.create_key, Policy=missing)
        self.kms.create_key(Policy=self.policy(f"{own}there", DATABRICKS, "arn:aws:iam::414351767826:root"))

    def test_alias_of_a_key_that_goes(self):
        key = self.kms.create_key()["KeyMetadata"]["KeyId"]
        self.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        arguments = {"AliasName": f"alias/a-{self.account}", "TargetKeyId": key}
        self.refused("KMSInvalidStateException", self.kms.create_alias, **arguments)

    def test_alias_that_moves(self):
        one, two = [self.kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2)]
        alias = {"AliasName": f"alias/a-{self.account}"}
        self.kms.create_alias(**alias, TargetKeyId=one)
        self.refused("AlreadyExistsException", self.kms.create_alias, **alias, TargetKeyId=two)
        self.kms.schedule_key_deletion(KeyId=one)
        self.kms.update_alias(**alias, TargetKeyId=two)
        self.refused("KMSInvalidStateException", self.kms.update_alias, **alias, TargetKeyId=one)

    def test_a_key_that_goes_is_not_used(self):
        key = {"KeyId": self.kms.create_key()["KeyMetadata"]["KeyId"]}
        secret = self.kms.encrypt(**key, Plaintext=b"secret")["CiphertextBlob"]
        self.assertEqual(b"secret", self.kms.decrypt(CiphertextBlob=secret)["Plaintext"])
        self.kms.schedule_key_deletion(**key)
        somebody = f"arn:aws:iam::{self.account}:role/there"
        for call, arguments in (
            (self.kms.decrypt, {"CiphertextBlob": secret}),
            (self.kms.encrypt, {**key, "Plaintext": b"more"}),
            (self.kms.generate_data_key, {**key, "KeySpec": "AES_256"}),
            (self.kms.create_grant, {**key, "GranteePrincipal": somebody, "Operations": ["Decrypt"]}),
            (self.kms.enable_key_rotation, key),
            (self.kms.disable_key, key),
            (self.kms.tag_resource, {**key, "Tags": [{"TagKey": "k", "TagValue": "v"}]}),
            (self.kms.update_key_description, {**key, "Description": "d"}),
            (self.kms.schedule_key_deletion, key),
        ):
            message = self.refused("KMSInvalidStateException", call, **arguments)
            self.assertIn("is pending deletion.", message)
        self.kms.put_key_policy(**key, PolicyName="default", Policy=self.policy())
        self.assertEqual("PendingDeletion", self.kms.describe_key(**key)["KeyMetadata"]["KeyState"])
        self.kms.cancel_key_deletion(**key)
        self.kms.enable_key(**key)
        self.kms.encrypt(**key, Plaintext=b"more")


class Buckets(Rehearsed):
    def setUp(self):
        super().setUp()
        self.s3 = self.ours("s3")
        self.bucket = bucket(self.s3, f"b-{self.account}")
        self.ours("iam").create_role(RoleName="there", AssumeRolePolicyDocument=trust("*"))

    def put(self, **statement):
        base = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{self.bucket}/*"}
        return {"Bucket": self.bucket, "Policy": document({**base, **statement})}

    def test_principal_that_does_not_exist(self):
        own, put = f"arn:aws:iam::{self.account}:role/", self.s3.put_bucket_policy
        self.refused("MalformedPolicy", put, **self.put(Principal={"AWS": f"{own}missing"}))
        put(**self.put(Principal={"AWS": [f"{own}there", DATABRICKS]}))

    def test_another_bucket(self):
        databricks, put = {"AWS": "arn:aws:iam::414351767826:root"}, self.s3.put_bucket_policy
        self.refused(
            "MalformedPolicy", put, **self.put(Principal=databricks, Resource=f"arn:aws:s3:::{self.bucket}2/*")
        )
        self.refused(
            "MalformedPolicy", put, **self.put(Principal=databricks, Resource=f"arn:aws-us-gov:s3:::{self.bucket}")
        )
        put(**self.put(Principal=databricks))

    def test_public_policy_while_public_policies_are_blocked(self):
        put = self.s3.put_bucket_policy
        self.refused("AccessDenied", put, **self.put(Principal="*"))
        put(**self.put(Principal="*", Condition={"StringEquals": {"aws:PrincipalAccount": self.account}}))
        put(**self.put(Principal="*", Effect="Deny"))
        self.s3.delete_public_access_block(Bucket=self.bucket)
        put(**self.put(Principal="*"))

    def test_lifecycle_into_cold_storage_too_soon(self):
        def rules(days):
            move = [{"Days": days, "StorageClass": "STANDARD_IA"}]
            rule = {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": ""}, "Transitions": move}
            return {"Bucket": self.bucket, "LifecycleConfiguration": {"Rules": [rule]}}

        self.refused("InvalidArgument", self.s3.put_bucket_lifecycle_configuration, **rules(1))
        self.s3.put_bucket_lifecycle_configuration(**rules(30))

    def test_replication_to_a_bucket_without_versions(self):
        copy = bucket(self.s3, f"copy-{self.account}")
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        rule = {"ID": "r", "Status": "Enabled", "Prefix": "", "Destination": {"Bucket": f"arn:aws:s3:::{copy}"}}
        role = f"arn:aws:iam::{self.account}:role/there"
        arguments = {"Bucket": self.bucket, "ReplicationConfiguration": {"Role": role, "Rules": [rule]}}
        self.refused("InvalidRequest", self.s3.put_bucket_replication, **arguments)
        self.s3.put_bucket_versioning(Bucket=copy, VersioningConfiguration={"Status": "Enabled"})
        self.s3.put_bucket_replication(**arguments)

    def test_region_of_a_bucket_must_be_said(self):
        self.refused("IllegalLocationConstraintException", self.s3.create_bucket, Bucket=f"other-{self.account}")
