package engine

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"hash"
	"math/bits"
)

// A Host has what a module imports (src/host.rs): Go's SHA-256 and P-256, which use the instructions of the processor.
type Host struct {
	memory *[]byte
	hash   stateHash
	// The state of the hash as MarshalBinary writes it: the magic, eight words, a block, a length.
	state [4 + 32 + 64 + 8]byte
	// The private key that was used last, and its scalar: a module has at most one.
	private *ecdsa.PrivateKey
	scalar  [32]byte
}

// What crypto/sha256 returns.
type stateHash interface {
	hash.Hash
	encoding.BinaryUnmarshaler
	AppendBinary([]byte) ([]byte, error)
}

// NewHost returns the host of one module.
func NewHost() *Host { return &Host{hash: newHash()} }

// Init is called by the module's New.
func (h *Host) Init(module any) { h.memory = module.(Module).Xmemory().Slice() }

// Xsha256 hashes blocks into a state. The length that the hash counts is of no use here, since the library pads.
func (h *Host) Xsha256(state, blocks, count int32) {
	words := (*[32]byte)((*h.memory)[state:])
	marshaled := h.state[:]
	copy(marshaled, "sha\x03")
	// Two words at a time: theirs have the lowest byte first, and those of Go the highest one.
	for at := 0; at < len(words); at += 8 {
		two := binary.LittleEndian.Uint64(words[at:])
		binary.BigEndian.PutUint64(marshaled[4+at:], bits.RotateLeft64(two, 32))
	}
	if err := h.hash.UnmarshalBinary(marshaled); err != nil {
		panic(err)
	}
	h.hash.Write((*h.memory)[blocks:][:64*count])
	marshaled, err := h.hash.AppendBinary(marshaled[:0])
	if err != nil {
		panic(err)
	}
	for at := 0; at < len(words); at += 8 {
		two := binary.BigEndian.Uint64(marshaled[4+at:])
		binary.LittleEndian.PutUint64(words[at:], bits.RotateLeft64(two, 32))
	}
}

// Xp256_sign writes the DER signature of a digest, and returns its length; 0 if the key cannot sign.
func (h *Host) Xp256_sign(scalar, digest, der int32) int32 {
	memory := *h.memory
	wanted := memory[scalar:][:32]
	if h.private == nil || !bytes.Equal(h.scalar[:], wanted) {
		key, err := p256PrivateKey(wanted)
		if err != nil {
			return 0
		}
		h.private = key
		copy(h.scalar[:], wanted)
	}
	signature, err := p256Sign(h.private, memory[digest:][:sha256.Size])
	if err != nil {
		return 0
	}
	return int32(copy(memory[der:][:72], signature))
}

// Xp256_verify returns 1 if the DER signature is that of a digest, by the key with this uncompressed point.
func (h *Host) Xp256_verify(point, digest, der, length int32) int32 {
	memory := *h.memory
	key, err := p256PublicKey(memory[point:][:65])
	if err != nil || !ecdsa.VerifyASN1(key, memory[digest:][:sha256.Size], memory[der:][:length]) {
		return 0
	}
	return 1
}
