package main

import (
	"fmt"
	"os"
	"time"

	tencentyun "github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"
	usersig "github.com/usersig/usersig/bindings/go"
)

func main() {
	key := os.Getenv("USERSIG_SECRET_KEY")
	signer, err := usersig.NewSigner(1400000000, key)
	if err != nil {
		panic(err)
	}
	token, err := signer.Sign("xiaojun", 7*24*time.Hour)
	if err != nil {
		panic(err)
	}
	verdict := map[bool]string{true: "valid", false: "rejected"}
	// Signed by usersig, verified by the module in place of the official one.
	fmt.Printf("xiaojun: %s, mallory: %s\n", verdict[tencentyun.VerifyUserSig(1400000000, key, "xiaojun", token, time.Now()) == nil],
		verdict[tencentyun.VerifyUserSig(1400000000, key, "mallory", token, time.Now()) == nil])
}
