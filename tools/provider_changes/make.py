"""Makes the data file from the providers."""

import datetime
import sys
import tempfile
import tomllib

from . import experiments, golden, legal, schema, specimens, verdicts, write
from .terraform import ROOT, SOURCES, Terraform

FILE = ROOT / "crates/forecast/data/changes.toml"


def main(check, folders):
    with tempfile.TemporaryDirectory(prefix="changes-") as scratch:
        terraform = Terraform(scratch)
        tables = found(terraform, folders)
        versions = terraform.versions()
    taken = tomllib.loads(FILE.read_text())["taken"] if check else datetime.date.today()
    text = write.text(taken, {source.split("/", 1)[1]: versions[source] for source in SOURCES.values()}, tables)
    if check:
        same = text == FILE.read_text()
        print("the file is what the providers plan" if same else "the providers plan something else")
        return 0 if same else 1
    FILE.write_text(text)
    for kind, keys in sorted(tables.items()):
        for name in sorted(set(keys.get("not-taken", [])) & {".".join(path) for path in golden.written()[kind]}):
            print(f"not taken, and templates write it: {kind}.{name}")
    return 0


def found(terraform, folders):
    """The table of each type."""
    written = golden.written()
    specimens_of = specimens.read(folders or specimens.rehearse(), written)
    if missing := set(written) - set(specimens_of):
        raise SystemExit(f"changes: no rehearsal creates {', '.join(sorted(missing))}")
    schemas = terraform.schemas()
    types = {kind: schema.arguments(schemas[kind]) for kind in sorted(written)}
    made = legal.bases(terraform, types, specimens_of, written)
    subjects = legal.subjects(types, specimens_of, made, written)
    say(f"looking for legal values of {len(subjects)} arguments of {len(types)} types")
    legal.find(terraform, subjects, specimens_of)
    say(f"planning changes of {len([subject for subject in subjects if 'value' in subject.legal])} arguments")
    seen = experiments.run(terraform, subjects, specimens_of)
    return {
        kind: verdicts.table([one for one in seen if one.subject.kind == kind], types[kind], written[kind])
        for kind in types
    }


def say(what):
    print(f"changes: {what}", file=sys.stderr)
