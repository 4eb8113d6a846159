"""When a refusal is final: nothing has changed for so long that nothing will.

Providers ask again for what is refused because something is in use, some for twenty minutes: on AWS, whatever uses
it may go by itself meanwhile. Here it goes by a request, or not at all.
"""

import time

from . import errors, refusals
from .call import Call

# Longer than a provider waits between two of its own changes (`data/waits.toml`).
SECONDS = 90


class Patience:
    def __init__(self, clock=time.monotonic) -> None:
        self.clock, self.changed = clock, clock()
        self.since: dict[tuple[str, ...], float] = {}

    def answered(self, asked: Call) -> None:
        if not asked.action.startswith(refusals.READS):
            self.changed = self.clock()

    def final(self, asked: Call, refused: errors.Refused) -> errors.Refused | None:
        """In its place, if it is: under a code for which no provider asks again."""
        same = (asked.service, asked.action, refused.code, refused.message)
        since = max(self.since.setdefault(same, self.clock()), self.changed)
        if asked.action.startswith(refusals.READS) or self.clock() - since <= SECONDS:
            return None
        why = f"refused for {SECONDS} seconds in which nothing changed: it would be refused for ever"
        return errors.Refused(f"{refused.code}.Final", f"{refused.message} ({why})", refused.status)
