# At the very start.
// Another kind.
/* And the third. */

/*
 * Over several
     lines, kept as they are.
*/
locals { # after a brace
  # before
  a = 1 # one
  bb = 22 // two
  ccc = 333 /* three */
  dddd = 4444 /* four */ # five

  e = [ # list
    1, # first
    22, # second
    # alone
    333 # third
  ] # end

  f = /* inside */ 3
  g /* odd */ = 3
  h = 1 /* over
  lines */ + 2
  i = f(/* nothing */)
  j = [ /* nothing */ ]
  k = { /* nothing */ }
     # wrongly indented
} # after the end
  # indented at the top
#no space
#
##
resource "a" "b" { /* block */ }
# trailing blanks   
# tab	inside
# the last line, without newline