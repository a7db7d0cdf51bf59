// Package tests has the vectors that every language passes. They are in the repository only: VECTORS names their folder.
package tests

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/diagnose"
	"github.com/usersig/usersig/bindings/go/v1"
)

type key struct {
	SecretKey string `json:"secret_key"`
	PKCS8     string
	SEC1      string
	Public    string
}

type room struct {
	Room       any
	Privileges uint32
}

type golden struct {
	Keys map[string]key
	Sign []struct {
		ID, Key       string
		SDKAppID      uint32
		UserID        string
		UserIDRule    string `json:"userid_rule"`
		IssuedAt      string `json:"issued_at"`
		Expire        int64
		Userbuf       *string
		PrivateMapKey *room `json:"private_map_key"`
		Document      json.RawMessage
		SignedText    string `json:"signed_text"`
	}
	Inputs []struct {
		Input string
		Value any
		Error *string
	}
	Verify []struct {
		ID, Key     string
		SDKAppID    uint32
		UserID      string
		Token       string
		Now, Leeway string
		MaxValidity *string `json:"max_validity"`
		Expect      *struct {
			Contents   string
			Userbuf    string
			Room       any
			Privileges uint32
		}
		Finding     string
		Findings    []string
		Warnings    []string
		ServiceCode int `json:"service_code"`
		Layer       *string
		Fields      map[string]any
	}
}

// Reads a file of vectors. Numbers stay text.
func read[T any](t testing.TB, name string) (vectors T) {
	t.Helper()
	folder := os.Getenv("VECTORS")
	if folder == "" {
		folder = "../../../tests/vectors"
	}
	data, err := os.ReadFile(filepath.Join(folder, name+".json"))
	must(t, err)
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	must(t, decoder.Decode(&vectors))
	return vectors
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func must1[T any](t testing.TB) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		must(t, err)
		return value
	}
}

func signer(t testing.TB, sdkAppID uint32, key key) *usersig.Signer {
	t.Helper()
	if key.SecretKey != "" {
		return must1[*usersig.Signer](t)(usersig.NewSigner(sdkAppID, key.SecretKey))
	}
	return must1[*usersig.Signer](t)(v1.NewSigner(sdkAppID, key.PKCS8))
}

func verifier(t testing.TB, sdkAppID uint32, key key) *usersig.Verifier {
	t.Helper()
	if key.SecretKey != "" {
		return must1[*usersig.Verifier](t)(usersig.NewVerifier(sdkAppID, key.SecretKey))
	}
	return must1[*usersig.Verifier](t)(v1.NewVerifier(sdkAppID, key.Public))
}

// Returns the contents of a room, whose name or number JSON has.
func roomContents(value any, privileges uint32) usersig.Contents {
	if name, ok := value.(string); ok {
		return usersig.RoomName(name, usersig.Privileges(privileges))
	}
	number, _ := value.(json.Number).Int64()
	return usersig.RoomNumber(uint32(number), usersig.Privileges(privileges))
}

func decoded(t testing.TB, text string) []byte {
	t.Helper()
	return must1[[]byte](t)(base64.StdEncoding.DecodeString(text))
}

// Returns Unix seconds, and whether they are ones that Go's times have.
func second(text string) (time.Time, bool) {
	at, err := strconv.ParseInt(text, 10, 64)
	return time.Unix(at, 0), err == nil
}

func duration(seconds int64) (time.Duration, bool) {
	return time.Duration(seconds) * time.Second, seconds <= int64(1<<63-1)/int64(time.Second)
}

// Returns the document in a token, by Go's own zlib.
func document(t testing.TB, token string) string {
	t.Helper()
	standard := strings.NewReplacer("*", "+", "-", "/", "_", "=").Replace(token)
	reader := must1[io.ReadCloser](t)(zlib.NewReader(bytes.NewReader(decoded(t, standard))))
	return string(must1[[]byte](t)(io.ReadAll(reader)))
}

func fields(t testing.TB, document string) (fields map[string]any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(document))
	decoder.UseNumber()
	must(t, decoder.Decode(&fields))
	return fields
}

var rules = map[string]usersig.UserIDRule{"im": usersig.UserIDOfIM, "trtc": usersig.UserIDOfTRTC, "any": usersig.AnyUserID}

func TestSignsTheGoldenTokens(t *testing.T) {
	vectors := read[golden](t, "golden")
	signed := 0
	for _, vector := range vectors.Sign {
		issuedAt, fits := second(vector.IssuedAt)
		if !fits {
			continue
		}
		key := vectors.Keys[vector.Key]
		request := usersig.Request{UserID: vector.UserID, IssuedAt: issuedAt, Rule: rules[vector.UserIDRule]}
		request.Validity, _ = duration(vector.Expire)
		if vector.Userbuf != nil {
			request.Contents = usersig.Userbuf(decoded(t, *vector.Userbuf))
		}
		if vector.PrivateMapKey != nil {
			request.Contents = roomContents(vector.PrivateMapKey.Room, vector.PrivateMapKey.Privileges)
		}
		one := signer(t, vector.SDKAppID, key)
		tokens := []string{must1[string](t)(one.SignRequest(request))}
		if key.SecretKey != "" {
			tokens = append(tokens, must1[string](t)(usersig.Sign(vector.SDKAppID, key.SecretKey, request)))
		}
		for _, token := range tokens {
			found := fields(t, document(t, token))
			if strings.HasPrefix(runtime.Version(), "go1.18.") && strings.HasPrefix(vector.Key, "p256") {
				// A random nonce: the signature is another one each time, and has to be valid.
				must1[*usersig.Token](t)(verifier(t, vector.SDKAppID, key).Verify(token, usersig.Expectation{UserID: vector.UserID, Now: issuedAt}))
				delete(found, "TLS.sig")
				expected := fields(t, string(vector.Document))
				delete(expected, "TLS.sig")
				vector.Document = must1[[]byte](t)(json.Marshal(expected))
			}
			if !reflect.DeepEqual(found, fields(t, string(vector.Document))) {
				t.Errorf("%s: %v", vector.ID, found)
			}
			if key.SecretKey != "" {
				mac := hmac.New(sha256.New, []byte(key.SecretKey))
				mac.Write([]byte(vector.SignedText))
				if found["TLS.sig"] != base64.StdEncoding.EncodeToString(mac.Sum(nil)) {
					t.Errorf("%s: another MAC than Go's own", vector.ID)
				}
			}
		}
		for name, rule := range rules {
			stricter := vector.UserIDRule == "any" && name != "any" || vector.UserIDRule == "im" && name == "trtc"
			request.Rule = rule
			if _, err := one.SignRequest(request); stricter && !errors.Is(err, usersig.ErrBadUserID) {
				t.Errorf("%s by the rule %s: %v", vector.ID, name, err)
			}
		}
		signed++
	}
	if signed < 127 {
		t.Errorf("%d signed", signed)
	}
}

// Returns the name of what went wrong, as the vectors have it: a finding, or which value was rejected. Empty for nil.
func kind(t testing.TB, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var failure *usersig.Error
	if !errors.As(err, &failure) || failure.Detail == "" {
		t.Fatalf("%#v", err)
	}
	if failure.Kind == usersig.ErrBadExpiry {
		return "private_map_key_expiry"
	}
	if failure.Findings != nil {
		return failure.Kind.Error()
	}
	return strings.TrimPrefix(failure.Kind.Error(), "bad_")
}

func TestAcceptsAndRejectsTheGoldenInputs(t *testing.T) {
	vectors := read[golden](t, "golden")
	one, other := signer(t, 1400000000, vectors.Keys["secret"]), verifier(t, 1, vectors.Keys["secret"])
	sign := func(request usersig.Request) error {
		if request.UserID == "" {
			request.UserID = "a"
		}
		if request.IssuedAt.IsZero() {
			request.IssuedAt = time.Unix(1700000000, 0)
		}
		if request.Validity == 0 {
			request.Validity = time.Minute
		}
		_, err := one.SignRequest(request)
		return err
	}
	user := func(userID string, rule usersig.UserIDRule) error {
		_, err := one.SignRequest(usersig.Request{UserID: userID, Validity: time.Minute, Rule: rule})
		return err
	}
	checked := 0
	for _, vector := range vectors.Inputs {
		text, _ := vector.Value.(string)
		var number int64
		if digits, ok := vector.Value.(json.Number); ok {
			var err error
			if number, err = digits.Int64(); err != nil {
				continue
			}
		}
		var err error
		fits := number >= 0 && number <= 1<<32-1
		switch vector.Input {
		case "sdkappid":
			if fits {
				_, err = usersig.NewSigner(uint32(number), "k")
			}
		case "userid":
			err = user(text, usersig.UserIDOfIM)
		case "userid_trtc":
			err = user(text, usersig.UserIDOfTRTC)
		case "userid_any":
			err = user(text, usersig.AnyUserID)
		case "room_name":
			err = sign(usersig.Request{Contents: usersig.RoomName(text, usersig.AllPrivileges)})
		case "room_number":
			if fits {
				err = sign(usersig.Request{Contents: usersig.RoomNumber(uint32(number), usersig.AllPrivileges)})
			}
		case "privileges_bits":
			if fits {
				err = sign(usersig.Request{Contents: usersig.RoomNumber(1, usersig.Privileges(number))})
			}
		case "validity_seconds":
			var validity time.Duration
			if validity, fits = duration(number); fits {
				_, err = one.Sign("a", validity)
			}
		case "leeway_seconds":
			var leeway time.Duration
			if leeway, fits = duration(number); fits {
				_, err = other.Verify("", usersig.Expectation{UserID: "a", Leeway: leeway})
				// That the empty token is not valid is found later.
				if errors.Is(err, usersig.ErrEmpty) {
					err = nil
				}
			}
		case "userbuf_length":
			err = sign(usersig.Request{Contents: usersig.Userbuf(make([]byte, number))})
		case "private_map_key_issued_at":
			var at time.Time
			if at, fits = second(text); fits {
				err = sign(usersig.Request{IssuedAt: at, Validity: usersig.ValidityClient, Contents: usersig.RoomNumber(1, usersig.AllPrivileges)})
			}
		case "secret_key":
			_, err = usersig.NewSigner(1, text)
		case "private_key":
			_, err = v1.NewSigner(1, text)
		case "public_key":
			_, err = v1.NewVerifier(1, text)
		default:
			continue
		}
		if !fits {
			continue
		}
		expected := ""
		if vector.Error != nil {
			expected = *vector.Error
		}
		if found := kind(t, err); found != expected {
			t.Errorf("%s %v: %q, expected %q", vector.Input, vector.Value, found, expected)
		}
		checked++
	}
	if checked < 280 {
		t.Errorf("%d checked", checked)
	}
}

func equal(one, other []string) bool { return strings.Join(one, ",") == strings.Join(other, ",") }

func warnings(names []string) (set usersig.Warnings) {
	for _, name := range names {
		if name == "number_as_text" {
			set |= usersig.NumberAsText
		}
	}
	return set
}

func checkFields(t *testing.T, id string, token *usersig.Token, fields map[string]any, unusual []string) {
	t.Helper()
	found := map[string]any{
		"version":             map[usersig.Version]string{usersig.Version2: "2.0", usersig.Version1: "1.0", usersig.Version1Plain: "1.0"}[token.Version],
		"userid":              token.UserID,
		"sdkappid":            token.SDKAppIDText,
		"issued_at":           strconv.FormatUint(token.IssuedAt, 10),
		"expire":              strconv.FormatUint(token.Expire, 10),
		"expires_at":          strconv.FormatUint(token.ExpiresAt, 10),
		"is_time_approximate": token.IsTimeApproximate,
		"userbuf":             any(nil),
		"private_map_key":     any(nil),
	}
	if token.Userbuf != nil {
		found["userbuf"] = base64.StdEncoding.EncodeToString(token.Userbuf)
	}
	if record := token.PrivateMapKey; record != nil {
		var room any = json.Number(strconv.FormatUint(uint64(record.Room), 10))
		if record.RoomName != "" {
			room = record.RoomName
		}
		found["private_map_key"] = map[string]any{
			"account": record.Account, "sdkappid": json.Number(strconv.FormatUint(uint64(record.SDKAppID), 10)), "room": room,
			"privileges": json.Number(strconv.FormatUint(uint64(record.Privileges), 10)), "expires_at": strconv.FormatUint(record.ExpiresAt, 10),
		}
	}
	if !reflect.DeepEqual(found, fields) {
		t.Errorf("%s: %v, expected %v", id, found, fields)
	}
	if token.Warnings != warnings(unusual) {
		t.Errorf("%s: warnings %d", id, token.Warnings)
	}
}

func TestVerifiesTheGoldenTokens(t *testing.T) {
	vectors := read[golden](t, "golden")
	verified := 0
	for _, vector := range vectors.Verify {
		key := vectors.Keys[vector.Key]
		token, err := usersig.InspectUnverified(vector.Token)
		switch {
		case vector.Fields != nil && err != nil:
			t.Errorf("%s: %v", vector.ID, err)
		case vector.Fields != nil:
			checkFields(t, vector.ID, token, vector.Fields, vector.Warnings)
		case !errors.Is(err, usersig.ErrMalformed) && !errors.Is(err, usersig.ErrEmpty):
			t.Errorf("%s: read, or %v", vector.ID, err)
		}
		now, fits := second(vector.Now)
		leeway := must1[int64](t)(strconv.ParseInt(vector.Leeway, 10, 64))
		expectation := usersig.Expectation{UserID: vector.UserID, Now: now, Leeway: time.Duration(leeway) * time.Second}
		if vector.MaxValidity != nil {
			expectation.MaxValidity, _ = duration(must1[int64](t)(strconv.ParseInt(*vector.MaxValidity, 10, 64)))
		}
		if expect := vector.Expect; expect != nil {
			switch expect.Contents {
			case "none":
				expectation.Contents = usersig.NoContents()
			case "userbuf":
				expectation.Contents = usersig.Userbuf(decoded(t, expect.Userbuf))
			default:
				expectation.Contents = roomContents(expect.Room, expect.Privileges)
			}
		}
		if !fits {
			continue
		}
		verdicts := []func() (*usersig.Token, error){
			func() (*usersig.Token, error) {
				return verifier(t, vector.SDKAppID, key).Verify(vector.Token, expectation)
			},
		}
		if key.SecretKey != "" {
			verdicts = append(verdicts, func() (*usersig.Token, error) {
				return usersig.Verify(vector.SDKAppID, key.SecretKey, vector.Token, expectation)
			})
		}
		for _, verify := range verdicts {
			token, err := verify()
			if vector.Finding == "valid" {
				if err != nil {
					t.Errorf("%s: %v", vector.ID, err)
					continue
				}
				checkFields(t, vector.ID, token, vector.Fields, vector.Warnings)
				continue
			}
			var failure *usersig.Error
			if !errors.As(err, &failure) || token != nil {
				t.Fatalf("%s: %v", vector.ID, err)
			}
			// A set: a record that differs in two ways is one finding.
			var expected []string
			for at, finding := range vector.Findings {
				if at == 0 || finding != vector.Findings[at-1] {
					expected = append(expected, finding)
				}
			}
			var found []string
			for _, finding := range failure.Findings {
				found = append(found, finding.Error())
				if !errors.Is(err, finding) {
					t.Errorf("%s is not %v", vector.ID, finding)
				}
			}
			if !equal(found, expected) || failure.Kind.Error() != vector.Finding {
				t.Errorf("%s: %v, expected %v", vector.ID, found, expected)
			}
			if failure.ServiceCode != vector.ServiceCode || failure.Warnings != warnings(vector.Warnings) {
				t.Errorf("%s: code %d, warnings %d", vector.ID, failure.ServiceCode, failure.Warnings)
			}
			if vector.Layer != nil && !strings.HasPrefix(failure.Detail, *vector.Layer+": ") {
				t.Errorf("%s: %s", vector.ID, failure.Detail)
			}
		}
		verified++
	}
	if verified < 500 {
		t.Errorf("%d verified", verified)
	}
}

type references struct {
	Keys    map[string]struct{ Pub string }
	Vectors []struct {
		ID, Version, UserID, Token, Expect, Curve string
		SDKAppID                                  uint32
		SecretKey                                 string `json:"secret_key"`
		PublicKey                                 string `json:"public_key"`
		Expire                                    uint64
	}
}

func TestVerifiesTheReferenceTokens(t *testing.T) {
	vectors := read[references](t, "reference-tokens")
	checked := 0
	for _, vector := range vectors.Vectors {
		public := vector.PublicKey
		if public == "" {
			public = vectors.Keys[vector.Curve].Pub
		}
		one := verifier(t, vector.SDKAppID, key{SecretKey: vector.SecretKey, Public: public})
		var issuedAt uint64
		token, err := usersig.InspectUnverified(vector.Token)
		if err == nil {
			issuedAt = token.IssuedAt
			if token.UserID != vector.UserID {
				t.Errorf("%s: %q", vector.ID, token.UserID)
			}
		} else if vector.Expect != "malformed" {
			t.Errorf("%s: %v", vector.ID, err)
		}
		verify := func(one *usersig.Verifier, at uint64) error {
			_, err := one.Verify(vector.Token, usersig.Expectation{UserID: vector.UserID, Now: time.Unix(int64(at), 0)})
			return err
		}
		first, last, late := verify(one, issuedAt), verify(one, issuedAt+vector.Expire), verify(one, issuedAt+vector.Expire+1)
		if vector.Expect == "valid" {
			if first != nil || last != nil || kind(t, late) != "expired" {
				t.Errorf("%s: %v, %v, %v", vector.ID, first, last, late)
			}
		} else if kind(t, first) != vector.Expect {
			t.Errorf("%s: %v, expected %s", vector.ID, first, vector.Expect)
		}
		if verify(verifier(t, vector.SDKAppID, key{SecretKey: "another key"}), issuedAt) == nil {
			t.Errorf("%s: valid with another key", vector.ID)
		}
		checked++
	}
	if checked < 150 {
		t.Errorf("%d checked", checked)
	}
}

type diagnoses struct {
	Key      string
	SDKAppID uint32
	UserID   string
	Now      int64
	Cases    []struct {
		ID               string
		TokenBase64      string `json:"token_base64"`
		Causes, Warnings []string
		Inner            *string
	}
}

func TestNamesTheMistakes(t *testing.T) {
	vectors := read[diagnoses](t, "diagnoses")
	plain := verifier(t, vectors.SDKAppID, key{SecretKey: vectors.Key})
	one := must1[*diagnose.Verifier](t)(diagnose.NewVerifier(vectors.SDKAppID, vectors.Key))
	for _, vector := range vectors.Cases {
		token, expectation := string(decoded(t, vector.TokenBase64)), usersig.Expectation{UserID: vectors.UserID, Now: time.Unix(vectors.Now, 0)}
		if read, err := usersig.InspectUnverified(token); err == nil {
			expectation.UserID = read.UserID
		}
		_, expected := plain.Verify(token, expectation)
		notes, verdict, err := one.Diagnose(token, expectation)
		must(t, err)
		if !reflect.DeepEqual(verdict, expected) {
			t.Errorf("%s: %v, expected %v", vector.ID, verdict, expected)
		}
		var causes, unusual []string
		for _, note := range notes.Notes {
			switch note.Kind {
			case diagnose.Cause:
				causes = append(causes, note.Name)
			case diagnose.Warning:
				unusual = append(unusual, note.Name)
			}
			if note.Detail == "" || note.DetailChinese == "" || strings.Contains(note.Detail+note.Fix+note.DetailChinese+note.FixChinese, vectors.Key[:8]) {
				t.Errorf("%s: %+v", vector.ID, note)
			}
		}
		sort.Strings(unusual)
		if verdict == nil && (causes != nil || !equal(unusual, vector.Warnings)) ||
			verdict != nil && !equal(causes, vector.Causes) && !equal(causes, append(vector.Causes, vector.Warnings...)) {
			t.Errorf("%s: %v %v, expected %v %v", vector.ID, causes, unusual, vector.Causes, vector.Warnings)
		}
		if (vector.Inner == nil) != (notes.Unwrapped == "") {
			t.Errorf("%s: unwrapped %q", vector.ID, notes.Unwrapped)
		} else if vector.Inner != nil {
			_, err := plain.Verify(notes.Unwrapped, expectation)
			if found := kind(t, err); found != strings.TrimPrefix(*vector.Inner, "valid") {
				t.Errorf("%s: the token in it is %q, expected %q", vector.ID, found, *vector.Inner)
			}
		}
	}
}
