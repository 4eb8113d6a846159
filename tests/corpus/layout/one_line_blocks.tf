a {}
b { }
c {x=1}
d { x = 1 }
e "l" "m" { x = [1,2] }
f { x={} }
g {
}
h {

}
locals { a = 1 }
locals {}
variable "a" {}
variable "b" { default = { a = 1, b = 2 } }
variable "c" { default = [] } # comment
variable "dd" { type = string } # comment
output "o" { value = var.a == null ? "-" : "${var.a}!" }
