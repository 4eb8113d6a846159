"""Each refusal beside what is nearest to it and accepted."""

from .harness import Rehearsed, network, subnet


class TransitGateways(Rehearsed):
    def setUp(self):
        super().setUp()
        self.ec2 = self.ours("ec2")
        self.vpc = network(self.ec2)
        self.gateway = self.ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]

    def attach(self, *subnets):
        return {"TransitGatewayId": self.gateway, "VpcId": self.vpc, "SubnetIds": list(subnets)}

    def test_two_subnets_in_one_zone_or_one_elsewhere(self):
        create = self.ec2.create_transit_gateway_vpc_attachment
        one, beside = subnet(self.ec2, self.vpc), subnet(self.ec2, self.vpc, "10.0.1.0/24")
        elsewhere = subnet(self.ec2, network(self.ec2), zone="euw1-az2")
        self.refused("DuplicateSubnetsInSameZone", create, **self.attach(one, beside))
        self.refused("InvalidParameterValue", create, **self.attach(one, elsewhere))
        create(**self.attach(one, subnet(self.ec2, self.vpc, "10.0.2.0/24", "euw1-az2")))

    def test_nothing_goes_that_is_needed(self):
        ec2, inside = self.ec2, subnet(self.ec2, self.vpc)
        made = ec2.create_transit_gateway_vpc_attachment(**self.attach(inside))
        attachment = {"TransitGatewayAttachmentId": made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]}
        gateway = {"TransitGatewayId": self.gateway}
        (told,) = ec2.describe_transit_gateways(TransitGatewayIds=[self.gateway])["TransitGateways"]
        table = {"TransitGatewayRouteTableId": told["Options"]["AssociationDefaultRouteTableId"]}
        self.refused("IncorrectState", ec2.delete_transit_gateway, **gateway)
        self.refused("IncorrectState", ec2.delete_transit_gateway_route_table, **table)
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=inside)
        ec2.delete_transit_gateway_vpc_attachment(**attachment)
        ec2.delete_subnet(SubnetId=inside)
        ec2.delete_transit_gateway(**gateway)
        ec2.delete_vpc(VpcId=self.vpc)

    def test_a_second_association_or_route(self):
        ec2, inside = self.ec2, subnet(self.ec2, self.vpc)
        made = ec2.create_transit_gateway_vpc_attachment(**self.attach(inside))["TransitGatewayVpcAttachment"]
        attachment = {"TransitGatewayAttachmentId": made["TransitGatewayAttachmentId"]}
        default, other = [
            {"TransitGatewayRouteTableId": one["TransitGatewayRouteTableId"]}
            for one in (
                ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"][0],
                ec2.create_transit_gateway_route_table(TransitGatewayId=self.gateway)["TransitGatewayRouteTable"],
            )
        ]
        associate = ec2.associate_transit_gateway_route_table
        self.refused("Resource.AlreadyAssociated", associate, **attachment, **other)
        ec2.disassociate_transit_gateway_route_table(**attachment, **default)
        associate(**attachment, **other)
        route = {"DestinationCidrBlock": "0.0.0.0/0", **other, **attachment}
        ec2.create_transit_gateway_route(**route)
        self.refused("RouteAlreadyExists", ec2.create_transit_gateway_route, **route)
        ec2.create_transit_gateway_route(**{**route, **default})
        ec2.delete_transit_gateway_route(DestinationCidrBlock="0.0.0.0/0", **other)
        ec2.create_transit_gateway_route(**route)

    def test_an_attachment_that_gets_other_subnets(self):
        ec2 = self.ec2
        one, beside = subnet(ec2, self.vpc), subnet(ec2, self.vpc, "10.0.1.0/24")
        two = subnet(ec2, self.vpc, "10.0.2.0/24", "euw1-az2")
        made = ec2.create_transit_gateway_vpc_attachment(**self.attach(one))["TransitGatewayVpcAttachment"]
        attachment = {"TransitGatewayAttachmentId": made["TransitGatewayAttachmentId"]}
        modify = ec2.modify_transit_gateway_vpc_attachment
        self.refused("DuplicateSubnetsInSameZone", modify, **attachment, AddSubnetIds=[beside])
        modify(**attachment, AddSubnetIds=[two])
        modify(**attachment, RemoveSubnetIds=[one])
        ec2.delete_subnet(SubnetId=one)
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=two)
