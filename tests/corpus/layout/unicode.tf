locals {
  größe = 1
  a = 2
  名前 = "値" # コメント
  b = "ascii" # comment
  c = "é" # combining
  dd = "👨‍👩‍👧‍👦" # family
  e = "🇩🇪🇫🇷" # flags
  f = "한국어" # hangul
  g = "नमस्ते" # devanagari
  h = "tab	inside" # tab
  i = "zero​width" # invisible
}
