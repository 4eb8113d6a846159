resource "databricks_mws_credentials" "this" {
  credentials_name = "${var.prefix}-credentials"
  role_arn         = aws_iam_role.cross_account.arn
  depends_on       = [time_sleep.role_is_known]
}

resource "databricks_mws_storage_configurations" "this" {
  account_id                 = var.databricks_account_id
  storage_configuration_name = "${var.prefix}-storage"
  bucket_name                = aws_s3_bucket.root.bucket
}

resource "databricks_mws_networks" "this" {
  account_id         = var.databricks_account_id
  network_name       = "${var.prefix}-network"
  vpc_id             = aws_vpc.this.id
  subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids = [aws_security_group.workspace.id]

  vpc_endpoints {
    rest_api        = [databricks_mws_vpc_endpoint.rest_api.vpc_endpoint_id]
    dataplane_relay = [databricks_mws_vpc_endpoint.relay.vpc_endpoint_id]
  }
}

resource "databricks_mws_workspaces" "this" {
  account_id     = var.databricks_account_id
  workspace_name = var.prefix
  aws_region     = var.region
  pricing_tier   = "ENTERPRISE"

  credentials_id           = databricks_mws_credentials.this.credentials_id
  storage_configuration_id = databricks_mws_storage_configurations.this.storage_configuration_id
  network_id               = databricks_mws_networks.this.network_id

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = length(aws_subnet.private) >= 2
      error_message = "A workspace needs subnets in at least two zones."
    }
  }
}
