"""What stands between moto and a rehearsal.

`patches_*` make moto right where it answers other than AWS does, `strict_*` refuse what AWS refuses and moto
takes. Each replaces methods of moto when it is imported, so `load` decides once what holds in this process.
The rest is how requests come in (`transport`, `application`), and what a rehearsal asks besides (`facts`,
`preexisting`, `objects`, `leftovers`, `refusals`).
"""

from importlib import import_module

NOTHING: tuple[str, ...] = ()

EVERYTHING = (
    "patches_regions",
    "patches_zones",
    "patches_vpc",
    "patches_routes",
    "patches_security_groups",
    "patches_endpoints",
    "patches_s3_documents",
    "patches_s3_access",
    "patches_kms",
    "patches_iam",
    "patches_saml",
    "patches_transit_gateway",
    "patches_vpn",
    "patches_flow_logs",
    "patches_route53",
    "patches_ram",
    "patches_firewall_policies",
    "patches_firewalls",
    "strict_subnets",
    "strict_routes",
    "strict_gateways",
    "strict_security_groups",
    "strict_endpoints",
    "strict_transit_gateway",
    "strict_deletion",
    "strict_s3",
    "strict_kms",
    "strict_objects",
    "strict_dns",
    "strict_firewalls",
    "strict_iam",
    "strict_organization",
)


def load(parts: tuple[str, ...]) -> None:
    for part in parts:
        import_module(f"{__name__}.{part}")
