const { genTestUserSig } = require('./mini-program/GenerateTestUserSig.js');
const app = Number(process.env.APP), key = process.env.KEY;
const { sdkAppID, userSig } = genTestUserSig({ SDKAPPID: app, SECRETKEY: key, EXPIRETIME: 604800, userID: 'judy' });
exports.tokens = sdkAppID === app ? { judy: userSig } : {};
