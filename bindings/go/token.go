package usersig

import (
	"strings"
	"time"

	"github.com/usersig/usersig/bindings/go/internal/engine"
)

// Version is the version of a token.
type Version uint32

const (
	// Version2 is 2.0: HMAC-SHA256.
	Version2 Version = engine.TokenV2
	// Version1 is 1.0: ECDSA-SHA256.
	Version1 Version = engine.TokenV1
	// Version1Plain is the oldest form of 1.0: plain JSON, its time a local date.
	Version1Plain Version = engine.TokenV1Plain
)

// Warnings is a set of what is unusual in a token that the service accepts.
type Warnings uint32

// NumberAsText: a number in the token is written as a JSON string.
const NumberAsText Warnings = 1

// A Token is the contents of a token, verbatim.
type Token struct {
	Version Version
	UserID  string
	// SDKAppID is 0 if SDKAppIDText is not a number from 1 to 4294967295.
	SDKAppID     uint32
	SDKAppIDText string
	// IssuedAt and ExpiresAt are Unix seconds, Expire is the number of seconds between them. They may be any numbers: the
	// methods return times.
	IssuedAt, Expire, ExpiresAt uint64
	// IsTimeApproximate: the time of issue is a local date without a time zone. It may be wrong by hours.
	IsTimeApproximate bool
	// Userbuf is nil if there is none.
	Userbuf []byte
	// PrivateMapKey is the record in the userbuf; nil if it is not exactly one.
	PrivateMapKey *PrivateMapKey
	Warnings      Warnings
}

// PrivateMapKey is the record of a PrivateMapKey.
type PrivateMapKey struct {
	SDKAppID uint32
	// Account is the UserID in the record, with U+FFFD for what is not UTF-8: some writers corrupt it.
	Account string
	// Room is 0 if the room has a name.
	Room     uint32
	RoomName string
	// Privileges may have bits that have no name.
	Privileges Privileges
	// ExpiresAt is in Unix seconds.
	ExpiresAt uint64
}

// Issued returns when the token was issued.
func (t *Token) Issued() time.Time { return atSecond(t.IssuedAt) }

// Expires returns the last second in which the token is valid.
func (t *Token) Expires() time.Time { return atSecond(t.ExpiresAt) }

// TimeLeft returns for how long the token is still valid, if it is genuine; 0 if it has expired.
func (t *Token) TimeLeft(now time.Time) time.Duration {
	if left := t.Expires().Sub(now); left > 0 {
		return left
	}
	return 0
}

// Returns a time; that of the end of the year 9999 for all later seconds.
func atSecond(second uint64) time.Time {
	const last = 253402300799
	if second > last {
		second = last
	}
	return time.Unix(int64(second), 0)
}

// InspectUnverified reads a token of any version WITHOUT verifying it: anyone can write such a token. Use it where no key
// is needed: in a client that has to know when to fetch a new token, or to show what is in one. Never grant access because of
// what it returns.
//
// The error is [ErrEmpty] or [ErrMalformed].
func InspectUnverified(token string) (result *Token, err error) {
	e, err := unkeyed.Get()
	if err != nil {
		return nil, err
	}
	defer unkeyed.Release(e, &err)
	if !e.Take(len(token)) {
		return nil, errTooLong
	}
	at, length := engine.Put(e, token)
	status := e.Module.Xusersig_inspect_unverified(at, length, e.Out(), e.Report())
	return takeToken(e, status)
}

// Returns the token that a call has made, and frees it in the engine.
func takeToken(e *engine.Engine, status int32) (*Token, error) {
	if status != 0 {
		return nil, failure(e, status)
	}
	at := e.Pointer(e.Out())
	defer e.Module.Xusersig_token_free(at)
	text := func(field int32) string { return e.Text(e.Pointer(at+field), e.U32(at+field+4)) }
	flags := e.U32(at + engine.TokenFlags)
	token := &Token{
		Version:           Version(e.U32(at + engine.TokenVersion)),
		UserID:            text(engine.TokenUserid),
		SDKAppID:          e.U32(at + engine.TokenSdkappid),
		SDKAppIDText:      text(engine.TokenSdkappidText),
		IssuedAt:          e.U64(at + engine.TokenIssuedAt),
		Expire:            e.U64(at + engine.TokenExpire),
		ExpiresAt:         e.U64(at + engine.TokenExpiresAt),
		IsTimeApproximate: flags&engine.TokenTimeApproximate != 0,
		Warnings:          Warnings(e.U32(at + engine.TokenWarnings)),
	}
	if flags&engine.TokenHasUserbuf != 0 {
		token.Userbuf = e.Bytes(e.Pointer(at+engine.TokenUserbuf), e.U32(at+engine.TokenUserbufLen))
	}
	if flags&engine.TokenHasRecord != 0 {
		record := &PrivateMapKey{
			SDKAppID:   e.U32(at + engine.TokenRecordSdkappid),
			Account:    strings.ToValidUTF8(text(engine.TokenRecordAccount), "\ufffd"),
			Room:       e.U32(at + engine.TokenRecordRoom),
			Privileges: Privileges(e.U32(at + engine.TokenRecordPrivileges)),
			ExpiresAt:  e.U64(at + engine.TokenRecordExpiresAt),
		}
		if flags&engine.TokenHasRoomName != 0 {
			record.RoomName = text(engine.TokenRecordRoomName)
		}
		token.PrivateMapKey = record
	}
	return token, nil
}
