"""Each refusal beside what is nearest to it and accepted."""

from .harness import REGION, Rehearsed, group, internet, nat, network, security_rule, subnet

STS = f"com.amazonaws.{REGION}.sts"


class Subnets(Rehearsed):
    def setUp(self):
        super().setUp()
        self.ec2 = self.ours("ec2")
        self.vpc = network(self.ec2)

    def test_zone_of_another_region(self):
        for zone in ({"AvailabilityZoneId": "use1-az1"}, {"AvailabilityZone": "us-east-1a"}):
            arguments = {"VpcId": self.vpc, "CidrBlock": "10.0.0.0/24", **zone}
            message = self.refused("InvalidParameterValue", self.ec2.create_subnet, **arguments)
            self.assertIn(next(iter(zone.values())), message)
        self.ec2.create_subnet(VpcId=self.vpc, CidrBlock="10.0.0.0/24", AvailabilityZone="eu-west-1a")

    def test_size(self):
        self.refused("InvalidSubnet.Range", self.ec2.create_subnet, VpcId=self.vpc, CidrBlock="10.0.0.0/29")
        self.ec2.create_subnet(VpcId=self.vpc, CidrBlock="10.0.0.0/28", AvailabilityZone="eu-west-1a")

    def test_nat_gateway_without_a_way_to_the_internet(self):
        inside = subnet(self.ec2, self.vpc)
        address = self.ec2.allocate_address(Domain="vpc")["AllocationId"]
        arguments = {"SubnetId": inside, "AllocationId": address}
        self.refused("Gateway.NotAttached", self.ec2.create_nat_gateway, **arguments)
        internet(self.ec2, self.vpc)
        self.ec2.create_nat_gateway(**arguments)
        self.refused("Resource.AlreadyAssociated", self.ec2.create_nat_gateway, **arguments)

    def test_route_into_another_network(self):
        other = network(self.ec2)
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        theirs, ours = internet(self.ec2, other), internet(self.ec2, self.vpc)
        their_nat = nat(self.ec2, subnet(self.ec2, other))
        arguments = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
        self.refused("InvalidParameterValue", self.ec2.create_route, **arguments, GatewayId=theirs)
        self.refused("InvalidParameterValue", self.ec2.create_route, **arguments, NatGatewayId=their_nat)
        self.refused("InvalidNatGatewayID.NotFound", self.ec2.create_route, **arguments, NatGatewayId="nat-0")
        self.ec2.create_route(**arguments, GatewayId=ours)
        self.refused("InvalidParameterValue", self.ec2.replace_route, **arguments, GatewayId=theirs)

    def test_subnet_in_two_tables(self):
        inside = subnet(self.ec2, self.vpc)
        tables = [self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"] for _ in range(2)]
        self.ec2.associate_route_table(RouteTableId=tables[0], SubnetId=inside)
        again = {"RouteTableId": tables[1], "SubnetId": inside}
        self.refused("Resource.AlreadyAssociated", self.ec2.associate_route_table, **again)
        other = subnet(self.ec2, network(self.ec2))
        foreign = {"RouteTableId": tables[1], "SubnetId": other}
        self.refused("InvalidParameterValue", self.ec2.associate_route_table, **foreign)

    def test_what_moto_refuses_by_itself(self):
        subnet(self.ec2, self.vpc)
        create = self.ec2.create_subnet
        self.refused("InvalidSubnet.Conflict", create, VpcId=self.vpc, CidrBlock="10.0.0.128/25")
        self.refused("InvalidSubnet.Range", create, VpcId=self.vpc, CidrBlock="10.1.0.0/24")
        self.refused("InvalidVpcID.NotFound", create, VpcId="vpc-0", CidrBlock="10.1.0.0/24")


class SecurityGroups(Rehearsed):
    def test_rule_across_networks(self):
        ec2 = self.ours("ec2")
        mine, theirs = group(ec2, network(ec2)), group(ec2, network(ec2))
        for authorize in (ec2.authorize_security_group_ingress, ec2.authorize_security_group_egress):
            rules = [security_rule({"UserIdGroupPairs": [{"GroupId": theirs}]})]
            self.refused("InvalidGroup.NotFound", authorize, GroupId=mine, IpPermissions=rules)
            nobody = [security_rule({"UserIdGroupPairs": [{"GroupId": "sg-0"}]})]
            self.refused("InvalidGroup.NotFound", authorize, GroupId=mine, IpPermissions=nobody)
            authorize(GroupId=mine, IpPermissions=[security_rule({"UserIdGroupPairs": [{"GroupId": mine}]})])

    def test_duplicate_rule(self):
        ec2 = self.ours("ec2")
        mine = group(ec2, network(ec2))
        for why in ("one", "two"):
            rules = [security_rule({"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": why}]})]
            if why == "one":
                ec2.authorize_security_group_ingress(GroupId=mine, IpPermissions=rules)
        arguments = {"GroupId": mine, "IpPermissions": rules}
        self.refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, **arguments)


class Endpoints(Rehearsed):
    def setUp(self):
        super().setUp()
        self.ec2 = self.ours("ec2")
        self.vpc = network(self.ec2)
        self.one, self.two = subnet(self.ec2, self.vpc), subnet(self.ec2, self.vpc, "10.0.1.0/24", "euw1-az2")

    def asked(self, **more):
        return {"VpcId": self.vpc, "ServiceName": STS, "VpcEndpointType": "Interface", "SubnetIds": [self.one], **more}

    def test_two_subnets_in_one_zone(self):
        beside = subnet(self.ec2, self.vpc, "10.0.2.0/24")
        create, modify = self.ec2.create_vpc_endpoint, self.ec2.modify_vpc_endpoint
        self.refused("DuplicateSubnetsInSameZone", create, **self.asked(SubnetIds=[self.one, beside]))
        endpoint = create(**self.asked(SubnetIds=[self.one, self.two]))["VpcEndpoint"]["VpcEndpointId"]
        self.refused("DuplicateSubnetsInSameZone", modify, VpcEndpointId=endpoint, AddSubnetIds=[beside])
        modify(VpcEndpointId=endpoint, AddSubnetIds=[beside], RemoveSubnetIds=[self.one])

    def test_service_that_does_not_exist(self):
        create = self.ec2.create_vpc_endpoint
        for name in (
            "com.amazonaws.us-east-1.sts",
            f"com.amazonaws.{REGION}.stss",
            "com.amazonaws.vpce.us-east-1.vpce-svc-0da6ebf1461278016",
            f"com.amazonaws.vpce.{REGION}.vpce-svc-nothex",
        ):
            self.refused("InvalidServiceName", create, **self.asked(ServiceName=name))
        for name in (
            STS,
            f"com.amazonaws.{REGION}.kinesis-streams",
            f"com.amazonaws.vpce.{REGION}.vpce-svc-0da6ebf1461278016",
        ):
            create(**self.asked(ServiceName=name))

    def test_gateway_endpoint_of_a_service_without_one(self):
        create, vpc = self.ec2.create_vpc_endpoint, self.vpc
        self.refused("InvalidParameter", create, VpcId=vpc, ServiceName=STS, VpcEndpointType="Gateway")
        create(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3", VpcEndpointType="Gateway")

    def test_second_gateway_endpoint_in_a_table(self):
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        gateway = {"VpcId": self.vpc, "ServiceName": f"com.amazonaws.{REGION}.s3", "VpcEndpointType": "Gateway"}
        self.ec2.create_vpc_endpoint(**gateway, RouteTableIds=[table])
        self.refused("RouteAlreadyExists", self.ec2.create_vpc_endpoint, **gateway, RouteTableIds=[table])

    def test_private_dns_needs_both_flags(self):
        create = self.ec2.create_vpc_endpoint
        self.ec2.modify_vpc_attribute(VpcId=self.vpc, EnableDnsHostnames={"Value": False})
        self.refused("InvalidParameter", create, **self.asked(PrivateDnsEnabled=True))
        create(**self.asked(PrivateDnsEnabled=False))

    def test_two_endpoints_of_one_private_name(self):
        create = self.ec2.create_vpc_endpoint
        create(**self.asked(PrivateDnsEnabled=True))
        self.refused("InvalidParameter", create, **self.asked(PrivateDnsEnabled=True))
        later = create(**self.asked(PrivateDnsEnabled=False))["VpcEndpoint"]["VpcEndpointId"]
        self.refused("InvalidParameter", self.ec2.modify_vpc_endpoint, VpcEndpointId=later, PrivateDnsEnabled=True)

    def test_group_or_subnet_of_another_network(self):
        other = network(self.ec2)
        create = self.ec2.create_vpc_endpoint
        self.refused("InvalidParameter", create, **self.asked(SecurityGroupIds=[group(self.ec2, other)]))
        self.refused("InvalidGroup.NotFound", create, **self.asked(SecurityGroupIds=["sg-0"]))
        self.refused("InvalidParameter", create, **self.asked(SubnetIds=[subnet(self.ec2, other)]))
        create(**self.asked(SecurityGroupIds=[group(self.ec2, self.vpc)]))


class Deletion(Rehearsed):
    def setUp(self):
        super().setUp()
        self.ec2 = self.ours("ec2")
        self.vpc = network(self.ec2)

    def test_nothing_goes_that_is_needed(self):
        ec2 = self.ec2
        inside, gateway, mine = subnet(ec2, self.vpc), internet(ec2, self.vpc), group(ec2, self.vpc)
        way_out = nat(ec2, inside)
        arguments = {"VpcId": self.vpc, "ServiceName": STS, "VpcEndpointType": "Interface"}
        made = ec2.create_vpc_endpoint(**arguments, SubnetIds=[inside], SecurityGroupIds=[mine])
        endpoint = made["VpcEndpoint"]["VpcEndpointId"]
        (address,) = ec2.describe_addresses()["Addresses"]
        release = {"AllocationId": address["AllocationId"]}
        self.refused("AuthFailure", ec2.release_address, **release)
        self.refused("AuthFailure", ec2.disassociate_address, AssociationId=address["AssociationId"])
        detach = {"InternetGatewayId": gateway, "VpcId": self.vpc}
        self.refused("DependencyViolation", ec2.detach_internet_gateway, **detach)
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=inside)
        self.refused("DependencyViolation", ec2.delete_security_group, GroupId=mine)
        self.refused("DependencyViolation", ec2.delete_vpc, VpcId=self.vpc)
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
        ec2.delete_nat_gateway(NatGatewayId=way_out)
        ec2.release_address(**release)
        ec2.delete_subnet(SubnetId=inside)
        ec2.delete_security_group(GroupId=mine)
        self.refused("DependencyViolation", ec2.delete_vpc, VpcId=self.vpc)
        ec2.detach_internet_gateway(**detach)
        ec2.delete_vpc(VpcId=self.vpc)

    def test_a_group_that_another_names(self):
        ec2 = self.ec2
        mine, other = group(ec2, self.vpc), group(ec2, self.vpc, "other")
        rules = [security_rule({"UserIdGroupPairs": [{"GroupId": mine}]})]
        ec2.authorize_security_group_ingress(GroupId=other, IpPermissions=rules)
        self.refused("DependencyViolation", ec2.delete_security_group, GroupId=mine)
        ec2.revoke_security_group_ingress(GroupId=other, IpPermissions=rules)
        ec2.authorize_security_group_ingress(GroupId=mine, IpPermissions=rules)
        ec2.delete_security_group(GroupId=mine)

    def test_an_address_of_an_interface(self):
        ec2 = self.ec2
        gateway, inside = internet(ec2, self.vpc), subnet(ec2, self.vpc)
        interface = ec2.create_network_interface(SubnetId=inside)["NetworkInterface"]["NetworkInterfaceId"]
        address = {"AllocationId": ec2.allocate_address(Domain="vpc")["AllocationId"]}
        association = ec2.associate_address(**address, NetworkInterfaceId=interface)["AssociationId"]
        self.refused("InvalidIPAddress.InUse", ec2.release_address, **address)
        detach = {"InternetGatewayId": gateway, "VpcId": self.vpc}
        self.refused("DependencyViolation", ec2.detach_internet_gateway, **detach)
        ec2.disassociate_address(AssociationId=association)
        ec2.detach_internet_gateway(**detach)
        ec2.release_address(**address)

    def test_a_group_of_an_interface(self):
        ec2 = self.ec2
        inside, mine = subnet(ec2, self.vpc), group(ec2, self.vpc)
        interface = ec2.create_network_interface(SubnetId=inside, Groups=[mine])["NetworkInterface"]
        self.refused("DependencyViolation", ec2.delete_security_group, GroupId=mine)
        ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
        ec2.delete_security_group(GroupId=mine)

    def test_a_subnet_that_an_endpoint_left(self):
        ec2 = self.ec2
        one, two = subnet(ec2, self.vpc), subnet(ec2, self.vpc, "10.0.1.0/24", "euw1-az2")
        arguments = {"VpcId": self.vpc, "ServiceName": STS, "VpcEndpointType": "Interface"}
        made = ec2.create_vpc_endpoint(**arguments, SubnetIds=[one])["VpcEndpoint"]["VpcEndpointId"]
        ec2.modify_vpc_endpoint(VpcEndpointId=made, AddSubnetIds=[two])
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=two)
        ec2.modify_vpc_endpoint(VpcEndpointId=made, RemoveSubnetIds=[one])
        ec2.delete_subnet(SubnetId=one)
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=two)
