// Makes an identity provider: its key for the three servers, and a JWT for each of some users.
//   node keys.cjs FOLDER RS256|ES256
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const [folder, algorithm] = process.argv.slice(2);

const { publicKey, privateKey } = algorithm === 'RS256'
    ? crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
    : crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokens = Array.from({ length: 500 }, (_, i) => {
    const text = `${part({ alg: algorithm, typ: 'JWT', kid: 'bench' })}.${part({
        iss: 'https://bench', aud: 'usersig', sub: `user_${i}`, exp: Math.floor(Date.now() / 1000) + 86400,
    })}`;
    return `${text}.${crypto.sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
});
fs.writeFileSync(`${folder}/jwt.pem`, publicKey.export({ type: 'spki', format: 'pem' }));
fs.writeFileSync(`${folder}/jwks.json`, JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: algorithm, use: 'sig' }] }));
fs.writeFileSync(`${folder}/users.txt`, tokens.join('\n') + '\n');
fs.writeFileSync(`${folder}/key`, crypto.randomBytes(32).toString('hex'));
