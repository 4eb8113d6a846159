locals {
  a = 1
  bbbbbbbbbb = 2
  c = [
    1
  ]
  d = 3
  eeeeeeee = 4
  f = { a = 1 }
  gggg = { a = 1, bb = 2 } # x
  hh = 1 # y
  # comment ends the run
  i = 1
  jjjj = 2

  k = 1
  llllll = 2
  m = f(1) # only here
  n = 2
  oooooo = 3 # and here
  p {
    q = 1
    rrrrr = 2
  }
  s = 1
  t { uu = 1 }
  vvvv = 1
  w = <<EOT
x
EOT
  xxxxx = 1
  y = "a" == "b"
  zz = a == b ? c : d
}
