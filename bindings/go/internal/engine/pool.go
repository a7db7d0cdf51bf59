package engine

import "sync"

// Hooks is what the package usersig lends to the packages beside it, without showing it to everyone.
var Hooks struct {
	// Failure returns the error of a status that is not 0; Trap that of an engine that has panicked.
	Failure func(*Engine, int32) error
	Trap    func(reason any) error
	// TooLong is the error of an input that no engine has memory for.
	TooLong error
	// Signer and Verifier return the types with these names, over engines that have a handle.
	Signer, Verifier func(*Pool) any
	// Verification writes a token and an Expectation into an engine, and returns their addresses and the length of the
	// token. Extra is the number of bytes that the caller writes besides.
	Verification func(e *Engine, token string, expectation any, extra int) (at, length, expected int32, err error)
}

// A Pool lends engines to goroutines. It starts one when all others are in use.
type Pool struct {
	Start func() (*Engine, error)
	idle  sync.Pool
}

// Keyed returns a pool of engines that each have what `make` makes of a key: a signer or a verifier. The first one is made
// now, since its failure would be that of every other.
func Keyed(start func() *Engine, key string, make func(e *Engine, at, length, out, report int32) int32) (*Pool, error) {
	pool := &Pool{Start: func() (*Engine, error) {
		e := start()
		if !e.Take(len(key)) {
			return nil, Hooks.TooLong
		}
		at, length := Put(e, key)
		if status := make(e, at, length, e.Out(), e.Report()); status != 0 {
			return nil, Hooks.Failure(e, status)
		}
		e.Handle = e.Pointer(e.Out())
		return e, nil
	}}
	e, err := pool.Get()
	if err != nil {
		return nil, err
	}
	pool.Release(e, &err)
	return pool, nil
}

// Get returns an engine that is the caller's until Release.
func (p *Pool) Get() (e *Engine, err error) {
	if e, ok := p.idle.Get().(*Engine); ok {
		return e, nil
	}
	defer func() {
		if reason := recover(); reason != nil {
			err = Hooks.Trap(reason)
		}
	}()
	return p.Start()
}

// Release ends the use of an engine: `defer pool.Release(e, &err)`. If it has failed, it is dropped, and the error says so.
func (p *Pool) Release(e *Engine, err *error) {
	if reason := recover(); reason != nil {
		*err = Hooks.Trap(reason)
		return
	}
	e.wipe()
	if e.size <= keptSpace {
		p.idle.Put(e)
	}
}
