// Package signing is the library that signs and verifies version 2.0, and reads every version.
package signing

import (
	"math/bits"

	"github.com/usersig/usersig/bindings/go/internal/engine"
)

// Start returns a new engine.
func Start() *engine.Engine { return engine.New(New(engine.NewHost())) }

// Is called by the library (src/host.rs).
func (m *Module) _swap_bytes(word int64) int64 { return int64(bits.ReverseBytes64(uint64(word))) }

// What the generated source calls, and what only Go 1.21 and newer have built in.

func min[T int | uint64](x, y T) T {
	if x < y {
		return x
	}
	return y
}

func clear(bytes []byte) {
	for at := range bytes {
		bytes[at] = 0
	}
}
