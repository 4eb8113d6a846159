resource "databricks_job" "nightly" {
  name                = "nightly"
  max_concurrent_runs = 1

  task {
    task_key = "load"
    notebook_task {
      notebook_path   = databricks_notebook.load.path
      base_parameters = { date = "{{job.trigger.time.iso_date}}" }
    }
    new_cluster {
      num_workers   = 2
      spark_version = data.databricks_spark_version.lts.id
      node_type_id  = data.databricks_node_type.small.id
      spark_conf = {
        "spark.sql.shuffle.partitions" = 64
        "spark.executor.extraJavaOptions" : "-XX:+UseG1GC -Dx=${var.x}"
      }
      init_scripts {
        workspace {
          destination = "/Shared/init.sh"
        }
      }
    }
  }

  task {
    task_key = "report"
    depends_on { task_key = "load" }
    run_if = "ALL_SUCCESS"
    sql_task {
      warehouse_id = databricks_sql_endpoint.bi.id
      query { query_id = databricks_query.report.id }
    }
  }

  schedule {
    quartz_cron_expression = "0 0 3 * * ?"
    timezone_id            = "Europe/Berlin"
  }
}
