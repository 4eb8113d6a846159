"""Terraform over a state that nobody applied: what the scripts of this folder share.

Installs Terraform's providers at the versions named here, from wherever the caller's Terraform takes them. `TERRAFORM`
names the executable.
"""

import http.server
import json
import os
import subprocess
import tempfile
import threading
from pathlib import Path

VERSIONS = {"databricks/databricks": "1.126.0", "hashicorp/aws": "5.100.0"}
ACCOUNT = "11111111-2222-3333-4444-555555555555"


class Folder:
    """A configuration and its state. `resource` is the resource's configuration, `attributes` its state."""

    def __init__(self, provider, settings):
        self.path = Path(tempfile.mkdtemp(prefix="finding-"))
        self.source = next(source for source in VERSIONS if source.endswith(f"/{provider}"))
        required = {provider: {"source": self.source, "version": VERSIONS[self.source]}}
        self.base = {"terraform": {"required_providers": required}, "provider": {provider: settings}}
        self.write({})
        self.terraform("init", "-input=false", "-no-color")

    def write(self, resources):
        whole = self.base | ({"resource": resources} if resources else {})
        (self.path / "main.tf.json").write_text(json.dumps(whole))

    def write_state(self, kind, attributes, schema_version, sensitive=()):
        marks = [[{"type": "get_attr", "value": name}] for name in sensitive]
        instance = {"schema_version": schema_version, "attributes": attributes, "sensitive_attributes": marks}
        resource = {
            "mode": "managed",
            "type": kind,
            "name": "this",
            "provider": f'provider["registry.terraform.io/{self.source}"]',
            "instances": [instance],
        }
        state = {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "finding", "resources": [resource]}
        (self.path / "terraform.tfstate").write_text(json.dumps(state))

    def planned(self, *options):
        """(actions, paths that force a replacement) of the resource; or the error."""
        done = self.run("plan", "-input=false", "-no-color", "-out=plan", *options)
        if done.returncode != 0:
            return done.stderr
        changes = json.loads(self.terraform("show", "-json", "plan"))["resource_changes"]
        change = next(change["change"] for change in changes if change["name"] == "this")
        return change["actions"], change.get("replace_paths", [])

    def terraform(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def run(self, *arguments):
        nobody = {"AWS_EC2_METADATA_DISABLED": "true", "CHECKPOINT_DISABLE": "1", "DATABRICKS_CONFIG_FILE": "/dev/null"}
        return subprocess.run(
            [os.environ.get("TERRAFORM", "terraform"), *arguments],
            cwd=self.path, env=os.environ | nobody, capture_output=True, text=True, check=False,
        )  # fmt: skip


class Service:
    """Answers with what it is given, whatever it is told to change. Keeps what it was asked."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode()
                path = self.path.partition("?")[0]
                service.asked.append((self.command, path, body))
                found = service.answers.get(path, None if self.command == "GET" else {})
                text = json.dumps(found if found is not None else {"error_code": "NOT_FOUND"}).encode()
                self.send_response(200 if found is not None else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("X-Databricks-Org-Id", "1")  # the workspace that answers
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def changes(self):
        return [asked for asked in self.asked if asked[0] != "GET"]
