package usersig

import (
	"time"

	"github.com/usersig/usersig/bindings/go/internal/engine"
	"github.com/usersig/usersig/bindings/go/internal/signing"
)

// A Request is one token to sign.
type Request struct {
	UserID string
	// Validity is how long the token is valid: 1 second to 50 years. A part of a second is dropped.
	Validity time.Duration
	// IssuedAt is the time of issue; now, if it is the zero time.
	IssuedAt time.Time
	// Rule is which UserIDs are allowed.
	Rule UserIDRule
	// Contents are a userbuf or a room; a plain UserSig without them.
	Contents Contents
}

// A Signer signs tokens of one application with one key. Make one and keep it.
type Signer struct{ engines *engine.Pool }

// NewSigner returns a signer of version 2.0, with the secret key that the console shows.
//
// The error is [ErrBadSDKAppID], [ErrBadKey] or [ErrNotUTF8].
func NewSigner(sdkAppID uint32, secretKey string) (*Signer, error) {
	pool, err := engine.Keyed(signing.Start, secretKey, func(e *engine.Engine, key, length, out, report int32) int32 {
		return e.Module.Xusersig_signer_new(int32(sdkAppID), key, length, out, report)
	})
	if err != nil {
		return nil, err
	}
	return &Signer{pool}, nil
}

// Sign returns a plain UserSig, valid from now on.
//
// The error is one of those of [Signer.SignRequest].
func (s *Signer) Sign(userID string, validity time.Duration) (string, error) {
	return s.SignRequest(Request{UserID: userID, Validity: validity})
}

// SignRequest returns a token.
//
// The error is [ErrBadUserID], [ErrBadValidity], [ErrBadUserbuf], [ErrBadRoom], [ErrBadPrivileges], [ErrBadExpiry] (a
// PrivateMapKey after 7 February 2106), [ErrBadTime], [ErrBadStruct] or [ErrNotUTF8]; [ErrBadKey] if a private key cannot
// sign.
func (s *Signer) SignRequest(request Request) (token string, err error) {
	e, err := s.engines.Get()
	if err != nil {
		return "", err
	}
	defer s.engines.Release(e, &err)
	return request.sign(e)
}

// Sign signs one token of version 2.0: for programs with many keys, and for those that have the key at each call. It keeps
// what it has made of the key until it is called with another one (or the garbage collector has freed it), and compares keys
// in constant time. A [Signer] does not have to compare.
func Sign(sdkAppID uint32, secretKey string, request Request) (token string, err error) {
	e, err := unkeyed.Get()
	if err != nil {
		return "", err
	}
	defer unkeyed.Release(e, &err)
	status, fits := e.SignWith(sdkAppID, secretKey)
	if !fits {
		return "", errTooLong
	}
	if status != 0 {
		return "", failure(e, status)
	}
	return request.sign(e)
}

// A token is no longer than this, and three bytes for each of its UserID and its contents.
const tokenOverhead = 1024

// Signs a request with the signer that an engine has.
func (r *Request) sign(e *engine.Engine) (string, error) {
	issuedAt, err := unix(r.IssuedAt)
	if err != nil {
		return "", err
	}
	inputs := len(r.UserID) + r.Contents.size()
	capacity := tokenOverhead + 3*inputs
	if !e.Take(inputs + capacity) {
		return "", errTooLong
	}
	at := e.Struct(engine.RequestSize)
	e.SetU32(at+engine.RequestFlags, engine.FlagFixedTime)
	engine.Set(e, at+engine.RequestUserid, r.UserID)
	e.SetU64(at+engine.RequestValidity, seconds(r.Validity))
	e.SetU64(at+engine.RequestIssuedAt, issuedAt)
	e.SetU32(at+engine.RequestUseridRule, uint32(r.Rule))
	r.Contents.write(e, at, contentsFields{
		engine.RequestContents, engine.RequestUserbuf, engine.RequestRoom, engine.RequestRoomName, engine.RequestPrivileges})
	buffer := e.Reserve(capacity)
	if status := e.Module.Xusersig_signer_sign(e.Handle, at, buffer, int32(capacity), e.Out(), e.Report()); status != 0 {
		return "", failure(e, status)
	}
	length := e.U32(e.Out())
	e.Unused(buffer + int32(length))
	return e.Text(buffer, length), nil
}

func init() {
	engine.Hooks.Signer = func(pool *engine.Pool) any { return &Signer{pool} }
	engine.Hooks.Verifier = func(pool *engine.Pool) any { return &Verifier{pool} }
}
