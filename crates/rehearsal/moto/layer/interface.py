"""The requests that are ours: what a rehearsal asks of AWS beyond what AWS answers."""

import json
import traceback

from . import facts, leftovers, objects, preexisting, refusals

PREFIX = "/lakewright/"


def is_ours(environ: dict) -> bool:
    """By the host too: `lakewright/` may well begin the key of an object."""
    to_aws = "amazonaws.com" in environ.get("HTTP_HOST", "") or "HTTP_AUTHORIZATION" in environ
    return environ["PATH_INFO"].startswith(PREFIX) and not to_aws


def answer(environ: dict, start_response) -> list[bytes]:
    asked = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(PREFIX)
    if asked not in ANSWERS:
        return tell(start_response, "404 Not Found", {"error": f"nothing is at {asked[0]} {PREFIX}{asked[1]}"})
    try:
        told = ANSWERS[asked](environ["wsgi.input"].read())
    except preexisting.Unusable as unusable:
        return tell(start_response, "400 Bad Request", {"error": str(unusable)})
    except Exception as failed:  # ours to repair: said, instead of a connection that breaks off
        traceback.print_exc()
        return tell(start_response, "500 Internal Server Error", {"error": f"{type(failed).__name__}: {failed}"})
    return tell(start_response, "204 No Content" if told is None else "200 OK", told)


def tell(start_response, status: str, told) -> list[bytes]:
    start_response(status, [("Content-Type", "application/json")])
    return [b"" if told is None else json.dumps(told).encode()]


ANSWERS = {
    ("GET", "facts"): lambda _: facts.all_of_them(),
    ("POST", "preexisting"): lambda body: preexisting.create(preexisting.read(body)),
    ("POST", "objects"): lambda body: objects.put(objects.read(body)),
    ("POST", "baseline"): lambda _: leftovers.remember(),
    ("GET", "leftovers"): lambda _: leftovers.found(),
    ("GET", "refusals"): lambda _: refusals.noted,
}
