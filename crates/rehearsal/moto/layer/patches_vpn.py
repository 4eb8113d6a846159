"""VPN connections with static routes, and the routes that a VPN gateway tells a route table."""

from moto.core.responses import ActionResult
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.vpn_connections import VPNConnection
from moto.ec2.responses.route_tables import RouteTables
from moto.ec2.responses.vpn_connections import VPNConnections

from .errors import Refused
from .patch import adds, around


@around(VPNConnections, "create_vpn_connection")
def create_vpn_connection(original, self):
    """moto forgets whether the routes are static."""
    answer = original(self)
    told = self._get_param("Options") or {}
    is_static = str(told.get("StaticRoutesOnly", False)).lower() == "true"
    answer.result["VpnConnection"].options = {"StaticRoutesOnly": is_static}
    return answer


@adds(VPNConnections)
def create_vpn_connection_route(self):
    connection = named(self)
    if not connection.options["StaticRoutesOnly"]:
        raise Refused(
            "InvalidVpnConnection.InvalidType", f"The VPN connection {connection.id} does not support static routes"
        )
    static_routes(connection)[self._get_param("DestinationCidrBlock")] = None
    return ActionResult({})


@adds(VPNConnections)
def delete_vpn_connection_route(self):
    static_routes(named(self)).pop(self._get_param("DestinationCidrBlock"), None)
    return ActionResult({})


def named(request):
    (connection,) = request.ec2_backend.describe_vpn_connections([request._get_param("VpnConnectionId")])
    return connection


def static_routes(connection: VPNConnection) -> dict[str, None]:
    """By destination, in the order in which they came."""
    return vars(connection).setdefault("destinations", {})


def routes(connection: VPNConnection) -> list[dict[str, str]]:
    return [
        {"DestinationCidrBlock": cidr, "State": "available", "Source": "Static"} for cidr in static_routes(connection)
    ]


VPNConnection.routes = property(routes)


@around(VPNConnection, "get_filter_value")
def get_filter_value(original, self, filter_name, **named):
    if filter_name == "vpn-connection-id":
        return self.id
    if filter_name == "route.destination-cidr-block":
        return list(static_routes(self))
    return original(self, filter_name=filter_name, **named)


@adds(RouteTables)
def enable_vgw_route_propagation(self):
    gateway, table = ends(self)
    if not any(attachment.vpc_id == table.vpc_id for attachment in gateway.attachments.values()):
        raise Refused("Gateway.NotAttached", f"resource {gateway.id} is not attached to network {table.vpc_id}")
    propagating(table)[gateway.id] = None
    return ActionResult({})


@adds(RouteTables)
def disable_vgw_route_propagation(self):
    gateway, table = ends(self)
    propagating(table).pop(gateway.id, None)
    return ActionResult({})


def ends(request):
    ec2 = request.ec2_backend
    gateway = ec2.get_vpn_gateway(request._get_param("GatewayId"))
    return gateway, ec2.get_route_table(request._get_param("RouteTableId"))


def propagating(table: RouteTable) -> dict[str, None]:
    return vars(table).setdefault("propagating", {})


RouteTable.propagating_vgws = property(lambda table: [{"GatewayId": gateway} for gateway in propagating(table)])
