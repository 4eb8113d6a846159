"""What a request to AWS asks for: service, action, account, region."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from moto.core.request import Request
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model

SCOPE = re.compile(r"Credential=[^/]*/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")


@dataclass(frozen=True)
class Call:
    service: str
    action: str
    protocol: str  # botocore's name of it: `ec2`, `query`, `rest-xml`, `json`, ...


def read(environ: dict) -> Call:
    """The body is read and put back."""
    scope = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    service = scope["service"] if scope else "s3"
    protocol = protocol_of(service)
    return Call(service, action_of(environ, service, protocol), protocol)


def protocol_of(service: str) -> str:
    try:
        return get_service_model(service).protocol
    except Exception:  # a service of which botocore knows nothing: AWS's own newer ones speak JSON
        return "json"


def action_of(environ: dict, service: str, protocol: str) -> str:
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return target.rsplit(".", 1)[-1]
    if protocol in ("ec2", "query"):
        return form_of(environ).get("Action", ["?"])[0]
    try:
        operation, _ = get_service_router(service).match(Request(dict(environ)))
        return operation.name
    except Exception:  # no operation has this path, or the service is unknown
        return f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}".rstrip("?")


def form_of(environ: dict) -> dict[str, list[str]]:
    stream = environ["wsgi.input"]
    stream.seek(0)
    body = stream.read().decode("utf-8", "replace")
    stream.seek(0)
    return parse_qs(body or environ["QUERY_STRING"])
