"""Plans many instances at once over prepared states, and says what is planned for each.

Nothing is asked of a service: plans refresh nothing, and the providers have neither a host nor real credentials.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BATCH = 2500

SOURCES = {
    "aws": "registry.terraform.io/hashicorp/aws",
    "databricks": "registry.terraform.io/databricks/databricks",
    "time": "registry.terraform.io/hashicorp/time",
}

# Resources of a workspace keep its id in their state, and are replaced where the provider has another.
WORKSPACE = "1234567890123456"

SETTINGS = {
    "terraform": {"required_providers": {name: {"source": source} for name, source in SOURCES.items()}},
    "provider": {
        "aws": {
            "region": "eu-west-1",
            "access_key": "none",
            "secret_key": "none",
            "skip_credentials_validation": True,
            "skip_metadata_api_check": True,
            "skip_region_validation": True,
            "skip_requesting_account_id": True,
        },
        # No host: with one, the provider looks up what the host is, which may take for ever.
        "databricks": [{}, {"alias": "workspace", "workspace_id": WORKSPACE}],
    },
    "resource": {"terraform_data": {"unknown": {}}},
}

# What is known after apply only, by the type of the value.
UNKNOWN = {
    "string": "${terraform_data.unknown.id}",
    "number": "${length(terraform_data.unknown.id)}",
    "bool": '${terraform_data.unknown.id == "x"}',
}


@dataclass
class Instance:
    """What is planned: a configuration, over the attributes of an earlier state or over nothing."""

    type: str
    config: dict
    before: dict | None = None
    sensitive: object = None  # which attributes of the state are: a state that does not say it plans an update
    specimen: object = None  # what a state holds besides attributes
    inside: bool = False  # a workspace, not the account


@dataclass
class Planned:
    """What Terraform plans for an instance. With an error, nothing else is known."""

    actions: list = field(default_factory=list)
    after: dict | None = None
    unknown: dict = field(default_factory=dict)
    sensitive: object = None
    replace_paths: list = field(default_factory=list)
    error: str | None = None

    @property
    def verdict(self):
        if self.error is not None:
            return "refused"
        if self.actions == ["no-op"]:
            return "nothing"
        return "updated" if self.actions == ["update"] else "replaced"


class Terraform:
    """A folder in which the providers are installed."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.environment = environment()
        self._write({})
        shutil.rmtree(self.folder / ".terraform", ignore_errors=True)
        self._run("init", "-input=false", "-no-color")

    def schemas(self):
        """Of each resource type, by name: what `terraform providers schema -json` says."""
        providers = json.loads(self._run("providers", "schema", "-json"))["provider_schemas"]
        return {
            name: schema
            for source in SOURCES.values()
            for name, schema in providers[source]["resource_schemas"].items()
        }

    def versions(self):
        """Of the providers and of Terraform."""
        said = json.loads(self._run("version", "-json"))
        return said["provider_selections"] | {"terraform": said["terraform_version"]}

    def validate(self, instances):
        """What is wrong with each configuration, or None, in their order. The states are not read."""
        wrong = []
        for batch in batches(instances):
            self._write(dict(enumerate(batch)))
            done = self._try("validate", "-json")
            found = errors_by_instance(json.loads(done.stdout)["diagnostics"])
            wrong += [found.get(number) for number in range(len(batch))]
        return wrong

    def plan(self, instances):
        """The plan of each instance, in their order. Terraform keeps no plan if one has an error: it is then left out."""
        planned = []
        for batch in batches(instances):
            refused, left = {}, dict(enumerate(batch))
            while more := self._plan_batch(left):
                refused |= more
                left = {number: instance for number, instance in left.items() if number not in more}
            planned += self._planned(batch, refused)
        return planned

    def _plan_batch(self, instances):
        """The errors by instance, if there are any. Else the plan is there."""
        self._write(instances)
        done = self._try(
            "plan", "-json", "-refresh=false", "-input=false", "-lock=false", "-parallelism=20", "-out=plan"
        )
        said = [json.loads(line) for line in done.stdout.splitlines()]
        errors = errors_by_instance([line["diagnostic"] for line in said if line["@level"] == "error"])
        if done.returncode != 0 and not errors:
            raise SystemExit(f"changes: terraform plan\n{done.stderr}{done.stdout[-3000:]}")
        return errors

    def _planned(self, batch, refused):
        planned = {number: Planned(error=error) for number, error in refused.items()}
        for change in json.loads(self._run("show", "-json", "plan"))["resource_changes"]:
            if change["type"] != "terraform_data":
                what = change["change"]
                planned[int(change["name"][1:])] = Planned(
                    what["actions"],
                    what["after"],
                    what["after_unknown"] or {},
                    what["after_sensitive"],
                    what.get("replace_paths", []),
                )
        return [planned[number] for number in range(len(batch))]

    def _write(self, instances):
        """Configuration and state. Each instance has a file: Terraform reads a file again for every error in it."""
        for old in (self.folder / "plan", *self.folder.glob("*.tf.json")):
            old.unlink(missing_ok=True)
        (self.folder / "main.tf.json").write_text(json.dumps(SETTINGS))
        for number, instance in instances.items():
            config = literal(instance.config) | ({"provider": "databricks.workspace"} if instance.inside else {})
            resource = {"resource": {instance.type: {f"i{number}": config}}}
            (self.folder / f"i{number}.tf.json").write_text(json.dumps(resource))
        prepared = [state_of(f"i{number}", i) for number, i in instances.items() if i.before is not None]
        state = {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "changes", "resources": prepared}
        (self.folder / "terraform.tfstate").write_text(json.dumps(state))

    def _run(self, *arguments):
        done = self._try(*arguments)
        if done.returncode != 0:
            raise SystemExit(f"changes: terraform {arguments[0]}\n{done.stderr}{done.stdout[-3000:]}")
        return done.stdout

    def _try(self, *arguments):
        return subprocess.run(
            [self.environment["TERRAFORM"], *arguments],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


def batches(instances):
    return [instances[start : start + BATCH] for start in range(0, len(instances), BATCH)]


def errors_by_instance(diagnostics):
    found = {}
    for diagnostic in diagnostics:
        if diagnostic["severity"] == "error":
            said = re.search(r"\.i(\d+)$", diagnostic.get("address", "")) or re.search(
                r"^i(\d+)\.tf\.json$", diagnostic.get("range", {}).get("filename", "")
            )
            if said is None:
                raise SystemExit(f"changes: {diagnostic}")
            number = int(said[1])
            text = f"{diagnostic['summary']}: {diagnostic.get('detail', '')}"
            found[number] = f"{found[number]}\n{text}" if number in found else text
    return found


def literal(value):
    """As Terraform's JSON: strings are templates there."""
    if isinstance(value, dict):
        return {name: literal(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [literal(inner) for inner in value]
    if isinstance(value, str) and value not in UNKNOWN.values():
        return value.replace("${", "$${").replace("%{", "%%{")
    return value


def state_of(name, instance):
    provider = SOURCES[instance.type.partition("_")[0]]
    only = {
        "schema_version": instance.specimen.schema_version,
        "attributes": instance.before,
        "sensitive_attributes": [marked(path) for path in sensitive_paths(instance.sensitive)],
    }
    if instance.specimen.private is not None:
        only["private"] = instance.specimen.private
    return {
        "mode": "managed",
        "type": instance.type,
        "name": name,
        "provider": f'provider["{provider}"]' + (".workspace" if instance.inside else ""),
        "instances": [only],
    }


def sensitive_paths(marks):
    """From a plan's `after_sensitive`, which is as the attributes are, with `true` for what is sensitive."""
    if marks is True:
        yield ()
    steps = marks.items() if isinstance(marks, dict) else enumerate(marks) if isinstance(marks, list) else ()
    for step, inner in steps:
        for path in sensitive_paths(inner):
            yield (step, *path)


def marked(path):
    """As a state writes a path."""
    return [
        {"type": "get_attr", "value": step}
        if isinstance(step, str)
        else {"type": "index", "value": {"value": step, "type": "number"}}
        for step in path
    ]


def environment():
    """That of a caller without any cloud."""
    said = subprocess.run([ROOT / "tools/providers"], capture_output=True, text=True, check=True).stdout
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "DATABRICKS_", "ARM_", "GOOGLE_", "TF_"))
    }
    nowhere = {
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "DATABRICKS_CONFIG_FILE": "/dev/null",
        "CHECKPOINT_DISABLE": "1",
    }
    return kept | nowhere | dict(line.split("=", 1) for line in said.splitlines())
