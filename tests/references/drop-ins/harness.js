// What the checks of the drop-in classes use: the clock, the inputs, and a reader of tokens.
'use strict';
const { isDeepStrictEqual } = require('util');
const { inflateSync } = require('zlib');

exports.KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
exports.APP = 1400000000;
exports.APPS = [1400000000, '1400000000', 1, 4294967295];
exports.ASCII = ['user_12345678', 'x', '@TIM#SYSTEM', 'quote"back\\slash', "<a href='/'>&"];
exports.USERIDS = [...exports.ASCII, 'administrator', '张三', '😀 smile', 'line\u2028separator'];
exports.EXPIRES = [604800, 1, 1576800000, '86400', 300];
exports.USERBUFS = [null, undefined, 'abc', '文本 "😀"', Buffer.from([255, 254, 0, 10]), '', Buffer.alloc(0)];

// Both sides have the same time.
let milliseconds;
Date.now = () => milliseconds;
exports.setClock = (time) => { milliseconds = time; };
exports.seconds = () => Math.floor(milliseconds / 1000);
exports.CLOCKS = [1700000000000, 1700000000999, 1000000000000];

let passed = 0, failed = 0;
exports.check = (name, got, want) => {
    if (isDeepStrictEqual(got, want)) {
        passed++;
        console.log(`ok      ${name}`);
    } else {
        failed++;
        console.log(`FAILED  ${name}\n        got `, got, '\n        want', want);
    }
};
exports.finish = () => {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
};

// Returns what a call returns, or the name of its error.
exports.outcome = (call) => {
    try {
        return call();
    } catch (error) {
        return error.name;
    }
};

// Returns [the outcome of a call, what it prints].
exports.printed = (call) => {
    const streams = [process.stdout, process.stderr], real = streams.map((stream) => stream.write);
    let text = '';
    for (const stream of streams) {
        stream.write = (chunk) => {
            text += chunk;
            return true;
        };
    }
    try {
        return [exports.outcome(call), text];
    } finally {
        streams.forEach((stream, n) => { stream.write = real[n]; });
    }
};

// Returns the document in a token, or what there is instead of a token, so that a check shows it.
exports.documentOf = (token) => {
    try {
        return inflateSync(Buffer.from(token.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '='), 'base64')).toString();
    } catch {
        return token;
    }
};
exports.fieldsOf = (token) => JSON.parse(exports.documentOf(token));

// usersig writes the fields in an order of its own, which no reader sees. Everything else is the same, byte for byte.
const ORDER = {
    '2.0': ['TLS.ver', 'TLS.identifier', 'TLS.sig', 'TLS.sdkappid', 'TLS.expire', 'TLS.time', 'TLS.userbuf'],
    '1.0': ['TLS.account_type', 'TLS.identifier', 'TLS.appid_at_3rd', 'TLS.sdk_appid', 'TLS.expire_after', 'TLS.version',
        'TLS.time', 'TLS.sig', 'TLS.userbuf'],
};
exports.inOurOrder = (fields, version) => {
    const unknown = Object.keys(fields).filter((name) => !ORDER[version].includes(name));
    return JSON.stringify(fields, [...ORDER[version], ...unknown]);
};

exports.show = (...values) => values.map((value) => typeof value === 'bigint' ? `${value}n`
    : Buffer.isBuffer(value) ? `${value.length} bytes` : JSON.stringify(value)).join(', ');
