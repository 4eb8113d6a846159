locals {
  plain   = "text"
  empty   = ""
  one     = "${var.a}-x"
  spaces  = "${  var.a  }-${var.b  }"
  nested  = "a ${ join(", ", [for x in xs : "<${ x }>"]) } b"
  deep    = "${ "${ "x-${y}" }" }z"
  escape  = "\"quoted\" \\ \n \t \u00e9 $${no} %%{no} $ % $$ %% $x %y"
  cond    = "%{ if a }yes%{ else }no%{ endif }"
  loop    = "%{ for x in xs ~} ${x}, %{~ endfor }"
  object  = "x${ {a = 1}["a"] }"
  object2 = "x${{ a = 1 }}"
  list    = "x${[1]}"
  paren   = "x${(1)}"
  strip   = "a ${~ b ~} c"
  adjacent = "${a}${b}%{ if c }${d}%{ endif }"
  braces  = "{ } {{ }} ${"}"} ${"{"}"
  quote   = "${"\""}"
  hash    = "# not a comment" # a comment
  slashes = "http://example.com//x" // a comment
  block   = "/* not a comment */" /* a comment */
  heredoc = "<<EOT"
  multi   = "a${
    b
  }c"
  dollar  = "$$$${x} $%%{y} %$${z} $"
  percent = "100%"
  unicode = "größe 数据 🇩🇪 👩‍🔬" # columns
  ascii   = "plain" # columns
}
