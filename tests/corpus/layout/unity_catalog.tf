resource "databricks_metastore_assignment" "this" {
  metastore_id = var.metastore_id
  workspace_id = databricks_mws_workspaces.this.workspace_id
}

resource "databricks_storage_credential" "lake" {
  provider = databricks.workspace

  name = "${var.prefix}-lake"
  aws_iam_role { role_arn = local.lake_role_arn }
  isolation_mode = "ISOLATION_MODE_ISOLATED"
}

resource "databricks_external_location" "lake" {
  provider = databricks.workspace

  name            = "${var.prefix}-lake"
  url             = "s3://${aws_s3_bucket.lake.id}/"
  credential_name = databricks_storage_credential.lake.id
}

resource "databricks_catalog" "this" {
  for_each = var.catalogs
  provider = databricks.workspace

  name         = each.key
  comment      = each.value.comment
  storage_root = "${databricks_external_location.lake.url}${each.key}"
  properties   = merge({ owner = "platform" }, each.value.properties)
}

resource "databricks_grants" "catalog" {
  for_each = { for name, catalog in var.catalogs : name => catalog if length(catalog.grants) > 0 }
  catalog  = databricks_catalog.this[each.key].name

  dynamic "grant" {
    for_each = each.value.grants
    content {
      principal  = grant.value.principal
      privileges = grant.value.privileges
    }
  }
}
