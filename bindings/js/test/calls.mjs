// The vectors as calls for any engine of JavaScript, see in-engine.js, each with the check of its result.
import assert from 'node:assert/strict';
import { checkFields, checkToken, checkVerdict, expectation, golden, isWhole, readVectors, signOptions } from './golden.mjs';

const APP = 1400000000;
const KEY = golden.keys.secret.secret_key;
export const secretKey = (vector) => golden.keys[vector.key].secret_key;
export const signed = golden.sign.filter((vector) => secretKey(vector) && isWhole(vector.issued_at));
const verified = golden.verify.filter((vector) => secretKey(vector) && isWhole(vector.now, vector.leeway, vector.max_validity));
const references = readVectors('reference-tokens').vectors.filter(({ version }) => version === '2.0');
assert.ok(signed.length >= 98 && verified.length >= 290 && references.length >= 120);

// The calls for a reference token: a valid one at its start and its end, and a second later.
function referenceCalls({ id, expect, expire, userid, token, sdkappid, secret_key: right, issued_at: issuedAt }) {
    // Of a token that cannot be read, the time is not known.
    const verify = (after, key = right) => ['verify', sdkappid, key, token, { userId: userid, now: (issuedAt ?? 0) + after }];
    const ok = (result) => assert.equal(result.ok, true, `${id}: ${result.detail}`);
    const rejected = (finding) => (result) => assert.deepEqual([result.ok, result.findings[0]], [false, finding], id);
    const calls = expect === 'valid' ? [[verify(0), ok], [verify(expire), ok], [verify(expire + 1), rejected('expired')]] : [[verify(0), rejected(expect)]];
    return [...calls, [verify(0, 'another key'), (result) => assert.equal(result.ok, false, id)]];
}

export const tests = {
    'signs the golden tokens': signed.map((vector) => [
        ['sign', vector.sdkappid, secretKey(vector), vector.userid, vector.expire, signOptions(vector)],
        (token) => checkToken(token, vector),
    ]),
    'verifies the golden tokens': verified.map((vector) => [
        ['verify', vector.sdkappid, secretKey(vector), vector.token, expectation(vector)],
        (result) => checkVerdict(result, vector),
    ]),
    'reads the golden tokens': golden.verify.filter((vector) => isWhole(vector.now)).map((vector) => [
        ['inspect', vector.token],
        (token) => vector.fields ? checkFields(token, vector) : assert.match(token.thrown, /^(empty|malformed)$/, vector.id),
    ]),
    'rejects another key': verified.filter((vector) => vector.finding === 'valid').map((vector) => [
        ['verify', vector.sdkappid, 'another key', vector.token, expectation(vector)],
        (result) => assert.deepEqual([result.ok, result.findings], [false, ['bad_signature']], vector.id),
    ]),
    'rejects half of a surrogate pair': ['\ud800', 'a\udc00b', '\udc00\ud800'].map((userId) => [
        ['sign', APP, KEY, userId, 60, { userIdRule: 'any' }],
        (result) => assert.deepEqual(result, { thrown: 'not_utf8' }),
    ]),
    'verifies the reference tokens': references.flatMap(referenceCalls),
};

// Returns lists of calls as JavaScript in ASCII, in which no engine finds the end of a script or of a line.
export const script = (lists) => JSON.stringify(lists, (name, value) => value instanceof Uint8Array ? [...value] : value)
    .replace(/[<\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
