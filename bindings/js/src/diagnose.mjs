// usersig/diagnose: the interface of the package for Node, and the mistakes behind a token that is rejected. It has an engine of
// its own, twice as large, which a server that only signs and verifies does not load.
import { makeApi, NO_RESULT } from './api.mjs';
import { high } from './core.mjs';
import { text, textOrBytes, time } from './input.mjs';
import { start } from 'usersig-engine';
import {
    NOTES_COUNT, NOTES_NOTES, NOTES_UNWRAPPED, NOTES_UNWRAPPED_LEN, NOTE_CODE, NOTE_DETAIL, NOTE_DETAIL_ZH,
    NOTE_FIX, NOTE_FIX_ZH, NOTE_KIND, NOTE_KIND_CAUSE, NOTE_KIND_CODE, NOTE_KIND_FINDING, NOTE_KIND_WARNING,
    NOTE_LAYER, NOTE_LAYER_ZH, NOTE_NAME, NOTE_REMARK, NOTE_REMARK_ZH, STATUS_OK,
} from './layout.mjs';

var KINDS = {};
KINDS[NOTE_KIND_FINDING] = 'finding';
KINDS[NOTE_KIND_CAUSE] = 'cause';
KINDS[NOTE_KIND_WARNING] = 'warning';
KINDS[NOTE_KIND_CODE] = 'code';

var api = makeApi(start, function (api, inside) {
    var core = inside.core;

    api.Verifier.prototype.diagnose = function (token, expectation, secretKey) {
        textOrBytes('the token', token);
        var key = secretKey === undefined ? '' : text('the secret key', secretKey);
        var expected = inside.expect(expectation), handle = inside.handleOf(this, 'verifier');
        return core.run(token.length + expected.units + key.length, NO_RESULT, function () {
            var args = [handle].concat(core.text(token), [inside.writeExpectation(expected)], core.text(key), [core.out(), core.report()]);
            var status = core.call('usersig_verifier_diagnose', args);
            var found = notes(status), result = { ok: status === STATUS_OK, notes: found.notes, unwrapped: found.unwrapped };
            if (!result.ok) inside.addFailure(result);
            result.warnings = inside.warnings();
            return result;
        });
    };

    // Returns copies of the notes that the last call has made, and frees them. Without notes the status is an error.
    function notes(status) {
        var at = core.u32(core.out());
        if (at === 0) core.check(status);
        var list = core.u32(at + NOTES_NOTES), found = [];
        for (var i = 0; i < core.u32(at + NOTES_COUNT); i++) found.push(readNote(core.u32(list + 4 * i)));
        var unwrapped = core.u32(at + NOTES_UNWRAPPED);
        unwrapped = unwrapped ? core.utf8(unwrapped, core.u32(at + NOTES_UNWRAPPED_LEN)) : null;
        core.call('usersig_notes_free', [at]);
        return { notes: found, unwrapped: unwrapped };
    }

    function readNote(at) {
        function string(field) { return core.cString(core.u32(at + field)); }
        // An i64: its upper half has the sign.
        var code = core.u32(at + NOTE_CODE) + (core.u32(at + NOTE_CODE + 4) | 0) * 4294967296;
        return {
            kind: KINDS[core.u32(at + NOTE_KIND)],
            code: code || null,
            name: string(NOTE_NAME),
            detail: string(NOTE_DETAIL),
            fix: string(NOTE_FIX),
            detailZh: string(NOTE_DETAIL_ZH),
            fixZh: string(NOTE_FIX_ZH),
            layer: string(NOTE_LAYER),
            layerZh: string(NOTE_LAYER_ZH),
            remark: string(NOTE_REMARK),
            remarkZh: string(NOTE_REMARK_ZH),
        };
    }

    api.diagnoseUnverified = function (token, now) {
        textOrBytes('the token', token);
        now = time(now);
        return core.run(token.length, NO_RESULT, function () {
            var args = core.text(token).concat([now | 0, high(now) | 0, core.out(), core.report()]);
            return notes(core.call('usersig_diagnose_unverified', args));
        });
    };

    api.diagnoseKey = function (key) {
        text('the key', key);
        return core.run(key.length, NO_RESULT, function () {
            return notes(core.call('usersig_diagnose_key', core.text(key).concat([core.out(), core.report()]))).notes;
        });
    };

    api.explain = function (code) {
        var name = typeof code === 'number' ? String(code) : text('the code', code);
        return core.run(name.length, NO_RESULT, function () {
            return notes(core.call('usersig_explain', core.text(name).concat([core.out(), core.report()]))).notes;
        });
    };
});

export var Signer = api.Signer;
export var Verifier = api.Verifier;
export var UserSigError = api.UserSigError;
export var inspectUnverified = api.inspectUnverified;
export var timeLeftUnverified = api.timeLeftUnverified;
export var diagnoseUnverified = api.diagnoseUnverified;
export var diagnoseKey = api.diagnoseKey;
export var explain = api.explain;
