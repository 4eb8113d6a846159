resource "aws_security_group" "workspace" {
  name        = "${var.prefix}-workspace"
  description = "Clusters of the workspace, among themselves and outwards"
  vpc_id      = aws_vpc.this.id

  # The provider would otherwise remove the rules it finds.
  lifecycle {
    ignore_changes = [ingress, egress]
  }
}

resource "aws_vpc_security_group_ingress_rule" "self" {
  for_each = toset(["tcp", "udp"])

  security_group_id            = aws_security_group.workspace.id
  referenced_security_group_id = aws_security_group.workspace.id
  ip_protocol                  = each.value
  from_port                    = 0
  to_port                      = 65535
}

locals {
  control_plane_ports = {
    https     = 443  # REST API and front end
    metastore = 3306 # legacy Hive metastore
    relay     = 6666 # secure cluster connectivity, with FIPS encryption
    spare     = 8443 // to 8451, kept by Databricks for later
  }
}

resource "aws_vpc_security_group_egress_rule" "control_plane" {
  for_each = local.control_plane_ports

  security_group_id = aws_security_group.workspace.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}
