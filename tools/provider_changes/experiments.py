"""What is planned when an argument changes, over the state of a creation with the old value.

Each state has a control: with the configuration that it comes from, nothing may be planned.
"""

from dataclasses import dataclass, field

from . import configs, values
from .configs import ABSENT
from .terraform import UNKNOWN, Instance

@dataclass
class Seen:
    """What was planned for the changes of one argument, by the kind of change."""

    subject: object
    plans: dict = field(default_factory=dict)
    given: str = "value"  # the label of the value that is set, or removed
    uncontrolled: dict = field(default_factory=dict)  # label of a state to what its control planned


def run(terraform, subjects, specimens):
    seen = [Seen(subject) for subject in subjects]
    trials = [trial for one in seen for trial in trials_of(one)]
    plans = terraform.plan(
        [
            Instance(
                one.subject.kind, config, legal.state, legal.sensitive, specimens[one.subject.kind], one.subject.inside
            )
            for one, _, legal, config in trials
        ]
    )
    for (one, name, _, _), plan in zip(trials, plans):
        if name.startswith("control "):
            if plan.verdict != "nothing":
                one.uncontrolled[name.removeprefix("control ")] = plan
        else:
            one.plans[name] = plan
    return seen


def trials_of(seen):
    """(seen, kind of change, the state, the configuration)"""
    legal, path = seen.subject.legal, seen.subject.argument.path
    given = seen.given = differs(legal, path)
    for label in dict.fromkeys(("absent", "value", "longer", given)):
        if label in legal:
            yield seen, f"control {label}", legal[label], legal[label].config
    for name, before, after in (
        ("changed", "value", "other"),
        ("set", "absent", given),
        ("removed", given, "absent"),
        ("element-added", "value", "longer"),
        ("element-removed", "longer", "value"),
    ):
        if before in legal and after in legal:
            yield seen, name, legal[before], legal[after].config
    if "longer" in legal and seen.subject.argument.shape in ("list", "set"):
        longer = configs.get(legal["longer"].config, path)
        yield seen, "reordered", legal["longer"], configs.put(legal["longer"].config, path, longer[::-1])
    if "value" in legal and not seen.subject.argument.inner:
        value = configs.get(legal["value"].config, path)
        unknown = unknown_like(value, seen.subject.argument)
        if unknown is not ABSENT:
            yield seen, "unknown", legal["value"], configs.put(legal["value"].config, path, unknown)
        for spelling, other in values.spellings(value).items():
            yield seen, f"spelling {spelling}", legal["value"], configs.put(legal["value"].config, path, other)


def unknown_like(value, argument):
    if not isinstance(argument.type, str) or argument.type not in UNKNOWN:
        return ABSENT
    unknown = UNKNOWN[argument.type]
    if argument.shape == "map":
        return dict.fromkeys(value, unknown)
    return [*value[:-1], unknown] if argument.shape in ("list", "set") else unknown


def differs(legal, path):
    """The label of a value that is not what there is without one: to say a default aloud changes nothing."""
    if "absent" in legal and "value" in legal:
        default = configs.get(legal["absent"].state, path)
        value = configs.get(legal["value"].config, path)
        zero = default is ABSENT and value in (False, 0, "")
        if (value == default or zero) and "other" in legal:
            return "other"
    return "value"
