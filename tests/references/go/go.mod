module references

go 1.19

require github.com/tencentyun/tls-sig-api-v2-golang v1.4.0
