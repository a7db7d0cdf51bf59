package engine

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"hash"
)

// A Host has what a module imports (src/host.rs): Go's SHA-256 and P-256, which use the instructions of the processor.
type Host struct {
	memory *[]byte
	// A hash, and its state as MarshalBinary writes it: the magic, eight words, a block, a length.
	hash  hash.Hash
	state [4 + 32 + 64 + 8]byte
	// The private key that was used last, and its scalar: a module has at most one.
	private *ecdsa.PrivateKey
	scalar  [32]byte
}

// NewHost returns the host of one module.
func NewHost() *Host { return &Host{hash: sha256.New()} }

// Init is called by the module's New.
func (h *Host) Init(module any) { h.memory = module.(Module).Xmemory().Slice() }

// Xsha256 hashes blocks into a state. The length that the hash counts is of no use here, since the library pads.
func (h *Host) Xsha256(state, blocks, count int32) {
	words := (*h.memory)[state:][:32]
	marshaled := h.state[:]
	copy(marshaled, "sha\x03")
	for at := 0; at < 32; at += 4 {
		binary.BigEndian.PutUint32(marshaled[4+at:], binary.LittleEndian.Uint32(words[at:]))
	}
	if err := h.hash.(encoding.BinaryUnmarshaler).UnmarshalBinary(marshaled); err != nil {
		panic(err)
	}
	h.hash.Write((*h.memory)[blocks:][:64*count])
	marshaled, err := h.hash.(encoding.BinaryAppender).AppendBinary(marshaled[:0])
	if err != nil {
		panic(err)
	}
	for at := 0; at < 32; at += 4 {
		binary.LittleEndian.PutUint32(words[at:], binary.BigEndian.Uint32(marshaled[4+at:]))
	}
}

// Xp256_sign writes the DER signature of a digest, and returns its length; 0 if the key cannot sign.
func (h *Host) Xp256_sign(scalar, digest, der int32) int32 {
	memory := *h.memory
	wanted := memory[scalar:][:32]
	if h.private == nil || !bytes.Equal(h.scalar[:], wanted) {
		key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), wanted)
		if err != nil {
			return 0
		}
		h.private = key
		copy(h.scalar[:], wanted)
	}
	// Without random numbers, the nonce is that of RFC 6979.
	signature, err := h.private.Sign(nil, memory[digest:][:sha256.Size], crypto.SHA256)
	if err != nil {
		return 0
	}
	return int32(copy(memory[der:][:72], signature))
}

// Xp256_verify returns 1 if the DER signature is that of a digest, by the key with this uncompressed point.
func (h *Host) Xp256_verify(point, digest, der, length int32) int32 {
	memory := *h.memory
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), memory[point:][:65])
	if err != nil || !ecdsa.VerifyASN1(key, memory[digest:][:sha256.Size], memory[der:][:length]) {
		return 0
	}
	return 1
}
