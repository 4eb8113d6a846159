locals {
  a = []
  b = [ ]
  c = [1,2,3]
  d = [ 1 , 2 , 3 , ]
  e = {}
  f = { }
  g = {a=1}
  h = { a = 1, b = 2, }
  i = { "a" = 1, (b) = 2, c : 3, "d" : 4 }
  j = [[1, 2], [3, 4]]
  k = [{ a = 1 }, { b = 2 }]
  l = [
    1, 2,
    3,
  ]
  m = [{
    a = 1
    bb = 2
    }, {
    a = 1
  }]
  n = {
    a = {
      b = {
        c = [
          {
            d = 1
            eee = 2
          },
        ]
      }
      ff = 1
    }
    "quoted key" = 1
    short = 2
    (var.computed) = 3
    "${var.template}-key" = 4
    colon: 5
    long_colon : 6
  }
  o = [ "a",
    "b",
    "c" ]
  p = { a = 1,
    b = 2 }
  q = [
  ]
  r = {
  }
}
