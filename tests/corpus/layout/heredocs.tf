locals {
  plain = <<EOT
  kept   as =  it is
	a tab, trailing blanks   

  # no comment
  { [ (
EOT

  indented = <<-EOT
      #!/bin/bash
        set -euo pipefail
      echo "${ var.name }" $HOME $${literal} %%{literal}
      EOT

  after = 1
  long_after = 2

  two = join(",", [<<-A
    one
    A
    , <<-B
    two
    B
  ])

  policy = jsonencode({
    script = <<-EOT
      a = ${jsonencode({a=1,b=[1,2]})}
    EOT
    other = "x"
  })

  marker_inside = <<EOT
  NOT_EOT
  EOT_
  "EOT"
  ${"EOT"}
EOT
  x = 1 # a
  xyz = 2 # b
}
