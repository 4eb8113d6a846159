resource "databricks_group" "this" {
  for_each = var.groups
  display_name = each.key
}

locals {
  memberships = merge([for group,members in var.groups:{for member in members:"${group}/${member}"=>{group=group,member=member}}]...)
  admins = [for user in var.users : user.name if contains(user.groups,"admins")&&!user.disabled]
  by_domain = {for user in var.users:split("@",user.name)[1]=>user.name...}
}

resource "databricks_group_member" "this" {
  for_each = local.memberships
  group_id = databricks_group.this[each.value.group].id
  member_id = databricks_user.this[each.value.member].id
}

resource "databricks_mws_permission_assignment" "this" {
  for_each = {for group, level in var.workspace_groups : group => level}
  workspace_id = databricks_mws_workspaces.this.workspace_id
  principal_id = databricks_group.this[each.key].id
  permissions = [each.value=="admin"?"ADMIN":"USER"]
}
