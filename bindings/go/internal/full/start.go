// Package full is the library with version 1.0 and diagnosis.
package full

import (
	"math/bits"

	"github.com/usersig/usersig/bindings/go/internal/engine"
)

// Start returns a new engine.
func Start() *engine.Engine { return engine.New(New(engine.NewHost())) }

// Of returns the module of an engine that Start has made.
func Of(e *engine.Engine) engine.FullModule { return e.Module.(engine.FullModule) }

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
