resource "aws_networkfirewall_rule_group" "allowed" {
  name     = "${var.prefix}-allowed"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set { definition = [var.vpc_cidr] }
      }
    }
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI", "HTTP_HOST"]
        targets              = concat(local.databricks_hosts, [".pypi.org", ".pythonhosted.org"], var.extra_hosts)
      }
    }
    stateful_rule_options { rule_order = "STRICT_ORDER" }
  }
}

resource "aws_networkfirewall_rule_group" "suricata" {
  name     = "${var.prefix}-suricata"
  type     = "STATEFUL"
  capacity = 10
  rule_group {
    rules_source {
      rules_string = <<-RULES
        drop tcp any any -> any 22 (msg:"no ssh"; sid:1; rev:1;)
        %{for port in var.blocked_ports~}
        drop tcp any any -> any ${ port } (msg:"port ${port}"; sid:${1000+port}; rev:1;)
        %{ endfor ~}
      RULES
    }
  }
}
