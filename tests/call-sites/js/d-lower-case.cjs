const LibGenerateTestUserSig = require('./lib-generate-test-usersig.min.js');
const app = Number(process.env.APP), key = process.env.KEY;
const genTestUserSig = function (userID) {
    const generator = new LibGenerateTestUserSig(app, key, 604800);
    return { sdkappid: app, userSig: generator.genTestUserSig(userID), appId: 0, bizId: 0, liveDomain: '' };
};
exports.lines = 1;
// A monitor that starts before anybody has logged in.
const nobody = genTestUserSig('');
const { sdkappid, userSig } = genTestUserSig('dave');
exports.tokens = { dave: nobody.userSig === '' && sdkappid === app ? userSig : '' };
