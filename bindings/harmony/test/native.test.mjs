// The module of native code, built for this machine, in Node: the vectors that every language passes, what the package's plain engine
// says about the same bad input, and what only native code can do wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import { script, tests } from '../../js/test/calls.mjs';
import { vectorTests } from '../../js/test/vectors.mjs';
import { bundle } from './compiler.mjs';

const { MODULE } = process.env;
const native = createRequire(import.meta.url)(MODULE);
const plain = vm.runInThisContext(`${await bundle('usersig', 'ES2015')}\nModule`);
const APP = 1400000000, NOW = 1700000000, USER = { userId: 'xiaojun', now: NOW };
const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';

vectorTests('native', native, false);

const inEngine = vm.runInThisContext(`${readFileSync(new URL('../../js/test/in-engine.js', import.meta.url), 'utf8')}\nrun`);
for (const [name, list] of Object.entries(tests)) {
    test(`native: ${name}`, () => {
        const [found] = JSON.parse(inEngine(native, null, JSON.parse(script([list.map(([call]) => call)]))));
        assert.equal(found.length, list.length);
        list.forEach(([, check], at) => check(found[at]));
    });
}

// --- bad input -----------------------------------------------------------------------------------

const thrownBy = (call) => {
    try {
        call();
    } catch (error) {
        return error;
    }
    return assert.fail(`nothing was thrown by ${call}`);
};
const VALUES = [
    undefined, null, true, 0, -1, 0.5, NaN, Infinity, -0, 2 ** 32, 2 ** 53, 1n, '', 'a', '\ud800', '\u0000', Symbol('s'), {}, [], ['a'], () => 1,
    new Date(NaN), new Date(-1), new Date(NOW * 1000), new Uint8Array(3), new Uint8ClampedArray(3), new Uint16Array(3), new ArrayBuffer(3), new DataView(new ArrayBuffer(3)),
    new String('a'), new Number(1), Object.create(null), new Proxy({}, {}), new Proxy(() => 1, {}), { now: 1 }, { Now: 1 }, { userbuf: 'a' },
    { userbuf: new Uint8Array(2), room: 1 }, { room: 1 }, { room: 1, privileges: 255 }, { room: 'a', privileges: { enterRoom: 1 } },
    { room: 1, privileges: { enterroom: true } }, { room: {}, privileges: 0 }, 'none', 'NONE', Object.create({ room: 1 }), { ['x'.repeat(500)]: 1 }, { 7: 1 }, { 'now\u0000': 1 },
];
// Each value in the place of each argument and option.
const CALLS = {
    'new Signer': (usersig, value) => new usersig.Signer(value, KEY),
    'the key of a signer': (usersig, value) => new usersig.Signer(APP, value),
    'new Verifier': (usersig, value) => new usersig.Verifier(value, KEY),
    'the key of a verifier': (usersig, value) => new usersig.Verifier(APP, value),
    userId: (usersig, value) => new usersig.Signer(APP, KEY).sign(value, 60, { now: NOW }),
    expire: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', value, { now: NOW }),
    options: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, value),
    now: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, { now: value }),
    userIdRule: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, { userIdRule: value }),
    contents: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, { contents: value }),
    userbuf: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, { contents: { userbuf: value } }),
    room: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, { contents: { room: value, privileges: 1 } }),
    privileges: (usersig, value) => new usersig.Signer(APP, KEY).sign('a', 60, { contents: { room: 1, privileges: value } }),
    token: (usersig, value) => new usersig.Verifier(APP, KEY).verify(value, USER),
    expectation: (usersig, value) => new usersig.Verifier(APP, KEY).verify('', value),
    'the expected userId': (usersig, value) => new usersig.Verifier(APP, KEY).verify('', { ...USER, userId: value }),
    'the expected now': (usersig, value) => new usersig.Verifier(APP, KEY).verify('', { ...USER, now: value }),
    leeway: (usersig, value) => new usersig.Verifier(APP, KEY).verify('', { ...USER, leeway: value }),
    maxValidity: (usersig, value) => new usersig.Verifier(APP, KEY).verify('', { ...USER, maxValidity: value }),
    'the expected contents': (usersig, value) => new usersig.Verifier(APP, KEY).verify('', { ...USER, contents: value }),
    inspectUnverified: (usersig, value) => usersig.inspectUnverified(value),
    timeLeftUnverified: (usersig, value) => usersig.timeLeftUnverified(new plain.Signer(APP, KEY).sign('a', 60, { now: NOW }), value),
};
test('bad values have the codes of the plain engine, and no key in the text', () => {
    const outcome = (usersig, call, value) => {
        try {
            const result = call(usersig, value);
            return typeof result === 'object' && result.ok === false ? result : 'a result';
        } catch (error) {
            assert.equal(error.name, 'UserSigError', error.stack);
            assert.ok(error instanceof Error && error.message.startsWith(error.detail) && typeof error.hint === 'string');
            assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(KEY.slice(0, 8)));
            return error.code;
        }
    };
    const codes = new Set();
    for (const [name, call] of Object.entries(CALLS)) {
        VALUES.forEach((value, at) => {
            const [expected, found] = [plain, native].map((usersig) => outcome(usersig, call, value));
            assert.deepEqual(found, expected, `${name}, value ${at}`);
            codes.add(found);
        });
    }
    for (const code of ['bad_type', 'bad_struct', 'bad_sdkappid', 'bad_userid', 'bad_validity', 'bad_room', 'bad_privileges', 'bad_key', 'bad_leeway', 'bad_time', 'not_utf8', 'empty', 'malformed']) {
        assert.ok(codes.has(code), `nothing has ${code}`);
    }
    assert.equal(thrownBy(() => new native.Signer(APP, [KEY])).detail, 'the key must be a string, but it is an array');
    assert.equal(thrownBy(() => native.inspectUnverified()).code, 'bad_type');
});

test('the texts of the core are those of the plain engine', () => {
    const texts = (usersig) => [
        () => new usersig.Signer(0, KEY), () => new usersig.Signer(APP, ' k'), () => usersig.inspectUnverified('eJw'),
        () => new usersig.Signer(APP, KEY).sign('', 60), () => new usersig.Signer(APP, KEY).sign('a', 0),
    ].map((call) => thrownBy(call)).map(({ code, detail, hint, message }) => [code, detail, hint, message]);
    assert.deepEqual(texts(native), texts(plain));
});

test('what a getter or a proxy throws is what the call throws', () => {
    const signer = new native.Signer(APP, KEY), verifier = new native.Verifier(APP, KEY), own = new RangeError('from a getter');
    const throws = (...names) => names.map((name) => Object.defineProperty({}, name, { enumerable: true, get() { throw own; } }));
    const trap = new Proxy({}, { ownKeys() { throw own; } });
    const objects = [...throws('now', 'userIdRule', 'contents'), trap, ...throws('userbuf').map((contents) => ({ contents })), { contents: trap }];
    for (const object of objects) assert.equal(thrownBy(() => signer.sign('a', 60, object)), own);
    for (const privileges of [...throws('enterRoom'), trap]) {
        assert.equal(thrownBy(() => signer.sign('a', 60, { contents: { room: 1, privileges } })), own);
    }
    for (const object of [...throws('userId'), ...throws('now', 'leeway', 'maxValidity', 'contents').map((object) => Object.defineProperty(object, 'userId', { enumerable: true, value: 'a' }))]) {
        assert.equal(thrownBy(() => verifier.verify('', object)), own);
    }
    assert.match(signer.sign('a', 60), /^eJ/);
});

test('a getter that closes the signer, or detaches the bytes', () => {
    const signer = new native.Signer(APP, KEY), verifier = new native.Verifier(APP, KEY);
    assert.equal(thrownBy(() => signer.sign('a', 60, { get now() { signer.close(); return NOW; } })).code, 'closed');
    const token = new Uint8Array(Buffer.from(new native.Signer(APP, KEY).sign('xiaojun', 60, { now: NOW })));
    const detach = (bytes) => new Uint8Array(structuredClone(bytes.buffer, { transfer: [bytes.buffer] })).fill(0);
    // The token was copied before the getter ran, and overwrote it.
    assert.equal(verifier.verify(token, { userId: 'xiaojun', get now() { detach(token); return NOW; } }).ok, true);
    assert.equal(token.length, 0);
    assert.deepEqual(verifier.verify(token, USER).findings, ['empty']);
    assert.equal(thrownBy(() => verifier.verify('', { ...USER, get contents() { verifier.close(); } })).code, 'closed');
});

test('use after close, and on what is no signer', () => {
    const signer = new native.Signer(APP, KEY), verifier = new native.Verifier(APP, KEY);
    for (const one of [signer, verifier]) {
        assert.equal(one.close(), undefined);
        assert.equal(one.close(), undefined);
    }
    assert.deepEqual(thrownBy(() => signer.sign('a', 60)).message, 'the signer is closed');
    assert.equal(thrownBy(() => verifier.verify('', USER)).code, 'closed');
    for (const self of [verifier, {}, undefined, 1, Object.create(signer), new Proxy(signer, {}), process.stdout._handle]) {
        assert.throws(() => native.Signer.prototype.sign.call(self, 'a', 60), TypeError);
        assert.throws(() => native.Signer.prototype.close.call(self), TypeError);
    }
    assert.throws(() => native.Signer(APP, KEY), /^TypeError: a Signer is made with new$/);
    assert.throws(() => native.Verifier.call(verifier, APP, KEY), /^TypeError: a Verifier is made with new$/);
    class Own extends native.Signer {}
    assert.match(new Own(APP, KEY).sign('a', 60), /^eJ/);
});

test('long input', () => {
    const verifier = new native.Verifier(APP, KEY), signer = new native.Signer(APP, KEY), long = 'x'.repeat(1 << 25);
    assert.deepEqual(verifier.verify(long, USER).findings, ['malformed']);
    assert.equal(thrownBy(() => signer.sign(long, 60)).code, 'bad_userid');
    assert.equal(thrownBy(() => signer.sign('a', 60, { userIdRule: long })).code, 'bad_struct');
    assert.equal(thrownBy(() => signer.sign('a', 60, { [long]: 1 })).code, 'bad_struct');
    assert.equal(thrownBy(() => signer.sign('a', 60, { contents: { userbuf: long } })).code, 'bad_userbuf');
    const userbuf = new Uint8Array(32768).map((_, at) => at * 2654435761 >>> 13);
    const token = signer.sign('xiaojun', 60, { now: NOW, contents: { userbuf } });
    assert.ok(token.length > 32768);
    assert.deepEqual(verifier.verify(token, { ...USER, contents: { userbuf } }).token.userbuf, userbuf);
});

test('threads have the module side by side, and end with their signers', async () => {
    const source = `const { Signer } = require(${JSON.stringify(MODULE)}); const kept = [];
        for (let i = 0; i < 100; i++) kept.push(new Signer(${APP}, 'k' + i));
        require('worker_threads').parentPort.postMessage(kept[7].sign('a', 60, { now: ${NOW} }));`;
    const expected = new native.Signer(APP, 'k7').sign('a', 60, { now: NOW });
    const run = () => new Promise((resolve, reject) => {
        let token;
        new Worker(source, { eval: true }).on('message', (message) => { token = message; }).on('error', reject).on('exit', () => resolve(token));
    });
    for (let i = 0; i < 3; i++) assert.deepEqual(await Promise.all([run(), run(), run()]), [expected, expected, expected]);
});

test('eight threads, each with a signer and a verifier of its own', async () => {
    const source = `const { Signer, Verifier } = require(${JSON.stringify(MODULE)}), { parentPort, workerData: number } = require('worker_threads');
        const signer = new Signer(${APP}, '${KEY}'), verifier = new Verifier(${APP}, '${KEY}');
        let valid = 0;
        for (let round = 0; round < 500; round++) {
            const userId = 'user_' + number + '_' + round, token = signer.sign(userId, 60);
            valid += verifier.verify(token, { userId }).ok && !verifier.verify(token, { userId: 'user' }).ok;
        }
        parentPort.postMessage(valid);`;
    const run = (number) => new Promise((resolve, reject) => {
        new Worker(source, { eval: true, workerData: number }).on('message', resolve).on('error', reject);
    });
    assert.deepEqual(await Promise.all(Array.from({ length: 8 }, (_, number) => run(number))), Array(8).fill(500));
});
