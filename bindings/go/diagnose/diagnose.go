// Package diagnose names the mistake behind a token that is not valid, in English and Chinese: for people who look for one,
// and for logs. It never changes a verdict.
package diagnose

import (
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/internal/engine"
	"github.com/usersig/usersig/bindings/go/internal/full"
)

// NoteKind is what a note is about.
type NoteKind uint32

const (
	// Finding is what is wrong with the token.
	Finding NoteKind = engine.NoteKindFinding
	// Cause is why it is wrong: a mistake in the code that made the token, or a change to the token after that.
	Cause NoteKind = engine.NoteKindCause
	// Warning is something unusual in a token that can be read.
	Warning NoteKind = engine.NoteKindWarning
	// Code is what a code of the service means.
	Code NoteKind = engine.NoteKindCode
)

// A Note is in English and Chinese. What does not apply is empty; no text has a key in it.
type Note struct {
	Kind NoteKind
	// Code is the service's code; 0 if there is none.
	Code int64
	// Name is stable, for programs. For a code it is its names in headers, separated by commas.
	Name string
	// Detail is what was found, or what a code means; Fix is what to change.
	Detail, Fix, DetailChinese, FixChinese string
	// Layer is the part of the service that returns a code; Remark is where its documents disagree.
	Layer, LayerChinese, Remark, RemarkChinese string
}

// Notes are findings, then causes from the outermost to the innermost, then warnings.
type Notes struct {
	Notes []Note
	// Unwrapped is the token without the text that was pasted around it; empty if there was none. It is not verified.
	Unwrapped string
}

// A Verifier verifies tokens of version 2.0 and names the mistakes in them.
type Verifier struct {
	engines   *engine.Pool
	secretKey string
}

// NewVerifier returns a verifier; its errors are those of [usersig.NewVerifier].
func NewVerifier(sdkAppID uint32, secretKey string) (*Verifier, error) {
	pool, err := engine.Keyed(full.Start, secretKey, func(e *engine.Engine, key, length, out, report int32) int32 {
		return e.Module.Xusersig_verifier_new(int32(sdkAppID), key, length, out, report)
	})
	if err != nil {
		return nil, err
	}
	return &Verifier{pool, secretKey}, nil
}

// Diagnose verifies a token, and names the mistakes because of which it is not valid. Verdict is the error that
// [usersig.Verifier.Verify] returns for it; err is there if the token could not be verified, and then there are no notes. It
// computes up to about 60 MACs.
func (v *Verifier) Diagnose(token string, expectation usersig.Expectation) (notes Notes, verdict, err error) {
	err = with(v.engines, func(e *engine.Engine) error {
		at, length, expected, err := engine.Hooks.Verification(e, token, expectation, len(v.secretKey))
		if err != nil {
			return err
		}
		key, keyLength := engine.Put(e, v.secretKey)
		status := full.Of(e).Xusersig_verifier_diagnose(e.Handle, at, length, expected, key, keyLength, e.Out(), e.Report())
		notes, verdict, err = take(e, status)
		return err
	})
	return notes, verdict, err
}

// Unverified reads a token without verifying it, and names what is wrong with it or unusual in it, as far as that is possible
// without a key. Now is the zero time for the system clock's.
func Unverified(token string, now time.Time) (notes Notes, err error) {
	if now.IsZero() {
		now = time.Now()
	}
	second := now.Unix()
	if second < 0 {
		second = 0
	}
	err = with(&unkeyed, func(e *engine.Engine) error {
		at, length, err := put(e, token)
		if err != nil {
			return err
		}
		notes, _, err = take(e, full.Of(e).Xusersig_diagnose_unverified(at, length, second, e.Out(), e.Report()))
		return err
	})
	return notes, err
}

// Key names what a key seems to be if it does not look like the secret key of an application. A key with an unusual form may
// still be the right one, and a key without notes may be the wrong one.
func Key(key string) (notes Notes, err error) {
	err = with(&unkeyed, func(e *engine.Engine) error {
		at, length, err := put(e, key)
		if err != nil {
			return err
		}
		notes, _, err = take(e, full.Of(e).Xusersig_diagnose_key(at, length, e.Out(), e.Report()))
		return err
	})
	return notes, err
}

// Explain explains a code of the service, such as 70001 or ERR_USER_SIG_EXPIRED, with one note for each part of the service
// that has the code; none if it is unknown.
func Explain(code string) (notes []Note, err error) {
	err = with(&unkeyed, func(e *engine.Engine) error {
		at, length, err := put(e, code)
		if err != nil {
			return err
		}
		found, _, err := take(e, full.Of(e).Xusersig_explain(at, length, e.Out(), e.Report()))
		notes = found.Notes
		return err
	})
	return notes, err
}

var unkeyed = engine.Pool{Start: func() (*engine.Engine, error) { return full.Start(), nil }}

func with(pool *engine.Pool, body func(*engine.Engine) error) (err error) {
	e, err := pool.Get()
	if err != nil {
		return err
	}
	defer pool.Release(e, &err)
	return body(e)
}

func put(e *engine.Engine, text string) (at, length int32, err error) {
	if !e.Take(len(text)) {
		return 0, 0, engine.Hooks.TooLong
	}
	at, length = engine.Put(e, text)
	return at, length, nil
}

// Returns the notes that a call has made, and frees them in the engine. A status other than 0 is the verdict if there are
// notes, and an error if there are none.
func take(e *engine.Engine, status int32) (notes Notes, verdict, err error) {
	if status != 0 {
		verdict = engine.Hooks.Failure(e, status)
	}
	at := e.Pointer(e.Out())
	if at == 0 {
		return Notes{}, nil, verdict
	}
	defer full.Of(e).Xusersig_notes_free(at)
	list := e.Pointer(at + engine.NotesNotes)
	for n := int32(0); n < int32(e.U32(at+engine.NotesCount)); n++ {
		notes.Notes = append(notes.Notes, note(e, e.Pointer(list+4*n)))
	}
	if unwrapped := e.Pointer(at + engine.NotesUnwrapped); unwrapped != 0 {
		notes.Unwrapped = e.Text(unwrapped, e.U32(at+engine.NotesUnwrappedLen))
	}
	return notes, verdict, nil
}

func note(e *engine.Engine, at int32) Note {
	text := func(field int32) string { return e.CString(e.Pointer(at + field)) }
	return Note{
		Kind:          NoteKind(e.U32(at + engine.NoteKind)),
		Code:          int64(e.U64(at + engine.NoteCode)),
		Name:          text(engine.NoteName),
		Detail:        text(engine.NoteDetail),
		Fix:           text(engine.NoteFix),
		DetailChinese: text(engine.NoteDetailZh),
		FixChinese:    text(engine.NoteFixZh),
		Layer:         text(engine.NoteLayer),
		LayerChinese:  text(engine.NoteLayerZh),
		Remark:        text(engine.NoteRemark),
		RemarkChinese: text(engine.NoteRemarkZh),
	}
}
