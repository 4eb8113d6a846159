"""Which way a subnet's packets go."""


def table_of(ec2, subnet):
    """The route table a subnet is associated with, else the main one of its VPC."""
    tables = [table for table in ec2.route_tables.values() if table.vpc_id == subnet.vpc_id]
    own = (table for table in tables if subnet.id in table._associations.values())
    return next(own, None) or next((table for table in tables if table.main_association_id), None)


def routes(ec2, subnet) -> list[dict]:
    """What leaves the VPC: for ranges and prefix lists, the id of what takes it."""
    table = table_of(ec2, subnet)
    found = ((destination(route), target(route)) for route in (table.routes if table else ()))
    return [{"destination": where, "target": taker} for where, taker in found if where and taker]


def destination(route) -> str | None:
    return route.destination_cidr_block or route.destination_prefix_list_id


def ways(ec2, attachment) -> list[dict]:
    """Where a transit gateway sends what comes from an attachment: for ranges, the id of another attachment."""
    association = attachment.association
    table = ec2.transit_gateways_route_tables.get(association["TransitGatewayRouteTableId"]) if association else None
    return static_ways(table) + propagated_ways(ec2, table) if table else []


def static_ways(table) -> list[dict]:
    found = ((cidr, route.get("transitGatewayAttachments")) for cidr, route in table.routes.items())
    return [{"destination": cidr, "target": to["transitGatewayAttachmentId"]} for cidr, to in found if to]


def propagated_ways(ec2, table) -> list[dict]:
    sources = (
        ec2.transit_gateway_attachments.get(one.transitGatewayAttachmentId) for one in table.route_table_propagation
    )
    return [
        {"destination": cidr, "target": source.id}
        for source in sources
        if source and source.resource_id in ec2.vpcs
        for cidr in ranges(ec2.vpcs[source.resource_id])
    ]


def ranges(vpc) -> list[str]:
    return [
        one["cidr_block"] for one in vpc.cidr_block_association_set if one["cidr_block_state"]["state"] == "associated"
    ]


def target(route) -> str | None:
    for thing in (
        route.nat_gateway,
        route.gateway,
        route.transit_gateway,
        route.vpc_pcx,
        route.interface,
        route.instance,
        route.carrier_gateway,
    ):
        if thing is not None:
            return thing.id
    return getattr(route, "vpc_endpoint_id", None)
