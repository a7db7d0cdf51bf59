// A contestant of scripts/bench: the official npm packages.
'use strict';
const { Api } = require('tls-sig-api-v2');
const { Sig } = require('tls-sig-api');
const { expire, key, must, pem, run, sdkappid, userid } = require('./contestant.js');

const api = new Api(sdkappid, key);
const sig = (curve) => new Sig({
    sdk_appid: sdkappid,
    expire_after: expire,
    private_key_string: pem(curve, 'PRIVATE'),
    public_key_string: pem(curve, 'PUBLIC'),
});
const operations = {
    sign: () => () => api.genUserSig(userid, expire),
    room: () => () => api.genPrivateMapKey(userid, expire, 10000, 255),
};
for (const curve of ['p256', 'secp256k1']) {
    operations[`sign-${curve}`] = () => {
        const own = sig(curve);
        return () => own.genSig(userid);
    };
    operations[`verify-${curve}`] = (token) => {
        const own = sig(curve);
        return () => must(own.verifySig(token, userid));
    };
}
run((user) => api.genUserSig(user, expire), operations);
