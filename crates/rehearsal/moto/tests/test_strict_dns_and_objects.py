"""Each refusal beside what is nearest to it and accepted."""

from .harness import REGION, Rehearsed, bucket, network


class Zones(Rehearsed):
    def zone(self, name, vpc, reference):
        made = self.ours("route53").create_hosted_zone(
            Name=name, CallerReference=f"{self.account}-{reference}", VPC={"VPCId": vpc, "VPCRegion": REGION}
        )
        return made["HostedZone"]["Id"]

    def test_two_private_zones_of_one_name(self):
        ec2, route53 = self.ours("ec2"), self.ours("route53")
        one, two = network(ec2), network(ec2)
        first = self.zone("example.internal", one, "first")
        second = {"Name": "example.internal", "CallerReference": "second", "VPC": {"VPCId": one, "VPCRegion": REGION}}
        self.refused("ConflictingDomainExists", route53.create_hosted_zone, **second)
        other = self.zone("example.internal", two, "third")
        join = {"HostedZoneId": other, "VPC": {"VPCId": one, "VPCRegion": REGION}}
        self.refused("ConflictingDomainExists", route53.associate_vpc_with_hosted_zone, **join)
        route53.delete_hosted_zone(Id=first)
        route53.associate_vpc_with_hosted_zone(**join)
        self.zone("more.example.internal", one, "fourth")


class Objects(Rehearsed):
    def test_a_key_that_cannot_be_used(self):
        kms, s3 = self.ours("kms"), self.ours("s3")
        key, other = [kms.create_key()["KeyMetadata"] for _ in range(2)]
        name = bucket(s3, f"b-{self.account}")

        def encrypt_by(key):
            by = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key["Arn"]}
            rules = {"Rules": [{"ApplyServerSideEncryptionByDefault": by}]}
            s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=rules)

        encrypt_by(key)
        old = {"Bucket": name, "Key": "old"}
        s3.put_object(**old, Body=b"1")
        kms.disable_key(KeyId=key["KeyId"])
        self.refused("KMS.DisabledException", s3.put_object, **old, Body=b"2")
        kms.schedule_key_deletion(KeyId=key["KeyId"])
        self.refused("KMS.KMSInvalidStateException", s3.put_object, **old, Body=b"2")
        encrypt_by(other)
        s3.put_object(Bucket=name, Key="new", Body=b"2")
        self.assertEqual(b"2", s3.get_object(Bucket=name, Key="new")["Body"].read())
        self.refused("KMS.KMSInvalidStateException", s3.get_object, **old)
        s3.delete_object(**old)
