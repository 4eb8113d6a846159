from botocore.exceptions import ClientError

from .harness import Rehearsed, ask, facts, network, subnet, trust

OFF = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}


class Regions(Rehearsed):
    def test_roles_of_govcloud_are_in_its_partition(self):
        for moto, partition in ((self.ours, "aws-us-gov"), (self.stock, "aws")):
            iam = moto("iam", "us-gov-west-1")
            iam.meta.events.register("before-send", lambda request, **_: request.headers.update(HOST))
            arn = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))["Role"]["Arn"]
            self.assertEqual(partition, arn.split(":")[1])


HOST = {"Host": "iam.us-gov.amazonaws.com"}


class TransitGateways(Rehearsed):
    def attached(self, ec2, **options):
        vpc = network(ec2)
        gateway = ec2.create_transit_gateway(Options=options)["TransitGateway"]["TransitGatewayId"]
        made = ec2.create_transit_gateway_vpc_attachment(
            TransitGatewayId=gateway,
            VpcId=vpc,
            SubnetIds=[subnet(ec2, vpc)],
            TagSpecifications=[{"ResourceType": "transit-gateway-attachment", "Tags": [{"Key": "k", "Value": "v"}]}],
        )
        return gateway, made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]

    def table(self, ec2, gateway):
        made = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)
        return made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]

    def test_a_gateway_without_defaults_names_no_table(self):
        for moto, named in ((self.ours, False), (self.stock, True)):
            ec2 = moto("ec2")
            made = ec2.create_transit_gateway(Options=OFF)["TransitGateway"]["Options"]
            self.assertEqual(named, "AssociationDefaultRouteTableId" in made)

    def test_an_attachment_has_its_tags_and_no_association_that_was_not_made(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            _, attachment = self.attached(ec2, **OFF)
            (told,) = ec2.describe_transit_gateway_attachments(TransitGatewayAttachmentIds=[attachment])[
                "TransitGatewayAttachments"
            ]
            self.assertEqual(is_right, told.get("Tags") == [{"Key": "k", "Value": "v"}])
            self.assertEqual(is_right, "TransitGatewayRouteTableId" not in told.get("Association", {}))

    def test_the_default_association_can_be_undone(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            gateway, attachment = self.attached(ec2)
            (told,) = ec2.describe_transit_gateways(TransitGatewayIds=[gateway])["TransitGateways"]
            table = told["Options"]["AssociationDefaultRouteTableId"]
            arguments = {"TransitGatewayRouteTableId": table, "TransitGatewayAttachmentId": attachment}
            if is_right:
                ec2.disassociate_transit_gateway_route_table(**arguments)
                ec2.disable_transit_gateway_route_table_propagation(**arguments)
            else:
                with self.assertRaises(ClientError):
                    ec2.disassociate_transit_gateway_route_table(**arguments)

    def test_an_attachment_may_propagate_to_several_tables(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            gateway, attachment = self.attached(ec2, **OFF)
            one, two = self.table(ec2, gateway), self.table(ec2, gateway)
            for table in (one, two):
                ec2.enable_transit_gateway_route_table_propagation(
                    TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
                )
            ec2.disable_transit_gateway_route_table_propagation(
                TransitGatewayRouteTableId=one, TransitGatewayAttachmentId=attachment
            )
            again = {"TransitGatewayRouteTableId": two, "TransitGatewayAttachmentId": attachment}
            if is_right:
                ec2.disable_transit_gateway_route_table_propagation(**again)
            else:
                with self.assertRaises(ClientError):
                    ec2.disable_transit_gateway_route_table_propagation(**again)

    def test_a_route_tells_its_attachment(self):
        for moto, attachments in ((self.ours, 1), (self.stock, 0)):
            ec2 = moto("ec2")
            gateway, attachment = self.attached(ec2, **OFF)
            table = self.table(ec2, gateway)
            ec2.create_transit_gateway_route(
                DestinationCidrBlock="0.0.0.0/0",
                TransitGatewayRouteTableId=table,
                TransitGatewayAttachmentId=attachment,
            )
            static = [{"Name": "type", "Values": ["static"]}]
            (route,) = ec2.search_transit_gateway_routes(TransitGatewayRouteTableId=table, Filters=static)["Routes"]
            found = [one for one in route.get("TransitGatewayAttachments", []) if one]
            self.assertEqual(attachments, len(found))

    def test_a_deleted_attachment_is_seen_as_deleted_and_another_may_follow(self):
        for moto, states in ((self.ours, ["deleted"]), (self.stock, [])):
            ec2 = moto("ec2")
            gateway, attachment = self.attached(ec2, **OFF)
            ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
            told = ec2.describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[attachment])
            self.assertEqual(states, [one["State"] for one in told["TransitGatewayVpcAttachments"]])
        ec2 = self.ours("ec2")
        (vpc,) = {fact["vpc"] for fact in facts("subnets", self.account) if fact["cidr"] == "10.0.0.0/24"}
        (inside,) = [fact["id"] for fact in facts("subnets", self.account) if fact["vpc"] == vpc]
        mine = [one["TransitGatewayId"] for one in ec2.describe_transit_gateways()["TransitGateways"]]
        ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=mine[0], VpcId=vpc, SubnetIds=[inside])

    def test_a_gateway_takes_its_default_table_along(self):
        for moto, options, kinds in ((self.ours, (), []), (self.stock, ("--stock",), ["TransitGatewayRouteTable"])):
            ec2 = moto("ec2")
            gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
            ec2.delete_transit_gateway(TransitGatewayId=gateway)
            left = [one["kind"] for one in ask("leftovers", None, *options)[1] if one["account"] == self.account]
            self.assertEqual(kinds, left)
