"""Which way a subnet's packets go."""


def table_of(ec2, subnet):
    """The route table a subnet is associated with, else the main one of its VPC."""
    tables = [table for table in ec2.route_tables.values() if table.vpc_id == subnet.vpc_id]
    own = (table for table in tables if subnet.id in table._associations.values())
    return next(own, None) or next((table for table in tables if table.main_association_id), None)


def default_route(ec2, subnet) -> str | None:
    """The id of where 0.0.0.0/0 goes."""
    table = table_of(ec2, subnet)
    routes = (route for route in table.routes if route.destination_cidr_block == "0.0.0.0/0") if table else ()
    return next((target(route) for route in routes), None)


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
