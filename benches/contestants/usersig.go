// A contestant of scripts/bench: the Go module of usersig.
package main

import (
	"os"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/v1"
)

var (
	app      = uint32(sdkappid)
	validity = time.Duration(expire) * time.Second
	signer   = must(usersig.NewSigner(app, key))
	verifier = must(usersig.NewVerifier(app, key))
)

func sign(userid string) (string, error) { return signer.Sign(userid, validity) }

func signing(signer *usersig.Signer, request usersig.Request) work {
	request.UserID, request.Validity = userid, validity
	return func() (string, error) { return signer.SignRequest(request) }
}

func verifying(verifier *usersig.Verifier, token string, expectation usersig.Expectation) work {
	expectation.UserID = userid
	return func() (string, error) {
		_, err := verifier.Verify(token, expectation)
		return "", err
	}
}

// Returns the work of an operation; nil if there is none with this name.
func operation(name, token string) work {
	switch name {
	case "sign":
		return signing(signer, usersig.Request{})
	case "sign-at":
		return signing(signer, usersig.Request{IssuedAt: now})
	case "room":
		return signing(signer, usersig.Request{IssuedAt: now, Contents: usersig.RoomNumber(10000, usersig.AllPrivileges)})
	case "verify":
		return verifying(verifier, token, usersig.Expectation{Now: now})
	case "sign-p256":
		return signing(must(v1.NewSigner(app, os.Getenv("BENCH_P256_PRIVATE"))), usersig.Request{})
	case "verify-p256":
		return verifying(must(v1.NewVerifier(app, os.Getenv("BENCH_P256_PUBLIC"))), token, usersig.Expectation{})
	case "sign-secp256k1":
		return signing(must(v1.NewSigner(app, os.Getenv("BENCH_SECP256K1_PRIVATE"))), usersig.Request{})
	case "verify-secp256k1":
		return verifying(must(v1.NewVerifier(app, os.Getenv("BENCH_SECP256K1_PUBLIC"))), token, usersig.Expectation{})
	}
	return nil
}
