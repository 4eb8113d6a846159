locals {
  a = f(
    x ==
    y,
    !
    z,
    -
    1,
    {for k,
      v in m :
      k =>
      v
    }
  )
}
