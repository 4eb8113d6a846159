"""Which arguments the templates write, read from the golden trees.

The trees are laid out as `terraform fmt` does: a block begins with a line that ends in `{`, and ends with a line `}`.
"""

import re

from .terraform import ROOT

RESOURCE = re.compile(r'^resource "(\w+)" "\w+" \{$')
BLOCK = re.compile(r'^\s+(?:dynamic "(\w+)"|(\w+)) \{$')
ARGUMENT = re.compile(r"^\s+(\w+)\s+=\s")
KEY = re.compile(r"^\s+(\w+)\s+=\s(.*)$")
META = {"provider", "for_each", "count", "depends_on", "lifecycle", "timeouts"}


def written():
    """For each resource type, the paths that some template writes."""
    found = {}
    for file in sorted((ROOT / "tests/golden").rglob("*.tf")):
        read(file.read_text().splitlines(), found)
    return found


def read(lines, found):
    kind, stack = None, []
    for line in lines:
        if match := RESOURCE.match(line):
            kind, stack = match[1], []
            found.setdefault(kind, set())
        elif kind is None:
            continue
        elif line == "}":
            kind = None
        elif match := BLOCK.match(line):
            stack.append("" if match[2] == "content" else match[1] or match[2])
            note(found[kind], stack)
        elif (match := KEY.match(line)) and match[2] in ("{", "jsonencode({", "[", "["):
            stack.append(match[1])
            note(found[kind], stack)
        elif line.strip() in ("}", "},", "]", "],", "})", "})}"):
            if stack:
                stack.pop()
        elif line.rstrip().endswith(("{", "[", "(")):
            if match := ARGUMENT.match(line):
                note(found[kind], [*stack, match[1]])
            stack.append("")
        elif line.strip().startswith((")", "}", "]")) and stack:
            stack.pop()
        elif match := ARGUMENT.match(line):
            note(found[kind], [*stack, match[1]])


def note(paths, stack):
    path = tuple(part for part in stack if part)
    if path and path[0] not in META:
        paths.add(path)
