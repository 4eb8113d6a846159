"""The arguments of a resource type, as the provider's schema declares them."""

from dataclasses import dataclass


@dataclass
class Argument:
    """A configurable attribute or a block. `path` has no indices."""

    path: tuple
    shape: str  # "value", "list", "set", "map"; of blocks and nested attributes too, and "single" for one
    type: object  # of a value, or of an element; None where there are arguments inside
    inner: dict | None  # name to argument
    required: bool
    computed: bool
    deprecated: bool
    block: bool

    @property
    def name(self):
        return ".".join(self.path)


def arguments(schema):
    """Of a resource type, by name. Meta-arguments, `id` and `tags_all` are not there: nobody writes those."""
    return {
        name: argument
        for name, argument in inner_of(schema["block"], ()).items()
        if name not in ("id", "tags_all", "timeouts")
    }


def flat(tree):
    for argument in tree.values():
        yield argument
        if argument.inner:
            yield from flat(argument.inner)


def inner_of(block, path):
    found = {}
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("required") or attribute.get("optional"):
            found[name] = of_attribute(attribute, (*path, name))
    for name, nested in block.get("block_types", {}).items():
        found[name] = of_block(nested, (*path, name))
    return found


def of_attribute(attribute, path):
    nested = attribute.get("nested_type")
    shape, element = shape_of(attribute["type"]) if nested is None else (nested["nesting_mode"], None)
    return Argument(
        path,
        shape,
        element,
        inner_of(nested, path) if nested else None,
        attribute.get("required", False),
        attribute.get("computed", False),
        attribute.get("deprecated", False),
        block=False,
    )


def of_block(nested, path):
    return Argument(
        path,
        nested["nesting_mode"],
        None,
        inner_of(nested["block"], path),
        nested.get("min_items", 0) > 0,
        computed=False,
        deprecated=False,
        block=True,
    )


def shape_of(kind):
    """`["set", "string"]` is a set of strings. An object is a value."""
    if isinstance(kind, list) and kind[0] in ("list", "set", "map"):
        return kind[0], kind[1]
    return "value", kind
