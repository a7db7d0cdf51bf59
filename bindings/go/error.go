package usersig

import (
	"fmt"
	"math/bits"

	"github.com/usersig/usersig/bindings/go/internal/engine"
)

// Kind is what went wrong. It is an error itself, for [errors.Is]:
//
//	if errors.Is(err, usersig.ErrExpired) { … }
//
// The numbers are those of usersig_status in the C ABI, and Error returns their stable names.
type Kind int32

// What is wrong with a token.
const (
	ErrEmpty Kind = 1 + iota
	ErrMalformed
	ErrWrongKeyKind
	ErrSDKAppIDMismatch
	ErrUserIDMismatch
	ErrBadSignature
	ErrExpired
	ErrValidityTooLong
	ErrUserbufMismatch
	ErrRecordMismatch
)

// Which value cannot be used.
const (
	ErrBadSDKAppID Kind = 100 + iota
	ErrBadUserID
	ErrBadValidity
	ErrBadUserbuf
	ErrBadRoom
	ErrBadPrivileges
	ErrBadKey
	ErrBadExpiry
	ErrBadLeeway
	ErrBadTime
)

// Other failures.
const (
	ErrBadLength   Kind = 201 // an input of more than 1 GiB
	ErrNotUTF8     Kind = 202
	ErrBadStruct   Kind = 204 // a UserIDRule that does not exist
	ErrUnsupported Kind = 300
	ErrPanic       Kind = 301 // a bug in the library; the program can go on
)

var kindNames = map[Kind]string{
	ErrEmpty: "empty", ErrMalformed: "malformed", ErrWrongKeyKind: "wrong_key_kind",
	ErrSDKAppIDMismatch: "sdkappid_mismatch", ErrUserIDMismatch: "userid_mismatch",
	ErrBadSignature: "bad_signature", ErrExpired: "expired", ErrValidityTooLong: "validity_too_long",
	ErrUserbufMismatch: "userbuf_mismatch", ErrRecordMismatch: "record_mismatch",
	ErrBadSDKAppID: "bad_sdkappid", ErrBadUserID: "bad_userid", ErrBadValidity: "bad_validity",
	ErrBadUserbuf: "bad_userbuf", ErrBadRoom: "bad_room", ErrBadPrivileges: "bad_privileges",
	ErrBadKey: "bad_key", ErrBadExpiry: "bad_expiry", ErrBadLeeway: "bad_leeway", ErrBadTime: "bad_time",
	ErrBadLength: "bad_length", ErrNotUTF8: "not_utf8", ErrBadStruct: "bad_struct",
	ErrUnsupported: "unsupported", ErrPanic: "panic",
}

// Error returns the name of the kind, such as expired.
func (k Kind) Error() string {
	if name, known := kindNames[k]; known {
		return name
	}
	return fmt.Sprintf("status %d", int32(k))
}

// Error is the error of every call that fails.
type Error struct {
	// Kind is the first thing that is wrong.
	Kind Kind
	// Findings are all that is wrong with a token that was verified.
	Findings []Kind
	// Warnings are what is unusual in it.
	Warnings Warnings
	// ServiceCode is the code that the service returns for the token (70001, …); 0 if it has none.
	ServiceCode int
	// Detail states what is wrong and what was expected. It may have UserIDs in it, but never a key or a token.
	Detail string
	// Hint states what to do; it may be empty.
	Hint string
}

// Error returns the kind and the detail.
func (e *Error) Error() string { return fmt.Sprintf("usersig: %v: %s", e.Kind, e.Detail) }

// Is reports whether the target is the kind, or one of the findings.
func (e *Error) Is(target error) bool {
	for _, finding := range e.Findings {
		if target == finding {
			return true
		}
	}
	return target == e.Kind
}

// Returns the error of a status, which the engine's report describes.
func failure(e *engine.Engine, status int32) error {
	report := e.Report()
	err := &Error{
		Kind:        Kind(status),
		Warnings:    Warnings(e.U32(report + engine.ReportWarnings)),
		ServiceCode: int(e.U32(report + engine.ReportServiceCode)),
		Detail:      e.CString(report + engine.ReportDetail),
		Hint:        e.CString(report + engine.ReportHint),
	}
	for left := e.U32(report + engine.ReportFindings); left != 0; left &= left - 1 {
		err.Findings = append(err.Findings, Kind(bits.TrailingZeros32(left)+1))
	}
	return err
}

func init() {
	engine.Hooks.Failure = failure
	engine.Hooks.TooLong = errTooLong
	engine.Hooks.Trap = func(reason any) error {
		return &Error{Kind: ErrPanic, Detail: fmt.Sprintf("the engine has failed: %v", reason), Hint: "report this; the program can go on"}
	}
}
