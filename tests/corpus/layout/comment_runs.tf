locals {
  ports = [
    443, # https
    3306, # metastore
    6666,
    8443, # spare
    8444 # spare
  ]
  a = 1 # x
  bbbb = [ # opens
    1,
  ] # closes
  c = 2 # y
  dddddd = { # z
    e = 1 # inner
    ffff = 22222 # inner
  }
  g = f( # call
    1 # arg
  )
}

resource "x" "y" { # block
  a = 1 # attr
  nested { # nested
    b = 2 # attr
  } # end
} # end
