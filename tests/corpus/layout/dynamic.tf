resource "databricks_mws_network_connectivity_config" "this" {
  name   = "${var.prefix}-ncc"
  region = var.region
}

resource "aws_lb_listener" "this" {
  for_each = { for listener in var.listeners : "${listener.protocol}:${listener.port}" => listener }
  port = each.value.port
  protocol=each.value.protocol
  dynamic "default_action" {
    for_each=each.value.actions
    iterator = action
    labels = [action.key]
    content {
      type = action.value.type
      target_group_arn=try(aws_lb_target_group.this[action.value.target].arn,null)
      dynamic "redirect" {
        for_each = action.value.redirect[*]
        content {
          status_code="HTTP_301"
          port = redirect.value.port
        }
      }
    }
  }
}
