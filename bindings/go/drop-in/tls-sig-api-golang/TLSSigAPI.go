// Package TLSSigAPI has the functions of github.com/tencentyun/tls-sig-api-golang (version 1.0, a key pair) over usersig. A
// replace line in go.mod is all that changes.
package TLSSigAPI

import (
	"errors"
	"math"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/v1"
)

// Errors of verification.
var (
	ErrorIdentifierNotMatch = errors.New("identifier not match")
	ErrorAppidNotMatch      = errors.New("appid not match")
	ErrorExpired            = errors.New("expired")
	ErrorInvalidSignature   = errors.New("invalid signature")
	ErrorInvalidKeyType     = errors.New("invalid key type")
)

const halfAYear = 180 * 24 * 3600

// GenerateUsersig returns a token that is valid for 180 days.
func GenerateUsersig(privateKey string, appid int, identifier string) (string, error) {
	return GenerateUsersigWithExpire(privateKey, appid, identifier, halfAYear)
}

// GenerateUsersigWithExpire returns a token that is valid for expire seconds.
func GenerateUsersigWithExpire(privateKey string, appid int, identifier string, expire int64) (string, error) {
	return sign(privateKey, appid, identifier, expire, usersig.Contents{})
}

// GenerateUsersigWithUserbuf returns a token with a userbuf.
func GenerateUsersigWithUserbuf(privateKey string, appid int, identifier string, expire int64, userbuf []byte) (string, error) {
	return sign(privateKey, appid, identifier, expire, usersig.Userbuf(userbuf))
}

func sign(privateKey string, appid int, identifier string, expire int64, contents usersig.Contents) (string, error) {
	signer, err := v1.NewSigner(appID(appid), privateKey)
	if err != nil {
		return "", original(err)
	}
	validity := time.Duration(expire) * time.Second
	if expire < 0 || expire > math.MaxInt64/int64(time.Second) {
		// What does not fit a duration is rejected, as 0 is.
		validity = 0
	}
	return signer.SignRequest(usersig.Request{UserID: identifier, Validity: validity, Rule: usersig.AnyUserID, Contents: contents})
}

// VerifyUsersig returns nil if the token is valid now and has no userbuf.
func VerifyUsersig(publicKey string, token string, appid int, identifier string) error {
	_, err := verify(publicKey, token, appid, identifier, usersig.NoContents())
	return err
}

// VerifyUsersigWithUserbuf returns the userbuf of a token that is valid now.
func VerifyUsersigWithUserbuf(publicKey string, token string, appid int, identifier string) ([]byte, error) {
	read, err := verify(publicKey, token, appid, identifier, usersig.Contents{})
	if err != nil {
		return nil, err
	}
	return read.Userbuf, nil
}

func verify(publicKey, token string, appid int, identifier string, contents usersig.Contents) (*usersig.Token, error) {
	verifier, err := v1.NewVerifier(appID(appid), publicKey)
	if err != nil {
		return nil, original(err)
	}
	read, err := verifier.Verify(token, usersig.Expectation{UserID: identifier, Contents: contents})
	return read, original(err)
}

// Returns an SDKAppID; 0, which is rejected, for what cannot be one.
func appID(appid int) uint32 {
	if appid < 0 || uint64(appid) > math.MaxUint32 {
		return 0
	}
	return uint32(appid)
}

// Returns the original's error where it has one, since callers compare them; the first in its order.
func original(err error) error {
	switch {
	case errors.Is(err, usersig.ErrBadKey):
		return ErrorInvalidKeyType
	case errors.Is(err, usersig.ErrUserIDMismatch):
		return ErrorIdentifierNotMatch
	case errors.Is(err, usersig.ErrSDKAppIDMismatch):
		return ErrorAppidNotMatch
	case errors.Is(err, usersig.ErrExpired):
		return ErrorExpired
	case errors.Is(err, usersig.ErrBadSignature):
		return ErrorInvalidSignature
	}
	return err
}
