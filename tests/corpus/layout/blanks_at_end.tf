locals {
  a = 1
}   
  	