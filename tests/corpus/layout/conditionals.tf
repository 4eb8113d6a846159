locals {
  one = var.a ? "x" : "y"
  two = (
    var.a
    ? "x"
    : "y"
  )
  three = (var.a ? "x" :
  "y")
  four = (
    var.a == "prod" ? {
      size = 4
      spot = false
      } : {
      size = 1
      spot = true
    }
  )
  five = alltrue([
    for x in xs : (
      x.a != null
      && x.b > 0
      || - x.c < 0
    )
  ])
  six = (
    a
    + b
    - c
    * -d
  )
  seven = var.a ? [
    1
    ] : [
    2
  ]
}
