// usersig/tls-sig-api against npm's tls-sig-api, and usersig/webrtc-sig-api, whose original is in no registry: its tokens
// are of the same version, which tls-sig-api verifies.
'use strict';
const { mkdtempSync, rmSync, writeFileSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');
const { promisify } = require('util');
const theirs = require('tls-sig-api').Sig, ours = require('usersig/tls-sig-api').Sig;
const oldest = require('usersig/webrtc-sig-api');
const {
    APP, APPS, CLOCKS, EXPIRES, USERBUFS, USERIDS, check, documentOf, fieldsOf, inOurOrder, outcome, setClock, show,
} = require('./harness.js');
const CURVES = require('../../vectors/reference-tokens.json').keys;

// Returns both, made of the same configuration.
const both = (config) => [theirs, ours].map((Sig) => new Sig(config));

// Returns both tokens, which differ in the signature, and in the date of the format: usersig writes that of the other
// languages' packages.
function same(name, config, method, ...args) {
    const tokens = both(config).map((sig) => outcome(() => sig[method](...args)));
    const [their, our] = tokens.map(fieldsOf);
    const want = { ...their, 'TLS.version': '201803230000', 'TLS.sig': our['TLS.sig'] };
    check(`${name}: ${method}(${show(...args)})`, documentOf(tokens[1]), inOurOrder(want, '1.0'));
    return tokens;
}

exports.sameTokens = () => {
    const folder = mkdtempSync(join(tmpdir(), 'usersig-'));
    const file = (name, text) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
    };
    for (const [curve, keys] of Object.entries(CURVES)) {
        [...USERIDS, 42].forEach((userid, n) => {
            const encoding = ['pkcs8', 'sec1', 'sec1only'][n % 3];
            const config = { sdk_appid: APPS[n % APPS.length], expire_after: EXPIRES[n % EXPIRES.length] };
            if (n % 2) Object.assign(config, { private_key_string: keys[encoding], public_key_string: keys.pub });
            else Object.assign(config, { private_key: file(encoding, keys[encoding]), public_key: file('pub', keys.pub) });
            setClock(CLOCKS[n % CLOCKS.length]);
            const name = `1.0 ${curve} ${encoding} ${show(config.sdk_appid)}`, userbuf = USERBUFS[2 + n % 3];
            verifyEachOther(name, config, String(userid), same(name, config, 'genSig', userid),
                same(name, config, 'genSigWithUserbuf', userid, userbuf), userbuf.toString());
        });
        same(`1.0 ${curve}, no validity`, { sdk_appid: APP, private_key_string: keys.pkcs8 }, 'genSig', 'alice');
    }
    rmSync(folder, { recursive: true });
};

// Both verify both, with the same verdict.
function verifyEachOther(name, config, userid, plain, withUserbuf, userbuf) {
    const verdicts = (what, method, tokens, user, want) => {
        const got = both(config).map((sig) => tokens.map((token) => outcome(() => sig[method](token, user))));
        check(`${name}: ${what}`, got, [want, want]);
    };
    verdicts('valid', 'verifySig', plain, userid, [true, true]);
    verdicts('valid, and the userbuf is returned', 'verifySigWithUserbuf', withUserbuf, userid, [userbuf, userbuf]);
    verdicts('not for another user', 'verifySig', plain, 'bob', [false, false]);
    verdicts('not plain with a userbuf', 'verifySig', withUserbuf, userid, [false, false]);
    verdicts('without a userbuf there is none', 'verifySigWithUserbuf', plain, userid, [false, false]);
    verdicts('not a token', 'verifySig', ['', 'x', plain[0].slice(0, -8)], userid, [false, false, false]);
}

exports.setters = () => {
    for (const [curve, keys] of Object.entries(CURVES)) {
        const sigs = both({});
        for (const sig of sigs) {
            sig.setAppid(APP);
            sig.setPrivateKey(keys.pkcs8);
            sig.setPublicKey(keys.pub);
        }
        const verdicts = sigs.map((verifier) => sigs.map((signer) => verifier.verifySig(signer.genSig('alice'), 'alice')));
        check(`1.0 ${curve}: fields that are set later count`, verdicts, [[true, true], [true, true]]);
    }
};

exports.knownBugs = () => {
    const { pkcs8, pub } = CURVES.prime256v1;
    const config = { sdk_appid: APP, expire_after: 60, private_key_string: pkcs8, public_key_string: pub };
    const [their, our] = both(config);
    setClock(CLOCKS[0]);
    const token = their.genSig('alice');
    setClock(CLOCKS[0] + 61000);
    check('bug, npm 1.0: its verifier never checks the expiry', their.verifySig(token, 'alice'), true);
    check('usersig rejects that token', our.verifySig(token, 'alice'), false);
    for (const [what, given, userid] of [['a missing SDKAppID', { sdk_appid: undefined }, 'alice'], ['a validity in words', { expire_after: 'a day' }, 'alice'],
        ['a missing UserID', {}, undefined], ['a line break', {}, 'bob\nTLS.sdk_appid:1']]) {
        const [signed, error] = both({ ...config, ...given }).map((sig) => outcome(() => sig.genSig(userid)));
        check(`bug, npm 1.0: ${what} is signed`, [fieldsOf(signed)['TLS.account_type'], error], ['0', 'UserSigError']);
    }
};

exports.oldest = async () => {
    for (const [curve, keys] of Object.entries(CURVES)) {
        const options = { userid: 'alice', sdkappid: APP, accountType: 1, roomid: 10000, privateKey: keys.pkcs8 };
        const [verifier] = both({ sdk_appid: APP, public_key_string: keys.pub });
        const call = (name) => promisify(oldest[name])(options);
        const gen = await call('gen');
        for (const token of [await call('genUserSig'), gen.userSig]) {
            check(`1.0 ${curve} WebRTCSigApi: npm accepts the UserSig, for 300 seconds`,
                [verifier.verifySig(token, 'alice'), fieldsOf(token)['TLS.expire_after']], [true, '300']);
        }
        for (const token of [await call('genPrivateMapKey'), gen.privateMapKey]) {
            const record = Buffer.from(fieldsOf(token)['TLS.userbuf'], 'base64');
            check(`1.0 ${curve} WebRTCSigApi: npm accepts the PrivateMapKey, for the room`,
                [verifier.verifySigWithUserbuf(token, 'alice'), record.readUInt32BE(12)], [record.toString(), 10000]);
        }
    }
};
