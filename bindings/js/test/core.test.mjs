// What no installed package can be made to do: a trap in the engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeApi } from '../src/api.mjs';

const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';

test('a trap drops the engine with its keys, and the next call starts another one', () => {
    const module = new WebAssembly.Module(readFileSync(process.env.WASM));
    let started = 0, fails = false;
    const memories = [];
    const usersig = makeApi(() => {
        started++;
        const { exports } = new WebAssembly.Instance(module);
        memories.push(exports.memory);
        return { ...exports, usersig_signer_sign: (...args) => {
            if (fails) throw new WebAssembly.RuntimeError('unreachable');
            return exports.usersig_signer_sign(...args);
        } };
    });
    const signer = new usersig.Signer(1400000000, KEY), verifier = new usersig.Verifier(1400000000, KEY);
    const token = signer.sign('xiaojun', 60);
    fails = true;
    assert.throws(() => signer.sign('xiaojun', 60), { name: 'UserSigError', code: 'panic' });
    assert.ok(Buffer.from(memories[0].buffer).every((byte) => byte === 0), 'everything is wiped');
    fails = false;
    // Their handles belong to the engine that is gone.
    assert.throws(() => signer.sign('xiaojun', 60), { code: 'panic' });
    assert.throws(() => verifier.verify(token, { userId: 'xiaojun' }), { code: 'panic' });
    signer.close();
    verifier.close();
    assert.equal(new usersig.Verifier(1400000000, KEY).verify(token, { userId: 'xiaojun' }).ok, true);
    assert.equal(started, 2);
});

test('a longer input gets more memory, and a shorter one none', () => {
    const module = new WebAssembly.Module(readFileSync(process.env.WASM));
    let memory;
    const usersig = makeApi(() => {
        const { exports } = new WebAssembly.Instance(module);
        memory = exports.memory;
        return exports;
    });
    const verifier = new usersig.Verifier(1400000000, KEY);
    const sizes = [10, 100000, 1000000, 10, 1000000].map((length) => {
        assert.equal(verifier.verify('x'.repeat(length), { userId: 'a' }).ok, false);
        return memory.buffer.byteLength;
    });
    assert.ok(sizes[0] < sizes[2]);
    assert.equal(sizes[4], sizes[2]);
});
