// As servers call the official module of version 2.0, in its releases 1.0.0 to 1.4.0.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"
)

const (
	sdkappid = 1400000000
	key      = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
	day      = 24 * 3600
)

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
	now := time.Now()
	verify := func(token string, err error) error {
		if err != nil {
			return err
		}
		return tencentyun.VerifyUserSig(sdkappid, key, "xiaojun", token, now)
	}
	check("GenUserSig", verify(tencentyun.GenUserSig(sdkappid, key, "xiaojun", 180*day)) == nil)
	check("GenSig, release 1.0.0", verify(tencentyun.GenSig(sdkappid, key, "xiaojun", day)) == nil)
	check("GenUserSigWithBuf without one", verify(tencentyun.GenUserSigWithBuf(sdkappid, key, "xiaojun", day, nil)) == nil)

	buf := []byte("some bytes")
	for name, sign := range map[string]func(int, string, string, int, []byte) (string, error){
		"GenUserSigWithBuf": tencentyun.GenUserSigWithBuf, "GenSigWithUserBuf, release 1.0.0": tencentyun.GenSigWithUserBuf,
	} {
		token, err := sign(sdkappid, key, "xiaojun", day, buf)
		check(name, err == nil && tencentyun.VerifyUserSigWithBuf(sdkappid, key, "xiaojun", token, now, buf) == nil)
		check(name+": another one", errors.Is(tencentyun.VerifyUserSigWithBuf(sdkappid, key, "xiaojun", token, now, []byte("x")), tencentyun.ErrUserBufNotMatch))
		check(name+": none expected", verify(token, err) == tencentyun.ErrUserBufTypeNotMatch)
	}
	room, err := tencentyun.GenPrivateMapKey(sdkappid, key, "xiaojun", day, 10000, 255)
	check("GenPrivateMapKey", err == nil && verify(room, nil) == tencentyun.ErrUserBufTypeNotMatch)
	named, err := tencentyun.GenPrivateMapKeyWithStringRoomID(sdkappid, key, "xiaojun", day, "lesson-7", 42)
	check("GenPrivateMapKeyWithStringRoomID", err == nil && verify(named, nil) == tencentyun.ErrUserBufTypeNotMatch)

	token, _ := tencentyun.GenUserSig(sdkappid, key, "xiaojun", day)
	errs := map[error]error{
		tencentyun.ErrSdkAppIDNotMatch:   tencentyun.VerifyUserSig(sdkappid+1, key, "xiaojun", token, now),
		tencentyun.ErrIdentifierNotMatch: tencentyun.VerifyUserSig(sdkappid, key, "someone", token, now),
		tencentyun.ErrExpired:            tencentyun.VerifyUserSig(sdkappid, key, "xiaojun", token, now.Add(25*time.Hour)),
		tencentyun.ErrSigNotMatch:        tencentyun.VerifyUserSig(sdkappid, "another key", "xiaojun", token, now),
	}
	for expected, err := range errs {
		check("the error is the variable: "+expected.Error(), err == expected)
	}
	check("a userbuf where there is none", tencentyun.VerifyUserSigWithBuf(sdkappid, key, "xiaojun", token, now, buf) == tencentyun.ErrUserBufTypeNotMatch)
	check("what is no token", verify("undefined", nil) != nil)

	tencentyun.DefaultCompressionLevel = 9
	_, err = tencentyun.GenUserSig(sdkappid, key, "xiaojun", day)
	check("DefaultCompressionLevel may be set", err == nil)
	for name, sign := range map[string]func() (string, error){
		"SDKAppID 0":        func() (string, error) { return tencentyun.GenUserSig(0, key, "xiaojun", day) },
		"SDKAppID -1":       func() (string, error) { return tencentyun.GenUserSig(-1, key, "xiaojun", day) },
		"an empty key":      func() (string, error) { return tencentyun.GenUserSig(sdkappid, "", "xiaojun", day) },
		"an empty UserID":   func() (string, error) { return tencentyun.GenUserSig(sdkappid, key, "", day) },
		"a validity of 0":   func() (string, error) { return tencentyun.GenUserSig(sdkappid, key, "xiaojun", 0) },
		"a negative one":    func() (string, error) { return tencentyun.GenUserSig(sdkappid, key, "xiaojun", -1) },
		"a line break":      func() (string, error) { return tencentyun.GenUserSig(sdkappid, key, "a\nb", day) },
		"room 0":            func() (string, error) { return tencentyun.GenPrivateMapKey(sdkappid, key, "xiaojun", day, 0, 255) },
		"privileges of 256": func() (string, error) { return tencentyun.GenPrivateMapKey(sdkappid, key, "xiaojun", day, 1, 256) },
	} {
		token, err := sign()
		check("rejected: "+name, err != nil && token == "")
	}
	if failed > 0 {
		os.Exit(1)
	}
}
