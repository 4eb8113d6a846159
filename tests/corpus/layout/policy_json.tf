resource "aws_iam_policy" "lake" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        Resource = "${aws_s3_bucket.lake.arn}/*"
      },
      {
        Effect = "Allow", Action = "s3:ListBucket"
        Resource = aws_s3_bucket.lake.arn
        Condition = { StringLike = { "s3:prefix" = ["${var.prefix}/*", "" ] } }
      },
      var.kms_key_arn == null ? null : {
        Effect = "Allow"
        Action = [
          "kms:Decrypt", # read
          "kms:GenerateDataKey" # write
        ]
        Resource = var.kms_key_arn
      }
    ]
  })
}

resource "aws_sns_topic_policy" "this" {
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Resource": "${aws_sns_topic.this.arn}",
    "Condition": {"ArnLike": {"aws:SourceArn": ${ jsonencode(aws_s3_bucket.lake.arn) } } } }]
}
POLICY
  arn = aws_sns_topic.this.arn
}
