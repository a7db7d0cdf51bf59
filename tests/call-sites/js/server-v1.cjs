const { Sig } = require('tls-sig-api');
const { writeFileSync } = require('node:fs');
writeFileSync('private.pem', process.env.PRIVATE_KEY);
writeFileSync('public.pem', process.env.PUBLIC_KEY);
const sig = new Sig({ sdk_appid: process.env.APP, expire_after: 3600, private_key: 'private.pem', public_key: 'public.pem' });
const token = sig.genSig('rob'), withUserbuf = sig.genSigWithUserbuf('ruth', 'abc');
const checks = [sig.verifySig(token, 'rob'), !sig.verifySig(token, 'bob'), sig.verifySigWithUserbuf(withUserbuf, 'ruth') === 'abc', !sig.verifySig('x', 'rob')];
exports.tokens = checks.every(Boolean) ? { rob: token, ruth: withUserbuf } : {};
