// As servers call the official module of version 1.0. Its arguments are the files of a key pair.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	TLSSigAPI "github.com/tencentyun/tls-sig-api-golang"
)

const appid = 1400000000

var failed int

func check(name string, ok bool) {
	word := "ok     "
	if !ok {
		word = "FAILED "
		failed++
	}
	fmt.Println(word, name)
}

func main() {
	private, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	public, err := os.ReadFile(os.Args[2])
	if err != nil {
		panic(err)
	}
	privateKey, publicKey := string(private), string(public)

	usersig, err := TLSSigAPI.GenerateUsersig(privateKey, appid, "xiaojun")
	check("GenerateUsersig", err == nil && TLSSigAPI.VerifyUsersig(publicKey, usersig, appid, "xiaojun") == nil)
	usersig, err = TLSSigAPI.GenerateUsersigWithExpire(privateKey, appid, "xiaojun", 3600)
	check("GenerateUsersigWithExpire", err == nil && TLSSigAPI.VerifyUsersig(publicKey, usersig, appid, "xiaojun") == nil)
	check("another appid", TLSSigAPI.VerifyUsersig(publicKey, usersig, appid+1, "xiaojun") == TLSSigAPI.ErrorAppidNotMatch)
	check("another identifier", TLSSigAPI.VerifyUsersig(publicKey, usersig, appid, "x") == TLSSigAPI.ErrorIdentifierNotMatch)
	check("a key of another kind", errors.Is(TLSSigAPI.VerifyUsersig(privateKey, usersig, appid, "xiaojun"), TLSSigAPI.ErrorInvalidKeyType))
	with, err := TLSSigAPI.GenerateUsersigWithUserbuf(privateKey, appid, "xiaojun", 3600, []byte("abc"))
	userbuf, verified := TLSSigAPI.VerifyUsersigWithUserbuf(publicKey, with, appid, "xiaojun")
	check("GenerateUsersigWithUserbuf", err == nil && verified == nil && bytes.Equal(userbuf, []byte("abc")))
	check("a signature that is another token's", TLSSigAPI.VerifyUsersig(publicKey, with, appid, "xiaojun") != nil)
	_, err = TLSSigAPI.GenerateUsersigWithExpire(privateKey, appid, "xiaojun", 0)
	check("rejected: a validity of 0", err != nil)
	// The variables that this test has no token for.
	check("ErrorExpired, ErrorInvalidSignature", TLSSigAPI.ErrorExpired != nil && TLSSigAPI.ErrorInvalidSignature != nil)
	if failed > 0 {
		os.Exit(1)
	}
}
