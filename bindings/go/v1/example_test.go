package v1_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/v1"
)

// A new key pair, in place of the two files of the console's keys.zip.
func keyPair() (private, public string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	text := func(kind string, bytes []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}))
	}
	return text("PRIVATE KEY", pkcs8), text("PUBLIC KEY", spki)
}

func Example() {
	private, public := keyPair()
	signer, err := v1.NewSigner(1400000000, private)
	if err != nil {
		panic(err)
	}
	token, err := signer.Sign("xiaojun", time.Hour)
	if err != nil {
		panic(err)
	}
	verifier, err := v1.NewVerifier(1400000000, public)
	if err != nil {
		panic(err)
	}
	read, err := verifier.Verify(token, usersig.Expectation{UserID: "xiaojun"})
	fmt.Println(read.Version == usersig.Version1, read.UserID, err)
	// Output: true xiaojun <nil>
}
