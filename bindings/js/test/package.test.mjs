// The installed package: its interface, what hostile input does to it, what stays in its memory, and its sizes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';

// Every memory that the package makes, to search it later.
const memories = [];
const Instance = WebAssembly.Instance;
WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    memories.push(instance.exports.memory);
    return instance;
};
const node = await import('usersig');
const diagnose = await import('usersig/diagnose');
const plain = await import('usersig/plain');
const wasm = await (await import('usersig/wasm')).load();

const require = createRequire(import.meta.url);
const root = dirname(require.resolve('usersig/package.json'));
const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const APP = 1400000000;
const engines = { node, plain, wasm };

const thrown = (call) => {
    try {
        call();
    } catch (error) {
        return error;
    }
    throw new Error('nothing was thrown');
};

for (const [name, usersig] of Object.entries(engines)) {
    test(`${name}: a token, from signing to its last second`, () => {
        const signer = new usersig.Signer(APP, KEY), verifier = new usersig.Verifier(APP, KEY);
        const token = signer.sign('xiaojun', 3600, { now: new Date(1700000000999) });
        const now = 1700000000;
        assert.equal(usersig.inspectUnverified(token).issuedAt, now);
        assert.equal(usersig.timeLeftUnverified(token, now + 100), 3500);
        assert.equal(usersig.timeLeftUnverified(token, now + 4000), 0);
        assert.equal(verifier.verify(token, { userId: 'xiaojun', now: now + 3600 }).ok, true);
        const late = verifier.verify(token, { userId: 'xiaojun' });
        assert.deepEqual([late.ok, late.findings, late.serviceCode], [false, ['expired'], 70001]);
        assert.equal(verifier.verify(signer.sign('xiaojun', 60), { userId: 'xiaojun' }).ok, true, 'the clock is used');
        signer.close();
        signer.close();
        assert.equal(thrown(() => signer.sign('xiaojun', 60)).code, 'closed');
        const { dispose } = Symbol;
        if (dispose) assert.equal(signer[dispose], signer.close);
    });

    test(`${name}: a room, and privileges by name`, () => {
        const signer = new usersig.Signer(APP, KEY), verifier = new usersig.Verifier(APP, KEY);
        const contents = { room: 'lesson-7', privileges: { enterRoom: true, sendAudio: true, sendVideo: false } };
        const token = signer.sign('xiaojun', 3600, { contents });
        assert.equal(usersig.inspectUnverified(token).privateMapKey.privileges, 6);
        assert.equal(verifier.verify(token, { userId: 'xiaojun', contents }).ok, true);
        assert.deepEqual(verifier.verify(token, { userId: 'xiaojun', contents: 'none' }).findings, ['userbuf_mismatch']);
        assert.deepEqual(verifier.verify(token, { userId: 'xiaojun', contents: { ...contents, room: 'lesson-8' } }).findings, ['record_mismatch']);
    });

    test(`${name}: wrong values are errors, never other tokens`, () => {
        const signer = new usersig.Signer(APP, KEY), verifier = new usersig.Verifier(APP, KEY);
        const wrong = {
            bad_type: [
                () => new usersig.Signer('1400000000', KEY), () => new usersig.Signer(APP, undefined), () => signer.sign(7, 60),
                () => signer.sign('a'), () => signer.sign('a', '60'), () => signer.sign('a', 60, null), () => verifier.verify(undefined, { userId: 'a' }),
                () => verifier.verify('x', undefined), () => verifier.verify('x', {}), () => signer.sign('a', 60, { now: '1' }),
                () => signer.sign('a', 60, { contents: { room: 1, privileges: { enterRoom: 1 } } }), () => usersig.inspectUnverified(null),
            ],
            bad_sdkappid: [() => new usersig.Signer(APP + 2 ** 32, KEY), () => new usersig.Signer(-1, KEY), () => new usersig.Signer(1.5, KEY), () => new usersig.Signer(NaN, KEY)],
            bad_validity: [() => signer.sign('a', 60.5), () => signer.sign('a', NaN), () => signer.sign('a', -1), () => signer.sign('a', Infinity), () => verifier.verify('x', { userId: 'a', maxValidity: 0 })],
            bad_time: [() => signer.sign('a', 60, { now: -1 }), () => signer.sign('a', 60, { now: new Date(NaN) }), () => signer.sign('a', 60, { now: 2 ** 53 })],
            bad_room: [() => signer.sign('a', 60, { contents: { room: 2 ** 32 + 1, privileges: 1 } }), () => signer.sign('a', 60, { contents: { room: '', privileges: 1 } })],
            bad_privileges: [() => signer.sign('a', 60, { contents: { room: 1, privileges: 256 } }), () => signer.sign('a', 60, { contents: { room: 1, privileges: -1 } })],
            bad_struct: [
                () => verifier.verify('x', { userId: 'a', content: 'none' }), () => verifier.verify('x', { userId: 'a', leway: 1 }),
                () => signer.sign('a', 60, { userbuf: 'x' }), () => signer.sign('a', 60, { contents: { room: 1 } }), () => signer.sign('a', 60, { contents: {} }),
                () => signer.sign('a', 60, { contents: { room: 1, privileges: { enterRooms: true } } }), () => signer.sign('a', 60, { userIdRule: 'toString' }),
            ],
            not_utf8: [
                () => signer.sign('\ud800', 60, { userIdRule: 'any' }), () => signer.sign('a\udc00b', 60, { userIdRule: 'any' }),
                () => new usersig.Signer(APP, `${KEY}\ud83d`), () => signer.sign('a', 60, { contents: { userbuf: 'x\ud800' } }),
                () => signer.sign('a', 60, { contents: { userbuf: '\udc00\ud800' } }), () => signer.sign('a', 60, { contents: { room: '\ud800', privileges: 1 } }),
            ],
        };
        for (const [code, calls] of Object.entries(wrong)) {
            for (const call of calls) {
                const error = thrown(call);
                assert.ok(error instanceof usersig.UserSigError && error instanceof Error, `${call}: ${error}`);
                assert.equal(error.code, code, `${call}: ${error}`);
                assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(KEY.slice(0, 8)), `${call}`);
            }
        }
        assert.equal(usersig.inspectUnverified(signer.sign('😀张三', 60, { userIdRule: 'any', contents: { userbuf: '😀' } })).userId, '😀张三');
    });

    test(`${name}: 20000 hostile calls leave it usable`, () => {
        const signer = new usersig.Signer(APP, KEY), verifier = new usersig.Verifier(APP, KEY);
        const good = signer.sign('xiaojun', 3600), expectation = { userId: 'xiaojun' };
        const characters = 'ABCabc019*-_+/= \0\n{"\ud800张';
        let state = 7, valid = 0;
        const random = (below) => {
            state = (state * 1103515245 + 12345) % 2147483648;
            return Math.floor(state / 65536) % below;
        };
        const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
        let before = 0;
        for (let i = 0; i < 20000; i++) {
            let token;
            if (i % 4 === 0) token = good.slice(0, random(good.length)) + characters[random(characters.length)] + good.slice(random(good.length));
            else if (i % 4 === 1) token = good.slice(0, random(good.length));
            else if (i % 4 === 2) token = Buffer.from(Array.from({ length: random(400) }, () => random(256)));
            else token = Array.from({ length: random(300) }, () => characters[random(characters.length)]).join('');
            const result = verifier.verify(token, expectation);
            if (result.ok) {
                // A change that a reader ignores would be another text for the same token: there is none.
                assert.equal(token, good);
                valid++;
            }
            try {
                usersig.inspectUnverified(token);
            } catch (error) {
                assert.match(error.code, /^(empty|malformed)$/);
            }
            if (i === 4000) before = size();
        }
        assert.equal(size(), before, 'the memory does not grow');
        assert.equal(verifier.verify('A'.repeat(3000000), expectation).ok, false);
        assert.equal(verifier.verify(good, expectation).ok, true);
        assert.ok(valid < 20);
    });

    test(`${name}: memory does not grow over a million tokens, nor over signers that nobody closes`, async () => {
        const signer = new usersig.Signer(APP, KEY);
        const round = async (tokens) => {
            for (let i = 0; i < tokens; i++) signer.sign(`user${i}`, 3600);
            for (let i = 0; i < 100; i++) new usersig.Signer(APP, KEY);
            globalThis.gc();
            // Node frees what was collected when it is idle.
            await new Promise(setImmediate);
        };
        const size = () => {
            const { arrayBuffers, heapUsed } = process.memoryUsage();
            return { engine: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, arrayBuffers), heap: heapUsed };
        };
        for (let i = 0; i < 10; i++) await round(100);
        const before = size();
        for (let i = 0; i < 100; i++) await round(10000);
        const now = size();
        assert.ok(now.engine <= before.engine, `${before.engine} bytes before, ${now.engine} now`);
        // Node's own heap is never quite the same: less than a byte for each token.
        assert.ok(now.heap <= before.heap + 900000, `${before.heap} bytes of heap before, ${now.heap} now`);
    });
}

test('keys are wiped from the memory of WebAssembly', () => {
    assert.ok(memories.length >= 2);
    // The library has the key of the documents in it, to recognize it: this one is no other's.
    const key = '3c9e1f07ab52d8846e0b7f19c2d5a3486170fedcba98235e4d7c6b5a49382716', needle = Buffer.from(key);
    const isThere = () => memories.some((memory) => Buffer.from(memory.buffer).includes(needle.subarray(0, 16)));
    for (const usersig of [node, diagnose, wasm]) {
        const signer = new usersig.Signer(APP, key), verifier = new usersig.Verifier(APP, key);
        verifier.verify(signer.sign('xiaojun', 60), { userId: 'a' });
        thrown(() => new usersig.Signer(0, key));
        thrown(() => new usersig.Signer(APP, ` ${key}`));
        if (usersig === diagnose) verifier.diagnose(signer.sign('xiaojun', 60), { userId: 'a' }, key);
        assert.equal(isThere(), false);
    }
    // The search itself finds what is there.
    new Uint8Array(memories[0].buffer).set(needle, memories[0].buffer.byteLength - needle.length);
    assert.equal(isThere(), true);
});

test('keys are wiped from the memory of the plain engine, old copies included', () => {
    const buffers = [];
    class Recorded extends ArrayBuffer {
        constructor(size) {
            super(size);
            buffers.push(this);
        }
    }
    const context = vm.createContext({ ArrayBuffer: Recorded, module: { exports: {} }, KEY });
    vm.runInContext(readFileSync(join(root, 'dist/index.cjs'), 'utf8').replace(/^/, 'var exports = module.exports;'), context);
    vm.runInContext(`var signer = new module.exports.Signer(1400000000, KEY);
        for (var i = 0; i < 50; i++) signer.sign('xiaojun', 60);
        try { signer.sign('a', 60, { contents: { userbuf: new Array(400000).join('x') } }); } catch (error) { var code = error.code; }
        new module.exports.Signer(1400000000, KEY);`, context);
    assert.equal(context.code, 'bad_userbuf');
    assert.ok(buffers.length >= 2, 'the memory has grown');
    for (const buffer of buffers) assert.equal(Buffer.from(buffer).includes(KEY.slice(0, 16)), false);
});

test('the plain engine runs without TextEncoder, atob, BigInt, WebAssembly, in strict and in old engines', () => {
    for (const [file, global] of [['dist/usersig.global.js', 'UserSig'], ['dist/compat/lib-generate-test-usersig.min.js', 'LibGenerateTestUserSig']]) {
        const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
        vm.runInContext(`for (var name of ['WebAssembly', 'BigInt', 'FinalizationRegistry', 'Intl', 'console']) delete globalThis[name];
            delete Math.imul; delete Math.clz32; delete Uint8Array.prototype.fill; delete Symbol.dispose; delete Error.captureStackTrace;
            var self = globalThis;`, context);
        assert.equal(vm.runInContext('typeof TextEncoder + typeof atob + typeof WebAssembly + typeof Buffer + typeof BigInt + typeof console', context), 'undefined'.repeat(6));
        vm.runInContext(readFileSync(join(root, file), 'utf8'), context);
        const token = vm.runInContext(global === 'UserSig'
            ? `new UserSig.Signer(${APP}, '${KEY}').sign('张三😀', 604800, { userIdRule: 'any' })`
            : `new LibGenerateTestUserSig(${APP}, '${KEY}', 604800).genTestUserSig('张三😀')`, context);
        assert.equal(new node.Verifier(APP, KEY).verify(token, { userId: '张三😀', contents: 'none' }).ok, true);
        if (global === 'UserSig') assert.equal(vm.runInContext(`new UserSig.Verifier(${APP}, '${KEY}').verify('${token}', { userId: '张三😀' }).ok`, context), true);
    }
});

test('the files for old engines are ES5, ASCII, and use nothing that a mini program forbids', () => {
    for (const file of ['dist/index.cjs', 'dist/usersig.global.js', 'miniprogram_dist/index.js', 'dist/compat/lib-generate-test-usersig.js',
        'dist/compat/lib-generate-test-usersig.min.js', 'dist/compat/commonjs/lib-generate-test-usersig-es.min.js', 'dist/compat/generate-test-usersig.cjs']) {
        const source = readFileSync(join(root, file), 'utf8');
        // An engine of ES5 is none of Node's: acorn reads the syntax.
        require(process.env.ACORN).parse(source, { ecmaVersion: 5, allowReserved: true });
        assert.ok(/^[\x09\x0a\x20-\x7e]*$/.test(source), file);
        assert.ok(!/\beval\(|new Function|\bfetch\(|XMLHttpRequest|localStorage|document\./.test(source), file);
    }
    assert.equal(readFileSync(join(root, 'miniprogram_dist/index.js'), 'utf8'), readFileSync(join(root, 'dist/index.cjs'), 'utf8'));
});

test('only Node has version 1.0', () => {
    for (const usersig of [plain, wasm]) {
        for (const call of [() => usersig.Signer.fromPrivateKey(1, 'x'), () => usersig.Verifier.fromPublicKey(1, 'x')]) {
            assert.equal(thrown(call).code, 'unsupported');
        }
    }
});

test('diagnosis and the codes are in an entry of their own', () => {
    for (const usersig of [node, plain, wasm]) {
        for (const name of ['diagnoseUnverified', 'diagnoseKey', 'explain']) assert.equal(name in usersig, false);
        assert.equal('diagnose' in usersig.Verifier.prototype, false);
    }
    const notes = diagnose.explain(70001);
    assert.equal(notes[0].code, 70001);
    assert.match(notes[0].detailZh, /过期/);
    assert.equal(diagnose.explain('ERR_USER_SIG_EXPIRED')[0].kind, 'code');
    assert.deepEqual(diagnose.explain(123456789), []);
    assert.ok(diagnose.explain('-3301').every((note) => note.code === null || note.code === -3301));
    assert.ok(diagnose.diagnoseKey('-----BEGIN PRIVATE KEY-----').length > 0);
    assert.ok(diagnose.diagnoseUnverified('eJw').notes.length > 0);
});

// worker SOURCE DATA: what a thread sends back, which has `usersig` and its data.
const worker = (source, workerData) => new Promise((resolve, reject) => {
    new Worker(`const { parentPort, workerData } = require('worker_threads');
        const usersig = require(${JSON.stringify(require.resolve('usersig'))});
        parentPort.postMessage((${source})(usersig, workerData));`, { eval: true, workerData }).on('message', resolve).on('error', reject);
});

test('eight worker threads, each with a signer of its own', async () => {
    const source = `({ Signer, Verifier }, { app, key, number }) => {
        const signer = new Signer(app, key), verifier = new Verifier(app, key);
        let valid = 0;
        for (let round = 0; round < 500; round++) {
            const userId = 'user_' + number + '_' + round, token = signer.sign(userId, 60);
            valid += verifier.verify(token, { userId }).ok && !verifier.verify(token, { userId: 'user' }).ok;
        }
        return valid;
    }`;
    const threads = Array.from({ length: 8 }, (_, number) => worker(source, { app: APP, key: KEY, number }));
    assert.deepEqual(await Promise.all(threads), Array(8).fill(500));
});

test('a signer that is sent to a thread arrives without its key', async () => {
    const arrived = await worker('(_, signer) => [typeof signer.sign, JSON.stringify(signer)]', new node.Signer(APP, KEY));
    assert.equal(arrived[0], 'undefined');
    assert.ok(!arrived[1].includes(KEY.slice(0, 8)));
});

test('the types list every code', () => {
    const types = readFileSync(join(root, 'dist/index.d.ts'), 'utf8');
    const header = readFileSync(process.env.HEADER, 'utf8');
    const statuses = [...header.matchAll(/^#define USERSIG_STATUS_(\w+) (\d+)$/gm)].filter(([, , number]) => number !== '0').map(([, name]) => name.toLowerCase());
    const union = (name) => [...types.slice(types.indexOf(`export type ${name}`)).split(';')[0].matchAll(/'(\w+)'/g)].map(([, code]) => code);
    assert.deepEqual([...union('Finding'), ...union('ErrorCode')].sort(), [...statuses, 'bad_type', 'closed'].sort());
});

test('sizes are as both READMEs say', () => {
    for (const readme of ['README.md', 'README.zh-CN.md']) {
        const rows = [...readFileSync(join(root, readme), 'utf8').matchAll(/^\| `(dist\/[^`]+)`.* \| (\d+) \|$/gm)];
        assert.equal(rows.length, 5);
        for (const [, file, limit] of rows) {
            const size = gzipSync(readFileSync(join(root, file)), { level: 9 }).length;
            assert.ok(size <= limit * 1000 && size > limit * 900, `${file}: ${size} bytes, but ${readme} has ${limit} KB`);
        }
    }
});

test('the same in CommonJS', () => {
    const script = `const { Signer, Verifier, Api, Sig } = require('usersig'), plain = require('usersig/plain'), diagnose = require('usersig/diagnose');
        const token = new Signer(${APP}, '${KEY}').sign('a', 60);
        for (const V of [Verifier, plain.Verifier, diagnose.Verifier]) if (!new V(${APP}, '${KEY}').verify(token, { userId: 'a' }).ok) process.exit(1);
        if (typeof Api !== 'function' || typeof Sig !== 'function' || plain.Api) process.exit(2);
        require('usersig/wasm').load().then(({ Verifier }) => process.exit(new Verifier(${APP}, '${KEY}').verify(token, { userId: 'a' }).ok ? 0 : 3));`;
    execFileSync(process.execPath, ['-e', script], { cwd: dirname(import.meta.filename ?? new URL(import.meta.url).pathname) });
});
