package tests

import (
	"errors"
	"math/rand"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/diagnose"
	"github.com/usersig/usersig/bindings/go/v1"
)

const secret = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

// Goroutines share a signer and a verifier of each kind, and each has a user of its own.
func TestManyGoroutines(t *testing.T) {
	vectors := read[golden](t, "golden")
	for name, rounds := range map[string]int{"secret": 200, "p256": 20, "secp256k1": 2} {
		one, other := signer(t, 1400000000, vectors.Keys[name]), verifier(t, 1400000000, vectors.Keys[name])
		var group sync.WaitGroup
		var valid int64
		for goroutine := 0; goroutine < 32; goroutine++ {
			group.Add(1)
			go func(goroutine int) {
				defer group.Done()
				user := "user_" + strings.Repeat("x", goroutine%16) + string(rune('a'+goroutine%26))
				for left := rounds; left > 0; left-- {
					token, err := one.Sign(user, time.Hour)
					if err != nil {
						t.Error(err)
						return
					}
					if read, err := other.Verify(token, usersig.Expectation{UserID: user}); err != nil || read.UserID != user {
						t.Error(name, err)
					} else {
						atomic.AddInt64(&valid, 1)
					}
					if _, err := other.Verify(token, usersig.Expectation{UserID: "another"}); !errors.Is(err, usersig.ErrUserIDMismatch) {
						t.Error(name, err)
					}
				}
			}(goroutine)
		}
		group.Wait()
		if valid != int64(32*rounds) {
			t.Errorf("%s: %d tokens of %d are valid", name, valid, 32*rounds)
		}
	}
}

// Sign keeps what it has made of a key: never for another key or another application, and not after an error.
func TestKeysInTurn(t *testing.T) {
	keys := []string{secret, secret[1:], secret + "0", strings.Repeat("k", 200), "k"}
	inTurn := func() {
		for _, key := range keys {
			for _, app := range []uint32{1400000000, 1400000000, 1400000001} {
				token, err := usersig.Sign(app, key, usersig.Request{UserID: "xiaojun", Validity: time.Hour})
				if err != nil {
					t.Error(err)
				}
				if _, err := usersig.Verify(app, key, token, usersig.Expectation{UserID: "xiaojun"}); err != nil {
					t.Errorf("application %d, a key of %d bytes: %v", app, len(key), err)
				}
			}
			for app, bad := range map[uint32]string{0: key, 1: ""} {
				if token, err := usersig.Sign(app, bad, usersig.Request{UserID: "xiaojun", Validity: time.Hour}); err == nil || token != "" {
					t.Errorf("application %d, a key of %d bytes: signed", app, len(bad))
				}
			}
		}
	}
	var group sync.WaitGroup
	for goroutine := 0; goroutine < 8; goroutine++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for round := 0; round < 10; round++ {
				inTurn()
			}
		}()
	}
	group.Wait()
}

func TestAMillionTokensInFlatMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("for builds that are slow")
	}
	one := must1[*usersig.Signer](t)(usersig.NewSigner(1400000000, secret))
	// One processor has one idle engine, and a second one from before the last collection.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	// Not what Go has from the system: that is more where a collection waits for a busy machine.
	inUse := func() uint64 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc + stats.StackInuse
	}
	sign := func(count int) {
		for ; count > 0; count-- {
			if _, err := one.Sign("user_12345678", time.Hour); err != nil {
				t.Fatal(err)
			}
		}
	}
	sign(10_000)
	before := inUse()
	sign(1_000_000)
	if grown := int64(inUse() - before); grown > 1<<20 {
		t.Errorf("%d bytes more are in use: one for each token", grown)
	}
}

// What anyone can send: never a panic, never valid, and no key in an error.
func TestHostileInputs(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	one, other := must1[*usersig.Signer](t)(usersig.NewSigner(1400000000, secret)), must1[*usersig.Verifier](t)(usersig.NewVerifier(1400000000, secret))
	genuine := must1[string](t)(one.Sign("xiaojun", time.Hour))
	text := func() string {
		bytes := make([]byte, random.Intn(60))
		for at := range bytes {
			if bytes[at] = byte(random.Intn(256)); random.Intn(2) == 0 {
				bytes[at] = "eJxyz019*-_{}\"\\\n"[random.Intn(16)]
			}
		}
		return string(bytes)
	}
	allowed := func(err error, kinds ...usersig.Kind) {
		t.Helper()
		for _, kind := range kinds {
			if errors.Is(err, kind) {
				if strings.Contains(err.Error(), secret[:8]) {
					t.Errorf("a key in %v", err)
				}
				return
			}
		}
		if err != nil {
			t.Errorf("%v, expected one of %v", err, kinds)
		}
	}
	signed := 0
	for left := 5000; left > 0; left-- {
		input := text()
		token, err := one.SignRequest(usersig.Request{UserID: input, Validity: time.Minute, Rule: usersig.AnyUserID})
		allowed(err, usersig.ErrBadUserID, usersig.ErrNotUTF8)
		if err == nil {
			signed++
			if read, err := other.Verify(token, usersig.Expectation{UserID: input}); err != nil || read.UserID != input {
				t.Errorf("%q: %v", input, err)
			}
		}
		if _, err := other.Verify(input, usersig.Expectation{UserID: "xiaojun"}); err == nil {
			t.Errorf("%q is valid", input)
		}
		altered := []byte(genuine)
		for left := 1 + random.Intn(3); left > 0; left-- {
			altered[random.Intn(len(altered))] = byte(random.Intn(256))
		}
		// Compression is malleable; what is signed is not.
		if read, err := other.Verify(string(altered), usersig.Expectation{UserID: "xiaojun"}); err == nil && read.UserID != "xiaojun" {
			t.Errorf("%q is valid for %s", altered, read.UserID)
		}
		_, err = one.SignRequest(usersig.Request{UserID: "a", Validity: time.Minute, Contents: usersig.RoomName(input, 255)})
		allowed(err, usersig.ErrBadRoom, usersig.ErrNotUTF8)
	}
	if signed == 0 {
		t.Error("none was signed")
	}
	for left := 200; left > 0; left-- {
		input := text()
		_, err := usersig.NewSigner(1, input)
		allowed(err, usersig.ErrBadKey, usersig.ErrNotUTF8)
		_, err = v1.NewVerifier(1, "-----BEGIN PUBLIC KEY-----\n"+input+"\n-----END PUBLIC KEY-----")
		allowed(err, usersig.ErrBadKey, usersig.ErrNotUTF8)
		_, err = diagnose.Explain(input)
		allowed(err, usersig.ErrNotUTF8)
	}
	huge := strings.Repeat("x", 20<<20)
	for _, token := range []string{huge, genuine + huge} {
		if _, err := other.Verify(token, usersig.Expectation{UserID: "xiaojun"}); err == nil {
			t.Error("valid")
		}
		_, err := usersig.InspectUnverified(token)
		allowed(err, usersig.ErrMalformed)
	}
	_, err := one.SignRequest(usersig.Request{UserID: huge, Validity: time.Minute, Rule: usersig.AnyUserID})
	allowed(err, usersig.ErrBadUserID)
	if token := must1[string](t)(one.Sign("xiaojun", time.Hour)); token == "" {
		t.Error("not signed after the huge inputs")
	}
}

func TestNumbersOutOfRange(t *testing.T) {
	one, other := must1[*usersig.Signer](t)(usersig.NewSigner(1400000000, secret)), must1[*usersig.Verifier](t)(usersig.NewVerifier(1400000000, secret))
	token := must1[string](t)(one.Sign("a", time.Hour))
	for _, validity := range []time.Duration{-1, 0, 999 * time.Millisecond, -time.Hour, 1<<63 - 1, -1 << 63} {
		if _, err := one.Sign("a", validity); !errors.Is(err, usersig.ErrBadValidity) {
			t.Errorf("a validity of %v: %v", validity, err)
		}
	}
	for request, kind := range map[*usersig.Request]usersig.Kind{
		{IssuedAt: time.Unix(-1, 0)}: usersig.ErrBadTime,
		{Rule: 77}:                   usersig.ErrBadStruct,
		{Contents: usersig.RoomNumber(0, usersig.AllPrivileges)}: usersig.ErrBadRoom,
		{Contents: usersig.RoomNumber(1, 256)}:                   usersig.ErrBadPrivileges,
		{Contents: usersig.Userbuf(make([]byte, 32769))}:         usersig.ErrBadUserbuf,
	} {
		request.UserID, request.Validity = "a", time.Hour
		if _, err := one.SignRequest(*request); !errors.Is(err, kind) {
			t.Errorf("%+v: %v", request, err)
		}
	}
	for expectation, kind := range map[*usersig.Expectation]usersig.Kind{
		{Now: time.Unix(-1, 0)}:              usersig.ErrBadTime,
		{Leeway: -time.Second}:               usersig.ErrBadLeeway,
		{Leeway: 25 * time.Hour}:             usersig.ErrBadLeeway,
		{MaxValidity: -time.Second}:          usersig.ErrBadValidity,
		{MaxValidity: time.Millisecond}:      usersig.ErrBadValidity,
		{MaxValidity: time.Minute}:           usersig.ErrValidityTooLong,
		{Contents: usersig.Userbuf(nil)}:     usersig.ErrUserbufMismatch,
		{Contents: usersig.RoomName("r", 0)}: usersig.ErrRecordMismatch,
	} {
		expectation.UserID = "a"
		if _, err := other.Verify(token, *expectation); !errors.Is(err, kind) {
			t.Errorf("%+v: %v", expectation, err)
		}
	}
}

func TestTimes(t *testing.T) {
	one := must1[*usersig.Signer](t)(usersig.NewSigner(1400000000, secret))
	issued := time.Unix(1700000000, 0)
	token := must1[string](t)(one.SignRequest(usersig.Request{UserID: "a", Validity: time.Hour, IssuedAt: issued}))
	read := must1[*usersig.Token](t)(usersig.InspectUnverified(token))
	if !read.Issued().Equal(issued) || !read.Expires().Equal(issued.Add(time.Hour)) {
		t.Error(read)
	}
	if left := read.TimeLeft(issued.Add(time.Minute)); left != 59*time.Minute {
		t.Error(left)
	}
	if left := read.TimeLeft(issued.Add(2 * time.Hour)); left != 0 {
		t.Error(left)
	}
	read.ExpiresAt = 1<<64 - 1
	if read.Expires().Year() != 9999 {
		t.Error(read.Expires())
	}
}

func TestExplainsCodesAndKeys(t *testing.T) {
	for _, code := range []string{"70001", "ERR_USER_SIG_EXPIRED"} {
		if notes := must1[[]diagnose.Note](t)(diagnose.Explain(code)); len(notes) == 0 || notes[0].Kind != diagnose.Code || notes[0].LayerChinese == "" {
			t.Errorf("%s: %+v", code, notes)
		}
	}
	if notes := must1[diagnose.Notes](t)(diagnose.Key(secret[:32])); len(notes.Notes) != 1 || notes.Notes[0].Name != "key_looks_short" {
		t.Errorf("%+v", notes)
	}
	if notes := must1[diagnose.Notes](t)(diagnose.Unverified("undefined", time.Time{})); len(notes.Notes) == 0 {
		t.Error("no note about undefined")
	}
}
