"""Configurations as Terraform's JSON, and what lies at a path in them. Of a list, the first element is meant."""

import copy

ABSENT = object()


def get(config, path):
    for name in path:
        config = first(config)
        if not isinstance(config, dict) or config.get(name) is None:
            return ABSENT
        config = config[name]
    return config


def first(value):
    if isinstance(value, list):
        return value[0] if value else None
    return value


def put(config, path, value):
    """A copy that has the value at the path, or nothing there. What lies above must be there."""
    made = copy.deepcopy(config)
    at = made
    for name in path[:-1]:
        at = first(at[name])
    if value is ABSENT:
        at.pop(path[-1], None)
    else:
        at[path[-1]] = copy.deepcopy(value)
    return made


def of_state(tree, attributes, wanted):
    """The configuration that a state's attributes come from: what is required or wanted, and is there."""
    made = {}
    for name, argument in tree.items():
        value = attributes.get(name)
        if value is None or not (argument.required or argument.path in wanted):
            continue
        if argument.inner:
            value = inside(argument, value, wanted)
        if value not in ("", [], {}, False) or argument.required:
            made[name] = value
    return made


def inside(argument, value, wanted):
    """Of a nested thing that is wanted all is, except what the provider computes where nobody says it."""
    kept = {i.path for i in argument.inner.values() if i.path in wanted or not i.computed}
    if isinstance(value, list):
        return [of_state(argument.inner, element, wanted | kept) for element in value]
    return of_state(argument.inner, value, wanted | kept)


def completed(known, unknown, real):
    """What a creation leaves: what its plan knows, and real values for the rest."""
    if unknown is True:
        return real
    if isinstance(unknown, dict) and (isinstance(known, dict) or known is None):
        reals = real if isinstance(real, dict) else {}
        names = {*(known or {}), *unknown}
        return {n: completed((known or {}).get(n), unknown.get(n), reals.get(n)) for n in names}
    if isinstance(unknown, list) and isinstance(known, list):
        reals = real if isinstance(real, list) else []
        pad = [None] * max(len(known), len(unknown))
        rows = zip(known + pad[len(known) :], unknown + pad[len(unknown) :], reals + pad[len(reals) :])
        return [completed(*row) for row in rows]
    return known
