// A contestant of scripts/bench: the official npm packages. The lines are explained in compare/src/main.rs.
'use strict';
const { Api } = require('tls-sig-api-v2');
const { Sig } = require('tls-sig-api');

const { BENCH_KEY, BENCH_USERID: userid, ...env } = process.env;
const sdkappid = Number(env.BENCH_SDKAPPID);
const expire = Number(env.BENCH_EXPIRE);
const api = new Api(sdkappid, BENCH_KEY);
const sig = (curve) => new Sig({
    sdk_appid: sdkappid,
    expire_after: expire,
    private_key_string: env[`BENCH_${curve}_PRIVATE`],
    public_key_string: env[`BENCH_${curve}_PUBLIC`],
});
const signer = (curve) => {
    const own = sig(curve);
    return () => own.genSig(userid);
};
const verifier = (curve, token) => {
    const own = sig(curve);
    return () => {
        if (own.verifySig(token, userid) !== true) throw new Error('rejected');
    };
};

const operations = {
    sign: () => () => api.genUserSig(userid, expire),
    room: () => () => api.genPrivateMapKey(userid, expire, 10000, 255),
    'sign-p256': () => signer('P256'),
    'sign-secp256k1': () => signer('SECP256K1'),
    'verify-p256': (token) => verifier('P256', token),
    'verify-secp256k1': (token) => verifier('SECP256K1', token),
};

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const [operation, argument, token] = line.split(' ');
    if (operation === 'token') {
        console.log(api.genUserSig(argument, expire));
    } else if (operation in operations) {
        const work = operations[operation](token);
        const count = Number(argument);
        let last;
        const start = process.hrtime.bigint();
        for (let i = 0; i < count; i++) last = work();
        console.log(`${process.hrtime.bigint() - start} - ${last ?? '-'}`);
    } else {
        console.log('-');
    }
});
