

locals {

  a = 1



  bbb = 2

}



output "x" {
  value = 1


}


