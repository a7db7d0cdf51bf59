const LibGenerateTestUserSig = require('./lib-generate-test-usersig-es.min.js');
const app = Number(process.env.APP), key = process.env.KEY;
module.exports.tokens = (function genTestUserSig(userID) {
    return { [userID]: new LibGenerateTestUserSig(app, key, 604800).genTestUserSig(userID) };
})('dave');
