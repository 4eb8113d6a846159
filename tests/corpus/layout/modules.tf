module "network" {
  source = "./modules/network-private-link"

  prefix     = var.prefix
  vpc_cidr   = var.vpc_cidr
  zones      = var.zones
  providers = {
    aws            = aws
    aws.transit    = aws.transit # the hub's account
    databricks.mws = databricks
  }
}

module "workspace" {
  source   = "git::https://git.example.com/platform/modules.git//workspace?ref=v3.2.1"
  version  = "3.2.1"
  for_each = toset(local.workspaces)

  name              = each.value
  network           = module.network
  cross_account_arn = module.network.roles["cross-account"].arn
  depends_on        = [module.network]
}
