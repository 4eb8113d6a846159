resource "aws_instance" "proxy" {
  user_data = <<-EOF_MARK
    %{ for host in var.hosts ~}
    server ${host.name}:${ host.port }
    %{ if host.weight>1 }weight ${host.weight*10}%{ else }default%{ endif }
    %{ endfor ~}
    ${~ var.trailer ~}
    ${
      join("\n", [
      for line in var.lines:
        "  - ${line}"
      ])
    }
    $${ not . a . template } and %%{ if neither }
    ${{a=1}["a"]}
  EOF_MARK
  ami = "ami-1"
  instance_type = "t4g.nano" # small
}

output "nested" {
  value = <<A
${<<B
inner ${ 1+1 }
B
}
A
}

output "call" {
  value = templatestring(<<A
  x
  A
  , { a = 1 })
}

output "lead" {
  value = trimspace(<<A
    ${ f(
    1
    ) }
  A
  )
  b = 1
}
