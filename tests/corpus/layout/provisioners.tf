resource "terraform_data" "wait" {
  triggers_replace = [databricks_mws_workspaces.this.workspace_id, timestamp()]
  input = { a = self.id }

  provisioner "local-exec" {
    when = destroy
    on_failure = continue
    interpreter = ["/bin/bash","-c"]
    environment = { TOKEN = var.token, HOST = "https://${var.host}" }
    command = <<-EOT
      for i in $(seq 1 30); do
        curl --fail "$HOST/api/2.0/clusters/list" && exit 0
        sleep $((i * 2))
      done
      exit 1
    EOT
  }

  connection {
    type="ssh"
    timeout = "${5 * 60}s"
  }
}
