"""The data file."""

import json

HEADER = """\
# Written by tools/changes. What the providers plan when an argument of a resource changes.
#
# Every line was planned: over the state that a creation with the old value leaves, with the new value in the
# configuration. Paths have no indices. An argument that a table does not name is updated in place by any change.
#
#   replaces                 any change replaces the resource
#   ignores                  no change plans anything
#   refused                  the plan of a change is an error
#   not-taken                not known: no legal value was found, or the state was not at rest. `block.*` stands for
#                            all that is inside. Nothing is claimed
#
# These say what a kind of change does where it does something else than other changes of the argument. VERB is
# `replaces`, `updates`, `ignores` or `refused`:
#
#   VERB-when-set            it was absent. A value that is the default changes nothing, see `defaults`
#   VERB-when-removed        it is absent now
#   VERB-when-element-added, VERB-when-element-removed
#                            of a list, a set or a map: the other elements stay as they are
#   VERB-when-unknown        the new value is known after apply only
#
#   replaces-when-reordered  the order of a list alone replaces
#   ignores-order            the order alone plans nothing: every set, and lists which the provider sorts
#   ignores-case             upper or lower case alone plans nothing
#   ignores-trailing-slash   a slash at the end alone plans nothing
#   ignores-json-spelling    white space and the order of keys of a JSON document alone plan nothing
#
#   forced-by                the arguments that the plan names as forcing the replacement, where it is not only
#                            the one that was changed
#   defaults                 what the plan of a creation has where the argument is absent. `false`, 0 and an empty
#                            string are as good as absent and are not listed
#   unknown-after-update     computed attributes that every update in place makes unknown, so that what refers to
#                            them may change in turn
#   unknown-after            further ones, by the argument that changed
"""

LISTS = [
    "replaces", "ignores", "refused",
    *(f"{verb}-when-{kind}" for kind in ("set", "removed", "element-added", "element-removed", "reordered", "unknown")
      for verb in ("replaces", "updates", "ignores", "refused")),
    "ignores-order", "ignores-case", "ignores-trailing-slash", "ignores-json-spelling",
    "unknown-after-update", "not-taken",
]  # fmt: skip
TABLES = ["forced-by", "unknown-after", "defaults"]
WIDTH = 110


def text(taken, versions, tables):
    lines = [HEADER, f"taken = {taken}", "", "[providers]"]
    for source, version in sorted(versions.items()):
        lines.append(f"{quoted(source)} = {quoted(version)}")
    for kind, keys in sorted(tables.items()):
        lines += ["", f"[resources.{kind}]"]
        for key in LISTS:
            if keys.get(key):
                lines.append(assigned(key, sorted(keys[key])))
        for key in TABLES:
            if keys.get(key):
                lines += ["", f"[resources.{kind}.{key}]"]
                lines += [assigned(quoted(name), value) for name, value in sorted(keys[key].items())]
    return "\n".join(lines) + "\n"


def assigned(key, value):
    line = f"{key} = {literal(value)}"
    if len(line) <= WIDTH or not isinstance(value, list):
        return line
    return "\n".join([f"{key} = [", *(f"  {literal(element)}," for element in value), "]"])


def literal(value):
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def quoted(value):
    return json.dumps(value, ensure_ascii=False)
