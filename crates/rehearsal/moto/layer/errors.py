"""An error as AWS words it in each of its protocols."""

import json
import re
from xml.sax.saxutils import escape

from .call import Call


class Refused(Exception):
    """What AWS refuses and moto would take. Passes through moto untouched, whatever the service."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.status = code, message, status


def body_of(call: Call, code: str, message: str) -> tuple[str, str]:
    """Content type and body."""
    if call.protocol in ("json", "rest-json") or "cbor" in call.protocol:
        return "application/x-amz-json-1.1", json.dumps({"__type": code, "message": message})
    error = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    if call.protocol == "ec2":
        xml = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>rehearsal</RequestID></Response>"
    elif call.service == "s3":
        xml = f"<Error>{error}<RequestId>rehearsal</RequestId></Error>"
    else:
        xml = (
            f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error><RequestId>rehearsal</RequestId></ErrorResponse>"
        )
    return "text/xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}'


def read(body: bytes) -> tuple[str, str]:
    """Code and message of an error body in any protocol; empty where it has none."""
    text = body.decode("utf-8", "replace")
    try:
        fields = json.loads(text)
        code = fields.get("__type") or fields.get("code") or fields.get("Code") or ""
        return code.rsplit("#", 1)[-1], fields.get("message") or fields.get("Message") or ""
    except (ValueError, AttributeError):
        return between(text, "Code"), between(text, "Message")


def between(xml: str, name: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    return found[1].strip() if found else ""
