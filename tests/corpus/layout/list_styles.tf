locals {
  actions = ["a",
             "b",
             "c"]
  wide = ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccc", "dddddddddddddddd"
  ]
  comma_first = [
      "a"
    , "b"
    , "c"
  ]
  objects = [
    { name = "a", port = 1 },
    { name = "bb", port = 22 },   # second
    { name = "ccc",port = 333 } , # third
  ]
  mixed = [ { a = 1 }, [ 2 ], "x", null, true, 1.5, f(x), -1, !y, "${z}" ]
  lines = [
    { a = 1
      b = 2 },
    { c = 3
    d = 4 }
  ]
}
