// The server that the documents tell people to write: net/http, the official module, and a JWT that says who asks.
//
//	PORT=… KEY_FILE=… JWT_KEY=… ALGORITHM=… go run .
package main

import (
	"crypto"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"
)

const (
	sdkAppID = 1400000000
	validity = 86400
)

type reply struct {
	UserSig      string `json:"user_sig"`
	SDKAppID     int    `json:"sdk_app_id"`
	UserID       string `json:"user_id"`
	ExpiresAt    int64  `json:"expires_at"`
	RefreshAfter int64  `json:"refresh_after"`
}

func main() {
	key := strings.TrimSpace(string(read(os.Getenv("KEY_FILE"))))
	block, _ := pem.Decode(read(os.Getenv("JWT_KEY")))
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		log.Fatal(err)
	}
	public := func(*jwt.Token) (any, error) { return crypto.PublicKey(parsed), nil }
	parser := jwt.NewParser(jwt.WithValidMethods([]string{os.Getenv("ALGORITHM")}), jwt.WithIssuer("https://bench"),
		jwt.WithAudience("usersig"), jwt.WithExpirationRequired())

	http.HandleFunc("POST /v1/usersig", func(w http.ResponseWriter, r *http.Request) {
		var body struct{}
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 16<<10)).Decode(&body); err != nil && err != io.EOF {
			http.Error(w, `{"kind":"bad_request"}`, http.StatusBadRequest)
			return
		}
		var claims jwt.RegisteredClaims
		if _, err := parser.ParseWithClaims(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), &claims, public); err != nil {
			http.Error(w, `{"kind":"unauthenticated"}`, http.StatusUnauthorized)
			return
		}
		token, err := tencentyun.GenUserSig(sdkAppID, key, claims.Subject, validity)
		if err != nil {
			http.Error(w, `{"kind":"unavailable"}`, http.StatusServiceUnavailable)
			return
		}
		now := time.Now().Unix()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		json.NewEncoder(w).Encode(reply{token, sdkAppID, claims.Subject, now + validity, now + validity/5*4})
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}

func read(file string) []byte {
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	return text
}
