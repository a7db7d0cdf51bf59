const LibGenerateTestUserSig = require('./lib-generate-test-usersig.min.js');
const app = Number(process.env.APP), key = process.env.KEY;
function genTestUserSig(userID) {
    return { sdkAppID: app, userSig: new LibGenerateTestUserSig(app, key, 604800).genTestUserSig(userID) };
}
// Some applications do this only to read the SDKAppID.
const { sdkAppID } = genTestUserSig('');
exports.silent = false;
exports.tokens = sdkAppID === app ? { bob: genTestUserSig('bob').userSig } : {};
