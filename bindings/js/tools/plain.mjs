// Turns WebAssembly into plain JavaScript: wasm2js, and then what its output needs to run anywhere and stay small.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// Replaces `from` once, or fails: the next version of wasm2js may write something else.
function replace(source, from, to) {
    const parts = source.split(from);
    if (parts.length !== 2) throw new Error(`wasm2js wrote something else: ${parts.length - 1} of ${from}`);
    return parts.join(to);
}

// Returns bytes as the inside of a string literal of ASCII, which compresses better than base64.
function literal(bytes) {
    let text = '';
    for (const [at, byte] of bytes.entries()) {
        const next = bytes[at + 1];
        if (byte === 0x22 || byte === 0x5c) text += '\\' + String.fromCharCode(byte);
        else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
        else if (byte === 0 && !(next >= 0x30 && next <= 0x39)) text += '\\0';
        else if (byte === 10) text += '\\n';
        else text += '\\x' + byte.toString(16).padStart(2, '0');
    }
    return text;
}

// Returns an ES module with `start`, which makes a new engine from `wasm`.
export function plain(wasm2js, wasm, output) {
    execFileSync(wasm2js, ['-Oz', '--strip-debug', wasm, '-o', output]);
    let source = readFileSync(output, 'utf8');
    // One engine, made when the file is loaded: here there are as many as needed.
    const exported = source.indexOf('var retasmFunc = asmFunc(');
    if (exported < 0) throw new Error('wasm2js wrote no asmFunc');
    source = source.slice(0, exported) + 'export function start() { return asmFunc({}); }\n';

    // The data of the module as texts instead of base64.
    const decoder = source.indexOf('  var base64ReverseLookup'), end = source.indexOf('function initActiveSegments');
    if (decoder < 0 || end < decoder) throw new Error('wasm2js wrote no data');
    source = source.slice(0, decoder)
        + 'function putText(at, text) { for (var i = 0; i < text.length; i++) bufferView[at + i] = text.charCodeAt(i); }\n'
        + source.slice(end);
    source = source.replace(/base64DecodeToExistingUint8Array\(bufferView, (\d+), "([^"]*)"\)/g,
        (_, at, base64) => `putText(${at}, "${literal(Buffer.from(base64, 'base64'))}")`);
    if (source.includes('base64DecodeToExistingUint8Array')) throw new Error('wasm2js wrote other data');

    // A memory that grows leaves its old bytes to the garbage collector: they may have a key.
    source = replace(source, 'newHEAP8.set(HEAP8);', 'newHEAP8.set(HEAP8);\n for (var at = 0; at < HEAP8.length; at++) HEAP8[at] = 0;');
    // Two functions of ES2015 that engines of ES5 lack.
    source = replace(source, 'Math_imul = Math.imul;', `Math_imul = Math.imul || function (a, b) {
        return (a & 65535) * b + (((a >>> 16) * b & 65535) << 16) | 0;
    };`);
    return replace(source, 'Math_clz32 = Math.clz32;', `Math_clz32 = Math.clz32 || function (value) {
        for (var bits = 0; bits < 32 && !(value >>> 31 - bits); bits++);
        return bits;
    };`);
}

// Returns minified JavaScript without the control characters that the texts with an engine's data have: some tools take a file
// with them for a binary one.
export const printable = (script) => script.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
