// A contestant of scripts/bench: the official Go module; or, built with a replace line, our module in its place.
package main

import "github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"

func sign(userid string) (string, error) { return tencentyun.GenUserSig(sdkappid, key, userid, expire) }

// Returns the work of an operation; nil if there is none with this name.
func operation(name, token string) work {
	switch name {
	case "sign":
		return func() (string, error) { return sign(userid) }
	case "room":
		return func() (string, error) {
			return tencentyun.GenPrivateMapKey(sdkappid, key, userid, expire, 10000, 255)
		}
	case "verify":
		return func() (string, error) {
			return "", tencentyun.VerifyUserSig(uint64(sdkappid), key, userid, token, now)
		}
	}
	return nil
}
