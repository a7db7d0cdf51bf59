// What the module of native code leaves in memory. With `node --expose-gc`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

const { MODULE } = process.env;
const native = createRequire(import.meta.url)(MODULE);

const OPTIONS = { contents: { userbuf: 'x'.repeat(2000) } };
const token = new native.Signer(1, 'k').sign('a', 60, OPTIONS);
const verifier = new native.Verifier(1, 'k');
const attempt = (call) => {
    try {
        call();
    } catch {
        // It is about what is left in memory.
    }
};
const ROUNDS = {
    'signers and verifiers that nobody closes': () => [new native.Signer(1, 'k'), new native.Verifier(1, 'k')],
    'signers that are closed': () => new native.Signer(1, 'k').close(),
    'keys that are rejected': () => attempt(() => new native.Signer(1, ` ${'k'.repeat(2000)}`)),
    'valid tokens': () => verifier.verify(token, { userId: 'a' }),
    'tokens that are not valid': () => verifier.verify(token, { userId: 'b' }),
    'tokens that cannot be read': () => attempt(() => native.inspectUnverified('x'.repeat(5000))),
    'getters that throw': () => attempt(() => verifier.verify(token, { userId: 'a'.repeat(2000), get contents() { throw new Error('x'); } })),
};
for (const [name, round] of Object.entries(ROUNDS)) {
    test(`memory stays flat: ${name}`, async () => {
        const grown = async (rounds) => {
            for (let i = 1; i <= rounds; i++) {
                round();
                // Finalizers run when the thread is idle.
                if (i % 1000 === 0) {
                    globalThis.gc();
                    await setImmediate();
                }
            }
            return process.memoryUsage.rss();
        };
        // A leak of 300 bytes a round would be 9 MB each time. A heap that grows once is none.
        let before = await grown(10000), more;
        for (let times = 0; times < 3; times++) {
            const after = await grown(30000);
            more = after - before;
            if (more < 6 << 20) return;
            before = after;
        }
        assert.fail(`${more >> 10} KB more, the third time`);
    });
}

// Returns how often the memory of a process has these bytes.
function found(pid, bytes) {
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    let count = 0;
    for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
        const [, from, to] = /^(\w+)-(\w+) rw/.exec(line) ?? [];
        if (!from) continue;
        const start = parseInt(from, 16), buffer = Buffer.alloc(Math.min(parseInt(to, 16) - start, 1 << 28));
        try {
            readSync(memory, buffer, 0, buffer.length, start);
        } catch (error) {
            if (error.code !== 'EIO') throw error;
        }
        for (let at = -1; (at = buffer.indexOf(bytes, at + 1)) >= 0;) count++;
    }
    closeSync(memory);
    return count;
}

test('no copy of the key is left', async () => {
    const key = '7c0a5d1e93b84f26a1d7e0c35b9f8264', rest = key.slice(16);
    // JavaScript has this string with one byte for each character. The module reads two bytes, and copies them to one.
    const source = `const { Signer, Verifier } = require(${JSON.stringify(MODULE)});
        const key = require('fs').readFileSync(0, 'latin1');
        // Of many lengths: what comes next overwrites some of what is freed.
        for (let i = 1; i < 100; i++) { new Signer(1, key.repeat(i)).sign('a', 60); new Verifier(1, key.repeat(i)).close(); }
        console.log('ready'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', source], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(key);
    await new Promise((resolve) => { child.stdout.once('data', resolve); });
    const [once, twice] = [found(child.pid, Buffer.from(rest, 'latin1')), found(child.pid, Buffer.from(rest, 'utf16le'))];
    child.kill();
    assert.ok(once >= 1, "JavaScript's own copy is found");
    assert.equal(twice, 0);
});
