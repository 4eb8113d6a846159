terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    databricks = { source = "databricks/databricks", version = ">= 1.126.0, < 2.0.0" }
    time = {
      source                = "hashicorp/time"
      version               = "~> 0.13"
      configuration_aliases = [time.slow, time.fast]
    }
  }

  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "databricks/prod/terraform.tfstate"
    region       = "eu-west-1"
    use_lockfile = true
    encrypt      = true
  }
}

provider "aws" {
  region = var.region
  default_tags { tags = var.tags }
}

provider "databricks" {
  alias        = "workspace"
  host         = "https://accounts.cloud.databricks.com"
  account_id   = var.databricks_account_id
  workspace_id = databricks_mws_workspaces.this.workspace_id
}
