provider "aws" {
  alias  = "recovery"
  region = var.recovery_region
}

resource "aws_s3_bucket_replication_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id
  role   = aws_iam_role.replication.arn

  rule {
    id       = "all"
    priority = 0
    status   = "Enabled"
    filter {}
    delete_marker_replication { status = "Disabled" }
    destination {
      bucket        = aws_s3_bucket.lake_recovery.arn
      storage_class = "STANDARD_IA"
      metrics {
        status = "Enabled"
        event_threshold { minutes = 15 }
      }
    }
    source_selection_criteria {
      sse_kms_encrypted_objects { status = "Enabled" }
    }
  }

  # Versioning must be on before replication can be.
  depends_on = [aws_s3_bucket_versioning.lake, aws_s3_bucket_versioning.lake_recovery]
}
