data "aws_iam_policy_document" "storage_key" {
  statement {
    sid       = "OwnerMayDoAll"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [format("arn:%s:iam::%s:root", local.partition, local.account_id)]
    }
  }

  statement {
    sid = "DatabricksMayUseForStorage"
    actions = [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncrypt*",
      "kms:GenerateDataKey*",
      "kms:DescribeKey",
    ]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/DatabricksAccountId"
      values   = [var.databricks_account_id]
    }
  }
}

resource "aws_kms_key" "storage" {
  description             = "Root bucket and cluster volumes of ${var.prefix}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.storage_key.json
}

resource "aws_kms_alias" "storage" {
  name          = "alias/${var.prefix}/storage"
  target_key_id = aws_kms_key.storage.key_id
}
