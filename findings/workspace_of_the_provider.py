"""Resources inside a workspace keep its id in their state, and the provider compares it with its own `workspace_id`.

So a workspace that is replaced by the plan that also has its catalogs, grants and settings can't be planned at all: the
provider's `workspace_id` is not known. A provider that is pointed at another workspace plans updates of some types and
replacements of others, although their configuration is as it was.
"""

import sys

from prepared import Folder

RESOURCES = {
    "databricks_catalog": {"name": "main"},
    "databricks_group_role": {"group_id": "1", "role": "administrator", "api": "workspace"},
}
REPLACED = (["delete", "create"], [["provider_config", 0, "workspace_id"]])
UNKNOWN = "managing workspace-level resources requires a workspace_id and none was found"

# the provider's workspace_id, and what is planned for each type
CASES = [
    ("1", {"databricks_catalog": (["no-op"], []), "databricks_group_role": (["no-op"], [])}),
    ("2", {"databricks_catalog": (["update"], []), "databricks_group_role": REPLACED}),
    ("${terraform_data.new.id}", {"databricks_catalog": UNKNOWN, "databricks_group_role": UNKNOWN}),
]


def main():
    failed = 0
    for workspace, expected in CASES:
        folder = Folder("databricks", {"workspace_id": workspace})
        for kind, config in RESOURCES.items():
            folder.write_state(kind, config | {"id": "main", "provider_config": [{"workspace_id": "1"}]}, 0)
            folder.write({kind: {"this": config}, "terraform_data": {"new": {}}})
            planned = folder.planned("-refresh=false")
            said = " ".join(planned.split()) if isinstance(planned, str) else planned
            right = expected[kind] in said if isinstance(said, str) else said == expected[kind]
            print(f"{'yes' if right else 'NO'}: state of workspace 1, provider of {workspace}: {kind} {expected[kind]}")
            if not right:
                print(f"    planned {planned}")
            failed += not right
    return failed


if __name__ == "__main__":
    sys.exit(main())
