// Package signing is the library that signs and verifies version 2.0, and reads every version.
package signing

import "github.com/usersig/usersig/bindings/go/internal/engine"

// Start returns a new engine.
func Start() *engine.Engine { return engine.New(New(engine.NewHost())) }
