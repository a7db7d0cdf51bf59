import * as usersig from './index.js';

/** The small engine as WebAssembly. `source` is `usersig/usersig.wasm`, compiled or as bytes; left out, it is in this file. */
export function load(source?: WebAssembly.Module | BufferSource): Promise<typeof usersig>;
