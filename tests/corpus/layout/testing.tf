run "plans" {
  command = plan

  variables {
    prefix = "test"
    zones  = ["a", "b"]
  }

  module { source = "./setup" }
  assert {
    condition = length([for s in aws_subnet.private : s if s.availability_zone == "a"])==1
    error_message = "one subnet per zone, got ${length(aws_subnet.private)}"
  }
  expect_failures = [
    var.prefix,
    check.workspace_answers,
  ]
}

mock_provider "aws" {
  mock_data "aws_caller_identity" { defaults = { account_id = "123456789012" } }
  override_resource {
    target = aws_s3_bucket.root
    values = { arn = "arn:aws:s3:::x" }
  }
}
