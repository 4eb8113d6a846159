locals {
  list   = [for x in xs : x]
  index  = [for i, x in xs : "${i}-${x}"]
  filter = [for x in xs : x if x!=""]
  map    = { for k, v in m : k => v }
  upper  = { for k, v in m : upper(k) => { a = v.a, b = v.b } if v.enabled }
  lit    = [for x in ["a", "b"] : x]
  lit2   = [for x in{ a = 1 } : x]
  paren  = [for x in (a) : x]
  ref    = [for x in a[0] : x]

  lines = [
    for zone in var.zones :
    {
      zone = zone
      cidr = cidrsubnet(var.cidr, 4, index(var.zones, zone))
    }
    if zone != "us-east-1e"
  ]

  nested = merge([
    for name, catalog in var.catalogs : {
      for schema in catalog.schemas :
      "${name}.${schema}" => { catalog = name, schema = schema }
    }
  ]...)

  flat = flatten([
  for a in as: [
  for b in bs: {
  a=a
  bb=b
  }
  ]
  ])
}
