output "workspace_url" {
  description = "Where people log in."
  value       = databricks_mws_workspaces.this.workspace_url
}

output "subnets" {
  description = "Ids of the subnets by zone."
  value       = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}

output "arns" {
  value = {
    role   = aws_iam_role.cross_account.arn
    bucket = aws_s3_bucket.root.arn
    keys   = [for key in aws_kms_key.this : key.arn if key.is_enabled]
  }
  sensitive  = false
  depends_on = [aws_iam_role_policy.cross_account]
}
