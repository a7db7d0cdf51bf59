// The vectors that every language passes, as tests of one package.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFields, checkToken, checkVerdict, expectation, golden, isWhole, readVectors, signOptions } from './golden.mjs';

const references = readVectors('reference-tokens');

const codeOf = (call) => {
    try {
        call();
        return null;
    } catch (error) {
        assert.equal(error.name, 'UserSigError', error.stack);
        assert.ok(error.detail.length > 0);
        return error.code;
    }
};

function signer(usersig, key, sdkAppId = 1400000000) {
    return key.secret_key ? new usersig.Signer(sdkAppId, key.secret_key) : usersig.Signer.fromPrivateKey(sdkAppId, key.pkcs8);
}
function verifier(usersig, key, sdkAppId) {
    return key.secret_key ? new usersig.Verifier(sdkAppId, key.secret_key) : usersig.Verifier.fromPublicKey(sdkAppId, key.public);
}

const RULES = { trtc: [], im: ['trtc'], any: ['im', 'trtc'] };

// Adds the tests of a package: one with keys in PEM `hasCurves`.
export function vectorTests(name, usersig, hasCurves) {
    test(`${name}: signs the golden tokens`, () => {
        let signed = 0;
        for (const vector of golden.sign) {
            const key = golden.keys[vector.key];
            if (!isWhole(vector.issued_at) || (!key.secret_key && !hasCurves)) continue;
            const one = signer(usersig, key, vector.sdkappid);
            const options = signOptions(vector);
            checkToken(one.sign(vector.userid, vector.expire, options), vector);
            for (const userIdRule of RULES[vector.userid_rule]) {
                assert.equal(codeOf(() => one.sign(vector.userid, vector.expire, { ...options, userIdRule })), 'bad_userid', vector.id);
            }
            one.close();
            signed++;
        }
        assert.ok(signed >= (hasCurves ? 127 : 60), `${signed} signed`);
    });

    test(`${name}: accepts and rejects the golden inputs`, () => {
        const { keys } = golden, secret = keys.secret;
        const one = signer(usersig, secret);
        const sign = (userId, options, expire = 60) => one.sign(userId, expire, { now: 1700000000, ...options });
        const room = (value, privileges = 255) => sign('a', { contents: { room: value, privileges } });
        const pem = (make) => hasCurves ? make : undefined;
        const calls = {
            sdkappid: (value) => new usersig.Signer(value, 'k').close(),
            userid: (value) => sign(value),
            userid_trtc: (value) => sign(value, { userIdRule: 'trtc' }),
            userid_any: (value) => sign(value, { userIdRule: 'any' }),
            room_name: (value) => room(value),
            room_number: (value) => room(value),
            privileges_bits: (value) => room(1, value),
            validity_seconds: (value) => sign('a', {}, value),
            leeway_seconds: (value) => new usersig.Verifier(1, 'k').verify('', { userId: 'a', leeway: value }),
            userbuf_length: (value) => sign('a', { contents: { userbuf: new Uint8Array(value) } }),
            private_map_key_issued_at: (value) => sign('a', { now: Number(value), contents: { room: 1, privileges: 255 } }, 604800),
            secret_key: (value) => new usersig.Signer(1, value).close(),
            private_key: pem((value) => usersig.Signer.fromPrivateKey(1, value).close()),
            public_key: pem((value) => usersig.Verifier.fromPublicKey(1, value).close()),
        };
        const codes = { private_map_key_expiry: 'bad_expiry' };
        let checked = 0;
        for (const { input, value, error } of golden.inputs) {
            if (!calls[input] || !isWhole(input === 'private_map_key_issued_at' ? value : null)) continue;
            const expected = error === null ? null : codes[error] || `bad_${error}`;
            assert.equal(codeOf(() => calls[input](value)), expected, `${input} ${JSON.stringify(value)}`);
            checked++;
        }
        assert.ok(checked >= (hasCurves ? 280 : 260), `${checked} checked`);
    });

    test(`${name}: verifies the golden tokens`, () => {
        let verified = 0, read = 0;
        for (const vector of golden.verify) {
            const key = golden.keys[vector.key];
            if (vector.fields && isWhole(vector.now)) {
                checkFields(usersig.inspectUnverified(vector.token), vector);
                read++;
            } else if (!vector.fields) {
                assert.match(codeOf(() => usersig.inspectUnverified(vector.token)), /^(empty|malformed)$/, vector.id);
                read++;
            }
            if (!isWhole(vector.now, vector.leeway, vector.max_validity) || (!key.secret_key && !hasCurves)) continue;
            const one = verifier(usersig, key, vector.sdkappid);
            checkVerdict(one.verify(vector.token, expectation(vector)), vector);
            one.close();
            verified++;
        }
        assert.ok(verified >= (hasCurves ? 500 : 290), `${verified} verified`);
        assert.ok(read >= 500, `${read} read`);
    });

    test(`${name}: verifies the reference tokens`, () => {
        let checked = 0;
        for (const vector of references.vectors) {
            const isPlain = typeof vector.issued_at === 'string';
            const fields = vector.expect === 'malformed' ? null : usersig.inspectUnverified(vector.token);
            if (fields) assert.equal(fields.userId, vector.userid, vector.id);
            if (fields && !isPlain) assert.equal(fields.issuedAt, vector.issued_at, vector.id);
            if (vector.version === '1.0' && !hasCurves) continue;
            const one = vector.version === '2.0' ? new usersig.Verifier(vector.sdkappid, vector.secret_key)
                : usersig.Verifier.fromPublicKey(vector.sdkappid, vector.public_key || references.keys[vector.curve].pub);
            // Of a token that cannot be read, the time is not known.
            const issuedAt = fields ? fields.issuedAt : 0;
            const verify = (now) => one.verify(vector.token, { userId: vector.userid, now });
            const [first, last, late] = [verify(issuedAt), verify(issuedAt + vector.expire), verify(issuedAt + vector.expire + 1)];
            if (vector.expect === 'valid') {
                assert.equal(first.ok, true, `${vector.id}: ${first.detail}`);
                assert.equal(last.ok, true, vector.id);
                assert.deepEqual(late.findings, ['expired'], vector.id);
            } else {
                assert.equal(first.ok, false, vector.id);
                assert.equal(first.findings[0], vector.expect, vector.id);
            }
            const other = new usersig.Verifier(vector.sdkappid, 'another key').verify(vector.token, { userId: vector.userid, now: issuedAt });
            assert.equal(other.ok, false, vector.id);
            one.close();
            checked++;
        }
        assert.ok(checked >= (hasCurves ? 150 : 125), `${checked} checked`);
    });
}
