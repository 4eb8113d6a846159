variable "prefix" {
  description = "Starts the name of every resource; at most 20 characters, or bucket names get too long."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,19}$", var.prefix))
    error_message = "The prefix must start with a letter and hold lowercase letters, digits and hyphens only."
  }
}

variable "vpc_cidr" {
  description = "Range of the VPC; a /16 to /25."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition = (
      can(cidrnetmask(var.vpc_cidr)) &&
      tonumber(split("/", var.vpc_cidr)[1]) >= 16 &&
      tonumber(split("/", var.vpc_cidr)[1]) <= 25
    )
    error_message = "Databricks supports VPCs from /25 to /16."
  }
}

variable "catalogs" {
  description = "Catalogs by name, with who may do what in them."
  type = map(object({
    comment    = optional(string)
    properties = optional(map(string), {})
    grants = optional(list(object({
      principal  = string
      privileges = set(string)
    })), [])
  }))
  default = {}
}

variable "token" {
  type      = string
  sensitive = true
  ephemeral = true
}
