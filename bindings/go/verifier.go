package usersig

import (
	"math"
	"time"

	"github.com/usersig/usersig/bindings/go/internal/engine"
	"github.com/usersig/usersig/bindings/go/internal/signing"
)

// An Expectation is what a token has to be.
type Expectation struct {
	// UserID is the user who presents the token.
	UserID string
	// Now is when it has to be valid; the system clock's time, if it is the zero time.
	Now time.Time
	// Leeway is how long after its expiry it is still accepted: 0, as in the service, to 24 hours.
	Leeway time.Duration
	// MaxValidity is the longest validity that is accepted; 0 for any.
	MaxValidity time.Duration
	// Contents are what the token has to have. The zero value accepts any: also a PrivateMapKey, which is signed in the same
	// way as a plain UserSig. [NoContents] accepts only a plain one.
	Contents Contents
}

// A Verifier verifies tokens of one application with one key. The kind of its key decides which version it accepts. Make
// one and keep it.
type Verifier struct{ engines *engine.Pool }

// NewVerifier returns a verifier of version 2.0, with the secret key that the console shows.
//
// The error is [ErrBadSDKAppID], [ErrBadKey] or [ErrNotUTF8].
func NewVerifier(sdkAppID uint32, secretKey string) (*Verifier, error) {
	pool, err := engine.Keyed(signing.Start, secretKey, func(e *engine.Engine, key, length, out, report int32) int32 {
		return e.Module.Xusersig_verifier_new(int32(sdkAppID), key, length, out, report)
	})
	if err != nil {
		return nil, err
	}
	return &Verifier{pool}, nil
}

// Verify returns the contents of a token that is valid, up to and including the second of its expiry.
//
// The error is an [*Error] with the first of these as its Kind and all of them as its Findings: [ErrEmpty],
// [ErrMalformed], [ErrWrongKeyKind], [ErrSDKAppIDMismatch], [ErrUserIDMismatch], [ErrBadSignature], [ErrExpired],
// [ErrValidityTooLong], [ErrUserbufMismatch], [ErrRecordMismatch]. If the expectation cannot be used it is [ErrBadUserID],
// [ErrBadLeeway], [ErrBadValidity], [ErrBadUserbuf], [ErrBadRoom], [ErrBadPrivileges], [ErrBadTime] or [ErrNotUTF8].
func (v *Verifier) Verify(token string, expectation Expectation) (result *Token, err error) {
	e, err := v.engines.Get()
	if err != nil {
		return nil, err
	}
	defer v.engines.Release(e, &err)
	at, length, expected, err := expectation.write(e, token, 0)
	if err != nil {
		return nil, err
	}
	status := e.Module.Xusersig_verifier_verify(e.Handle, at, length, expected, e.Out(), e.Report())
	return takeToken(e, status)
}

// Verify makes a verifier, verifies one token of version 2.0, and forgets the key: for programs with many keys. With one
// key, a [Verifier] is faster.
func Verify(sdkAppID uint32, secretKey, token string, expectation Expectation) (result *Token, err error) {
	e, err := unkeyed.Get()
	if err != nil {
		return nil, err
	}
	defer unkeyed.Release(e, &err)
	at, length, expected, err := expectation.write(e, token, len(secretKey))
	if err != nil {
		return nil, err
	}
	key, keyLength := engine.Put(e, secretKey)
	status := e.Module.Xusersig_verify(int32(sdkAppID), key, keyLength, at, length, expected, e.Out(), e.Report())
	return takeToken(e, status)
}

// Writes a token and an expectation into an engine that then has space for so many more bytes.
func (x *Expectation) write(e *engine.Engine, token string, more int) (at, length, expected int32, err error) {
	now, err := unix(x.Now)
	if err != nil {
		return 0, 0, 0, err
	}
	if !e.Take(len(token) + len(x.UserID) + x.Contents.size() + more) {
		return 0, 0, 0, errTooLong
	}
	expected = e.Struct(engine.ExpectationSize)
	e.SetU32(expected+engine.ExpectationFlags, engine.FlagFixedTime)
	engine.Set(e, expected+engine.ExpectationUserid, x.UserID)
	e.SetU64(expected+engine.ExpectationNow, now)
	e.SetU64(expected+engine.ExpectationLeeway, seconds(x.Leeway))
	maxValidity := seconds(x.MaxValidity)
	if x.MaxValidity != 0 && maxValidity == 0 {
		// For the library 0 is no limit at all, and this is one that it rejects.
		maxValidity = math.MaxUint64
	}
	e.SetU64(expected+engine.ExpectationMaxValidity, maxValidity)
	x.Contents.write(e, expected, contentsFields{
		engine.ExpectationContents, engine.ExpectationUserbuf, engine.ExpectationRoom, engine.ExpectationRoomName, engine.ExpectationPrivileges})
	at, length = engine.Put(e, token)
	return at, length, expected, nil
}

func init() {
	engine.Hooks.Verification = func(e *engine.Engine, token string, expectation any, more int) (at, length, expected int32, err error) {
		x := expectation.(Expectation)
		return x.write(e, token, more)
	}
}
