// Package v1 makes signers and verifiers of version 1.0 (ECDSA-SHA256), for older applications that were never moved to a
// secret key.
//
// Keys on P-256 use Go's crypto/ecdsa. Those on secp256k1 use the library's own arithmetic, which is several times slower.
package v1

import (
	usersig "github.com/usersig/usersig/bindings/go"
	"github.com/usersig/usersig/bindings/go/internal/engine"
	"github.com/usersig/usersig/bindings/go/internal/full"
)

// NewSigner returns a signer with a private key in PEM: PKCS#8 (PRIVATE KEY) or SEC1 (EC PRIVATE KEY), on P-256 or
// secp256k1. Its signatures are deterministic (RFC 6979), but for those on P-256 before Go 1.25, whose nonces are random.
//
// The error is [usersig.ErrBadSDKAppID], [usersig.ErrBadKey] or [usersig.ErrNotUTF8].
func NewSigner(sdkAppID uint32, privateKey string) (*usersig.Signer, error) {
	pool, err := engine.Keyed(full.Start, privateKey, func(e *engine.Engine, pem, length, out, report int32) int32 {
		return full.Of(e).Xusersig_signer_new_from_private_key(int32(sdkAppID), pem, length, out, report)
	})
	if err != nil {
		return nil, err
	}
	return engine.Hooks.Signer(pool).(*usersig.Signer), nil
}

// NewVerifier returns a verifier of version 1.0 and its oldest form, with a public key in PEM (PUBLIC KEY): in the console's
// keys.zip it is the file public_key.
//
// The error is one of those of [NewSigner].
func NewVerifier(sdkAppID uint32, publicKey string) (*usersig.Verifier, error) {
	pool, err := engine.Keyed(full.Start, publicKey, func(e *engine.Engine, pem, length, out, report int32) int32 {
		return full.Of(e).Xusersig_verifier_new_from_public_key(int32(sdkAppID), pem, length, out, report)
	})
	if err != nil {
		return nil, err
	}
	return engine.Hooks.Verifier(pool).(*usersig.Verifier), nil
}
