// Package full is the library with version 1.0 and diagnosis.
package full

import "github.com/usersig/usersig/bindings/go/internal/engine"

// Start returns a new engine.
func Start() *engine.Engine { return engine.New(New(engine.NewHost())) }

// Of returns the module of an engine that Start has made.
func Of(e *engine.Engine) engine.FullModule { return e.Module.(engine.FullModule) }
