// The interface of the package, over any engine.

import { Core, tokenCapacity } from './core.mjs';
import { UserSigError } from './error.mjs';
import { contents, options, request, sdkAppId, seconds, text, textOrBytes, time, unitsOf, whole, writeRequest } from './input.mjs';
import {
    CONTENTS_ROOM_NAME, CONTENTS_USERBUF, EXPECTATION_CONTENTS, EXPECTATION_FLAGS, EXPECTATION_LEEWAY,
    EXPECTATION_MAX_VALIDITY, EXPECTATION_NOW, EXPECTATION_PRIVILEGES, EXPECTATION_ROOM, EXPECTATION_ROOM_NAME,
    EXPECTATION_SIZE, EXPECTATION_USERBUF, EXPECTATION_USERID, FLAG_FIXED_TIME, REPORT_FINDINGS,
    REPORT_SERVICE_CODE, REPORT_WARNINGS, STATUS_BAD_SDKAPPID, STATUS_OK, TOKEN_EXPIRE, TOKEN_EXPIRES_AT,
    TOKEN_FLAGS, TOKEN_HAS_RECORD, TOKEN_HAS_ROOM_NAME, TOKEN_HAS_USERBUF, TOKEN_ISSUED_AT, TOKEN_RECORD_ACCOUNT,
    TOKEN_RECORD_EXPIRES_AT, TOKEN_RECORD_PRIVILEGES, TOKEN_RECORD_ROOM, TOKEN_RECORD_ROOM_NAME,
    TOKEN_RECORD_SDKAPPID, TOKEN_SDKAPPID, TOKEN_SDKAPPID_TEXT, TOKEN_TIME_APPROXIMATE, TOKEN_USERBUF,
    TOKEN_USERBUF_LEN, TOKEN_USERID, TOKEN_V1_PLAIN, TOKEN_V2, TOKEN_VERSION, TOKEN_WARNINGS, VALIDITY_MAX,
    WARNING_NAMES,
} from './layout.mjs';

// Results other than tokens are in the library's memory: none is written to a core's own.
export var NO_RESULT = 0;

// Returns the interface over the engine that `start` starts. `extend` adds to it, with what it needs from inside.
export function makeApi(start, extend) {
    var core = new Core(start);

    // What nobody has closed is freed with its owner, where the engine of JavaScript can tell.
    var registry = typeof FinalizationRegistry === 'function'
        ? new FinalizationRegistry(free) : null;

    function free(kept) {
        var handle = kept.handle;
        kept.handle = 0;
        if (handle && kept.failures === core.failures) core.call(kept.free, [handle]);
    }

    // Makes a signer or a verifier, and keeps its handle in `owner`.
    function keep(owner, make, freeWith, appId, key) {
        appId = sdkAppId(appId);
        text('the key', key);
        var handle = core.run(key.length, NO_RESULT, function () {
            core.check(core.call(make, [appId].concat(core.text(key), [core.out(), core.report()])));
            return core.u32(core.out());
        });
        var kept = { handle: handle, failures: core.failures, free: freeWith };
        Object.defineProperty(owner, '_kept', { value: kept });
        if (registry) registry.register(owner, kept, kept);
        return owner;
    }

    // Returns the handle of what `keep` has kept.
    function handleOf(owner, name) {
        var kept = owner._kept;
        if (!kept.handle) throw new UserSigError('closed', 'the ' + name + ' is closed');
        if (kept.failures !== core.failures) {
            throw new UserSigError('panic', 'the engine of this ' + name + ' has failed', 'make a new ' + name);
        }
        return kept.handle;
    }

    function close() {
        if (registry) registry.unregister(this._kept);
        free(this._kept);
    }

    function closable(type) {
        type.prototype.close = close;
        if (typeof Symbol === 'function' && Symbol.dispose) type.prototype[Symbol.dispose] = close;
    }

    function Signer(sdkAppId, secretKey) {
        if (!(this instanceof Signer)) throw new TypeError('a Signer is made with new');
        keep(this, 'usersig_signer_new', 'usersig_signer_free', sdkAppId, secretKey);
    }

    Signer.fromPrivateKey = function (sdkAppId, pem) {
        return keep(Object.create(Signer.prototype), 'usersig_signer_new_from_private_key', 'usersig_signer_free', sdkAppId, pem);
    };

    Signer.prototype.sign = function (userId, expire, options) {
        var wanted = request(userId, expire, options), handle = handleOf(this, 'signer');
        var units = userId.length + unitsOf(wanted.contents);
        return core.run(units, tokenCapacity(units), function () {
            return core.sign('usersig_signer_sign', [handle], writeRequest(core, wanted), units);
        });
    };

    closable(Signer);

    function Verifier(sdkAppId, secretKey) {
        if (!(this instanceof Verifier)) throw new TypeError('a Verifier is made with new');
        keep(this, 'usersig_verifier_new', 'usersig_verifier_free', sdkAppId, secretKey);
    }

    Verifier.fromPublicKey = function (sdkAppId, pem) {
        return keep(Object.create(Verifier.prototype), 'usersig_verifier_new_from_public_key', 'usersig_verifier_free', sdkAppId, pem);
    };

    Verifier.prototype.verify = function (token, expectation) {
        textOrBytes('the token', token);
        var expected = expect(expectation), handle = handleOf(this, 'verifier');
        return core.run(token.length + expected.units, NO_RESULT, function () {
            var args = [handle].concat(core.text(token), [writeExpectation(expected), core.out(), core.report()]);
            return verdict(core.call('usersig_verifier_verify', args));
        });
    };

    closable(Verifier);

    function expect(given) {
        options('the expectation', given, ['userId', 'now', 'leeway', 'maxValidity', 'contents']);
        var expected = {
            userId: text('the UserID', given.userId),
            now: time(given.now),
            leeway: given.leeway === undefined ? 0 : seconds('the leeway', given.leeway, 'bad_leeway'),
            maxValidity: 0,
            contents: contents(given.contents, ['none']),
        };
        if (given.maxValidity !== undefined) {
            expected.maxValidity = whole('the longest validity', given.maxValidity, VALIDITY_MAX, 'bad_validity');
            // For the library 0 is no limit at all.
            if (expected.maxValidity === 0) throw new UserSigError('bad_validity', 'the longest validity is 0');
        }
        expected.units = expected.userId.length + unitsOf(expected.contents);
        return expected;
    }

    function writeExpectation(expected) {
        var at = core.struct(EXPECTATION_SIZE), contents = expected.contents;
        core.setU32(at + EXPECTATION_FLAGS, FLAG_FIXED_TIME);
        core.setText(at + EXPECTATION_USERID, expected.userId);
        core.setU64(at + EXPECTATION_NOW, expected.now);
        core.setU64(at + EXPECTATION_LEEWAY, expected.leeway);
        core.setU64(at + EXPECTATION_MAX_VALIDITY, expected.maxValidity);
        core.setU32(at + EXPECTATION_CONTENTS, contents.kind);
        core.setU32(at + EXPECTATION_ROOM, contents.room);
        core.setU32(at + EXPECTATION_PRIVILEGES, contents.privileges);
        if (contents.kind === CONTENTS_USERBUF) core.setText(at + EXPECTATION_USERBUF, contents.userbuf);
        if (contents.kind === CONTENTS_ROOM_NAME) core.setText(at + EXPECTATION_ROOM_NAME, contents.roomName);
        return at;
    }

    // Returns the result of a verification. Only OK is valid: a status from 100 on is no finding but a wrong argument.
    function verdict(status) {
        if (status !== STATUS_OK) return addFailure({ ok: false }, status);
        var unusual = warnings();
        return { ok: true, token: takeToken(), warnings: unusual };
    }

    // Adds to a result what is wrong with the token, and throws if something else is wrong.
    function addFailure(result, status) {
        if (status >= STATUS_BAD_SDKAPPID) core.check(status);
        result.findings = findings();
        result.serviceCode = core.u32(core.report() + REPORT_SERVICE_CODE) || null;
        result.detail = core.detail();
        result.hint = core.hint();
        result.warnings = warnings();
        return result;
    }

    // Returns a copy of the token that the last call has made, and frees it.
    function takeToken() {
        var at = core.u32(core.out());
        var token = readToken(at);
        core.call('usersig_token_free', [at]);
        return token;
    }

    function warnings() { return warningNames(core.u32(core.report() + REPORT_WARNINGS)); }

    function warningNames(bits) {
        return WARNING_NAMES.filter(function (name, bit) { return bits >>> bit & 1; });
    }

    function findings() {
        var bits = core.u32(core.report() + REPORT_FINDINGS), names = [];
        for (var bit = 0; bit < 32; bit++) {
            if (bits >>> bit & 1) names.push(core.statusName(bit + 1));
        }
        return names;
    }

    // Numbers above 2^53 are rounded, as everywhere in JavaScript.
    function u64(at) { return core.u32(at) + core.u32(at + 4) * 4294967296; }

    function bytesAt(at, length) { return new Uint8Array(core.bytes.subarray(at, at + length)); }

    function readText(at) { return core.utf8(core.u32(at), core.u32(at + 4)); }

    function readToken(at) {
        var flags = core.u32(at + TOKEN_FLAGS), version = core.u32(at + TOKEN_VERSION);
        return {
            version: version === TOKEN_V2 ? '2.0' : '1.0',
            isPlain: version === TOKEN_V1_PLAIN,
            userId: readText(at + TOKEN_USERID),
            sdkAppId: core.u32(at + TOKEN_SDKAPPID),
            sdkAppIdText: readText(at + TOKEN_SDKAPPID_TEXT),
            issuedAt: u64(at + TOKEN_ISSUED_AT),
            expire: u64(at + TOKEN_EXPIRE),
            expiresAt: u64(at + TOKEN_EXPIRES_AT),
            isTimeApproximate: (flags & TOKEN_TIME_APPROXIMATE) !== 0,
            userbuf: flags & TOKEN_HAS_USERBUF ? bytesAt(core.u32(at + TOKEN_USERBUF), core.u32(at + TOKEN_USERBUF_LEN)) : null,
            privateMapKey: flags & TOKEN_HAS_RECORD ? {
                sdkAppId: core.u32(at + TOKEN_RECORD_SDKAPPID),
                account: readText(at + TOKEN_RECORD_ACCOUNT),
                room: flags & TOKEN_HAS_ROOM_NAME ? readText(at + TOKEN_RECORD_ROOM_NAME) : core.u32(at + TOKEN_RECORD_ROOM),
                privileges: core.u32(at + TOKEN_RECORD_PRIVILEGES),
                expiresAt: u64(at + TOKEN_RECORD_EXPIRES_AT),
            } : null,
            warnings: warningNames(core.u32(at + TOKEN_WARNINGS)),
        };
    }

    function inspectUnverified(token) {
        textOrBytes('the token', token);
        return core.run(token.length, NO_RESULT, function () {
            core.check(core.call('usersig_inspect_unverified', core.text(token).concat([core.out(), core.report()])));
            return takeToken();
        });
    }

    function timeLeftUnverified(token, now) {
        return Math.max(0, inspectUnverified(token).expiresAt - time(now));
    }

    var api = {
        Signer: Signer,
        Verifier: Verifier,
        UserSigError: UserSigError,
        inspectUnverified: inspectUnverified,
        timeLeftUnverified: timeLeftUnverified,
    };
    if (extend) extend(api, { core: core, handleOf: handleOf, expect: expect, writeExpectation: writeExpectation, addFailure: addFailure, warnings: warnings });
    return api;
}
