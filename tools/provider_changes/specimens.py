"""One real instance of each resource type: what a rehearsal left in its state."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from .terraform import ROOT, WORKSPACE, environment

# Together they create every type that a template writes; the rest gives more values to choose from.
BLUEPRINTS = [
    "customer-managed-with-keys", "estate-with-catalogs", "external-hive", "firewall-estate", "front-end",
    "iam-roles", "passthrough-saml", "passthrough-scim", "private-lakehouse", "serverless", "users-and-metastore",
]  # fmt: skip


@dataclass
class Specimen:
    attributes: dict
    schema_version: int
    private: str | None
    others: list = field(default_factory=list)  # the attributes of the type's other instances

    @property
    def inside(self):
        """Is it a resource of a workspace?"""
        return bool(self.attributes.get("provider_config"))

    def without(self, name, label):
        """The attributes; where the argument is absent, as those of an instance that has nothing there."""
        empty = [other[name] for other in self.others if other.get(name, 0) in (None, "", [], {})]
        return self.attributes | {name: empty[0]} if label == "absent" and empty else self.attributes


def rehearse():
    """Rehearses the blueprints and returns the folders that are left, one for each."""
    return [rehearsed(name, Path(tempfile.mkdtemp(prefix="changes-"))) for name in BLUEPRINTS]


def rehearsed(name, scratch):
    blueprint = scratch / f"{name}.toml"
    blueprint.write_text(with_local_state((ROOT / f"blueprints/{name}.toml").read_text()))
    done = subprocess.run(
        ["cargo", "run", "--quiet", "--bin", "lakewright", "--", "rehearse", blueprint, "--keep"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"changes: the rehearsal of {name} failed\n{done.stderr[-3000:]}")
    return Path(done.stderr.split("everything is in ")[1].split()[0])


def with_local_state(blueprint):
    """A state in a bucket is gone with the fake that had the bucket."""
    return re.sub(r"^\[state\]\n(?:.+\n)*", "", blueprint, flags=re.MULTILINE)


def read(folders, written):
    """By type. The instance that has the most of what templates write stands for its type."""
    found = {}
    for file in sorted(file for folder in folders for file in folder.glob("stacks/**/*.tfstate")):
        if ".terraform" not in file.parts:
            for resource in json.loads(file.read_text())["resources"]:
                if resource["mode"] == "managed":
                    found.setdefault(resource["type"], []).extend(resource["instances"])
    return {kind: stands_for(instances, written[kind]) for kind, instances in found.items() if kind in written}


def stands_for(instances, written):
    names = {path[0] for path in written}

    def filled(instance):
        return len([name for name in names if instance["attributes"].get(name) not in (None, "", [], {})])

    best = max(instances, key=filled)
    if best["attributes"].get("provider_config"):
        one = {"workspace_id": WORKSPACE}
        config = best["attributes"]["provider_config"]
        best["attributes"]["provider_config"] = [one] if isinstance(config, list) else one
    others = [instance["attributes"] for instance in instances if instance is not best]
    return Specimen(best["attributes"], best["schema_version"], best.get("private"), others)
