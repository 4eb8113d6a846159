from botocore.exceptions import ClientError

from .harness import REGION, Rehearsed, ask, bucket, network


class Zones(Rehearsed):
    def zone(self, moto, vpc):
        route53 = moto("route53")
        made = route53.create_hosted_zone(
            Name="example.internal", CallerReference=self.account, VPC={"VPCId": vpc, "VPCRegion": REGION}
        )
        return route53, made["HostedZone"]

    def test_a_zone_with_a_vpc_is_private(self):
        for moto, is_private in ((self.ours, True), (self.stock, False)):
            _, zone = self.zone(moto, network(moto("ec2")))
            self.assertEqual(is_private, zone["Config"]["PrivateZone"])

    def test_a_vpc_of_another_account_can_be_allowed(self):
        vpc = network(self.ours("ec2"))
        route53, zone = self.zone(self.ours, vpc)
        other = {"HostedZoneId": zone["Id"], "VPC": {"VPCId": "vpc-1", "VPCRegion": REGION}}
        route53.create_vpc_association_authorization(**other)
        told = route53.list_vpc_association_authorizations(HostedZoneId=zone["Id"])["VPCs"]
        self.assertEqual([other["VPC"]], told)
        route53.delete_vpc_association_authorization(**other)
        self.assertEqual([], route53.list_vpc_association_authorizations(HostedZoneId=zone["Id"])["VPCs"])
        with self.assertRaises(ClientError):
            self.stock("route53").create_vpc_association_authorization(**other)

    def test_a_missing_vpc_and_a_cname_at_the_apex(self):
        with self.assertRaises(ClientError):
            self.zone(self.ours, "vpc-0")
        route53, zone = self.zone(self.ours, network(self.ours("ec2")))

        def record(name):
            target = [{"Value": "else.where"}]
            made = {"Name": name, "Type": "CNAME", "TTL": 60, "ResourceRecords": target}
            return {
                "HostedZoneId": zone["Id"],
                "ChangeBatch": {"Changes": [{"Action": "CREATE", "ResourceRecordSet": made}]},
            }

        self.refused("InvalidChangeBatch", route53.change_resource_record_sets, **record("example.internal"))
        route53.change_resource_record_sets(**record("a.example.internal"))

    def test_a_zone_leaves_nothing(self):
        vpc = network(self.ours("ec2"))
        route53, zone = self.zone(self.ours, vpc)
        route53.delete_hosted_zone(Id=zone["Id"])
        left = [one["service"] for one in ask("leftovers")[1] if one["account"] == self.account]
        self.assertNotIn("route53", left)


class FlowLogs(Rehearsed):
    def test_the_form_of_the_files_is_kept(self):
        options = {"FileFormat": "parquet", "HiveCompatiblePartitions": True, "PerHourPartition": True}
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            name = bucket(moto("s3"), f"flow-{self.account}")
            made = ec2.create_flow_logs(
                ResourceIds=[network(ec2)],
                ResourceType="VPC",
                TrafficType="ALL",
                LogDestinationType="s3",
                LogDestination=f"arn:aws:s3:::{name}",
                DestinationOptions=options,
            )
            (told,) = ec2.describe_flow_logs(FlowLogIds=made["FlowLogIds"])["FlowLogs"]
            self.assertEqual(is_right, told.get("DestinationOptions") == options)
