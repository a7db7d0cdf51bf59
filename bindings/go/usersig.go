// Package usersig signs, verifies and explains Tencent Cloud UserSig tokens.
//
// A UserSig is the signed token with which one user logs in to one application of Tencent Cloud's chat (IM) and audio/video
// (TRTC), for a limited time. The application's server signs it with a key that only the server has: anyone who has the key
// can impersonate any user. Signing inside a client is for demos only.
//
// A [Signer] signs, a [Verifier] verifies, [InspectUnverified] reads a token without a key. This package signs and verifies
// version 2.0 (a secret key, HMAC-SHA256) and reads every version. The package v1 makes signers and verifiers of version 1.0
// (a key pair); the package diagnose names the mistake behind a token that is not valid. Both are packages of their own, so
// that a program that needs neither compiles faster and is smaller.
//
// It is the Rust core of usersig, compiled to WebAssembly and from there to Go: without cgo, and without dependencies. Every
// function may be called from any goroutine. No function panics on any input, and no text that one returns has a key in it.
// Keys stay in the memory of the process until the garbage collector has freed them.
package usersig

import (
	"time"

	"github.com/usersig/usersig/bindings/go/internal/engine"
	"github.com/usersig/usersig/bindings/go/internal/signing"
)

// Usual validities of tokens.
const (
	ValidityClient = 7 * 24 * time.Hour
	ValidityServer = 180 * 24 * time.Hour
)

// Privileges are what a user may do in a room.
type Privileges uint32

// The privileges of a PrivateMapKey.
const (
	CreateRoom Privileges = 1 << iota
	EnterRoom
	SendAudio
	ReceiveAudio
	SendVideo
	ReceiveVideo
	SendSubstream // screen sharing
	ReceiveSubstream

	AllPrivileges Privileges = 255
)

// UserIDRule is which UserIDs may be signed.
type UserIDRule uint32

const (
	// UserIDOfIM allows 1 to 32 bytes of printable ASCII: the rule of IM, and the default.
	UserIDOfIM UserIDRule = iota
	// UserIDOfTRTC allows 1 to 32 bytes of a-z A-Z 0-9 _ -.
	UserIDOfTRTC
	// AnyUserID allows 1 to 1024 bytes of UTF-8 without control characters: for IDs that were imported long ago.
	AnyUserID
)

// Contents are what a token has besides its user: nothing, a userbuf, or the record of a PrivateMapKey.
//
// The zero value is a plain UserSig in a [Request], and any contents in an [Expectation].
type Contents struct {
	kind       uint32
	userbuf    []byte
	room       uint32
	roomName   string
	privileges Privileges
}

// NoContents is a plain UserSig, also in an [Expectation].
func NoContents() Contents { return Contents{kind: engine.ContentsNone} }

// Userbuf is 0 to 32768 bytes.
func Userbuf(userbuf []byte) Contents {
	return Contents{kind: engine.ContentsUserbuf, userbuf: userbuf}
}

// RoomNumber is a PrivateMapKey: the permission to do some things in the TRTC room with this number, 1 to 4294967294.
func RoomNumber(room uint32, privileges Privileges) Contents {
	return Contents{kind: engine.ContentsRoomNumber, room: room, privileges: privileges}
}

// RoomName is a PrivateMapKey for the room with this name, 1 to 64 bytes.
func RoomName(room string, privileges Privileges) Contents {
	return Contents{kind: engine.ContentsRoomName, roomName: room, privileges: privileges}
}

// Returns the number of bytes that have to be in the engine's memory.
func (c *Contents) size() int { return len(c.userbuf) + len(c.roomName) }

// Where the fields of contents are in a request and in an expectation.
type contentsFields struct{ contents, userbuf, room, roomName, privileges int32 }

// Writes contents into the struct at an address.
func (c *Contents) write(e *engine.Engine, at int32, fields contentsFields) {
	e.SetU32(at+fields.contents, c.kind)
	switch c.kind {
	case engine.ContentsUserbuf:
		engine.Set(e, at+fields.userbuf, c.userbuf)
	case engine.ContentsRoomName:
		engine.Set(e, at+fields.roomName, c.roomName)
	}
	e.SetU32(at+fields.room, c.room)
	e.SetU32(at+fields.privileges, uint32(c.privileges))
}

// Returns whole seconds. What is negative becomes a number that the library rejects.
func seconds(duration time.Duration) uint64 { return uint64(duration / time.Second) }

// Returns a time in Unix seconds; the system clock for the zero time.
func unix(at time.Time) (uint64, error) {
	if at.IsZero() {
		at = time.Now()
	}
	if unix := at.Unix(); unix >= 0 {
		return uint64(unix), nil
	}
	return 0, &Error{Kind: ErrBadTime, Detail: "the time is before 1 January 1970"}
}

var errTooLong = &Error{Kind: ErrBadLength, Detail: "the input is longer than 1 GiB"}

// For calls that need no key, or bring it.
var unkeyed = engine.Pool{Start: func() (*engine.Engine, error) { return signing.Start(), nil }}
