// The unpacked package in each engine: the vectors that every language passes, and what HarmonyOS's own demos write.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';
import { deflateSync } from 'node:zlib';
import { script, tests } from '../../js/test/calls.mjs';
import { documentOf } from '../../js/test/golden.mjs';
import { vectorTests } from '../../js/test/vectors.mjs';
import { bundle, engines } from './compiler.mjs';

vectorTests('Node', vm.runInThisContext(`${await bundle('usersig', 'ES2015')}\nModule`), false);

const APP = 1400000000, KEY = 'k', NOW = 1700000000;

// Returns a token as the official demos for HarmonyOS make it: `TLS.time` is a text.
function officialToken(time) {
    const lines = `TLS.identifier:xiaojun\nTLS.sdkappid:${APP}\nTLS.time:${time}\nTLS.expire:604800\n`;
    const claims = {
        'TLS.ver': '2.0', 'TLS.identifier': 'xiaojun', 'TLS.sdkappid': APP, 'TLS.expire': 604800, 'TLS.time': String(time),
        'TLS.sig': createHmac('sha256', KEY).update(lines).digest('base64'),
    };
    return deflateSync(JSON.stringify(claims)).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
}
const verify = (token) => ['verify', APP, KEY, token, { userId: 'xiaojun', now: NOW }];
const HOSTILE = ['--help', '-', '', 'undefined', 'eJw', '\u0000', '\ud800', '../../etc/passwd', '%s%n', 'A'.repeat(200000), '*'.repeat(4097)];

const all = {
    ...tests,
    'verifies what the official demos sign, with a warning': [
        [verify(officialToken(NOW)), ({ ok, warnings, token }) => {
            assert.deepEqual([ok, warnings, token?.issuedAt, token?.expiresAt], [true, ['number_as_text'], NOW, NOW + 604800]);
        }],
        [verify(officialToken('0' + NOW)), ({ ok, findings }) => assert.deepEqual([ok, findings], [false, ['malformed']])],
        [verify(officialToken(NOW - 604801)), ({ ok, findings }) => assert.deepEqual([ok, findings], [false, ['expired']])],
    ],
    'signs with a number': [
        [['sign', APP, KEY, 'xiaojun', 60, { now: NOW }], (token) => assert.equal(JSON.parse(documentOf(token))['TLS.time'], NOW)],
    ],
    'rejects what is no token': HOSTILE.flatMap((token) => [
        [verify(token), ({ ok, findings, token: opened }) => {
            assert.deepEqual([ok, findings, opened], [false, [token === '' ? 'empty' : 'malformed'], undefined]);
        }],
        [['inspect', token], ({ thrown }) => assert.equal(thrown, token === '' ? 'empty' : 'malformed')],
    ]),
};
const inEngine = readFileSync(new URL('../../js/test/in-engine.js', import.meta.url), 'utf8');
const calls = script(Object.values(all).map((list) => list.map(([call]) => call)));
for (const [engine, run] of Object.entries(engines)) {
    let results;
    Object.entries(all).forEach(([name, list], at) => test(`${engine}: ${name}`, async () => {
        results ??= run(async (target) => `${await bundle('usersig', target)}\n${inEngine}`, `run(Module, null, ${calls})`).then(JSON.parse);
        const found = (await results)[at];
        assert.equal(found.length, list.length);
        list.forEach(([, check], index) => check(found[index]));
    }));
}
