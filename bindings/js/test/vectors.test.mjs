// The vectors that every language passes, in each engine, from the installed package.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as node from 'usersig';
import * as diagnose from 'usersig/diagnose';
import * as plain from 'usersig/plain';
import { load } from 'usersig/wasm';
import { base64, readVectors } from './golden.mjs';
import { vectorTests } from './vectors.mjs';

const diagnoses = readVectors('diagnoses');
vectorTests('node', node, true);
vectorTests('diagnose', diagnose, true);
vectorTests('plain', plain, false);
vectorTests('wasm', await load(), false);

test('the tokens that people make wrong', () => {
    const one = new diagnose.Verifier(diagnoses.sdkappid, diagnoses.key);
    for (const vector of diagnoses.cases) {
        const token = base64(vector.token_base64);
        let userId = diagnoses.userid;
        try {
            userId = diagnose.inspectUnverified(token).userId;
        } catch (error) {
            assert.match(error.code, /^(empty|malformed)$/);
        }
        const expectation = { userId, now: diagnoses.now };
        const verdict = one.verify(token, expectation);
        const result = one.diagnose(token, expectation, diagnoses.key);
        assert.equal(result.ok, verdict.ok, vector.id);
        assert.deepEqual(result.findings, verdict.findings, vector.id);
        const names = (kind) => result.notes.filter((note) => note.kind === kind).map((note) => note.name);
        const causes = names('cause');
        if (verdict.ok) {
            assert.deepEqual(causes, [], vector.id);
            assert.deepEqual(names('warning').sort(), vector.warnings, vector.id);
        } else if (JSON.stringify(causes) !== JSON.stringify(vector.causes)) {
            assert.deepEqual(causes, [...vector.causes, ...vector.warnings], vector.id);
        }
        const inner = result.unwrapped === null ? null : one.verify(result.unwrapped, expectation);
        assert.equal(inner && (inner.ok ? 'valid' : inner.findings[0]), vector.inner, vector.id);
        for (const note of result.notes) {
            assert.ok(note.detail && note.detailZh, `${vector.id}: ${note.name}`);
            assert.ok(!JSON.stringify(note).includes(diagnoses.key.slice(0, 8)), vector.id);
        }
    }
});
