locals {
  full     = aws_instance.this[*].id
  legacy   = aws_instance.this.*.id
  deep     = aws_instance.this[*].network_interface[0].addresses[*]
  index    = aws_instance.this[0]
  old      = aws_instance.this.0.id
  key      = aws_instance.this["a"].tags["Name"]
  dynamic  = aws_instance.this[var.key].id
  spaced   = aws_instance . this [ * ] . id
  call     = f(x)[0].y
  tuple    = [1, 2, 3][0]
  object   = { a = 1 }["a"]
  paren    = (x)[0]
  template = "${x[0]}${y}"
  string   = "a"[0]
  number   = 0
  expand   = max(var.numbers...)
  expand2  = max([1,2] ...)
  group    = { for k, v in m : v => k... }
  provider_function = provider::aws::arn_parse(var.arn).account
  spaced_function   = provider :: aws :: trim_iam_role_path ( var.arn )
}
