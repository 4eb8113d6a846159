resource "databricks_cluster_policy" "small" {
  name = "small"
  definition = jsonencode({
    "autotermination_minutes" : { "type" : "fixed", "value" : 20, "hidden" : true },
    "node_type_id" : {
      "type" : "allowlist",
      "values" : ["m7g.large", "m7g.xlarge"],
      "defaultValue" : "m7g.large"
    },
    "spark_conf.spark.databricks.io.cache.enabled" = {
      type  = "fixed"
      value = "true"
    }
    num_workers                       = { type = "range", maxValue = 4 }
    data_security_mode                = { type = "fixed", value = "USER_ISOLATION" }
    "aws_attributes.availability"     = { type = "fixed", value = "SPOT_WITH_FALLBACK" }
    (local.tag_key)                   = var.cost_center
  })
}

resource "databricks_sql_endpoint" "bi" {
  name             = "bi"
  cluster_size     = "Small"
  max_num_clusters = var.production ? 4 : 1
  auto_stop_mins   = 10
  tags {
    custom_tags {
      key   = "team"
      value = "bi"
    }
  }
}
