// Links the core for WebAssembly: for the npm package, and for the page.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

// What every engine runs: the first instructions of WebAssembly, and no BigInt where the C ABI has 64 bits.
const ANY_ENGINE = ['--mvp-features', '--legalize-js-interface', '--strip-debug', '--strip-producers', '--strip-target-features'];
// Rebuilt control flow is one percent smaller.
export const SMALLEST = ['-Oz', '--flatten', '--rereloop', '-Oz', '--converge'];

// The functions of the C ABI that modules of src/ call.
export const called = (...names) => names.flatMap((name) => {
    const source = readFileSync(fileURLToPath(new URL(`../src/${name}`, import.meta.url)), 'utf8');
    return [...source.matchAll(/'(usersig_\w+)'/g)].map(([, called]) => called);
});

// Links what is exported and nothing else, which no `cdylib` does: it exports the whole C ABI. An overflow of the stack, in
// KiB, is a trap.
export function link(modules, library, output, stack, exported, ...level) {
    const linked = `${output}.linked`;
    execFileSync('wasm-ld-19', ['--no-entry', '--gc-sections', '--stack-first', '-z', `stack-size=${stack << 10}`,
        ...exported.map((symbol) => `--export=${symbol}`), library, '-o', linked]);
    execFileSync(join(modules, '.bin/wasm-opt'), [...ANY_ENGINE, ...level, linked, '-o', output]);
}
