"""What was refused, newest last: a rehearsal reports it beside Terraform's own error."""

import re
import time

from .call import Call

noted: list[dict] = []

READS = ("Get", "Describe", "Head", "List")
UNDOES = ("Delete", "Detach", "Disassociate", "Release", "Revoke", "Remove", "Disable", "Unassign")
ABSENT = re.compile(r"NoSuch|NotFound|ResourceNotFoundException|DoesNotExist|^404$")


def note(call: Call, status: int, code: str, message: str, kind: str) -> None:
    """`kind`: `strict` (we refused), `unimplemented` (nobody can answer), `error` (moto refused)."""
    if kind != "unimplemented" and is_a_look(call, status, code):
        return
    noted.append(
        {
            "time": time.time(),
            "service": call.service,
            "action": call.action,
            "code": code,
            "message": message,
            "kind": kind,
        }
    )


def is_a_look(call: Call, status: int, code: str) -> bool:
    """Providers read what may not be there, on purpose: before creating it, after deleting it. And what is gone
    already, because something else took it along, need not be undone."""
    return call.action.startswith(READS + UNDOES) and (status == 404 or bool(ABSENT.search(code)))
