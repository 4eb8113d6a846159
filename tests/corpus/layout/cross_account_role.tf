data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${var.databricks_aws_account_id}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.databricks_account_id]
    }
  }
}

resource "aws_iam_role" "cross_account" {
  name               = "${var.prefix}-cross-account"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "databricks_aws_crossaccount_policy" "this" {
  policy_type       = "restricted"
  aws_account_id    = data.aws_caller_identity.current.account_id
  vpc_id            = aws_vpc.this.id
  region            = var.region
  security_group_id = aws_security_group.workspace.id
}

resource "aws_iam_role_policy" "cross_account" {
  role   = aws_iam_role.cross_account.id
  policy = data.databricks_aws_crossaccount_policy.this.json
}

# IAM is eventually consistent: the account API refuses a role it can't assume yet.
resource "time_sleep" "role_is_known" {
  create_duration = "20s"
  triggers        = { role = aws_iam_role_policy.cross_account.id }
}
