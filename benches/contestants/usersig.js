// A contestant of scripts/bench: the npm package of usersig. Its argument is `usersig`, or `usersig/plain` for the engine of
// everything that is not Node.
'use strict';
const { expire, key, must, now, pem, run, sdkappid, userid } = require('./contestant.js');
const entry = process.argv[2];
const { Signer, Verifier } = require(entry);

const signer = new Signer(sdkappid, key);
const verifier = new Verifier(sdkappid, key);
const operations = {
    sign: () => () => signer.sign(userid, expire),
    'sign-at': () => () => signer.sign(userid, expire, { now }),
    room: () => () => signer.sign(userid, expire, { contents: { room: 10000, privileges: 255 } }),
    verify: (token) => () => must(verifier.verify(token, { userId: userid, now }).ok),
};
// The plain engine has no version 1.0.
for (const curve of entry === 'usersig' ? ['p256', 'secp256k1'] : []) {
    operations[`sign-${curve}`] = () => {
        const own = Signer.fromPrivateKey(sdkappid, pem(curve, 'PRIVATE'));
        return () => own.sign(userid, expire);
    };
    operations[`verify-${curve}`] = (token) => {
        const own = Verifier.fromPublicKey(sdkappid, pem(curve, 'PUBLIC'));
        return () => must(own.verify(token, { userId: userid }).ok);
    };
}
run((user) => signer.sign(user, expire), operations);
