module github.com/tencentyun/tls-sig-api-golang

go 1.18

require github.com/usersig/usersig/bindings/go v0.1.0
