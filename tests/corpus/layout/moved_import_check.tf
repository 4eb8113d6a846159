moved {
  from = aws_s3_bucket.root_bucket
  to   = aws_s3_bucket.root
}

import {
  for_each = var.existing
  to       = databricks_catalog.this[each.key]
  id       = each.value
}

removed {
  from = module.old
  lifecycle { destroy = false }
}

check "workspace_answers" {
  data "http" "status" {
    url = "${databricks_mws_workspaces.this.workspace_url}/api/2.0/preview/scim/v2/Me"
  }

  assert {
    condition     = contains([200, 401, 403], data.http.status.status_code)
    error_message = "The workspace at ${data.http.status.url} answers ${data.http.status.status_code}."
  }
}
