//go:build !go1.25

package engine

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding"
	"errors"
	"hash"
	"math/big"
)

// A hash whose state is returned in new memory only.
type oldHash struct {
	hash.Hash
	encoding.BinaryUnmarshaler
}

func (h oldHash) AppendBinary(to []byte) ([]byte, error) {
	state, err := h.Hash.(encoding.BinaryMarshaler).MarshalBinary()
	return append(to, state...), err
}

func newHash() stateHash {
	hash := sha256.New()
	return oldHash{hash, hash.(encoding.BinaryUnmarshaler)}
}

var errBadKey = errors.New("no key on P-256")

func p256PrivateKey(scalar []byte) (*ecdsa.PrivateKey, error) {
	curve, d := elliptic.P256(), new(big.Int).SetBytes(scalar)
	if d.Sign() == 0 || d.Cmp(curve.Params().N) >= 0 {
		return nil, errBadKey
	}
	key := &ecdsa.PrivateKey{D: d}
	key.Curve = curve
	key.X, key.Y = curve.ScalarBaseMult(scalar)
	return key, nil
}

func p256Sign(key *ecdsa.PrivateKey, digest []byte) ([]byte, error) {
	return ecdsa.SignASN1(rand.Reader, key, digest)
}

func p256PublicKey(point []byte) (*ecdsa.PublicKey, error) {
	x, y := elliptic.Unmarshal(elliptic.P256(), point)
	if x == nil {
		return nil, errBadKey
	}
	return &ecdsa.PublicKey{Curve: elliptic.P256(), X: x, Y: y}, nil
}
