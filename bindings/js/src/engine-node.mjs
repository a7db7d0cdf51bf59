// The engine for Node: WebAssembly inside of this file, so that no bundler loses it, started at once.
import { brotliDecompressSync } from 'zlib';
import wasm from 'usersig-wasm';

var module;

export function start() {
    module = module || new WebAssembly.Module(brotliDecompressSync(Buffer.from(wasm, 'base64')));
    return new WebAssembly.Instance(module).exports;
}
