"""Replacing one method of moto by ours, which may still call it."""

import functools
import inspect
from collections.abc import Callable
from types import ModuleType


def around(owner: type | ModuleType, name: str) -> Callable[[Callable], Callable]:
    """Decorates what is called instead of `owner.name`: with the original (and `self`), then every argument that
    the caller gave, by its name in moto.

    An original that is gone raises here, when the process starts: moto has changed, look at the patch.
    """

    def replace(ours: Callable) -> Callable:
        original = getattr(owner, name)
        signature = inspect.signature(original)

        @functools.wraps(original)
        def called(*arguments, **named):
            by_name = signature.bind(*arguments, **named).arguments
            gathered = by_name.pop("kwargs", {})
            this = [by_name.pop("self")] if "self" in by_name else []
            return ours(original, *this, **by_name, **gathered)

        setattr(owner, name, called)
        return ours

    return replace


def adds(owner: type) -> Callable[[Callable], Callable]:
    """Decorates an action, under its own name, that moto's `owner` lacks."""

    def add(ours: Callable) -> Callable:
        setattr(owner, ours.__name__, ours)
        return ours

    return add
