// The golden vectors as calls of the package, and what has to come out of them, in any engine.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

export const readVectors = (name) => JSON.parse(readFileSync(`${process.env.VECTORS}/${name}.json`, 'utf8'));
export const golden = readVectors('golden');

export const base64 = (text) => new Uint8Array(Buffer.from(text, 'base64'));

// JavaScript's numbers are whole up to 2^53: later times cannot be passed.
export const isWhole = (...texts) => texts.every((text) => text === null || Number.isSafeInteger(Number(text)));

export function signOptions(vector) {
    const contents = vector.private_map_key ? { room: vector.private_map_key.room, privileges: vector.private_map_key.privileges }
        : vector.userbuf === null ? undefined : { userbuf: base64(vector.userbuf) };
    return { now: Number(vector.issued_at), userIdRule: vector.userid_rule, contents };
}

// Returns the document in a token, by Node's own zlib.
export function documentOf(token) {
    const standard = token.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
    return inflateSync(Buffer.from(standard, 'base64')).toString();
}

export function checkToken(token, vector) {
    const found = JSON.parse(documentOf(token)), key = golden.keys[vector.key];
    assert.deepEqual(found, vector.document, vector.id);
    if (key.secret_key) {
        const mac = createHmac('sha256', key.secret_key).update(vector.signed_text).digest('base64');
        assert.equal(found['TLS.sig'], mac, vector.id);
    }
}

export function expectation(vector) {
    const { expect } = vector;
    return {
        userId: vector.userid,
        now: Number(vector.now),
        leeway: Number(vector.leeway),
        maxValidity: vector.max_validity === null ? undefined : Number(vector.max_validity),
        contents: expect === null ? undefined : expect.contents === 'none' ? 'none'
            : expect.contents === 'userbuf' ? { userbuf: base64(expect.userbuf) }
                : { room: expect.room, privileges: expect.privileges },
    };
}

export function checkVerdict(result, vector) {
    assert.equal(result.ok, vector.finding === 'valid', vector.id);
    assert.deepEqual(result.warnings, [...new Set(vector.warnings)], vector.id);
    if (result.ok) {
        checkFields(result.token, vector);
    } else {
        assert.equal(result.token, undefined, vector.id);
        // A set: a record that differs in two ways is one finding.
        assert.deepEqual(result.findings, [...new Set(vector.findings)], vector.id);
        assert.equal(result.serviceCode || 0, vector.service_code, vector.id);
        if (vector.layer) assert.ok(result.detail.startsWith(`${vector.layer}: `), `${vector.id}: ${result.detail}`);
    }
}

export function checkFields(token, { id, fields, warnings }) {
    assert.deepEqual({
        version: token.version,
        userid: token.userId,
        sdkappid: token.sdkAppIdText,
        issued_at: token.issuedAt,
        expire: token.expire,
        expires_at: token.expiresAt,
        userbuf: token.userbuf && Buffer.from(token.userbuf).toString('base64'),
        is_time_approximate: token.isTimeApproximate,
        private_map_key: token.privateMapKey && {
            account: token.privateMapKey.account,
            sdkappid: token.privateMapKey.sdkAppId,
            room: token.privateMapKey.room,
            privileges: token.privateMapKey.privileges,
            expires_at: String(token.privateMapKey.expiresAt),
        },
    }, {
        ...fields,
        // As JavaScript rounds them.
        issued_at: Number(fields.issued_at), expire: Number(fields.expire), expires_at: Number(fields.expires_at),
    }, id);
    assert.deepEqual(token.warnings, [...new Set(warnings)], id);
}
