"""For each argument, configurations that the provider accepts, and the state that a creation of each would leave.

Nobody lists the legal values: candidates are planned as creations, and what is refused says in its message what is
legal, or which other argument must come or go.
"""

import re
from dataclasses import dataclass, field

from . import configs, values
from .configs import ABSENT
from .schema import flat
from .terraform import Instance

TRIES = 5  # candidates of one kind
AT_ONCE = 2  # of them in one plan
ROUNDS = 3  # in each, what refusals of the one before have said is tried
DEPTH = 2  # of arguments in blocks that no template writes


@dataclass
class Legal:
    config: dict
    state: dict
    unknown: dict  # what the plan of the creation did not know
    sensitive: object  # which of the state's attributes are


@dataclass
class Subject:
    """An argument of a type under trial. `host` is a configuration that has all that the argument needs around it.

    Labels of values: `absent`; `value`; `other`, which is another; `longer`, which has one element more.
    """

    kind: str
    tree: dict  # all arguments of the type
    argument: object
    host: dict
    inside: bool  # a workspace, not the account
    bare: dict  # the configuration without the argument, where it is not the host without it
    candidates: dict = field(default_factory=dict)  # label to values
    legal: dict = field(default_factory=dict)  # label to Legal
    hints: list = field(default_factory=list)
    error: str = ""
    learned: bool = False  # in this round: there is something new to try


def bases(terraform, types, specimens, written):
    """A legal configuration of each type, as the templates write it."""
    made = {}
    for kind, tree in types.items():
        made[kind] = configs.of_state(tree, specimens[kind].attributes, written[kind])
    plans = terraform.plan([Instance(kind, config, inside=specimens[kind].inside) for kind, config in made.items()])
    for kind, plan in zip(made, plans):
        if plan.error:
            raise SystemExit(f"changes: {kind}: {plan.error}\n{made[kind]}")
    return made


def subjects(types, specimens, made, written):
    found = []
    for kind, tree in types.items():
        for argument in flat(tree):
            if not is_tried(argument, written[kind]):
                continue
            host = hosted(kind, tree, argument.path, made[kind], specimens[kind])
            hand = values.by_hand(kind, argument)
            host = {n: v for n, v in host.items() if n not in hand.get("without", [])} | hand.get("with", {})
            found.append(Subject(kind, tree, argument, host, specimens[kind].inside, made[kind]))
    return found


def is_tried(argument, written):
    """Deep inside of blocks that no template writes, nothing is."""
    if argument.path in written:
        return True
    return not argument.deprecated and (len(argument.path) <= DEPTH or argument.path[:-1] in written)


def hosted(kind, tree, path, config, specimen):
    """The configuration with what lies above the path."""
    for depth in range(1, len(path)):
        above = path[:depth]
        argument = at(tree, above)
        if configs.get(config, above) in (ABSENT, [], {}):
            config = configs.put(config, above, values.minimal(kind, argument, specimen))
    return config


def at(tree, path):
    argument = tree[path[0]]
    for name in path[1:]:
        argument = argument.inner[name]
    return argument


def find(terraform, subjects, specimens):
    """Fills in what is legal."""
    for _ in range(ROUNDS):
        for subject in subjects:
            subject.learned = False
            propose(subject, specimens[subject.kind])
        settle(terraform, subjects, specimens, ("absent", "value"))
        given = [subject for subject in subjects if "value" in subject.legal]
        for subject in given:
            propose_more(subject, specimens[subject.kind])
        settle(terraform, given, specimens, ("other", "longer"))
        subjects = [subject for subject in subjects if subject.learned and unfinished(subject)]


def unfinished(subject):
    changeable = subject.argument.shape != "single"
    return "value" not in subject.legal or changeable and "other" not in subject.legal


def propose(subject, specimen):
    argument, host = subject.argument, subject.host
    there = configs.get(host, argument.path)
    found = [] if there is ABSENT else [there]
    if argument.inner:
        found.append(values.minimal(subject.kind, argument, specimen))
    else:
        wrap = {"list": lambda v: [v], "set": lambda v: [v], "map": lambda v: {"a": v}}
        ones = values.scalars(subject.kind, argument, specimen, subject.hints)
        found += [wrap.get(argument.shape, lambda v: v)(one) for one in ones[:TRIES]]
    subject.candidates = {"absent": [] if argument.required else [ABSENT], "value": found}


def propose_more(subject, specimen):
    argument = subject.argument
    value = configs.get(subject.legal["value"].config, argument.path)
    if argument.inner:
        others = list(nested_variants(subject, specimen))
    else:
        others = values.scalars(subject.kind, argument, specimen, subject.hints)
    if argument.shape == "value":
        subject.candidates["other"] = [o for o in others if o != value][: TRIES + 2]
    elif argument.shape == "map":
        key = next(iter(value), "a")
        keys = values.by_hand(subject.kind, argument).get("keys", ["b", "zeta"])
        subject.candidates["other"] = [value | {key: o} for o in others if value.get(key) != o][:TRIES]
        subject.candidates["longer"] = [value | {k: o} for o in others for k in keys if k not in value][:TRIES]
    elif argument.shape in ("list", "set"):
        more = [o for o in others if o not in value][: TRIES + 2]
        subject.candidates["other"] = [[*value[:-1], o] for o in more]
        subject.candidates["longer"] = [[*value, o] for o in more]


def nested_variants(subject, specimen):
    """Elements like the last one, with one value exchanged: the required ones first."""
    value = configs.get(subject.legal["value"].config, subject.argument.path)
    element = value[-1] if isinstance(value, list) and value else value
    if subject.argument.shape == "map":
        element = next(iter(value.values()), {})
    depth = len(subject.argument.path)
    inner = [a for a in flat(subject.argument.inner) if not a.inner and a.shape != "map"]
    for argument in sorted(inner, key=lambda a: (not a.required, a.computed)):
        path = argument.path[depth:]
        if isinstance(element, dict) and (len(path) == 1 or configs.get(element, path[:-1]) is not ABSENT):
            for one in values.scalars(subject.kind, argument, specimen, subject.hints)[:3]:
                one = one if argument.shape == "value" else [one]
                if one != configs.get(element, path):
                    yield configs.put(element, path, one)


def settle(terraform, subjects, specimens, labels):
    """Plans candidates as creations. Of each label the first that is accepted is taken."""
    tried = [
        (subject, label, config)
        for subject in subjects
        for label in labels
        if label not in subject.legal
        for value in subject.candidates.get(label, [])
        for config in with_value(subject, value)
    ]
    wrong = terraform.validate([Instance(subject.kind, config, inside=subject.inside) for subject, _, config in tried])
    for (subject, label, _), error in zip(tried, wrong):
        learn(subject, label, error, specimens[subject.kind])
    left = {}
    for (subject, label, config), error in zip(tried, wrong):
        if error is None:
            left.setdefault((id(subject), label), []).append((subject, label, config))
    while left:
        batch = [trial for trials in left.values() for trial in trials[:AT_ONCE]]
        plans = terraform.plan([Instance(subject.kind, config, inside=subject.inside) for subject, _, config in batch])
        for (subject, label, config), plan in zip(batch, plans):
            learn(subject, label, plan.error, specimens[subject.kind])
            if plan.error is None and label not in subject.legal:
                real = specimens[subject.kind].without(subject.argument.path[0], label)
                state = configs.completed(plan.after, plan.unknown, real)
                subject.legal[label] = Legal(config, state, plan.unknown, plan.sensitive)
        left = {
            key: trials[AT_ONCE:]
            for key, trials in left.items()
            if trials[AT_ONCE:] and key[1] not in trials[0][0].legal
        }


def with_value(subject, value):
    yield configs.put(subject.host, subject.argument.path, value)
    if value is ABSENT and configs.get(subject.bare, subject.argument.path) is ABSENT:
        yield subject.bare


ONE_OF = re.compile(r"(?i)\bone of:?\s*\[([^\]]*)\]|must be one of:?((?:\s*\\?\"[^\"]*\",?)+)")
CONFLICTS = re.compile(r'conflicts with "?(\w+)')
TOGETHER = re.compile(r"all of `([^`]*)` must be specified")
ONLY_ONE = re.compile(r"only one of `([^`]*)` can be specified")
EXACTLY_ONE = re.compile(r"one of these attributes must be configured: \[([^\]]*)\]")


def learn(subject, label, error, specimen):
    """From a refusal: the values that it names as legal, and what must go from the host, or come."""
    if error is None:
        return
    subject.error = subject.error or error
    if label == "absent":
        return
    text = " ".join(error.split())
    own = subject.argument.path[0]
    for listed in [m[1] or m[2] for m in ONE_OF.finditer(text)]:
        for hint in re.findall(r'\\?"([^"\\]+)\\?"', listed) or listed.replace(",", " ").split():
            if hint not in subject.hints:
                subject.hints.append(hint)
                subject.learned = True
    for name in split(CONFLICTS, text) + split(ONLY_ONE, text) + split(EXACTLY_ONE, text):
        if name != own and name in subject.host and own not in subject.bare:
            subject.host = {n: v for n, v in subject.host.items() if n != name}
            subject.learned = True
    for name in split(TOGETHER, text):
        if name != own and name not in subject.host and name in subject.tree:
            subject.host[name] = values.some(subject.kind, subject.tree[name], specimen)
            subject.learned = True


def split(pattern, text):
    return [name for match in pattern.finditer(text) for name in match[1].split(",")]
