module github.com/tencentyun/tls-sig-api-golang

go 1.25

require github.com/usersig/usersig/bindings/go v0.1.0
