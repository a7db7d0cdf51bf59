// Package engine calls the C ABI (include/usersig.h), which wasm2go has turned into Go.
//
// An [Engine] is one goroutine's at a time: a [Pool] lends them out. It owns some pages of its module's memory, which the
// library's allocator never touches. Each call writes its inputs there, and wipes them when it is over.
package engine

import (
	"bytes"
	"crypto/subtle"
	"encoding/binary"
	"math"
)

// Memory is that of a module.
type Memory = interface {
	Slice() *[]byte
	Grow(delta, max int64) int64
}

// Module is what wasm2go makes of the library: the functions of the C ABI that every module has.
type Module interface {
	Xmemory() Memory
	Xusersig_status_name(status int32) int32
	Xusersig_inspect_unverified(token, length, out, report int32) int32
	Xusersig_token_free(token int32)
	Xusersig_verify(sdkAppID, key, keyLength, token, length, expectation, out, report int32) int32
	Xusersig_signer_new(sdkAppID, key, keyLength, out, report int32) int32
	Xusersig_signer_free(signer int32)
	Xusersig_signer_sign(signer, request, buffer, capacity, length, report int32) int32
	Xusersig_verifier_new(sdkAppID, key, keyLength, out, report int32) int32
	Xusersig_verifier_verify(verifier, token, length, expectation, out, report int32) int32
}

// FullModule is a module with version 1.0 and diagnosis.
type FullModule interface {
	Module
	Xusersig_signer_new_from_private_key(sdkAppID, pem, pemLength, out, report int32) int32
	Xusersig_verifier_new_from_public_key(sdkAppID, pem, pemLength, out, report int32) int32
	Xusersig_verifier_diagnose(verifier, token, length, expectation, key, keyLength, out, report int32) int32
	Xusersig_diagnose_unverified(token, length int32, now int64, out, report int32) int32
	Xusersig_diagnose_key(key, length, out, report int32) int32
	Xusersig_explain(code, length, out, report int32) int32
	Xusersig_notes_free(notes int32)
}

// What is in an engine's memory, from its base on. The addresses of fields of 64 bits are multiples of 8.
const (
	structAt = (ReportSize + 7) &^ 7
	outAt    = structAt + ExpectationSize
	inputsAt = outAt + 8
)

// The larger one of the structs.
const _ = uint(ExpectationSize - RequestSize)

const (
	page = 1 << 16
	// Inputs that fit the pages of a new engine.
	firstSpace = page - inputsAt
	// An engine that a larger input has grown is not kept.
	keptSpace = 1 << 20
	// The largest input that is passed to the library; it rejects anything as long.
	maxSpace = 1 << 30
)

// An Engine is a module and its place for inputs.
type Engine struct {
	Module Module
	// Handle is the signer or the verifier in the module; 0 if there is none.
	Handle          int32
	memory          *[]byte
	base, top, size int
	// The key of the signer that SignWith has made.
	sdkAppID uint32
	key      []byte
}

// New returns an engine over a new module.
func New(module Module) *Engine {
	e := &Engine{Module: module, memory: module.Xmemory().Slice()}
	e.take(firstSpace)
	return e
}

// Take makes space for inputs and results of `size` bytes; false if that is too much.
func (e *Engine) Take(size int) bool {
	return size <= e.size || size <= maxSpace && e.take(size)
}

func (e *Engine) take(size int) bool {
	pages := (inputsAt + size + page - 1) / page
	first := e.Module.Xmemory().Grow(int64(pages), math.MaxInt32/page)
	if first < 0 {
		return false
	}
	e.base = int(first) * page
	e.size = pages*page - inputsAt
	e.top = e.base + inputsAt
	e.SetU32(e.Report(), ReportSize)
	return true
}

// Overwrites the inputs and results of a call.
func (e *Engine) wipe() {
	zero((*e.memory)[e.base+structAt : e.top])
	e.top = e.base + inputsAt
}

func zero(bytes []byte) {
	for at := range bytes {
		bytes[at] = 0
	}
}

// Report returns the address of the report.
func (e *Engine) Report() int32 { return int32(e.base) }

// Out returns the address of a result.
func (e *Engine) Out() int32 { return int32(e.base + outAt) }

// Struct returns the address of a struct of this size, which is zero.
func (e *Engine) Struct(size uint32) int32 {
	at := int32(e.base + structAt)
	e.SetU32(at, size)
	return at
}

// U32 returns the number at an address.
func (e *Engine) U32(at int32) uint32 { return binary.LittleEndian.Uint32((*e.memory)[at:]) }

// U64 returns the number at an address.
func (e *Engine) U64(at int32) uint64 { return binary.LittleEndian.Uint64((*e.memory)[at:]) }

// Pointer returns the pointer at an address.
func (e *Engine) Pointer(at int32) int32 { return int32(e.U32(at)) }

// SetU32 writes a number.
func (e *Engine) SetU32(at int32, value uint32) {
	binary.LittleEndian.PutUint32((*e.memory)[at:], value)
}

// SetU64 writes a number.
func (e *Engine) SetU64(at int32, value uint64) {
	binary.LittleEndian.PutUint64((*e.memory)[at:], value)
}

// Put copies an input into the memory, and returns its address and its length.
func Put[T string | []byte](e *Engine, input T) (at, length int32) {
	at = int32(e.top)
	copy((*e.memory)[at:], input)
	e.top += len(input)
	return at, int32(len(input))
}

// Set copies an input into the memory, and writes its address and its length to the fields at an address.
func Set[T string | []byte](e *Engine, field int32, input T) {
	at, length := Put(e, input)
	e.SetU32(field, uint32(at))
	e.SetU32(field+4, uint32(length))
}

// SignWith makes Handle a signer with this key, if it is another one. Fits is false if there is no memory for the key.
func (e *Engine) SignWith(sdkAppID uint32, secretKey string) (status int32, fits bool) {
	if e.Handle != 0 && e.sdkAppID == sdkAppID && subtle.ConstantTimeCompare(e.key, []byte(secretKey)) == 1 {
		return 0, true
	}
	e.Module.Xusersig_signer_free(e.Handle)
	e.Handle = 0
	zero(e.key)
	if !e.Take(len(secretKey)) {
		return 0, false
	}
	key, length := Put(e, secretKey)
	if status := e.Module.Xusersig_signer_new(int32(sdkAppID), key, length, e.Out(), e.Report()); status != 0 {
		return status, true
	}
	e.Handle = e.Pointer(e.Out())
	e.sdkAppID, e.key = sdkAppID, append(e.key[:0], secretKey...)
	e.wipe()
	return 0, true
}

// Reserve keeps memory for a result, and returns its address.
func (e *Engine) Reserve(size int) int32 {
	at := int32(e.top)
	e.top += size
	return at
}

// Unused ends the memory of the call at an address: nothing was written after it, so nothing is wiped there.
func (e *Engine) Unused(from int32) { e.top = int(from) }

// Bytes returns a copy of the memory.
func (e *Engine) Bytes(at int32, length uint32) []byte {
	return append([]byte{}, (*e.memory)[at:][:length]...)
}

// Text returns a text of this length.
func (e *Engine) Text(at int32, length uint32) string {
	return string((*e.memory)[at:][:length])
}

// CString returns a text that ends in NUL.
func (e *Engine) CString(at int32) string {
	text, _, _ := bytes.Cut((*e.memory)[at:], []byte{0})
	return string(text)
}
