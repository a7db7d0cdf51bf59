//go:build go1.25

package engine

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
)

// What newer releases of Go's standard library have; standard_old.go is for the others.

func newHash() stateHash { return sha256.New().(stateHash) }

func p256PrivateKey(scalar []byte) (*ecdsa.PrivateKey, error) {
	return ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar)
}

// Without random numbers, the nonce is that of RFC 6979.
func p256Sign(key *ecdsa.PrivateKey, digest []byte) ([]byte, error) {
	return key.Sign(nil, digest, crypto.SHA256)
}

func p256PublicKey(point []byte) (*ecdsa.PublicKey, error) {
	return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
}
