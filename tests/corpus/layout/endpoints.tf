locals {
  gateway_endpoints = ["s3"]
  interface_endpoints = toset([
    "sts",
    "kinesis-streams", # logs of clusters
    "glue",
  ])
}

resource "aws_vpc_endpoint" "gateway" {
  for_each          = toset(local.gateway_endpoints)
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.${each.value}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = concat([aws_route_table.private.id], [for table in aws_route_table.public : table.id])
  policy            = data.aws_iam_policy_document.gateway.json
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interface_endpoints

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${var.region}.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(aws_subnet.private)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}
