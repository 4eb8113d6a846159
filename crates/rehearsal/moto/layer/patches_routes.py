"""Routes whose target becomes another one, and tables whose subnet goes."""

from moto.ec2.models.subnets import SubnetBackend
from moto.ec2.responses.route_tables import RouteTables

from .patch import around


@around(RouteTables, "replace_route")
def replace_route(original, self):
    """moto does not hear `VpcEndpointId`, and keeps the endpoint that the route led to before."""
    answer = original(self)
    table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
    destination = self._get_param("DestinationCidrBlock") or self._get_param("DestinationPrefixListId")
    for route in table.routes:
        if destination in (route.destination_cidr_block, route.destination_prefix_list_id):
            route.vpc_endpoint_id = self._get_param("VpcEndpointId")
    return answer


@around(SubnetBackend, "delete_subnet")
def delete_subnet(original, self, subnet_id):
    """moto keeps the subnet's association with its table, which then cannot go."""
    subnet = original(self, subnet_id=subnet_id)
    for table in self.route_tables.values():
        table._associations = {key: one for key, one in table._associations.items() if one != subnet_id}
    return subnet
