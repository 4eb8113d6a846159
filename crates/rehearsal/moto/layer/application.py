"""Answers every request: `/lakewright/` ourselves, the rest through moto.

One request at a time. moto's stores are plain dictionaries that its own threads walk while others change
them, and its lazy imports dead-lock when two services import each other; under Python's interpreter lock
nothing is lost by waiting for one's turn.
"""

import threading
import traceback

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import call, errors, interface, refusals
from .patience import Patience

# Only the web framework below moto answers in HTML: nothing of moto's is at this path.
UNKNOWN_ADDRESS = b"<!doctype html>"

# moto imports a service at its first call, which takes up to a second: these before anyone calls.
FIRST_CALLED = ("sts", "iam", "ec2", "s3", "kms")

turn = threading.RLock()
patience = Patience()
aws = DomainDispatcherApplication(create_backend_app)


def warm_up() -> None:
    for service in FIRST_CALLED:
        with turn:
            aws.app_instances.setdefault(service, create_backend_app(service))


def answer(environ: dict, start_response) -> list[bytes]:
    with turn:
        if interface.is_ours(environ):
            return interface.answer(environ, start_response)
        return answer_as_aws(environ, start_response)


def answer_as_aws(environ: dict, start_response) -> list[bytes]:
    """Whatever can't be answered is a 400 that names the action: anything else is retried for minutes."""
    told = {}
    try:
        body = b"".join(aws(environ, lambda status, headers, _=None: told.update(status=status, headers=headers)))
    except errors.Refused as refused:
        final = patience.final(call.read(environ), refused)
        return refuse(environ, start_response, final or refused, "strict")
    except NotImplementedError as missing:
        return refuse(environ, start_response, unimplemented(environ, str(missing)), "unimplemented")
    except Exception as failed:
        traceback.print_exc()
        return refuse(
            environ, start_response, unimplemented(environ, f"{type(failed).__name__}: {failed}"), "unimplemented"
        )
    status = int(told["status"].split()[0])
    if body.startswith(UNKNOWN_ADDRESS):
        return refuse(environ, start_response, unimplemented(environ, "unknown address"), "unimplemented")
    asked = call.read(environ)
    if status < 400:
        patience.answered(asked)
    else:
        refused = errors.Refused(*named(status, *errors.read(body)), status)
        if final := patience.final(asked, refused):
            return refuse(environ, start_response, final, "error")
        refusals.note(asked, status, refused.code, refused.message, "error")
    start_response(told["status"], told["headers"])
    return [body]


def unimplemented(environ: dict, why: str) -> errors.Refused:
    asked = call.read(environ)
    return errors.Refused("MotoNotImplemented", f"{asked.service} {asked.action} can't be rehearsed: {why}")


def named(status: int, code: str, message: str) -> tuple[str, str]:
    """An answer to HEAD has no body, so no code either."""
    return code or str(status), message


def refuse(environ: dict, start_response, refused: errors.Refused, kind: str) -> list[bytes]:
    asked = call.read(environ)
    refusals.note(asked, refused.status, refused.code, refused.message, kind)
    content_type, body = errors.body_of(asked, refused.code, refused.message)
    headers = [("Content-Type", content_type), ("x-amzn-errortype", refused.code)]
    start_response(f"{refused.status} Refused", headers)
    return [body.encode()]
