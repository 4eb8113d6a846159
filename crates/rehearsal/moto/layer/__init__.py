"""What stands between moto and a rehearsal.

`mends_*` make moto right where it answers other than AWS does, `strict_*` refuse what AWS refuses and moto
takes. Each replaces methods of moto when it is imported, so `load` decides once what holds in this process.
The rest is how requests come in (`transport`, `application`), and what a rehearsal asks besides (`facts`,
`given`, `objects`, `leftovers`, `refusals`).
"""

from importlib import import_module

NOTHING: tuple[str, ...] = ()

EVERYTHING = (
    "mends_regions",
    "mends_zones",
    "mends_vpc",
    "mends_security_groups",
    "mends_endpoints",
    "mends_s3_documents",
    "mends_s3_access",
    "mends_kms",
    "mends_iam",
    "mends_saml",
    "mends_transit_gateway",
    "mends_vpn",
    "mends_flow_logs",
    "mends_route53",
    "mends_ram",
    "mends_firewall_policies",
    "mends_firewalls",
    "strict_subnets",
    "strict_security_groups",
    "strict_endpoints",
    "strict_transit_gateway",
    "strict_deletion",
    "strict_s3",
    "strict_kms",
    "strict_iam",
)


def load(parts: tuple[str, ...]) -> None:
    for part in parts:
        import_module(f"{__name__}.{part}")
