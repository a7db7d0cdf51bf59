// Package tencentyun has the functions of github.com/tencentyun/tls-sig-api-v2-golang/tencentyun, in every release, over
// usersig. A replace line in go.mod is all that changes.
//
// Tokens are the same documents, signature included. What the service would reject (an SDKAppID or a validity of 0, a line
// break in a UserID, an empty key, …) is an error here, where the original returns a token.
package tencentyun

import (
	"compress/zlib"
	"errors"
	"math"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
)

// Errors of verification.
var (
	ErrSdkAppIDNotMatch    = errors.New("sdk appid not match")
	ErrIdentifierNotMatch  = errors.New("identifier not match")
	ErrExpired             = errors.New("expired")
	ErrUserBufTypeNotMatch = errors.New("userbuf type not match")
	ErrUserBufNotMatch     = errors.New("userbuf not match")
	ErrSigNotMatch         = errors.New("sig not match")
)

// DefaultCompressionLevel may be set, and changes nothing: tokens are compressed as well as they can be.
var DefaultCompressionLevel = zlib.NoCompression

// GenUserSig returns a UserSig that is valid for expire seconds.
func GenUserSig(sdkappid int, key string, userid string, expire int) (string, error) {
	return sign(sdkappid, key, userid, expire, usersig.Contents{})
}

// GenUserSigWithBuf returns a UserSig with a userbuf; without one, if it is nil.
func GenUserSigWithBuf(sdkappid int, key string, userid string, expire int, buf []byte) (string, error) {
	if buf == nil {
		return GenUserSig(sdkappid, key, userid, expire)
	}
	return sign(sdkappid, key, userid, expire, usersig.Userbuf(buf))
}

// GenSig is the name of GenUserSig in release 1.0.0.
func GenSig(sdkappid int, key string, identifier string, expire int) (string, error) {
	return GenUserSig(sdkappid, key, identifier, expire)
}

// GenSigWithUserBuf is the name of GenUserSigWithBuf in release 1.0.0.
func GenSigWithUserBuf(sdkappid int, key string, identifier string, expire int, buf []byte) (string, error) {
	return GenUserSigWithBuf(sdkappid, key, identifier, expire, buf)
}

// GenPrivateMapKey returns a PrivateMapKey for the room with this number.
func GenPrivateMapKey(sdkappid int, key string, userid string, expire int, roomid uint32, privilegeMap uint32) (string, error) {
	return sign(sdkappid, key, userid, expire, usersig.RoomNumber(roomid, usersig.Privileges(privilegeMap)))
}

// GenPrivateMapKeyWithStringRoomID returns a PrivateMapKey for the room with this name.
func GenPrivateMapKeyWithStringRoomID(sdkappid int, key string, userid string, expire int, roomStr string, privilegeMap uint32) (string, error) {
	return sign(sdkappid, key, userid, expire, usersig.RoomName(roomStr, usersig.Privileges(privilegeMap)))
}

func sign(sdkappid int, key string, userid string, expire int, contents usersig.Contents) (string, error) {
	return usersig.Sign(signingAppID(sdkappid), key, usersig.Request{
		UserID: userid, Validity: validity(expire), Rule: usersig.AnyUserID, Contents: contents})
}

func signingAppID(sdkappid int) uint32 {
	if sdkappid < 0 {
		return 0
	}
	return appID(uint64(sdkappid))
}

// Returns an SDKAppID; 0, which is rejected, for what cannot be one.
func appID(sdkappid uint64) uint32 {
	if sdkappid > math.MaxUint32 {
		return 0
	}
	return uint32(sdkappid)
}

// Returns a validity; 0, which is rejected, for what does not fit a duration.
func validity(seconds int) time.Duration {
	if seconds < 0 || int64(seconds) > math.MaxInt64/int64(time.Second) {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// VerifyUserSig returns nil if the token is a plain UserSig that is valid at this time.
func VerifyUserSig(sdkappid uint64, key string, userid string, usersig string, now time.Time) error {
	return verify(sdkappid, key, userid, usersig, now, nil)
}

// VerifyUserSigWithBuf returns nil if the token is valid at this time and has this userbuf; none, if it is nil.
func VerifyUserSigWithBuf(sdkappid uint64, key string, userid string, usersig string, now time.Time, userbuf []byte) error {
	return verify(sdkappid, key, userid, usersig, now, userbuf)
}

func verify(sdkappid uint64, key, userid, token string, now time.Time, userbuf []byte) error {
	// The zero time is a time here.
	if now.Unix() < 0 {
		now = time.Unix(0, 0)
	}
	contents := usersig.NoContents()
	if userbuf != nil {
		contents = usersig.Userbuf(userbuf)
	}
	_, err := usersig.Verify(appID(sdkappid), key, token, usersig.Expectation{UserID: userid, Now: now, Contents: contents})
	// In the order of the original, whose callers compare the first error.
	switch {
	case err == nil:
		return nil
	case errors.Is(err, usersig.ErrSDKAppIDMismatch):
		return ErrSdkAppIDNotMatch
	case errors.Is(err, usersig.ErrUserIDMismatch):
		return ErrIdentifierNotMatch
	case errors.Is(err, usersig.ErrExpired):
		return ErrExpired
	case errors.Is(err, usersig.ErrUserbufMismatch):
		if read, _ := usersig.InspectUnverified(token); read != nil && read.Userbuf != nil && userbuf != nil {
			return ErrUserBufNotMatch
		}
		return ErrUserBufTypeNotMatch
	case errors.Is(err, usersig.ErrBadSignature):
		return ErrSigNotMatch
	}
	return err
}
