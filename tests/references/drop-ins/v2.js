// usersig/tls-sig-api-v2 against npm's tls-sig-api-v2.
'use strict';
const { createHmac } = require('crypto');
const theirs = require('tls-sig-api-v2').Api, ours = require('usersig/tls-sig-api-v2').Api;
const {
    APP, APPS, ASCII, CLOCKS, EXPIRES, KEY, USERBUFS, USERIDS, check, documentOf, fieldsOf, inOurOrder, outcome, seconds,
    setClock, show,
} = require('./harness.js');

const INTEGERS = [42, 0, 4294967296, 9007199254740993n];
const ROOMS = [[1, 255], [10000, 42], [4294967294, 1], ['10000', '255'], [7, 0]];
const STRING_ROOMS = ['live-100', '100', 'R'.repeat(64), 'a!#$%&()+-:;<=.>?@[]^_{}|~, 9'];

// Returns the outcomes of both for the same call.
const both = (sdkappid, method, ...args) => [theirs, ours].map((Api) => outcome(() => new Api(sdkappid, KEY)[method](...args)));

function same(sdkappid, method, ...args) {
    const [their, our] = both(sdkappid, method, ...args);
    check(`2.0 ${show(sdkappid)}: ${method}(${show(...args)})`, documentOf(our), inOurOrder(fieldsOf(their), '2.0'));
}

exports.sameTokens = () => {
    [...USERIDS, ...INTEGERS].forEach((userid, n) => {
        const app = APPS[n % APPS.length], expire = EXPIRES[n % EXPIRES.length];
        setClock(CLOCKS[n % CLOCKS.length]);
        same(app, 'genUserSig', userid, expire);
        for (const userbuf of USERBUFS) same(app, 'genSig', userid, expire, userbuf);
    });
    ASCII.forEach((userid, n) => {
        const app = APPS[n % APPS.length], expire = [604800, 1, 300][n % 3];
        for (const [room, privileges] of ROOMS) same(app, 'genPrivateMapKey', userid, expire, room, privileges);
        for (const room of STRING_ROOMS) same(app, 'genPrivateMapKeyWithStringRoomID', userid, expire, room, 255);
    });
    const [their, our] = [theirs, ours].map((Api) => {
        const api = new Api(0, '');
        Object.assign(api, { sdkappid: APP, key: KEY });
        return fieldsOf(api.genUserSig('alice', 60));
    });
    check('2.0: fields that are set later count', our, their);
};

// What no service accepts: the package signs it, usersig throws.
exports.signedWithoutSense = () => {
    const signs = (what, field, value, ...call) => {
        const [their, our] = both(...call);
        check(`bug, npm 2.0: ${what} is signed`, [fieldsOf(their)[field], our], [value, 'UserSigError']);
    };
    for (const [what, expire, value] of [['a missing validity', undefined, null], ['a validity in words', 'a day', null],
        ['a fraction of a second', 86400.5, 86400.5], ['a negative validity', -1, -1], ['a validity of 0', 0, 0]]) {
        signs(what, 'TLS.expire', value, APP, 'genUserSig', 'alice', expire);
    }
    for (const [what, sdkappid, value] of [['a missing SDKAppID', undefined, null], ['an SDKAppID above 32 bits', APP + 2 ** 32, APP + 2 ** 32]]) {
        signs(what, 'TLS.sdkappid', value, sdkappid, 'genUserSig', 'alice', 60);
    }
    for (const [what, userid, value] of [['a missing UserID', undefined, 'undefined'], ['an empty UserID', '', ''],
        ['a line break', 'bob\nTLS.sdkappid:1', 'bob\nTLS.sdkappid:1'], ['half of a surrogate pair', 'a\ud800', 'a\ud800']]) {
        signs(what, 'TLS.identifier', value, APP, 'genUserSig', userid, 60);
    }
    for (const [what, method, room, privileges] of [['the room 0', 'genPrivateMapKey', 0, 255],
        ['the room 4294967295', 'genPrivateMapKey', 4294967295, 255], ['a missing room', 'genPrivateMapKey', undefined, 255],
        ['a privilege above 255', 'genPrivateMapKey', 7, 256], ['an empty string room', 'genPrivateMapKeyWithStringRoomID', '', 255],
        ['a string room of 65 bytes', 'genPrivateMapKeyWithStringRoomID', 'R'.repeat(65), 255]]) {
        signs(what, 'TLS.ver', '2.0', APP, method, 'alice', 300, room, privileges);
    }
};

// What usersig signs as it is meant.
exports.signedWrong = () => {
    setClock(CLOCKS[0]);
    const mac = (sdkappid) => createHmac('sha256', KEY)
        .update(`TLS.identifier:alice\nTLS.sdkappid:${sdkappid}\nTLS.time:${seconds()}\nTLS.expire:60\n`).digest('base64');
    const [their, our] = both('01400000000', 'genUserSig', 'alice', 60).map(fieldsOf);
    check('bug, npm 2.0: the text of an SDKAppID is signed, and its number written', [their['TLS.sdkappid'], their['TLS.sig']], [APP, mac('01400000000')]);
    check('usersig signs what it writes', [our['TLS.sdkappid'], our['TLS.sig']], [APP, mac(APP)]);

    const records = (...call) => both(APP, ...call).map((token) => Buffer.from(fieldsOf(token)['TLS.userbuf'], 'base64'));
    let [record, own] = records('genPrivateMapKey', 'alice', '300', 7, 255);
    check('bug, npm 2.0: the validity of a record is appended to the time if it is a text', record.readUInt32BE(16), Number(`${seconds()}300`) >>> 0);
    check('usersig adds it', own.readUInt32BE(16), seconds() + 300);
    [record, own] = records('genPrivateMapKey', '张三', 300, 7, 255);
    check('bug, npm 2.0: of a non-ASCII account only low bytes are in the record', record.subarray(1, 5), Buffer.from([0, 2, 0x20, 0x09]));
    check('usersig writes its UTF-8', own.subarray(1, 9), Buffer.from('\0\x06张三'));

    for (const [what, ...call] of [['UserID', 'genPrivateMapKey', 42, 300, 7, 255], ['string room', 'genPrivateMapKeyWithStringRoomID', 'alice', 300, 42, 255]]) {
        const [error, token] = both(APP, ...call);
        check(`bug, npm 2.0: no PrivateMapKey if the ${what} is a number`, error, 'RangeError');
        check('usersig writes its digits', Buffer.from(fieldsOf(token)['TLS.userbuf'], 'base64').includes('\0\x0242'), true);
    }
};
