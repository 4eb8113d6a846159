resource "databricks_metastore" "this" {
provider = databricks
name = "primary-${var.region}"
region = var.region
force_destroy = false
storage_root = var.metastore_bucket==null?null:"s3://${var.metastore_bucket}/metastore"
delta_sharing_scope = var.sharing.enabled?"INTERNAL_AND_EXTERNAL":"INTERNAL"
delta_sharing_recipient_token_lifetime_in_seconds = var.sharing.enabled?60*60*24*var.sharing.days:null
owner = databricks_group.metastore_admins.display_name
}

resource "databricks_metastore_data_access" "this" {
metastore_id = databricks_metastore.this.id
name = aws_iam_role.metastore.name
aws_iam_role { role_arn = aws_iam_role.metastore.arn }
is_default = true
lifecycle { ignore_changes = [ name , owner ] }
}
