// usersig/wasm: the small engine as WebAssembly, for pages that sign or verify many tokens.
import { makeApi } from './api.mjs';
import wasm from 'usersig-wasm';

// Resolves to the interface of the package. `source` is a WebAssembly.Module, or its bytes, for engines that compile
// modules themselves; it is `usersig/usersig.wasm`.
export function load(source) {
    if (source === undefined) {
        source = Uint8Array.from(atob(wasm), function (character) { return character.charCodeAt(0); });
    }
    var compiled = source instanceof WebAssembly.Module ? Promise.resolve(source) : WebAssembly.compile(source);
    return compiled.then(function (module) {
        return makeApi(function () { return new WebAssembly.Instance(module).exports; });
    });
}
