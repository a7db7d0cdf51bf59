module bench

go 1.22

require (
	github.com/golang-jwt/jwt/v5 v5.3.1
	github.com/tencentyun/tls-sig-api-v2-golang v1.4.0
)
