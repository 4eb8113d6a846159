variable "name" {
  type    = "string"
  default = "x"
}

variable zones {
  type = "list"
}

variable "tags" {
  type    = "map"
  default = {}
}

variable "anything" { type = list }
variable "set" {
  type = set
}
variable "map" {
  default = {}
  type = map
}
variable "odd" {
  type = "number"
}

resource aws_vpc this {
  cidr_block = "${var.cidr}"
  tags       = "${merge(var.tags, map("Name", "${var.name}-vpc"))}"
  name       = "${var.name}-${var.x}"
  quoted     = "${"a"}"
  list       = ["${var.a}", "${var.b}"]
  object = {
    inside = "${var.a}"
  }
  multi = "${
    var.a
  }"
  cond = "${var.a ?
    1 :
  2}"
  paren = "${(
    var.a
  )}"
  strip  = "${~ var.a ~}"
  parens = ("${var.a}")
  commented = /* a */ "${var.b}" /* c */ # d
  call      = "${f(
    1,
    2
  )}"
  nested {
    count = "${var.count}" # x
    type  = "string"
  }
  directive = "%{ if a }b%{ endif }"
  braces = "${{}}"
  empty_quote = "${""}"
}

resource /* one */ "a" /* two */ b /* three */ {
}

output o { value = "${var.x}" }
