locals {
  sum         = a+b
  difference  = a - b
  negative    = -a
  negatives   = [-1, - 2, -x.y, -(3)]
  minus_minus = 1 - -1
  name        = a-b
  product     = a*b/c%d
  comparison  = a==b&&c!=d||e<f
  others      = a<=b||c>=d&&! e>f
  not         = !a
  not_not     = !!a
  paren       = (a+b)*(c-d)
  not_paren   = !(a&&b)
  minus_paren = -(a)
  cond        = a?b:c
  nested_cond = a ? b : c ? d : e
  minus_cond  = a ? -1 : -b
  equal_minus = a == -1
  less_minus  = a < -1 && b > -2
  call_minus  = max(-1, -a.b, 0)
  index_minus = a[length(a)-1]
  index_neg   = a[-1]
  arrow_minus = { for k, v in m : k => -v }
  object_neg  = { a = -1, b : -2 }
  template    = "${-1} ${a-b} ${ a - b } ${!a}"
  and_not     = a && !b
  in_list     = [for x in [1, 2] : -x]
  numbers     = [1.5, 1e5, 1E-5, 1.5e+10, 0.1]
}
