locals {
  a = 1
  bbb=2 # x

  c = <<EOT
  text ${ a }
  EOT
  d = [
1,
2
]
}
