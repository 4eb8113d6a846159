prefix = "acme"
region = "eu-west-1"
vpc_cidr = "10.0.0.0/16"
zones = ["eu-west-1a","eu-west-1b"]
tags = {
  team = "data platform"
  cost-center = "4711" # finance knows
}
catalogs = {
  sales = { comment = "Orders and customers", grants = [{ principal = "analysts", privileges = ["USE_CATALOG","SELECT"] }] }
  ops = {}
}
force_destroy = false
