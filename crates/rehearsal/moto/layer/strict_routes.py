"""What EC2 refuses of routes, new ones and those whose target becomes another.

Source: EC2 API reference, "Error codes for the Amazon EC2 API". A transit gateway is there for the route tables of a
VPC once the VPC is attached to it: github.com/hashicorp/terraform-provider-aws/issues/10025. That a second route to
a destination is refused (`RouteAlreadyExists`), moto knows.
"""

from moto.ec2.models.route_tables import RouteBackend
from moto.ec2.responses.route_tables import RouteTables

from .errors import Refused
from .patch import around
from .strict_subnets import is_attached


@around(RouteTables, "create_route")
def create_route_to(original, self):
    refuse_endpoint(self)
    return original(self)


@around(RouteTables, "replace_route")
def replace_route_to(original, self):
    refuse_endpoint(self)
    return original(self)


def refuse_endpoint(request: RouteTables) -> None:
    """moto keeps an endpoint that is deleted, and hears of none when a route is replaced."""
    endpoint_id = request._get_param("VpcEndpointId")
    if endpoint_id is None:
        return
    endpoint = request.ec2_backend.get_vpc_end_point(endpoint_id)
    table = request.ec2_backend.get_route_table(request._get_param("RouteTableId"))
    if endpoint.state == "deleted":
        raise Refused("InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{endpoint_id}' does not exist")
    if endpoint.vpc_id != table.vpc_id:
        refuse_network(table, "vpc endpoint", endpoint_id)


@around(RouteBackend, "create_route")
def create_route(original, self, route_table_id, **named):
    refuse_target(self, self.get_route_table(route_table_id), **named)
    return original(self, route_table_id=route_table_id, **named)


@around(RouteBackend, "replace_route")
def replace_route(original, self, route_table_id, **named):
    refuse_target(self, self.get_route_table(route_table_id), **named)
    return original(self, route_table_id=route_table_id, **named)


def refuse_target(ec2, table, gateway_id=None, nat_gateway_id=None, transit_gateway_id=None, **_) -> None:
    if gateway_id in ec2.internet_gateways and not is_attached(ec2.internet_gateways[gateway_id], table.vpc_id):
        refuse_network(table, "network gateway", gateway_id)
    if nat_gateway_id is not None:
        nat = ec2.nat_gateways.get(nat_gateway_id)
        if nat is None or nat.state == "deleted":
            raise Refused("InvalidNatGatewayID.NotFound", f"The natGateway ID '{nat_gateway_id}' does not exist")
        if nat.vpc_id != table.vpc_id:
            refuse_network(table, "nat gateway", nat.id)
    if transit_gateway_id is not None and not is_attached_to(ec2, table.vpc_id, transit_gateway_id):
        missing = f"The transitGateway ID '{transit_gateway_id}' does not exist."
        raise Refused("InvalidTransitGatewayID.NotFound", missing)


def is_attached_to(ec2, vpc_id: str, transit_gateway_id: str) -> bool:
    attachments = ec2.transit_gateway_attachments.values()
    up = (one for one in attachments if one.state != "deleted" and one.transit_gateway_id == transit_gateway_id)
    return any(one.resource_id == vpc_id for one in up)


def refuse_network(table, kind: str, target: str) -> None:
    why = f"route table {table.id} and {kind} {target} belong to different networks"
    raise Refused("InvalidParameterValue", why)
