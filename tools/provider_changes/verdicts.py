"""From what was planned to the data file's keys, which `HEADER` in write.py explains."""

from . import configs
from .configs import ABSENT
from .legal import is_tried

VERBS = {"replaced": "replaces", "updated": "updates", "nothing": "ignores", "refused": "refused"}
SPELLINGS = {
    "spelling case": "ignores-case",
    "spelling trailing-slash": "ignores-trailing-slash",
    "spelling json": "ignores-json-spelling",
}
# From which state a kind of change begins.
BEGINS = {
    "changed": "value",
    "set": "absent",
    "element-added": "value",
    "element-removed": "longer",
    "reordered": "longer",
}


def table(seen, tree, written):
    """Of one resource type: key to arguments, or to what is said of each argument."""
    keys = {}
    for one in seen:
        judge(one, keys)
    for inside in untried(tree, written):
        add(keys, "not-taken", f"{inside}.*")
    gather_unknown(keys)
    return keys


def untried(tree, written):
    """The arguments inside of which nothing was tried: the outermost."""
    for argument in tree.values():
        if argument.inner:
            shallow = [inner for inner in argument.inner.values() if not inner.deprecated]
            if shallow and not any(is_tried(inner, written) for inner in shallow):
                yield argument.name
            else:
                yield from untried(argument.inner, written)


def judge(one, keys):
    argument, legal = one.subject.argument, one.subject.legal
    verdicts = {kind: plan.verdict for kind, plan in one.plans.items() if controlled(one, kind)}
    base = verdicts.pop("changed", None)
    if not verdicts and base is None:
        if argument.inner and argument.required and "value" in legal:
            return  # one block that must be there: only what is inside changes
        add(keys, "not-taken", argument.name)
        return
    if base in VERBS and base != "updated":
        add(keys, VERBS[base], argument.name)
    order = verdicts.pop("reordered", "updated")
    if order != "updated":
        add(keys, "ignores-order" if order == "nothing" else f"{VERBS[order]}-when-reordered", argument.name)
    for spelling, key in SPELLINGS.items():
        if verdicts.pop(spelling, None) == "nothing" and base != "nothing":
            add(keys, key, argument.name)
    for kind, verdict in verdicts.items():
        if verdict != (base or "updated"):
            add(keys, f"{VERBS[verdict]}-when-{kind}", argument.name)
    forced_by(one, keys)
    defaults(legal, argument, keys)
    for kind, plan in one.plans.items():
        if plan.verdict == "updated" and kind != "unknown" and controlled(one, kind):
            unknown = {name for name, value in plan.unknown.items() if holds_true(value)} - {argument.path[0]}
            keys.setdefault("unknown-after", {}).setdefault(argument.name, set()).update(unknown)


def controlled(one, kind):
    begins = one.given if kind == "removed" else BEGINS.get(kind, "value")
    return begins not in one.uncontrolled


def add(keys, key, name):
    keys.setdefault(key, []).append(name)


def forced_by(one, keys):
    name = one.subject.argument.name
    for kind in ("changed", "set", "removed", "element-added"):
        plan = one.plans.get(kind)
        if plan and plan.verdict == "replaced":
            paths = sorted({".".join(step for step in path if isinstance(step, str)) for path in plan.replace_paths})
            if paths != [name]:
                keys.setdefault("forced-by", {}).setdefault(name, paths)


def defaults(legal, argument, keys):
    """What the plan of a creation says aloud where nobody does."""
    if "absent" in legal and argument.shape == "value":
        unknown = configs.get(legal["absent"].unknown, argument.path)
        value = configs.get(legal["absent"].state, argument.path)
        if unknown is ABSENT and value not in (ABSENT, "", False, 0):
            keys.setdefault("defaults", {})[argument.name] = value


def gather_unknown(keys):
    """What every update in place makes unknown is said once."""
    by_argument = keys.pop("unknown-after", {})
    common = sorted(set.intersection(*by_argument.values())) if by_argument else []
    if common:
        keys["unknown-after-update"] = common
    rest = {name: sorted(unknown - set(common)) for name, unknown in by_argument.items()}
    if any(rest.values()):
        keys["unknown-after"] = {name: unknown for name, unknown in rest.items() if unknown}


def holds_true(value):
    if isinstance(value, dict):
        return any(map(holds_true, value.values()))
    return any(map(holds_true, value)) if isinstance(value, list) else value is True
