resource "databricks_ip_access_list" "allowed" {
  label        = "offices"
  list_type    = "ALLOW"
  ip_addresses = [for office in var.offices : "${office.address}/${office.bits}"]
  depends_on   = [databricks_workspace_conf.this]
}

resource "databricks_workspace_conf" "this" {
  custom_config = {
    "enableIpAccessLists" : true
    "enableTokensConfig"  : var.tokens
    maxTokenLifetimeDays = 90
    "enableDbfsFileBrowser" = "false"
    enableExportNotebook    = tostring(! var.locked_down)
  }
}
