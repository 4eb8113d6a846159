locals {
  a = f()
  b = f( )
  c = f (1)
  d = f(1,2)
  e = f( g( h( 1 ) ) )
  f = f(
    1,
    2,
  )
  g = f(1,
    2,
  3)
  h = merge(
    { a = 1 },
    {
      b = 2
    },
    var.c...
  )
  i = jsonencode({
    a = 1
    bbb = [
      1,
    ]
  })
  j = jsonencode([{
    a = f({
      b = 1
      cc = 2
    })
    d = 1
  }])
  k = f({ a = 1
    b = 2
  })
  l = f([{
    a = 1 }, {
    b = 2
    }, [
    3
  ]])
  m = lookup(var.m, "k",
  "default")
  n = try(a.b.c, a["b"].c,
    null)
  o = f((((
    1
  ))))
}
