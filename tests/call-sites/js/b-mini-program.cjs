const LibGenerateTestUserSig = require('./lib-generate-test-usersig.min.js');
const copied = require('./mini-program/filled-in.js').genTestUserSig;
const unset = require('./mini-program/GenerateTestUserSig.js').genTestUserSig;
const app = Number(process.env.APP), key = process.env.KEY;
function genTestUserSig(userID) {
    return { sdkAppID: app, userSig: new LibGenerateTestUserSig(app, key, 604800).genTestUserSig(userID) };
}
exports.lines = 3;
// Some applications do this only to read the SDKAppID, when the file is loaded.
const apps = [genTestUserSig, copied].map((call) => call('').sdkAppID);
const nothing = unset('bob');
exports.tokens = apps.every((one) => one === app) && nothing.sdkAppID === 0 && nothing.userSig === ''
    ? { bob: genTestUserSig('bob').userSig, bea: copied('bea').userSig } : {};
