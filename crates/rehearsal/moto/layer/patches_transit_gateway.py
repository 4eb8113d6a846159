"""Transit gateways: attachments that join no default table, more than one propagation each, routes that can be read.

An attachment's association is kept under its own id, a propagation under table and attachment: moto keeps one
propagation for each attachment, whatever the table.
"""

from unittest import mock

from moto.ec2.models.transit_gateway import TransitGateway, TransitGatewayBackend
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachment, TransitGatewayAttachmentBackend
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRelations, TransitGatewayRouteTableBackend
from moto.ec2.responses.transit_gateway_attachments import TransitGatewayAttachment as Requests

from .patch import around

DEFAULTS = {
    "DefaultRouteTableAssociation": "AssociationDefaultRouteTableId",
    "DefaultRouteTablePropagation": "PropagationDefaultRouteTableId",
}


@around(TransitGateway, "__init__")
def new_gateway(original, self, **named):
    """Without the default association or propagation there is no such table to name."""
    original(self, **named)
    for option, table in DEFAULTS.items():
        if self.options[option] == "disable":
            del self.options[table]
    if not any(table in self.options for table in DEFAULTS.values()):
        del self.ec2_backend.transit_gateways_route_tables[self.default_route_table.id]


@around(TransitGatewayBackend, "delete_transit_gateway")
def delete_transit_gateway(original, self, transit_gateway_id):
    """The default table goes with its gateway."""
    gateway = original(self, transit_gateway_id=transit_gateway_id)
    gateway.state = "deleted"
    self.transit_gateways_route_tables.pop(gateway.default_route_table.id, None)
    return gateway


def association(attachment: TransitGatewayAttachment) -> dict[str, str] | None:
    """moto says the default table of the gateway, whatever the attachment was associated with since."""
    for table in attachment.ec2_backend.transit_gateways_route_tables.values():
        if attachment.id in table.route_table_associations:
            return {"State": "associated", "TransitGatewayRouteTableId": table.id}
    return None


TransitGatewayAttachment.association = property(association)


@around(TransitGatewayAttachmentBackend, "create_transit_gateway_vpc_attachment")
def create_attachment(original, self, transit_gateway_id, vpc_id, **named):
    """moto associates each with the default table, though the gateway may have none, and keeps no record of it."""
    gone = {key: one for key, one in self.transit_gateway_attachments.items() if one.state == "deleted"}
    for key in gone:  # moto takes them for one that is there already
        del self.transit_gateway_attachments[key]
    gateway = self.transit_gateways.get(transit_gateway_id)
    try:
        with mock.patch.object(self, "set_route_table_association"):
            attachment = original(self, transit_gateway_id=transit_gateway_id, vpc_id=vpc_id, **named)
    finally:
        self.transit_gateway_attachments.update(gone)
    if table := gateway.options.get("AssociationDefaultRouteTableId"):
        self.associate_transit_gateway_route_table(attachment.id, table)
    if table := gateway.options.get("PropagationDefaultRouteTableId"):
        self.enable_transit_gateway_route_table_propagation(attachment.id, table)
    return attachment


@around(Requests, "create_transit_gateway_vpc_attachment")
def create_with_tags(original, self):
    """moto looks for the tags of a route table."""
    answer = original(self)
    attachment = answer.result["TransitGatewayVpcAttachment"]
    attachment.add_tags(self._parse_tag_specification().get("transit-gateway-attachment", {}))
    return answer


@around(TransitGatewayAttachmentBackend, "delete_transit_gateway_vpc_attachment")
def delete_attachment(original, self, transit_gateway_attachment_id):
    """AWS shows it as deleted for a while, and the provider waits to see that."""
    for table in self.transit_gateways_route_tables.values():
        table.route_table_associations.pop(transit_gateway_attachment_id, None)
        forget_propagation(self, table.id, transit_gateway_attachment_id)
    self.transit_gateway_associations.pop(transit_gateway_attachment_id, None)
    attachment = original(self, transit_gateway_attachment_id=transit_gateway_attachment_id)
    self.transit_gateway_attachments[transit_gateway_attachment_id] = attachment
    return attachment


@around(TransitGatewayRouteTableBackend, "enable_transit_gateway_route_table_propagation")
def enable_propagation(original, self, transit_gateway_attachment_id, transit_gateway_route_table_id):
    made = original(
        self,
        transit_gateway_attachment_id=transit_gateway_attachment_id,
        transit_gateway_route_table_id=transit_gateway_route_table_id,
    )
    self.transit_gateway_propagations.pop(transit_gateway_attachment_id)
    return made


@around(TransitGatewayRouteTableBackend, "disable_transit_gateway_route_table_propagation")
def disable_propagation(original, self, transit_gateway_attachment_id, transit_gateway_route_table_id):
    forget_propagation(self, transit_gateway_route_table_id, transit_gateway_attachment_id)
    return TransitGatewayRelations(
        self, transit_gateway_attachment_id, transit_gateway_route_table_id, state="disabled"
    )


def forget_propagation(ec2, table_id: str, attachment_id: str) -> None:
    table = ec2.transit_gateways_route_tables[table_id]
    table.route_table_propagation = [
        one for one in table.route_table_propagation if one.transitGatewayAttachmentId != attachment_id
    ]


@around(TransitGatewayRouteTableBackend, "search_transit_gateway_routes")
def search_routes(original, self, **named):
    """moto tells the one attachment of a route where AWS tells a list."""
    return [readable(route) for route in original(self, **named)]


def readable(route: dict) -> dict:
    attachment = route.get("transitGatewayAttachments")
    return {**route, "transitGatewayAttachments": [attachment]} if isinstance(attachment, dict) else route
